"""A bailiff's transfer by the ranks of art. 28, who wrote off and who takes it back, over HTTP."""

from datetime import date
from typing import Any

import psycopg
import pytest

from casework.facts.money import DEBT_RECEIVED
from kit.db import Database
from kit.testing.clients import GMINA
from kit.testing.databases import ServiceDatabase
from tests.casework.log import events
from tests.casework.rights import Staff
from tests.services.alimony_fund.ledger import paid
from tests.services.alimony_fund.ledger.conftest import Owing, a_debtor
from tests.services.alimony_fund.ledger.test_ledger import a_payout, code, money, ok

pytestmark = pytest.mark.postgres
HERS = {"creditor_current": "400.00", "creditor_arrears": "50.00", "liquidator": "7.00"}


async def served(people: Staff, owing: Owing, **asked: Any) -> list[tuple[int, str, str, str]]:
    """Rank, claim, amount and addressee of what receipts served."""
    found = (await ok(people.auditor.get(f"{owing.account}/receipts", **asked)))["items"]
    return [(one["rank"], one["claim"], one["amount"], one["addressee"]) for one in found]


def entitled_to(stored: ServiceDatabase, owing: Owing, since: str, until: str) -> None:
    """Her right, with 500.00 a month."""
    award = paid.a_right(stored, owing.child)
    with psycopg.connect(stored.superuser_dsn) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(
            "INSERT INTO award_amount (gmina, award, since, until, amount) VALUES (%s, %s, %s, %s, 50000)",
            (GMINA, award, since, until),
        )


@pytest.mark.parametrize(
    ("until", "benefits", "ranks"),
    [
        ("2026-03-01", "paid", [(1, "fund", "500.00", "office"), (3, "creditor_current", "0.00", "entitled")]),
        ("2026-02-01", "stopped", [(1, "creditor_current", "400.00", "entitled"), (2, "fund", "100.00", "office")]),
    ],
)
@pytest.mark.asyncio
async def test_the_order_follows_whether_she_receives_benefits_in_the_month(
    people: Staff, owing: Owing, stored: ServiceDatabase, until: str, benefits: str, ranks: list[Any]
) -> None:
    entitled_to(stored, owing, "2025-10-01", until)
    await a_payout(people, owing, date(2026, 3, 10), "1000.00")

    await money(people, owing, date(2026, 3, 10), "500.00", creditor_current="400.00")

    (first, *_) = (await ok(people.auditor.get(f"{owing.account}/receipts")))["items"]
    assert await served(people, owing) == ranks
    rule = "art. 28 ust. 1 u.p.o.u.a." if benefits == "paid" else "art. 28 ust. 2 u.p.o.u.a."
    assert (first["benefits"], first["article"]) == (benefits, rule)


@pytest.mark.asyncio
async def test_a_stated_order_wins_and_what_is_anothers_is_no_revenue(
    people: Staff, owing: Owing, database: Database
) -> None:
    await a_payout(people, owing, date(2026, 3, 10), "100.00")

    await money(people, owing, date(2026, 3, 10), "560.50", benefits="paid", **HERS)

    assert await served(people, owing) == [
        (1, "fund", "100.00", "office"), (3, "creditor_current", "400.00", "entitled"), (4, "creditor_arrears", "50.00", "entitled"),
        (5, "liquidator", "7.00", "liquidator"), (6, "surplus", "3.50", "bailiff"),
    ]  # fmt: skip
    received = [line["amount"] for one in await events(database, DEBT_RECEIVED) for line in one["data"]["lines"]]
    assert received == [10000]
    account = await ok(people.auditor.get(owing.account))
    assert (account["balance"]["total"], account["balance"]["surplus"]) == ("0.00", "3.50")
    assert {one["pool"]: one["amount"] for one in account["held"]} == HERS | {"surplus": "3.50"}


@pytest.mark.asyncio
async def test_what_is_hers_goes_to_her_once_and_a_late_payout_does_not_take_it(people: Staff, owing: Owing) -> None:
    await money(people, owing, date(2026, 3, 10), "40.00", benefits="paid", creditor_arrears="30.00")
    out = {"day": "2026-03-11", "pool": "creditor_arrears"}
    give_backs = f"{owing.account}/give-backs"

    assert await code(people.accountant.post(give_backs, out | {"amount": "30.01"})) == (409, "surplus_taken")
    await ok(people.accountant.post(give_backs, out | {"amount": "30.00"}))

    assert [one["pool"] for one in (await ok(people.auditor.get(owing.account)))["held"]] == ["surplus"]
    late = {"entitled": owing.child, "paid_on": "2026-03-10", "period": "2026-03", "paid": "11.00"}
    claims = f"{owing.account}/claims"
    assert await code(people.accountant.post(claims, late)) == (409, "surplus_taken")
    await ok(people.accountant.post(claims, late | {"paid": "10.00"}))
    assert (await ok(people.auditor.get(owing.account)))["held"] == []


@pytest.mark.asyncio
async def test_only_what_was_enforced_has_ranks(people: Staff, owing: Owing) -> None:
    receipt = {"credited_on": "2026-03-10", "amount": "40.00", "source": "debtor"}
    receipts = f"{owing.account}/receipts"

    for more in (
        {"creditor_current": "1.00"}, {"benefits": "paid"}, {"source": "bailiff", "klass": "fund", "liquidator": "1.00"},
        {"source": "bailiff", "creditor_arrears": "0.00"},
    ):  # fmt: skip
        assert await code(people.accountant.post(receipts, receipt | more)) == (422, "validation_failed"), more
    await ok(people.accountant.post(receipts, receipt))
    assert await served(people, owing) == [(6, "surplus", "40.00", "debtor")]


