"""An appeal from the decision "uchylający się": nothing is final while it goes on, and each ruling of SKO leads somewhere else."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.casework.rights import Staff
from tests.casework.tasks.the_list import kinds, only
from tests.services.alimony_fund.debtors.a_debtor import Proceeding, a_debtor, a_proceeding, code, ok, opened
from tests.services.alimony_fund.debtors.test_letters import letters

pytestmark = pytest.mark.postgres
Turn = Callable[[date], None]


async def delivered(people: Staff, today: Turn, debtor: str) -> Proceeding:
    """A decision that was delivered on 5 May 2026; the term of the appeal ends on the 19th."""
    today(date(2026, 5, 4))
    found = await opened(people, debtor)
    today(date(2026, 5, 5))
    await found.done("decide", sign="FA.5200.1.2026")
    await found.done("deliver")
    return found


@pytest.mark.asyncio
async def test_nothing_is_final_while_the_appeal_goes_on_and_its_terms_are_tasks(people: Staff, today: Turn) -> None:
    proceeding = await opened(people, await a_debtor(people))
    await proceeding.done("decide", sign="FA.5200.1.2026")
    undelivered = await code(proceeding.tried("note_appeal"))
    await proceeding.done("deliver")
    today(date(2026, 5, 12))
    await proceeding.done("note_appeal")
    ours = await only(people.clerk, "debtor_appeal")
    today(date(2026, 5, 25))
    of_an_appeal = await code(proceeding.tried("finalise", basis="term_passed"))
    motion = await code(proceeding.tried("file_prosecution"))
    await proceeding.done("pass_on", on="2026-05-19")
    theirs = await only(people.clerk, "debtor_sko")

    assert undelivered == (409, "step_unfit")
    assert of_an_appeal == motion == (409, "transition_not_allowed")
    assert (ours["due_on"], ours["whose"]) == ("2026-05-19", "office")
    assert (theirs["due_on"], theirs["whose"]) == ("2026-06-19", "higher_organ")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("outcome", "state", "final_on", "decided_on"),
    [
        ("upheld", "final", "2026-06-10", "2026-05-05"),
        ("repealed", "discontinued", None, "2026-05-05"),
        ("sent_back", "opened", None, None),
        ("inadmissible", "decided", None, "2026-05-05"),
    ],
)
async def test_what_sko_ruled_says_how_the_proceeding_goes_on(
    people: Staff, today: Turn, outcome: str, state: str, final_on: str | None, decided_on: str | None
) -> None:
    proceeding = await delivered(people, today, await a_debtor(people))
    today(date(2026, 6, 12))
    await proceeding.done("note_appeal", on="2026-05-19")
    await proceeding.done("pass_on", on="2026-05-22")
    reached = await proceeding.done("note_sko", on="2026-06-10", outcome=outcome)

    shown = await proceeding.shown()
    assert reached == state
    assert (shown["final_on"], shown["decided_on"]) == (final_on, decided_on)
    assert [one["details"].get("sign") for one in shown["steps"] if one["step"] == "decide"] == ["FA.5200.1.2026"]
    assert [one["details"]["late"] for one in shown["steps"] if one["step"] == "note_appeal"] == [False]
    if outcome == "inadmissible":
        assert await proceeding.done("finalise", basis="term_passed") == "final"
        assert (await proceeding.shown())["final_on"] == "2026-05-20"


@pytest.mark.asyncio
@pytest.mark.parametrize(("on", "late"), [("2026-05-19", False), ("2026-05-20", True)])
async def test_an_appeal_behind_its_term_is_told_as_late(people: Staff, today: Turn, on: str, late: bool) -> None:
    proceeding = await delivered(people, today, await a_debtor(people))
    today(date(2026, 5, 20))

    await proceeding.done("note_appeal", on=on)

    assert (await proceeding.shown())["steps"][-1]["details"] == {"late": late}


@pytest.mark.asyncio
async def test_an_appeal_taken_back_leaves_the_decision_and_one_that_is_right_ends_it(
    people: Staff, today: Turn
) -> None:
    first = await delivered(people, today, await a_debtor(people))
    second = await delivered(people, today, await a_debtor(people, serial=2))
    for one in (first, second):
        await one.done("note_appeal", on="2026-05-05")
    back = await first.done("note_withdrawal")
    granted = await second.done("self_review")
    today(date(2026, 5, 20))

    assert (back, granted) == ("decided", "discontinued")
    assert await first.done("finalise", basis="term_passed") == "final"
    assert (await second.shown())["allowed"] == []


@pytest.mark.asyncio
async def test_a_decision_under_appeal_stands_against_a_new_one(people: Staff, today: Turn) -> None:
    debtor = await a_debtor(people)
    first = await delivered(people, today, debtor)
    await first.done("note_appeal")
    again = await a_proceeding(people, debtor)
    await again.done("call_interview", interview_on="2026-05-06")
    await again.done("note_prevented", ground="statement_refused")

    assert await code(again.tried("open")) == (409, "earlier_decision_stands")
    await ok(again.tried("close", reason="earlier_decision_stands"))


@pytest.mark.asyncio
async def test_what_was_sent_back_is_decided_delivered_and_written_anew(people: Staff, today: Turn) -> None:
    found = await letters(people)
    proceeding = await delivered(people, today, found.debtor)
    await found.made("debtor_evading_decision", proceeding=proceeding.id, by="head")
    twice = await code(found.tried("debtor_evading_decision", proceeding=proceeding.id, by="head"))
    today(date(2026, 6, 12))
    await proceeding.done("note_appeal", on="2026-05-12")
    await proceeding.done("pass_on", on="2026-05-14")
    await proceeding.done("note_sko", on="2026-06-10", outcome="sent_back")
    waits = await kinds(people.clerk, kind="debtor_decide", until="2026-12-31")
    await proceeding.done("decide", sign="FA.5200.9.2026")
    await found.made("debtor_evading_decision", proceeding=proceeding.id, by="head")
    await proceeding.done("deliver")
    await proceeding.done("finalise", basis="waiver")

    shown = await proceeding.shown()
    assert twice == (409, "letter_exists")
    assert waits == ["debtor_decide"]
    assert (shown["decision_sign"], shown["decided_on"], shown["final_on"]) == (
        "FA.5200.9.2026", "2026-06-12", "2026-06-12",
    )  # fmt: skip
