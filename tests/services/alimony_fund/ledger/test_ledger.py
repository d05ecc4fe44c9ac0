"""The ledger over HTTP: payouts and money are booked, balances of any day follow, what was recorded in error is taken back."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest

from casework.authority.matrix import OPERATIONS
from kit.auth import ROLES
from kit.db import Database
from kit.money import zloty
from kit.testing.clients import GMINA, OTHER_GMINA, Office
from kit.testing.databases import ServiceDatabase
from services.alimony_fund.fund import FUND
from tests.casework.log import audited
from tests.casework.rights import Staff
from tests.services.alimony_fund.ledger.account_example import PAYOUTS, RECEIPTS
from tests.services.alimony_fund.ledger.conftest import Owing, a_debtor

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]


async def ok(answer: Any) -> Any:
    found: httpx.Response = await answer
    assert found.is_success, found.text
    return found.json()


async def code(answer: Any) -> tuple[int, str]:
    found: httpx.Response = await answer
    return found.status_code, found.json()["code"]


async def a_payout(people: Staff, owing: Owing, day: date, amount: str, *, entitled: str | None = None) -> str:
    body = {
        "entitled": entitled or owing.child,
        "paid_on": day.isoformat(),
        "period": day.isoformat()[:7],
        "paid": amount,
    }
    return str((await ok(people.accountant.post(f"{owing.account}/claims", body)))["id"])


async def money(people: Staff, owing: Owing, day: date, amount: str, **more: Any) -> str:
    body = {"credited_on": day.isoformat(), "amount": amount, "source": "bailiff", **more}
    return str((await ok(people.accountant.post(f"{owing.account}/receipts", body)))["id"])


@pytest.mark.asyncio
async def test_the_example_account_is_kept_to_the_grosz(people: Staff, owing: Owing, today: Turn) -> None:
    today(date(2026, 10, 1))
    for one in PAYOUTS:
        await a_payout(people, owing, one.day, zloty(one.amount))
    for act in RECEIPTS:
        await money(people, owing, act.day, zloty(act.amount))

    then = await ok(people.auditor.get(owing.account, on="2026-05-20"))
    now = await ok(people.auditor.get(owing.account))
    (listed,) = (await ok(people.auditor.get("/v1/ledger/accounts")))["items"]
    told = (await ok(people.auditor.get(f"{owing.account}/documents", sort="-number", limit=3)))["items"]

    assert (then["balance"]["principal"], then["balance"]["interest"]) == ("3427.13", "8.80")
    assert now["balance"] == listed
    assert (listed["principal"], listed["interest"], listed["total"]) == ("2860.08", "15.21", "2875.29")
    (hers,) = now["entitled"]
    assert (hers["entitled"], hers["principal"], hers["interest"]) == (owing.child, "2860.08", "15.21")
    assert [(one["paid_on"], one["paid"], one["principal"]) for one in now["claims"]][4:6] == [
        ("2026-03-13", "500.00", "0.00"), ("2026-04-15", "600.00", "460.08"),
    ]  # fmt: skip
    assert [(one["kind"], one["creditor_gmina"], one["state_principal"], one["state_interest"]) for one in told] == [
        ("receipt", "946.82", "1420.23", "132.95"), ("receipt", "0.00", "0.00", "45.00"), ("receipt", "109.15", "163.72", "27.13"),
    ]  # fmt: skip


@pytest.mark.asyncio
async def test_a_receipt_of_an_earlier_day_is_booked_by_counter_documents(people: Staff, owing: Owing) -> None:
    await a_payout(people, owing, date(2026, 3, 10), "1000.00")
    await money(people, owing, date(2026, 6, 18), "125.34")
    before = (await ok(people.auditor.get(f"{owing.account}/documents")))["items"]

    may = await money(people, owing, date(2026, 5, 10), "50.00")

    after = (await ok(people.auditor.get(f"{owing.account}/documents")))["items"]
    assert after[:2] == before
    assert [(one["kind"], one["counters"], one["day"]) for one in after[2:]] == [
        ("counter", 1, "2026-06-18"), ("receipt", None, "2026-05-10"), ("receipt", None, "2026-06-18"),
    ]  # fmt: skip
    # 50.00 - 15.46 of interest to 10 May; from then on 965.46 bears 9.54 to 18 June.
    then = await ok(people.auditor.get(owing.account, on="2026-05-10"))
    now = await ok(people.auditor.get(owing.account, on="2026-06-18"))
    assert (then["balance"]["principal"], now["balance"]["principal"]) == ("965.46", "849.66")

    await ok(people.accountant.post(f"{owing.account}/corrections", {"record": may}))

    back = await ok(people.auditor.get(owing.account, on="2026-06-18"))
    assert (back["balance"]["principal"], back["balance"]["interest"]) == ("900.00", "0.00")
    again = people.accountant.post(f"{owing.account}/corrections", {"record": may})
    assert await code(again) == (404, "debt_record_not_found")


@pytest.mark.asyncio
async def test_death_ends_the_debt_and_surplus_goes_back_once(people: Staff, owing: Owing) -> None:
    await a_payout(people, owing, date(2026, 3, 10), "1000.00")
    await ok(people.head.post(f"{owing.account}/write-offs", {"day": "2026-08-01", "reason": "death"}))
    await money(people, owing, date(2026, 9, 1), "10.00")

    told = await ok(people.auditor.get(owing.account))
    gone = {"day": "2026-09-20", "amount": "10.01"}
    assert (told["balance"]["total"], told["balance"]["surplus"]) == ("0.00", "10.00")
    assert await code(people.accountant.post(f"{owing.account}/give-backs", gone)) == (409, "surplus_taken")
    await ok(people.accountant.post(f"{owing.account}/give-backs", gone | {"amount": "10.00"}))
    assert (await ok(people.auditor.get(owing.account)))["balance"]["surplus"] == "0.00"
    assert (await ok(people.auditor.get("/v1/ledger/accounts", owing="true")))["items"] == []
    assert len((await ok(people.auditor.get("/v1/ledger/accounts", owing="false")))["items"]) == 1


@pytest.mark.asyncio
async def test_a_zaliczka_is_owed_with_its_surcharge_and_halved(people: Staff, owing: Owing) -> None:
    old = {"klass": "advance", "entitled": owing.child, "paid_on": "2007-03-15", "period": "2007-03", "paid": "170.00"}
    await ok(people.accountant.post(f"{owing.account}/claims", old))
    await money(people, owing, date(2026, 3, 15), "100.01", klass="advance")

    told = await ok(people.auditor.get(owing.account))
    document = (await ok(people.auditor.get(f"{owing.account}/documents")))["items"][-1]
    assert (told["balance"]["advance"], told["balance"]["interest"]) == ("78.49", "0.00")
    assert (document["creditor_gmina"], document["state_principal"]) == ("50.01", "50.00")


@pytest.mark.asyncio
async def test_the_bailiff_is_told_each_payout_with_its_day(people: Staff, owing: Owing) -> None:
    await a_payout(people, owing, date(2026, 3, 10), "1000.00")
    await a_payout(people, owing, date(2026, 4, 10), "500.00", entitled=owing.sister)

    answer = await people.auditor.get(owing.account, on="2026-03-11", format="csv")

    head, *lines = answer.text.splitlines()
    assert head.split(",")[2:] == [
        "entitled", "last_name", "first_name", "period", "paid_on", "paid", "owed", "taken_on", "taken_interest", "principal", "interest",
    ]  # fmt: skip
    assert [line.split(",")[2:] for line in lines] == [
        [
            owing.child, "Wiśniewska", "Anna", "2026-03", "2026-03-10", "1000.00", "1000.00", "", "0.00", "1000.00", "0.25",
        ]
    ]  # fmt: skip


@pytest.mark.asyncio
async def test_the_states_part_is_told_with_its_term(people: Staff, owing: Owing) -> None:
    await a_payout(people, owing, date(2026, 3, 10), "1000.00")
    await money(people, owing, date(2026, 3, 11), "100.25")
    wrong = await money(people, owing, date(2026, 3, 12), "100.00")
    await ok(people.accountant.post(f"{owing.account}/corrections", {"record": wrong}))

    told = await ok(people.auditor.get("/v1/ledger/transfers", since="2026-03-01", until="2026-03-31"))

    assert told == [
        {
            "state_of": "2026-03-20",
            "due": "2026-03-25",
            "amount": "60.25",
            "principal": "60.00",
            "advance": "0.00",
            "interest": "0.25",
        }
    ]


@pytest.mark.asyncio
async def test_accounts_are_turned_by_their_sums_and_found_by_person(
    people: Staff, owing: Owing, database: Database
) -> None:
    other = await a_debtor(people, database, serial=10)
    await a_payout(people, owing, date(2026, 3, 10), "1000.00")
    await a_payout(people, other, date(2026, 3, 10), "1000.01")

    first = await ok(people.auditor.get("/v1/ledger/accounts", limit=1))
    second = await ok(people.auditor.get("/v1/ledger/accounts", limit=1, cursor=first["next_cursor"]))
    upwards = await ok(people.auditor.get("/v1/ledger/accounts", sort="total"))
    hers = await ok(people.auditor.get("/v1/ledger/accounts", entitled=owing.child))

    assert [first["items"][0]["debtor"], second["items"][0]["debtor"]] == [str(other.id), str(owing.id)]
    assert second["next_cursor"] is None
    assert [one["debtor"] for one in upwards["items"]] == [str(owing.id), str(other.id)]
    assert [one["debtor"] for one in hers["items"]] == [str(owing.id)]


@pytest.mark.asyncio
async def test_what_does_not_fit_is_refused(
    people: Staff, owing: Owing, database: Database, office: Office, today: Turn
) -> None:
    stranger = {"entitled": owing.person, "paid_on": "2026-03-10", "period": "2026-03", "paid": "500.00"}
    body = stranger | {"entitled": owing.child}
    claims = f"{owing.account}/claims"
    assert (await people.accountant.post(claims, stranger)).json()["errors"][0]["code"] == "no_title"
    assert (await people.accountant.post(claims, body | {"paid_on": "2008-09-30"})).json()["errors"][0][
        "code"
    ] == "no_law"
    assert (await people.accountant.post(claims, body | {"paid": "0.00"})).status_code == 422
    assert await code(people.accountant.post(claims, body | {"paid_on": "2026-10-01"})) == (422, "day_out_of_order")
    assert await code(people.accountant.post(claims, {"payment": str(owing.id)})) == (409, "payout_unfit")
    theirs = await a_debtor(people, database, creditor_organ=False, serial=20)
    not_ours = people.accountant.post(f"{theirs.account}/claims", body | {"entitled": theirs.child})
    assert await code(not_ours) == (409, "not_creditor_organ")
    abroad = office.caller("obcy", "accountant", gmina=OTHER_GMINA)
    assert await code(abroad.get(owing.account)) == (404, "debt_account_not_found")


@pytest.mark.asyncio
async def test_the_same_request_books_once_and_reading_is_audited(
    people: Staff, owing: Owing, database: Database
) -> None:
    await a_payout(people, owing, date(2026, 3, 10), "1000.00")
    body = {"credited_on": "2026-03-11", "amount": "0.25", "source": "debtor"}
    first = await ok(people.accountant.post(f"{owing.account}/receipts", body, key="one-transfer"))
    second = await ok(people.accountant.post(f"{owing.account}/receipts", body, key="one-transfer"))

    told = await ok(people.auditor.get(owing.account, on="2026-03-11"))

    assert first == second
    assert (told["balance"]["interest"], told["balance"]["principal"]) == ("0.00", "1000.00")
    assert ("ula", "read", str(owing.id)) in await audited(database)


@pytest.mark.asyncio
async def test_each_role_does_what_the_matrix_says(office: Office, people: Staff, owing: Owing) -> None:
    for role in ROLES:
        caller = office.caller(f"kto-{role}", role, gmina=GMINA)
        asked = {
            "debt_account_list": await caller.get("/v1/ledger/accounts"),
            "debt_account_show": await caller.get(owing.account),
            "debt_claim_record": await caller.post(f"{owing.account}/claims", {}),
            "debt_receipt_list": await caller.get(f"{owing.account}/receipts"),
            "debt_write_off": await caller.post(f"{owing.account}/write-offs", {}),
            "debt_write_off_take_back": await caller.post(f"{owing.account}/write-off-corrections", {}),
        }
        for name, answer in asked.items():
            assert (answer.status_code == 403) == (role not in OPERATIONS[name]), (role, name)


@pytest.mark.asyncio
async def test_a_payment_of_the_offices_lists_is_owed_once(
    people: Staff, owing: Owing, stored: ServiceDatabase
) -> None:
    payment = a_paid_benefit(stored, owing)

    first = await ok(people.accountant.post(f"{owing.account}/claims", {"payment": payment}))

    (told,) = (await ok(people.auditor.get(owing.account)))["claims"]
    assert (told["entitled"], told["paid_on"], told["period"], told["paid"]) == (
        owing.child, "2026-03-13", "2026-03", "500.00",
    )  # fmt: skip
    again = people.accountant.post(f"{owing.account}/claims", {"payment": payment})
    assert await code(again) == (409, "payout_claimed")
    await ok(people.accountant.post(f"{owing.account}/corrections", {"record": first["id"]}))
    await ok(people.accountant.post(f"{owing.account}/claims", {"payment": payment}))


def a_paid_benefit(stored: ServiceDatabase, owing: Owing) -> str:
    """A settled payment of the fund for the child; what led to it is not needed here."""
    award, payment = str(uuid4()), str(uuid4())
    with psycopg.connect(stored.superuser_dsn) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(
            "INSERT INTO award (gmina, id, benefit, entitled, recipient, unit, origin, state, since)"
            " VALUES (%s, %s, %s, %s, %s, 'gops', 'imported', 'active', '2025-10-01')",
            (GMINA, award, FUND, owing.child, owing.person),
        )
        connection.execute(
            "INSERT INTO payment (gmina, id, list, award, benefit, period, amount, lines, state, booked_on, budget_year)"
            " VALUES (%s, %s, %s, %s, %s, '2026-03-01', 50000, '[]', 'settled', '2026-03-13', 2026)",
            (GMINA, payment, str(uuid4()), award, FUND),
        )
    return payment
