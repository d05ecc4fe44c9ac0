"""An auditor reckons an account again from what the API serves: acts, entries, and interest by stretches of one rate."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from kit.db import Database
from kit.money import zloty
from kit.testing.clients import OTHER_GMINA, Office
from services.alimony_fund.ledger.books import Books
from services.alimony_fund.ledger.entries import Act
from services.alimony_fund.ledger.reckoning import reckoned
from tests.casework.log import audited
from tests.casework.rights import Staff
from tests.services.alimony_fund.ledger.account_example import PAYOUTS, RECEIPTS
from tests.services.alimony_fund.ledger.conftest import Owing
from tests.services.alimony_fund.ledger.debts import TERMS, a_claim, a_receipt, named
from tests.services.alimony_fund.ledger.test_books import with_rate
from tests.services.alimony_fund.ledger.test_ledger import a_payout, code, money, ok

Turn = Callable[[date], None]
GROSZ = Decimal("0.01")


def _settled() -> Books:
    return (
        Books()
        .with_claim(a_claim("march", date(2026, 3, 10), "1000.00"), TERMS)
        .with_act(a_receipt("june", date(2026, 6, 18), "125.34"), TERMS)
    )


def test_what_is_reckoned_is_what_the_documents_booked_and_what_runs_behind_them() -> None:
    books, on = _settled(), date(2026, 7, 2)

    booked, running = reckoned(books.claims, books.documents, TERMS, on)

    assert (booked.document, booked.base, booked.interest, booked.booked) == (1, 100000, 2534, 2534)
    assert [(one.first, one.last, one.days) for one in booked.stretches] == [
        (date(2026, 3, 11), date(2026, 6, 18), 100)
    ]
    assert (running.document, running.base, running.booked) == (None, 90000, None)
    assert running.interest == books.standing(TERMS, on).claims[0].running == 319
    assert reckoned(books.claims, books.documents, TERMS, date(2026, 3, 10)) == ()


def test_a_rate_that_became_known_later_shows_beside_what_was_booked() -> None:
    books, dearer = _settled(), with_rate(date(2026, 6, 17), 20)

    booked, running = reckoned(books.claims, books.documents, dearer, date(2026, 6, 19))

    # 98 days at 9.25 %, two at 20 %: 24.836 + 1.096; the document keeps what was known on its day.
    assert (booked.interest, booked.booked) == (2593, 2534)
    assert [one.days for one in booked.stretches] == [98, 2]
    assert running.interest == books.standing(dearer, date(2026, 6, 19)).claims[0].running == 49


def test_what_was_taken_back_is_not_reckoned_and_a_zaliczka_bears_none() -> None:
    books = _settled().with_act(Act(named("old"), "receipt", date(2026, 6, 20), 500, klass="advance"), TERMS)

    without = books.without(named("june"), TERMS)

    found = reckoned(without.claims, without.documents, TERMS, date(2026, 7, 2))
    assert [(one.document, one.base, one.stretches[0].first) for one in found] == [(None, 100000, date(2026, 3, 11))]
    assert found[0].interest == without.standing(TERMS, date(2026, 7, 2)).claims[0].running


async def everything(people: Staff, address: str, **query: Any) -> list[dict[str, Any]]:
    """All pages of a list."""
    found, cursor = [], None
    while True:
        page = await ok(people.auditor.get(address, **query, **({} if cursor is None else {"cursor": cursor})))
        found += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return found


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_the_example_account_is_recomputed_from_what_is_served(people: Staff, owing: Owing, today: Turn) -> None:
    today(date(2026, 10, 1))
    for payout in PAYOUTS:
        await a_payout(people, owing, payout.day, zloty(payout.amount))
    for number, act in enumerate(RECEIPTS):
        await money(people, owing, act.day, zloty(act.amount), document=f"WB {number}")
    wrong = await money(people, owing, date(2026, 9, 20), "1.00", source="debtor")
    await ok(people.accountant.post(f"{owing.account}/corrections", {"record": wrong}))

    account = await ok(people.auditor.get(owing.account))
    acts = await everything(people, f"{owing.account}/acts", limit=2)
    entries = await everything(people, f"{owing.account}/entries", limit=7)
    stretches = await ok(people.auditor.get(f"{owing.account}/interest"))

    # Every document balances; principal and booked interest of a claim are the sums of its entries.
    documents: defaultdict[int, Decimal] = defaultdict(Decimal)
    claims: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for one in entries:
        documents[one["document"]] += Decimal(one["amount"])
        if one["claim"]:
            claims[one["claim"], one["account"]] += Decimal(one["amount"])
    assert set(documents.values()) == {Decimal(0)}
    # Each stretch by hand, rounded once for a payout and a settlement; the first day follows the payout or the settlement before.
    sums: defaultdict[tuple[int | None, str], Decimal] = defaultdict(Decimal)
    for one in stretches:
        days = (date.fromisoformat(one["until"]) - date.fromisoformat(one["since"])).days + 1
        exact = Decimal(one["base"]) * days * Decimal(one["rate"]) / (100 * one["days_of_year"])
        assert (days, exact.quantize(Decimal("0.000001"), ROUND_HALF_UP)) == (one["days"], Decimal(one["exact"]))
        sums[one["document"], one["claim"]] += exact
    for one in stretches:
        rounded = sums[one["document"], one["claim"]].quantize(GROSZ, ROUND_HALF_UP)
        assert (Decimal(one["interest"]), one["booked"] or one["interest"]) == (rounded, one["interest"])
    accrued = [(one["document"], one["claim"], one["amount"]) for one in entries if one["account"] == "interest"]
    for document, claim, amount in accrued:
        if Decimal(amount) > 0 and (document, claim) in sums:
            assert sums[document, claim].quantize(GROSZ, ROUND_HALF_UP) == Decimal(amount)
    for one in account["claims"]:
        running = sums[None, one["claim"]].quantize(GROSZ, ROUND_HALF_UP)
        assert claims[one["claim"], "principal"] == Decimal(one["principal"])
        assert claims[one["claim"], "interest"] + running == Decimal(one["interest"])
    assert [(one["amount"], one["source"], one["document"], one["in_force"]) for one in acts] == [
        ("300.00", "bailiff", "WB 0", True), ("45.00", "bailiff", "WB 1", True), ("2500.00", "bailiff", "WB 2", True),
        ("1.00", "debtor", None, False),
    ]  # fmt: skip


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_what_is_served_is_turned_filtered_and_saved(
    people: Staff, owing: Owing, office: Office, database: Database
) -> None:
    await a_payout(people, owing, date(2026, 3, 10), "1000.00")
    await money(people, owing, date(2026, 6, 18), "125.34")
    reliefs, asked = "/v1/debtor-reliefs", {"debtor": str(owing.id), "kind": "remission", "requested_on": "2026-06-20"}
    relief = (await ok(people.clerk.post(reliefs, asked)))["id"]
    said = {"on": "2026-06-20", "sign": "FA.7", "principal": "100.00", "interest": "0.00"}
    await ok(people.head.post(f"{reliefs}/{relief}/grant", said, if_match=1))
    acts, entries = f"{owing.account}/acts", f"{owing.account}/entries"

    back = await everything(people, acts, sort="-day", limit=1)
    (of_kind,) = await everything(people, acts, kind="write_off")
    early = await everything(people, acts, until="2026-06-19")
    late = await everything(people, acts, since="2026-06-19")
    turned = await everything(people, entries, sort="-document", limit=3)
    first = await everything(people, entries, document=1)
    of_days = await everything(people, entries, since="2026-03-10", until="2026-03-10")
    claim = next(one["claim"] for one in first if one["account"] == "principal")
    of_claim = await everything(people, entries, claim=claim)
    saved = [
        (await people.auditor.get(address, format="csv")).text.splitlines()
        for address in (acts, entries, f"{owing.account}/interest")
    ]

    assert [one["kind"] for one in back] == ["write_off", "receipt"]
    assert (of_kind["principal"], of_kind["interest"], of_kind["reason"], of_kind["document"], of_kind["klass"]) == (
        "100.00", "0.00", "art_30_2", "FA.7", "fund",
    )  # fmt: skip
    assert [one["kind"] for one in early + late] == ["receipt", "write_off"]
    assert [(one["document"], one["line"]) for one in turned] == sorted(
        ((one["document"], one["line"]) for one in turned), reverse=True
    )
    assert [(one["kind"], one["account"], one["klass"], one["amount"]) for one in first] == [
        ("receipt", "interest", "fund", "25.34"), ("receipt", "accrued", "fund", "-25.34"), ("receipt", "money", None, "125.34"),
        ("receipt", "interest", "fund", "-25.34"), ("receipt", "principal", "fund", "-100.00"),
    ]  # fmt: skip
    assert [one["amount"] for one in of_days] == ["1000.00", "-1000.00"]
    assert {one["account"] for one in of_claim} == {"principal", "interest"}
    assert [len(one) for one in saved] == [3, 1 + len(turned), 1 + 3]
    assert saved[2][0].startswith("document,claim,since,until,days,rate,")
    abroad = office.caller("obcy", "auditor", gmina=OTHER_GMINA)
    for part in ("acts", "entries", "interest"):
        assert await code(abroad.get(f"{owing.account}/{part}")) == (404, "debt_account_not_found")
        assert (await people.auditor.get(f"{owing.account}/{part}", unknown="1")).status_code in (400, 422)
    assert ("ula", "read", str(owing.id)) in await audited(database)
