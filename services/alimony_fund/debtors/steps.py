"""What each step of a proceeding asks and writes; the table of states (states.py) has already allowed it. Raises StepUnfit."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.terms.named import named
from kit.law import View
from services.alimony_fund.debtors import rules
from services.alimony_fund.debtors.problems import (
    DebtorNotProtected,
    DebtorProtected,
    EarlierDecisionStands,
    StepUnfit,
)
from services.alimony_fund.debtors.proceeding_schemas import (
    CallIn,
    CloseIn,
    FinalIn,
    InterviewIn,
    LicenceIn,
    LiftIn,
    OrderIn,
    PreventedIn,
    SkoIn,
    WorkRefusedIn,
)
from services.alimony_fund.debtors.states import AFTER_SKO, EVADED, PROCEEDING, WAITING_FOR
from services.alimony_fund.debtors.tables import ProceedingRow

_DONE = frozenset({"interviewed", "job_seeker"})


@dataclass(frozen=True, slots=True)
class Known:
    """What a step is weighed by: its day, the law of it, payments of the last months (None: they did not protect yet), and whether
    an earlier decision against the debtor is in force."""

    on: date
    view: View
    protection: rules.Protection | None
    earlier_stands: bool


def call_interview(row: ProceedingRow, said: CallIn, known: Known) -> dict[str, Any]:
    """Called for a day that has not passed."""
    if said.interview_on < known.on:
        raise StepUnfit("Dzień wywiadu poprzedza wezwanie.")
    row.due_on = said.interview_on
    return {"interview_on": said.interview_on.isoformat()}


def note_interview(row: ProceedingRow, said: InterviewIn, known: Known) -> dict[str, Any]:
    """Held, or replaced by an interview of social assistance that is fresh enough."""
    held_on = said.family_interview_on
    if held_on is None and row.state == "requested":
        raise StepUnfit("Dłużnika nie wezwano na wywiad alimentacyjny.")
    if held_on is not None and not rules.family_interview_serves(held_on, known.on, known.view):
        raise StepUnfit("Rodzinny wywiad środowiskowy jest za stary albo jeszcze się nie odbył (art. 4 ust. 4).")
    row.interviewed_on, row.ground = held_on or known.on, None
    told = {"family_interview_on": held_on and held_on.isoformat(), "situation_changed": said.situation_changed}
    return {name: value for name, value in told.items() if value is not None}


def note_prevented(row: ProceedingRow, said: PreventedIn, _: Known) -> dict[str, Any]:
    """The ground on which proceedings will be opened."""
    row.ground = said.ground
    return {"ground": said.ground}


def order_job(row: ProceedingRow, said: OrderIn, known: Known) -> dict[str, Any]:
    """An order of a length that the act knows, which was delivered."""
    if not rules.order_fits(said.days, known.view):
        raise StepUnfit("Termin zobowiązania do rejestracji jest dłuższy, niż pozwala ustawa (art. 5 ust. 2 pkt 1).")
    if said.delivered_on < known.on:
        raise StepUnfit("Zobowiązanie doręczono przed jego wydaniem.")
    row.job_order_until = rules.order_ends(said.delivered_on, said.days)
    return {"days": said.days, "delivered_on": said.delivered_on.isoformat()}


def note_not_registered(row: ProceedingRow, _: Any, known: Known) -> dict[str, Any]:
    """Only when the term of the order is over."""
    if row.job_order_until is None or known.on <= row.job_order_until:
        raise StepUnfit("Termin na rejestrację jeszcze nie upłynął.")
    row.ground = "not_registered"
    return {}


def note_work_refused(row: ProceedingRow, said: WorkRefusedIn, known: Known) -> dict[str, Any]:
    """Of a proposal that the law of the day names."""
    if not rules.refusal_counts(said.proposal, known.view):
        raise StepUnfit("Odmowa takiej propozycji nie jest w tym dniu podstawą postępowania (art. 5 ust. 3 pkt 3).")
    row.ground = "work_refused"
    return {"proposal": said.proposal}


def begin(row: ProceedingRow, _: Any, known: Known) -> dict[str, Any]:
    """Proceedings are opened. Raises EarlierDecisionStands."""
    if known.earlier_stands:
        raise EarlierDecisionStands
    row.opened_on = known.on
    return {"ground": row.ground}


def bar(_: ProceedingRow, __: Any, known: Known) -> dict[str, Any]:
    """Payments bar the decision. Raises DebtorNotProtected."""
    if known.protection is None or not known.protection.holds:
        raise DebtorNotProtected
    return {}


def decide(row: ProceedingRow, sign: str, known: Known) -> dict[str, Any]:
    """The decision is issued. Raises DebtorProtected, EarlierDecisionStands."""
    if known.earlier_stands:
        raise EarlierDecisionStands
    if known.protection is not None and known.protection.holds:
        raise DebtorProtected
    row.decision_sign, row.decided_on = sign, known.on
    return {"ground": row.ground, "sign": sign}


def deliver(row: ProceedingRow, _: Any, known: Known) -> dict[str, Any]:
    """Delivered once; the term of the appeal runs from it."""
    if row.delivered_on is not None:
        raise StepUnfit("Doręczenie decyzji jest już odnotowane.")
    row.delivered_on = known.on
    return {}


def finalise(row: ProceedingRow, said: FinalIn, known: Known) -> dict[str, Any]:
    """Final from the day after the term of the appeal, or from the waiver."""
    if row.delivered_on is None:
        raise StepUnfit("Decyzji nie doręczono.")
    first = rules.first_final_day(row.delivered_on)
    if said.basis == "term_passed" and known.on < first:
        raise StepUnfit(f"Termin odwołania jeszcze biegnie; decyzja może być ostateczna od {first.isoformat()}.")
    row.final_on = first if said.basis == "term_passed" else known.on
    return {"basis": said.basis}


def note_appeal(row: ProceedingRow, _: Any, known: Known) -> dict[str, Any]:
    """An appeal from a delivered decision; whether one behind the term is late SKO says (art. 134 k.p.a.)."""
    if row.delivered_on is None:
        raise StepUnfit("Decyzji nie doręczono.")
    return {"late": known.on >= rules.first_final_day(row.delivered_on)}


def note_sko(row: ProceedingRow, said: SkoIn, known: Known) -> dict[str, Any]:
    """What was upheld is final; of what was sent back there is no decision, its days and sign stand in the steps."""
    if said.outcome == "upheld":
        row.final_on = known.on
    if said.outcome == "sent_back":
        row.decision_sign = row.decided_on = row.delivered_on = None
    return {"outcome": said.outcome}


def file_prosecution(row: ProceedingRow, _: Any, known: Known) -> dict[str, Any]:
    """Once."""
    if row.prosecution_on is not None:
        raise StepUnfit("Wniosek o ściganie już złożono.")
    row.prosecution_on = known.on
    return {}


def ask_licence(row: ProceedingRow, _: Any, known: Known) -> dict[str, Any]:
    """The register of drivers may be asked again; what it said before falls away."""
    if row.licence_motion_on is not None:
        raise StepUnfit("Wniosek do starosty już skierowano.")
    row.licence_asked_on, row.licence_held = known.on, None
    return {}


def note_licence(row: ProceedingRow, said: LicenceIn, _: Known) -> dict[str, Any]:
    """What the register said to what it was asked."""
    if row.licence_asked_on is None or row.licence_motion_on is not None:
        raise StepUnfit("Nie ma zapytania do centralnej ewidencji kierowców, na które czeka się na odpowiedź.")
    row.licence_held = said.held
    return {"held": said.held}


def file_licence_motion(row: ProceedingRow, _: Any, known: Known) -> dict[str, Any]:
    """Once, and only when the debtor holds a licence."""
    if row.licence_motion_on is not None:
        raise StepUnfit("Wniosek do starosty już skierowano.")
    if not rules.motions(final=row.final_on is not None, licence_held=row.licence_held).licence:
        raise StepUnfit("Ewidencja kierowców nie potwierdziła, że dłużnik ma prawo jazdy (art. 5 ust. 3b pkt 2).")
    row.licence_motion_on = known.on
    return {}


def lift(_: ProceedingRow, said: LiftIn, known: Known) -> dict[str, Any]:
    """The cause ceased and payments suffice, or the debtor is none any more. Raises DebtorNotProtected."""
    if said.ground == "cause_ceased" and (known.protection is None or not known.protection.holds):
        raise DebtorNotProtected
    return {"ground": said.ground}


def file_licence_return(row: ProceedingRow, _: Any, known: Known) -> dict[str, Any]:
    """The starosta is asked to give the licence back."""
    row.licence_return_on = known.on
    return {}


def close(row: ProceedingRow, said: CloseIn, known: Known) -> dict[str, Any]:
    """Only a reason that the state and the register bear out."""
    if said.reason == "actions_done" and row.state not in _DONE:
        raise StepUnfit(
            "Działań przewidzianych ustawą jeszcze nie podjęto albo otwierają one postępowanie (art. 5 ust. 3)."
        )
    if said.reason == "earlier_decision_stands" and not (known.earlier_stands and row.state in EVADED | _DONE):
        raise StepUnfit("Nie ma poprzedniej decyzji, która pozostaje w mocy (art. 5a ust. 2).")
    return {"reason": said.reason}


def nothing(_: ProceedingRow, __: Any, ___: Known) -> dict[str, Any]:
    """The state says all."""
    return {}


HANDLERS: dict[str, Callable[[ProceedingRow, Any, Known], dict[str, Any]]] = {
    "call_interview": call_interview,
    "note_interview": note_interview,
    "note_prevented": note_prevented,
    "order_job": order_job,
    "note_registered": nothing,
    "note_not_registered": note_not_registered,
    "note_work_refused": note_work_refused,
    "open": begin,
    "bar": bar,
    "deliver": deliver,
    "finalise": finalise,
    "note_appeal": note_appeal,
    "note_withdrawal": nothing,
    "self_review": nothing,
    "pass_on": nothing,
    "note_sko": note_sko,
    "file_prosecution": file_prosecution,
    "ask_licence": ask_licence,
    "note_licence": note_licence,
    "file_licence_motion": file_licence_motion,
    "lift": lift,
    "file_licence_return": file_licence_return,
    "discontinue": nothing,
    "note_repealed": nothing,
    "close": close,
}
WEIGHS_PAYMENTS = frozenset({"bar", "decide", "lift"})
WEIGHS_EARLIER = frozenset({"open", "decide", "close"})


def target(row: ProceedingRow, step: str, said: Any) -> str:
    """The state that the step leads to; what is lifted is closed unless a licence is to be given back. Raises TransitionNotAllowed."""
    if step == "note_sko":
        return PROCEEDING.move(row.state, step, AFTER_SKO[said.outcome])
    if step == "lift":
        return PROCEEDING.move(row.state, step, "closed" if row.licence_motion_on is None else "lifted")
    return PROCEEDING.move(row.state, step)


def due_after(row: ProceedingRow, step: str, on: date) -> date | None:
    """Until when the state that the step led to should be left: soft, by the terms of the procedure (k.p.a. art. 35)."""
    if row.state == "interview_called" and step == "call_interview":
        return row.due_on
    if row.state == "job_ordered":
        return row.job_order_until
    if row.state == "decided":
        # The term of the appeal runs from the delivery, whatever became of an appeal since.
        return named("explanation" if row.delivered_on is None else "appeal").of(row.delivered_on or on).last_day
    if row.state == "final" and step != "finalise":
        settled = row.prosecution_on is not None and (row.licence_held is False or row.licence_motion_on is not None)
        return None if settled else row.due_on
    term = WAITING_FOR.get(row.state)
    return None if term is None else named(term).of(on).last_day
