"""Orders in a case that the office began itself (k.p.a. art. 61 § 4), and the decision that discontinues it (art. 105 § 1): no application
is there, so they stand in the case (znak sprawy).

Such an order is an act of the case from its draft on; a suspension stops the office's term from the day of its issue until the order that
resumes, or until it falls.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Text
from sqlmodel import Field, SQLModel, col, select

from casework.authority.sight import Sight, hidden_persons
from casework.decisions.kinds import DISCONTINUED, Does
from casework.decisions.older import ActIncomplete
from casework.decisions.tables import DecisionRow
from casework.persons import one_person
from casework.records import store as records
from casework.records.tables import CaseMatterRow
from casework.signs import store as signs
from casework.transitions import TransitionNotAllowed
from kit.db import ReadSession, WriteSession, raw
from kit.problems import FieldError

Session = ReadSession | WriteSession
_POINTER = "/act/case"
_OF_APPLICATION = "SELECT EXISTS (SELECT FROM application_matter WHERE gmina = %s AND sign = %s)"


class ProceedingPauseRow(SQLModel, table=True):
    """Days on which the proceedings of a case are suspended, both ends among them; last_day None: still going on."""

    __tablename__ = "proceeding_pause"

    gmina: str = Field(primary_key=True, sa_type=Text)
    sign: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    first_day: date
    last_day: date | None = None
    decision: UUID
    kpa_ground: str = Field(sa_type=Text)
    ended_by: UUID | None = None


async def known(db: Session, sight: Sight, case: UUID) -> None:
    """The case is there, she sees its party, and no application began it. Raises ActIncomplete."""
    sign = await signs.sign(db, case)
    if sign is None or await hidden_persons(db, sight, [sign.party]):
        raise _refused("case_unknown", "Nie ma takiej sprawy.")
    row = await (await (await raw(db)).execute(_OF_APPLICATION, (db.gmina, case))).fetchone()
    if row is not None and row[0]:
        raise _refused("has_application", "Sprawę wszczęto na wniosek; postanowienie wskazuje podanie.")


async def put(db: WriteSession, case: UUID, decision: DecisionRow, *, does: Does, by: str, today: date) -> None:
    """The draft of an order, or of the decision that discontinues, stands in its case. Raises ActIncomplete, TransitionNotAllowed."""
    sign = await signs.sign(db, case)
    hers = [] if sign is None else await one_person.entries(db, sign.party)
    if sign is None or not {str(one) for one in hers} & {str(decision.entitled), str(decision.recipient)}:
        raise _refused("other_party", "Postanowienie dotyczy innej osoby niż strona sprawy.")
    await _allowed(db, case, does, ends=decision.outcome == DISCONTINUED)
    db.add(
        CaseMatterRow(
            gmina=db.gmina, kind="decision", matter=decision.id, sign=case, linked_by=by, linked_on=today
        )
    )  # fmt: skip
    await db.flush()


async def carry_out(db: WriteSession, case: UUID, decision: DecisionRow, *, does: Does, ground: str, on: date) -> None:
    """It went out: the proceedings stand still from that day, or go on; suspended ones do not end. Raises TransitionNotAllowed."""
    running = await _allowed(db, case, does, ends=decision.outcome == DISCONTINUED)
    if does == "suspend":
        number = len(await pauses(db, case)) + 1
        db.add(
            ProceedingPauseRow(
                gmina=db.gmina, sign=case, number=number, first_day=on, decision=decision.id, kpa_ground=ground
            )
        )
    elif does == "resume" and running is not None:
        # The proceedings go on from the day of the order.
        running.last_day = max(on - timedelta(days=1), running.first_day)
        running.ended_by = decision.id
    await db.flush()


async def take_back(db: WriteSession, case: UUID, decision: DecisionRow, on: date) -> None:
    """A suspension fell: the proceedings go on."""
    await records.lock(db, case)
    running = _running(await pauses(db, case))
    if running is not None and running.decision == decision.id:
        running.last_day = max(on - timedelta(days=1), running.first_day)
        await db.flush()


async def pauses(db: Session, case: UUID) -> Sequence[ProceedingPauseRow]:
    """The suspensions of a case, in order."""
    found = await db.exec(
        select(ProceedingPauseRow)
        .where(ProceedingPauseRow.gmina == db.gmina, ProceedingPauseRow.sign == case)
        .order_by(col(ProceedingPauseRow.number))
    )
    return found.all()


async def pauses_of(db: Session, decision: UUID) -> Sequence[ProceedingPauseRow]:
    """The suspensions of the case that the decision stands in."""
    found = await db.exec(
        select(CaseMatterRow.sign).where(
            CaseMatterRow.gmina == db.gmina, CaseMatterRow.kind == "decision", CaseMatterRow.matter == decision
        )
    )
    sign = found.first()
    return [] if sign is None else await pauses(db, sign)


async def _allowed(db: WriteSession, case: UUID, does: Does, *, ends: bool) -> ProceedingPauseRow | None:
    """The suspension that goes on, if one does; the case is kept from other writers. Raises TransitionNotAllowed."""
    file = await records.lock(db, case)
    if file.state != "open":
        raise TransitionNotAllowed("Sprawa jest zakończona; takiego rozstrzygnięcia nie można teraz wydać.")
    running = _running(await pauses(db, case))
    if ends and running is not None:
        told = "Postępowanie jest zawieszone; najpierw się je podejmuje (art. 97 § 2 k.p.a.)."
        raise TransitionNotAllowed(
            told, errors=[FieldError(_POINTER, "suspended", told)], legal_basis=["art. 102 k.p.a."]
        )
    if (does == "suspend" and running is not None) or (does == "resume" and running is None):
        told = "Postępowanie nie jest zawieszone." if running is None else "Postępowanie jest już zawieszone."
        code = "not_suspended" if running is None else "suspended"
        raise TransitionNotAllowed(told, errors=[FieldError(_POINTER, code, told)])
    return running


def _running(rows: Sequence[ProceedingPauseRow]) -> ProceedingPauseRow | None:
    return next((one for one in rows if one.last_day is None), None)


def _refused(code: str, told: str) -> ActIncomplete:
    return ActIncomplete(told, errors=[FieldError(_POINTER, code, told)])
