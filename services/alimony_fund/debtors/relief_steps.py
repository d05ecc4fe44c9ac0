"""What each step of the course of a relief's decision asks and writes; the table of states (states.py) has already allowed it.

Raises StepUnfit.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from casework.terms.named import named
from services.alimony_fund.debtors import rules
from services.alimony_fund.debtors.problems import StepUnfit
from services.alimony_fund.debtors.relief_course_schemas import ReliefFinalIn, ReliefSkoIn
from services.alimony_fund.debtors.states import COURSE_AFTER_SKO, COURSE_WAITS_FOR, RELIEF_COURSE
from services.alimony_fund.debtors.tables import ReliefRow

ENDED = "ended"
_DECIDED = frozenset({"granted", "refused"})


def standing(row: ReliefRow) -> str | None:
    """Where its decision stands. None: nothing is decided, or what was noted is no decision (expiry)."""
    if row.course is None and row.decision_sign is not None and row.state in _DECIDED:
        return "issued"
    return row.course


def allowed(row: ReliefRow) -> tuple[str, ...]:
    """The steps of the course that may be done now."""
    stands = standing(row)
    return () if stands is None else RELIEF_COURSE.allowed(stands)


def begin(row: ReliefRow, on: date) -> None:
    """A decision was issued on the day; a course that was before it is over."""
    row.course, row.delivered_on, row.final_on = "issued", None, None
    row.due_on = due_after("issued", on, None)


def due_after(state: str, on: date, delivered_on: date | None) -> date | None:
    """Until when the state should be left; the term of the appeal runs from the delivery, whatever became of an appeal since."""
    code = COURSE_WAITS_FOR.get(state)
    return None if code is None else named(code).of(delivered_on or on if state == "delivered" else on).last_day


def target(stands: str | None, said: Any) -> str:
    """The state that the step leads to. Raises TransitionNotAllowed."""
    end = COURSE_AFTER_SKO[said.outcome] if isinstance(said, ReliefSkoIn) else None
    return RELIEF_COURSE.move(ENDED if stands is None else stands, said.step, end)


def deliver(row: ReliefRow, _: Any, on: date) -> dict[str, Any]:
    """The term of the appeal runs from it."""
    row.delivered_on = on
    return {}


def finalise(row: ReliefRow, said: ReliefFinalIn, on: date) -> dict[str, Any]:
    """Final from the day after the term of the appeal, or from the waiver."""
    first = _first_final_day(row)
    if said.basis == "term_passed" and on < first:
        raise StepUnfit(f"Termin odwołania jeszcze biegnie; decyzja może być ostateczna od {first.isoformat()}.")
    row.final_on = first if said.basis == "term_passed" else on
    return {"basis": said.basis}


def note_appeal(row: ReliefRow, _: Any, on: date) -> dict[str, Any]:
    """Whether one behind the term is late SKO says (art. 134 k.p.a.)."""
    return {"late": on >= _first_final_day(row)}


def note_sko(row: ReliefRow, said: ReliefSkoIn, on: date) -> dict[str, Any]:
    """What was upheld is final."""
    if said.outcome == "upheld":
        row.final_on = on
    return {"outcome": said.outcome} | ({} if said.sign is None else {"sko_sign": said.sign})


def nothing(_: ReliefRow, __: Any, ___: date) -> dict[str, Any]:
    """The state says all."""
    return {}


HANDLERS: dict[str, Callable[[ReliefRow, Any, date], dict[str, Any]]] = {
    "deliver": deliver,
    "finalise": finalise,
    "note_appeal": note_appeal,
    "note_withdrawal": nothing,
    "self_review": nothing,
    "pass_on": nothing,
    "note_sko": note_sko,
}


def _first_final_day(row: ReliefRow) -> date:
    if row.delivered_on is None:
        raise StepUnfit("Decyzji nie doręczono.")
    return rules.first_final_day(row.delivered_on)
