"""Days before the present law: zaliczki were repaid before there was a fund, and what cannot be answered is refused and does not fail."""

from datetime import date
from typing import Any

import pytest
from fastapi import FastAPI

from services.alimony_fund.ledger.books import Books
from services.alimony_fund.ledger.entries import Act, Claim
from tests.casework.rights import Staff
from tests.services.alimony_fund.ledger.conftest import Owing
from tests.services.alimony_fund.ledger.debts import CHILD, TERMS, a_claim, named, with_text
from tests.services.alimony_fund.ledger.test_ledger import a_payout, money, ok

RELIEFS = "/v1/debtor-reliefs"


async def a_zaliczka(people: Staff, owing: Owing, day: str, amount: str) -> str:
    body = {"klass": "advance", "entitled": owing.child, "paid_on": day, "period": day[:7], "paid": amount}
    return str((await ok(people.accountant.post(f"{owing.account}/claims", body)))["id"])


def fault(answer: Any) -> tuple[int, str, str]:
    """Status, and what is wrong with which field."""
    (one,) = answer.json()["errors"]
    return answer.status_code, one["pointer"], one["code"]


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_money_of_2008_and_2009_has_its_terms(people: Staff, owing: Owing) -> None:
    await a_payout(people, owing, date(2008, 10, 1), "100.00")
    await money(people, owing, date(2008, 10, 1), "50.00")
    await money(people, owing, date(2009, 12, 31), "10.00")
    await money(people, owing, date(2010, 1, 4), "10.00")

    told = await ok(people.auditor.get("/v1/ledger/transfers", since="2008-10-01", until="2010-01-31"))
    terms = await ok(people.auditor.get("/v1/ledger/state-terms", since="2008-10-01", until="2010-01-31"))

    assert [(one["state_of"], one["due"]) for one in told] == [
        ("2008-10-10", "2008-10-15"), ("2009-12-31", "2010-01-08"), ("2010-01-10", "2010-01-15"),
    ]  # fmt: skip
    assert [(one["state_of"], one["owed"]) for one in terms] == [(one["state_of"], one["amount"]) for one in told]


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_term_of_a_day_without_law_is_refused_by_name(people: Staff, owing: Owing) -> None:
    await a_zaliczka(people, owing, "2005-09-15", "100.00")
    await money(people, owing, date(2005, 12, 30), "10.00")
    await money(people, owing, date(2006, 1, 2), "10.00")

    since_2006 = await ok(people.auditor.get("/v1/ledger/transfers", since="2006-01-01", until="2006-12-31"))
    before = await people.auditor.get("/v1/ledger/transfers", since="2005-09-01", until="2006-12-31")

    assert [(one["state_of"], one["advance"]) for one in since_2006] == [("2006-01-10", "5.00")]
    assert fault(before) == (422, "/query/since", "no_law")


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_zaliczka_is_repaid_before_there_was_a_fund(people: Staff, owing: Owing) -> None:
    await a_zaliczka(people, owing, "2007-03-15", "170.00")
    await money(people, owing, date(2007, 5, 10), "100.01", collected_on="2007-05-08")
    too_early = {"credited_on": "2005-08-31", "collected_on": "2005-08-30", "amount": "1.00", "source": "bailiff"}

    refused = await people.accountant.post(f"{owing.account}/receipts", too_early)

    told = await ok(people.auditor.get(owing.account, on="2007-05-10"))
    document = (await ok(people.auditor.get(f"{owing.account}/documents")))["items"][-1]
    assert (told["balance"]["advance"], told["balance"]["surplus"]) == ("78.49", "0.00")
    assert (document["creditor_gmina"], document["state_principal"]) == ("50.01", "50.00")
    assert fault(refused) == (422, "/credited_on", "no_law")


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_the_first_year_of_zaliczki_is_told_though_no_rate_of_interest_is_older(
    people: Staff, owing: Owing
) -> None:
    await a_zaliczka(people, owing, "2005-09-15", "100.00")

    fund, advance = await ok(people.auditor.get("/v1/ledger/turnover", year=2005))
    before = await ok(people.auditor.get("/v1/ledger/accounts", on="2005-09-14"))
    on_the_day = await ok(people.auditor.get("/v1/ledger/accounts", on="2005-09-15"))

    assert (advance["principal_opening"], advance["principal_claimed"], advance["principal_closing"]) == (
        "0.00", "105.00", "105.00",
    )  # fmt: skip
    assert (fund["interest_accrued"], fund["accounts"]) == ("0.00", 0)
    assert before["items"] == []
    assert [one["advance"] for one in on_the_day["items"]] == ["105.00"]


@pytest.mark.postgres
@pytest.mark.asyncio
@pytest.mark.parametrize(("died_on", "status"), [("2008-09-30", 422), ("2008-10-01", 200)])
async def test_a_death_before_the_act_does_not_end_a_debt_by_it(
    people: Staff, owing: Owing, died_on: str, status: int
) -> None:
    await a_zaliczka(people, owing, "2007-03-15", "170.00")
    relief = (await ok(people.clerk.post(RELIEFS, {"debtor": str(owing.id), "kind": "expiry"})))["id"]

    answer = await people.head.post(f"{RELIEFS}/{relief}/grant", {"on": died_on}, if_match=1)

    told = await ok(people.auditor.get(owing.account))
    assert answer.status_code == status, answer.text
    assert told["balance"]["total"] == ("0.00" if status == 200 else "178.50")
    if status == 422:
        assert fault(answer) == (422, "/on", "no_law")


def test_a_grant_says_that_its_write_off_may_have_no_classification(service: FastAPI) -> None:
    grant = service.openapi()["paths"]["/v1/debtor-reliefs/{relief}/grant"]["post"]["responses"]

    assert "cannot_be_booked" in str(grant)


def test_the_oldest_payout_is_repaid_first_or_the_newest_as_the_law_says() -> None:
    books = (
        Books()
        .with_claim(a_claim("old", date(2026, 3, 10), "100.00"), TERMS)
        .with_claim(a_claim("new", date(2026, 3, 11), "100.00"), TERMS)
    )
    act = Act(named("part"), "receipt", date(2026, 3, 11), 15003)

    oldest = books.with_act(act, TERMS).standing(TERMS, act.day)
    newest = books.with_act(act, with_text("fa_principal_order", "newest_first")).standing(TERMS, act.day)

    assert [one.principal for one in oldest.claims] == [0, 5000]
    assert [one.principal for one in newest.claims] == [5000, 0]
    with pytest.raises(ValueError, match="by_lot"):
        books.with_act(act, with_text("fa_principal_order", "by_lot"))


def test_of_a_zaliczka_before_the_fund_the_gmina_has_half() -> None:
    books = Books().with_claim(Claim(named("old"), "advance", date(2007, 3, 1), 10500, CHILD), TERMS)

    for day in (date(2008, 9, 30), date(2008, 10, 1)):
        document = books.with_act(Act(named("half"), "receipt", day, 101), TERMS).documents[-1]
        assert (document.split.creditor, document.split.state_principal, document.split.state_interest) == (51, 50, 0)
