"""The decision on a relief after it was issued: delivery, the term of the appeal, what SKO ruled, and what is owed again then."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from casework.transitions import TransitionNotAllowed
from kit.testing.clients import OTHER_GMINA, Office
from services.alimony_fund.debtors import relief_steps as steps
from services.alimony_fund.debtors.problems import StepUnfit
from services.alimony_fund.debtors.relief_course_schemas import ReliefFinalIn, ReliefPlainIn, ReliefSkoIn
from services.alimony_fund.debtors.tables import ReliefRow
from tests.casework.rights import Staff, staff
from tests.casework.tasks.the_list import kinds, only
from tests.services.alimony_fund.debtors.a_debtor import code, ok
from tests.services.alimony_fund.debtors.test_reliefs import RELIEFS, SIGN, asked, balance, granted, listed, owing

Turn = Callable[[date], None]
NOBODY = UUID("00000000-0000-7000-8000-000000000000")


def a_relief(**of: Any) -> ReliefRow:
    """A remission that was granted on 4 May 2026, unless said otherwise."""
    known: dict[str, Any] = {
        "gmina": "101805", "id": NOBODY, "debtor": NOBODY, "kind": "remission", "state": "granted", "noted_by": "anna",
        "requested_on": date(2026, 5, 4), "decided_on": date(2026, 5, 4), "decision_sign": SIGN,
    }  # fmt: skip
    return ReliefRow(**known | of)


@pytest.mark.parametrize(
    ("of", "stands"),
    [
        ({}, "issued"),
        ({"course": "final"}, "final"),
        ({"state": "refused"}, "issued"),
        ({"state": "undone"}, None),
        ({"state": "requested", "decision_sign": None, "decided_on": None}, None),
        ({"kind": "expiry", "decision_sign": None}, None),
    ],
)
def test_a_decision_of_before_waits_for_its_delivery_and_what_is_none_has_no_course(
    of: dict[str, Any], stands: str | None
) -> None:
    assert steps.standing(a_relief(**of)) == stands


@pytest.mark.parametrize("state", ["requested", "undone"])
def test_what_is_not_decided_takes_no_step(state: str) -> None:
    row = a_relief(state=state, decision_sign=None)

    with pytest.raises(TransitionNotAllowed):
        steps.target(steps.standing(row), ReliefPlainIn(step="deliver"))


@pytest.mark.parametrize(
    ("outcome", "state"),
    [("upheld", "final"), ("repealed", "ended"), ("sent_back", "ended"), ("inadmissible", "delivered")],
)
def test_each_ruling_of_sko_leads_somewhere_else(outcome: Any, state: str) -> None:
    assert steps.target("passed_on", ReliefSkoIn(step="note_sko", outcome=outcome)) == state


@pytest.mark.parametrize(("on", "late"), [(date(2026, 5, 19), False), (date(2026, 5, 20), True)])
def test_the_term_of_the_appeal_ends_fourteen_days_after_the_delivery(on: date, late: bool) -> None:
    row = a_relief(course="delivered", delivered_on=date(2026, 5, 5))

    assert steps.note_appeal(row, None, on) == {"late": late}
    if late:
        steps.finalise(row, ReliefFinalIn(step="finalise", basis="term_passed"), on)
        assert row.final_on == date(2026, 5, 20)
    else:
        with pytest.raises(StepUnfit):
            steps.finalise(row, ReliefFinalIn(step="finalise", basis="term_passed"), on)


class Course:
    """A relief whose decision is taken from step to step; each at the version that the one before left."""

    def __init__(self, people: Staff, relief: str, version: int) -> None:
        self.people, self.id, self.version = people, relief, version

    def tried(self, step: str, *, by: str = "clerk", **said: Any) -> Any:
        who = getattr(self.people, by)
        return who.post(f"{RELIEFS}/{self.id}/steps", {"step": step, **said}, if_match=self.version)

    async def done(self, step: str, **said: Any) -> str:
        """The relief's state after a step that has to succeed."""
        answer = await ok(self.tried(step, **said))
        self.version = answer["version"]
        return str(answer["state"])

    async def shown(self) -> dict[str, Any]:
        return await ok(self.people.auditor.get(f"{RELIEFS}/{self.id}"))


async def remitted(people: Staff, debtor: str) -> Course:
    """All that is owed was remitted on 4 May 2026 and the decision delivered on that day; the term of the appeal ends on the 18th."""
    relief = await asked(people, debtor, "remission")
    found = Course(people, relief, (await ok(granted(people, relief, sign=SIGN)))["version"])
    await found.done("deliver")
    return found


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_decision_is_delivered_and_final_when_nobody_appealed(people: Staff, today: Turn) -> None:
    debtor, _, _ = await owing(people)
    relief = await asked(people, debtor, "remission")
    found = Course(people, relief, (await ok(granted(people, relief, sign=SIGN)))["version"])
    undelivered = await code(found.tried("finalise", basis="waiver"))
    ours = await only(people.clerk, "debtor_relief_delivery")
    await found.done("deliver")
    theirs = await only(people.clerk, "debtor_relief_final")
    early = await code(found.tried("finalise", basis="term_passed"))
    today(date(2026, 5, 19))
    await found.done("finalise", basis="term_passed")

    shown = await found.shown()
    assert undelivered == (409, "transition_not_allowed")
    assert early == (409, "step_unfit")
    assert (ours["whose"], theirs["whose"], theirs["due_on"]) == ("office", "party", "2026-05-18")
    assert (shown["course"], shown["delivered_on"], shown["final_on"]) == ("final", "2026-05-04", "2026-05-19")
    assert (shown["due_on"], shown["allowed"]) == (None, ["undo"])
    assert [(one["step"], one["state"]) for one in shown["steps"]] == [("deliver", "delivered"), ("finalise", "final")]
    assert await kinds(people.clerk, kind="debtor_relief_final") == []