@pytest.mark.asyncio
async def test_receipts_are_filtered_turned_and_saved(people: Staff, owing: Owing) -> None:
    await a_payout(people, owing, date(2026, 3, 10), "100.00")
    for day in (10, 12):
        await money(people, owing, date(2026, 3, day), "70.00")

    whole = await served(people, owing)
    first = await ok(people.auditor.get(f"{owing.account}/receipts", limit=2))
    rest = await ok(people.auditor.get(f"{owing.account}/receipts", limit=2, cursor=first["next_cursor"]))

    # 30.00 and 0.02 of interest for two days.
    assert whole == [(2, "fund", "70.00", "office"), (2, "fund", "30.02", "office"), (6, "surplus", "39.98", "bailiff")]
    assert [one["claim"] for one in [*first["items"], *rest["items"]]] == [one[1] for one in whole]
    assert await served(people, owing, sort="-number") == whole[::-1]
    assert await served(people, owing, since="2026-03-11") == whole[1:]
    assert await served(people, owing, until="2026-03-11") == whole[:1]
    saved = (await people.auditor.get(f"{owing.account}/receipts", format="csv")).text.splitlines()
    assert saved[0].startswith("receipt,document,day,received,source,benefits,article,rank,claim,claimed,amount")
    assert len(saved) == 4


@pytest.mark.asyncio
async def test_what_this_office_remits_is_decided_as_a_relief_and_what_another_remitted_is_recorded(
    people: Staff, owing: Owing, stored: ServiceDatabase
) -> None:
    await a_payout(people, owing, date(2026, 3, 10), "1000.00")
    write_offs = f"{owing.account}/write-offs"
    body = {"day": "2026-03-10", "reason": "art_30_1", "percent": 30, "document": "FA.5200.1.2026"}

    ours = await code(people.head.post(write_offs, body))
    with psycopg.connect(stored.superuser_dsn) as connection:
        connection.execute("UPDATE debtor SET debtor_organ = false WHERE id = %s", (owing.id,))
    for other in (
        {"percent": 40}, {"percent": None}, {"document": None}, {"reason": "art_30_2"}, {"reason": "death"},
    ):  # fmt: skip
        said = {name: value for name, value in (body | other).items() if value is not None}
        assert await code(people.head.post(write_offs, said)) == (422, "validation_failed"), other
    await ok(people.head.post(write_offs, body))

    assert ours == (409, "relief_decides")
    assert (await ok(people.auditor.get(owing.account)))["balance"]["principal"] == "700.00"


@pytest.mark.asyncio
async def test_what_the_head_wrote_off_only_the_head_takes_back(people: Staff, owing: Owing) -> None:
    await a_payout(people, owing, date(2026, 3, 10), "1000.00")
    receipt = await money(people, owing, date(2026, 3, 10), "10.00")
    death = await ok(people.head.post(f"{owing.account}/write-offs", {"day": "2026-08-01", "reason": "death"}))
    of_it, by_head = {"record": death["id"]}, f"{owing.account}/write-off-corrections"

    assert await code(people.accountant.post(f"{owing.account}/corrections", of_it)) == (409, "written_off_by_head")
    assert await code(people.accountant.post(by_head, of_it)) == (403, "forbidden")
    assert await code(people.head.post(by_head, {"record": receipt})) == (404, "debt_record_not_found")
    assert (await ok(people.auditor.get(owing.account)))["balance"]["total"] == "0.00"
    await ok(people.head.post(by_head, of_it))

    assert (await ok(people.auditor.get(owing.account)))["balance"]["principal"] == "990.00"
    assert await code(people.head.post(by_head, of_it)) == (404, "debt_record_not_found")


@pytest.mark.asyncio
async def test_receipts_are_of_their_account(people: Staff, owing: Owing, database: Database) -> None:
    other = await a_debtor(people, database, serial=10)
    await money(people, owing, date(2026, 3, 10), "1.00")

    assert await served(people, other) == []
    assert len(await served(people, owing)) == 1


@pytest.mark.asyncio
async def test_a_payout_before_a_remission_is_taken_up_and_remitted_with_the_rest(
    people: Staff, owing: Owing, stored: ServiceDatabase
) -> None:
    with psycopg.connect(stored.superuser_dsn) as connection:
        connection.execute("UPDATE debtor SET debtor_organ = false WHERE id = %s", (owing.id,))
    await a_payout(people, owing, date(2026, 3, 10), "1000.00")
    relief = {"day": "2026-06-01", "reason": "art_30_1", "percent": 30, "document": "FA.5200.1.2026"}
    await ok(people.head.post(f"{owing.account}/write-offs", relief))
    await money(people, owing, date(2026, 5, 10), "900.00")
    paid.payouts(stored, paid.a_right(stored, owing.child), ("2026-03-10", "50000"))

    took = await ok(people.accountant.post("/v1/ledger/payouts", {"since": "2026-03-01", "until": "2026-03-31"}))

    # 1500.00 - (900.00 - 15.46 - 7.73) = 623.19 was open then.
    assert took["state"] == "taken_up"
    then = (await ok(people.auditor.get(owing.account, on="2026-06-01")))["balance"]
    assert then["principal"] == "436.23"
