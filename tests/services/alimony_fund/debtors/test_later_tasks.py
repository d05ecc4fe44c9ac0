"""Tasks that follow from the ledger and from letters, on both sides of each term."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.casework.rights import Staff
from tests.casework.tasks.the_list import kinds, only
from tests.services.alimony_fund.debtors.a_debtor import (
    LISTINGS,
    a_child,
    a_debtor,
    a_proceeding,
    a_title,
    ok,
    paid,
)
from tests.services.alimony_fund.debtors.test_letters import BAILIFF, letters

pytestmark = pytest.mark.postgres
Turn = Callable[[date], None]


async def paid_out(people: Staff, debtor: str, child: str, on: str) -> None:
    body = {"entitled": child, "paid_on": on, "period": on[:7], "paid": "500.00"}
    await ok(people.accountant.post(f"/v1/ledger/accounts/{debtor}/claims", body))


@pytest.mark.asyncio
async def test_arrears_longer_than_the_act_says_are_told_to_the_registers(people: Staff, today: Turn) -> None:
    debtor, child = await a_debtor(people), await a_child(people)
    await a_title(people, debtor, entitled=child, bailiff=None, bailiff_sign=None)
    await paid_out(people, debtor, child, "2026-03-04")
    await paid_out(people, debtor, child, "2026-04-04")
    seen = {}
    for day in (date(2026, 6, 4), date(2026, 6, 5), date(2026, 9, 4), date(2026, 9, 5)):
        today(day)
        seen[day.isoformat()] = sorted(
            one for one in await kinds(people.clerk) if one in ("debtor_to_big", "debtor_to_krz")
        )
    due = (await only(people.clerk, "debtor_to_big"))["due_on"]
    body = {"debtor": debtor, "listed_in": "big", "arrears_since": "2026-03-04", "bailiff_enforces": False}
    await ok(people.clerk.post(LISTINGS, body))
    after = await kinds(people.clerk, kind="debtor_to_big")

    assert seen == {
        "2026-06-04": [],
        "2026-06-05": ["debtor_to_krz"],
        "2026-09-04": ["debtor_to_krz"],
        "2026-09-05": ["debtor_to_big", "debtor_to_krz"],
    }
    assert due == "2026-09-05"
    assert after == []


@pytest.mark.asyncio
async def test_what_a_bailiff_enforces_is_no_matter_of_the_national_register(people: Staff, today: Turn) -> None:
    debtor, child = await a_debtor(people), await a_child(people)
    await a_title(people, debtor, entitled=child)
    await paid_out(people, debtor, child, "2026-03-04")

    today(date(2026, 9, 5))

    assert await kinds(people.clerk, kind="debtor_to_krz") == []
    assert await kinds(people.clerk, kind="debtor_to_big") == ["debtor_to_big"]


@pytest.mark.asyncio
async def test_an_entry_of_whoever_owes_nothing_any_more_is_withdrawn(people: Staff, today: Turn) -> None:
    debtor, child = await a_debtor(people), await a_child(people)
    await a_title(people, debtor, entitled=child)
    await paid_out(people, debtor, child, "2026-03-04")
    today(date(2026, 9, 7))
    body = {"debtor": debtor, "listed_in": "big", "arrears_since": "2026-03-04", "bailiff_enforces": True}
    listing = await ok(people.clerk.post(LISTINGS, body))
    owed = await kinds(people.clerk, kind="debtor_listing_settled")
    receipt = {"credited_on": "2026-09-07", "amount": "900.00", "source": "bailiff"}
    await ok(people.accountant.post(f"/v1/ledger/accounts/{debtor}/receipts", receipt))
    settled = await kinds(people.clerk, kind="debtor_listing_settled")
    big = await kinds(people.clerk, kind="debtor_to_big")
    await ok(people.clerk.post(f"{LISTINGS}/{listing['id']}/withdraw", {}, if_match=1))

    assert owed == []
    assert settled == ["debtor_listing_settled"]
    assert big == []
    assert await kinds(people.clerk, kind="debtor_listing_settled") == []


@pytest.mark.asyncio
async def test_the_bailiff_answers_within_the_term_of_the_act(people: Staff) -> None:
    found = await letters(people)
    title = await a_title(people, found.debtor)
    await found.made("debtor_bailiff_asked", to=BAILIFF, draft=True)
    of_a_draft = await kinds(people.clerk, kind="debtor_bailiff_answer")
    await found.made("debtor_bailiff_asked", to=BAILIFF)

    waits = await only(people.clerk, "debtor_bailiff_answer")
    await paid(people, title, "200.00", "2026-04")

    assert of_a_draft == []
    assert waits["due_on"] == "2026-05-18"
    assert await kinds(people.clerk, kind="debtor_bailiff_answer") == []


@pytest.mark.asyncio
async def test_the_organ_that_asked_is_told_after_every_outcome(people: Staff) -> None:
    found = await letters(people)
    own = await a_proceeding(people, found.debtor)
    await own.done("call_interview", interview_on="2026-05-04")
    await own.done("note_interview")
    of_own = await kinds(people.clerk, kind="debtor_actions_untold")
    other = await a_proceeding(people, found.debtor, creditor_organ="Burmistrz Sędziszowa")
    await other.done("call_interview", interview_on="2026-05-04")
    called = await kinds(people.clerk, kind="debtor_actions_untold")
    await other.done("note_interview")
    waits = await kinds(people.clerk, kind="debtor_actions_untold")
    await found.made("debtor_actions_told", proceeding=other.id, to={**BAILIFF, "name": "Burmistrz Sędziszowa"})
    told = await kinds(people.clerk, kind="debtor_actions_untold")
    await other.done("close", reason="actions_done")

    assert of_own == called == told == []
    assert waits == ["debtor_actions_untold"]
    assert await kinds(people.clerk, kind="debtor_actions_untold") == ["debtor_actions_untold"]
