"""The moments of a decision and the order they come in (architecture, invariant 4). Who prepared may not approve."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, cast

from casework.authority.rules import another_person
from casework.decisions.finality import Finality
from casework.decisions.tables import DecisionRow
from casework.deliveries.states import DECISION
from casework.transitions import TransitionNotAllowed
from kit.problems import Conflict, FieldError, ValidationFailed

State = Literal["prepared", "approved", "issued", "delivered", "final", "withdrawn", "removed"]
APPROVAL_TAKEN_BACK = "Zatwierdzenie tego projektu cofnięto; podpisuje się projekt, który go zastępuje."
STATES: tuple[State, ...] = ("prepared", "approved", "issued", "delivered", "final", "withdrawn", "removed")


class WrongStep(Conflict):
    """The decision's state does not allow this step; errors name the steps that it allows."""

    code = "decision_wrong_step"
    title = "Czynność nie w tej kolejności"

    def __init__(self, state: str = "", told: str = "") -> None:
        if state and not told:
            told = f"Decyzja jest {DECISION.states[state]}; ta czynność nie jest teraz możliwa."
        errors = [FieldError("/state", "allowed_step", step) for step in DECISION.allowed(state)]
        super().__init__(told, errors=errors, legal_basis=["art. 104 k.p.a."] if state else ())


class SameOfficial(Conflict):
    """Whoever prepared the decision wants to approve it."""

    code = "same_official"
    title = "Decyzję zatwierdza inna osoba niż ta, która ją przygotowała"


class DecisionOfSko(Conflict):
    """SKO decided itself: the office neither signs, sends nor numbers it, and no appeal lies from it (art. 138 § 1 pkt 2)."""

    code = "decision_of_sko"
    title = "To jest decyzja SKO"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail, legal_basis=["art. 16 § 1 k.p.a.", "art. 138 § 1 pkt 2 k.p.a."] if detail else ())


class DayOutOfOrder(ValidationFailed):
    """The day of the step is before the step before it, or in the future."""

    code = "day_out_of_order"
    title = "Dzień czynności jest niemożliwy"

    def __init__(self, detail: str = "", pointer: str = "/on") -> None:
        errors = [FieldError(pointer, "day_out_of_order", detail)] if detail else []
        super().__init__(detail, errors=errors)


@dataclass(frozen=True, slots=True)
class Moments:
    """What has happened to a decision so far: each moment with its day and person."""

    state: State
    prepared_by: str
    prepared_on: date
    approved_by: str | None = None
    approved_on: date | None = None
    issued_by: str | None = None
    issued_on: date | None = None
    delivered_on: date | None = None
    final_on: date | None = None

    @classmethod
    def of(cls, row: DecisionRow) -> "Moments":
        """The moments of a decision that is stored."""
        return cls(**{name: getattr(row, name) for name in cls.__slots__})


def approve(moments: Moments, *, by: str, on: date, today: date) -> Moments:
    """Another person approves; raises WrongStep, SameOfficial, DayOutOfOrder."""
    state = _next(moments, "approve")
    if not another_person(by, moments.prepared_by):
        raise SameOfficial
    _in_order(moments.prepared_on, on, today)
    return replace(moments, state=state, approved_by=by, approved_on=on)


def give_back(moments: Moments) -> Moments:
    """The head does not sign, or no longer: it is a draft again, and nobody's approval stands on it. Raises WrongStep."""
    return replace(moments, state=_next(moments, "give_back"), approved_by=None, approved_on=None)


def issue(moments: Moments, *, by: str, on: date, today: date) -> Moments:
    """The decision is signed and goes out; from now on it is never edited. Raises WrongStep, DayOutOfOrder."""
    state = _next(moments, "issue")
    _in_order(moments.approved_on, on, today)
    return replace(moments, state=state, issued_by=by, issued_on=on)


def deliver(moments: Moments, *, on: date, today: date) -> None:
    """Whether a delivery to a party can be noted in one word; raises WrongStep, DayOutOfOrder."""
    _next(moments, "deliver")
    _in_order(moments.issued_on, on, today)


def settled(moments: Moments, *, delivered_on: date | None, found: Finality, today: date) -> Moments:
    """What follows from what the parties did so far: delivered to the last one, final on its day, or removed by another act.

    A decision that was final is so no longer when an appeal turns out to have been lodged in time, or a court quashed SKO's decision. A
    draft stays a draft, whatever is noted of its parties.
    """
    if moments.issued_on is None:
        return moments
    state: State
    if found.state == "removed":
        state = "removed"
    elif delivered_on is None:
        state = "issued"
    else:
        state = "final" if found.final_on is not None and found.final_on <= today else "delivered"
    if state != moments.state:
        state = cast("State", DECISION.move(moments.state, "settle", state))
    return replace(moments, state=state, delivered_on=delivered_on, final_on=found.final_on)


def withdraw(moments: Moments) -> Moments:
    """Taken back before it was issued; an issued decision can only be changed by another decision."""
    return replace(moments, state=_next(moments, "withdraw"))


def _next(moments: Moments, step: str) -> State:
    try:
        return cast("State", DECISION.move(moments.state, step))
    except TransitionNotAllowed:
        raise WrongStep(moments.state) from None


def _in_order(before: date | None, on: date, today: date) -> None:
    if on > today:
        raise DayOutOfOrder("Dzień czynności jest w przyszłości.")
    if before is not None and on < before:
        raise DayOutOfOrder("Dzień czynności jest wcześniejszy niż dzień czynności poprzedniej.")