@pytest.mark.postgres
@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("outcome", "state", "course", "total"),
    [
        ("upheld", "granted", "final", "0.00"),
        ("repealed", "undone", "ended", None),
        ("sent_back", "requested", "ended", None),
        ("inadmissible", "granted", "delivered", "0.00"),
    ],
)
async def test_what_sko_ruled_says_whether_the_debt_is_owed_again(
    people: Staff, today: Turn, outcome: str, state: str, course: str, total: str | None
) -> None:
    debtor, _, _ = await owing(people)
    before = (await balance(people, debtor))["total"]
    found = await remitted(people, debtor)
    await found.done("note_appeal")
    ours = await only(people.clerk, "debtor_relief_appeal")
    await found.done("pass_on")
    theirs = await only(people.clerk, "debtor_relief_sko")
    reached = await found.done("note_sko", outcome=outcome, sign="SKO.4113.7.2026")

    shown = await found.shown()
    assert (ours["due_on"], theirs["due_on"]) == ("2026-05-11", "2026-06-05")
    assert (reached, shown["state"], shown["course"]) == (state, state, course)
    assert (await balance(people, debtor))["total"] == (before if total is None else total)
    assert shown["steps"][-1]["details"]["outcome"] == outcome
    if outcome == "repealed":
        assert (shown["undone_sign"], shown["undone_on"]) == ("SKO.4113.7.2026", "2026-05-04")
    if outcome == "sent_back":
        assert (shown["decision_sign"], shown["decided_on"], shown["act"]) == (None, None, None)
        assert shown["steps"][-1]["details"]["sign"] == SIGN
        assert (await only(people.head, "debtor_relief"))["due_on"] == "2026-06-05"


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_what_was_sent_back_is_decided_and_delivered_anew(people: Staff, today: Turn) -> None:
    debtor, _, _ = await owing(people)
    found = await remitted(people, debtor)
    await found.done("note_appeal")
    await found.done("pass_on")
    today(date(2026, 6, 10))
    await found.done("note_sko", outcome="sent_back")
    address = f"{RELIEFS}/{found.id}/grant"
    before_it = await code(people.head.post(address, {"sign": "FA.8", "on": "2026-06-09"}, if_match=found.version))
    again = {"sign": "FA.8", "principal": "100.00", "interest": "0.00"}
    found.version = (await ok(people.head.post(address, again, if_match=found.version)))["version"]
    await found.done("deliver")
    await found.done("finalise", basis="waiver")

    shown = await found.shown()
    assert before_it == (422, "day_out_of_order")
    assert (shown["decision_sign"], shown["decided_on"], shown["final_on"]) == ("FA.8", "2026-06-10", "2026-06-10")
    assert (await balance(people, debtor))["principal"] == "500.00"
    assert [one["number"] for one in shown["steps"]] == [1, 2, 3, 4, 5, 6]


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_the_office_reviews_its_refusal_by_whoever_may_decide(people: Staff) -> None:
    debtor, _, _ = await owing(people)
    relief = await asked(people, debtor, "instalments")
    refused = await ok(people.head.post(f"{RELIEFS}/{relief}/refuse", {"sign": SIGN}, if_match=1))
    found = Course(people, relief, refused["version"])
    await found.done("deliver")
    await found.done("note_appeal")
    by_clerk = await code(found.tried("self_review"))
    reached = await found.done("self_review", by="head")
    plan = {"sign": "FA.9", "count": 2, "first_due_on": "2026-06-10"}
    await ok(people.head.post(f"{RELIEFS}/{relief}/grant", plan, if_match=found.version))

    (shown,) = await listed(people, debtor=debtor)
    assert by_clerk == (403, "no_authority")
    assert reached == "requested"
    assert (shown["state"], shown["course"], len(shown["plan"])) == ("granted", "issued", 2)


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_refusal_that_sko_repealed_is_none_and_another_request_bars_no_ruling(people: Staff) -> None:
    debtor, _, _ = await owing(people)
    courses = []
    for kind in ("instalments", "deferral"):
        relief = await asked(people, debtor, kind)
        refused = await ok(people.head.post(f"{RELIEFS}/{relief}/refuse", {"sign": SIGN}, if_match=1))
        courses.append(Course(people, relief, refused["version"]))
        for step in ("deliver", "note_appeal", "pass_on"):
            await courses[-1].done(step)
    await asked(people, debtor, "deferral")

    repealed = await courses[0].done("note_sko", outcome="repealed")
    waits = await code(courses[1].tried("note_sko", outcome="sent_back"))

    assert repealed == "undone"
    assert waits == (409, "relief_waits")
    assert (await courses[1].shown())["course"] == "passed_on"


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_death_has_no_course_and_another_gmina_sees_none(people: Staff, office: Office) -> None:
    debtor, _, _ = await owing(people)
    await ok(people.clerk.post(f"/v1/debtors/{debtor}/close", {"on": "2026-05-04", "why": "died"}, if_match=1))
    relief = await asked(people, debtor, "expiry")
    version = (await ok(granted(people, relief, on="2026-05-02")))["version"]
    found = Course(people, relief, version)
    other = staff(office, OTHER_GMINA)

    assert await code(found.tried("deliver")) == (409, "transition_not_allowed")
    assert (await found.shown())["course"] is None
    assert await code(other.auditor.get(f"{RELIEFS}/{relief}")) == (404, "debtor_relief_not_found")
    step = other.clerk.post(f"{RELIEFS}/{relief}/steps", {"step": "deliver"}, if_match=version)
    assert await code(step) == (404, "debtor_relief_not_found")
