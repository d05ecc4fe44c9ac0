"""What a decision is called by: the sign of its case, from its application or the older act, and its number in the year's register."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from casework.applications import store as applications
from casework.applications.tables import ApplicationRow
from casework.decisions import acts_store
from casework.decisions import store as decisions
from casework.decisions.tables import DecisionRow
from casework.letters.tables import DecisionNumberRow
from casework.records.tables import CaseMatterRow
from casework.signs import giving
from casework.signs import store as signs
from kit.db import ReadSession, WriteSession

REGISTER = "decyzje"
"""The series of numbers of decisions."""


async def sign_of(db: ReadSession | WriteSession, row: DecisionRow) -> str | None:
    """The sign of the decision's case: noted for it, of its application's matter, else of the decision that its chain began with."""
    act = await acts_store.load(db, row.id)
    for decision in dict.fromkeys((row.id, row.id if act is None else act.root)):
        found = await _own_sign(db, decision, row.benefit)
        if found is not None:
            return found
    return None


async def given_sign(db: WriteSession, row: DecisionRow, *, by: str, today: date) -> str:
    """The same; a decision without a case gets one in the file plan's class of its benefit. Raises NoFilePlanClass."""
    found = await sign_of(db, row)
    if found is not None:
        return found
    plan = await giving.plan_in_force(db)
    chosen = plan.of_benefit(row.benefit, row.issued_on or today)
    if chosen is None:
        raise giving.NoFilePlanClass(
            "Wykaz akt nie ma klasy dla tego świadczenia; kierownik uzupełnia go przez PUT /v1/file-plan."
        )
    await decisions.lock(db, row.id)
    found = await sign_of(db, row)
    if found is not None:
        return found
    case = await giving.open_case(db, plan, chosen, giving.Opening(row.recipient, row.issued_on or today, by))
    db.add(
        CaseMatterRow(
            gmina=db.gmina, kind="decision", matter=row.id, sign=case.id, linked_by=by, linked_on=row.issued_on or today
        )
    )
    await db.flush()
    return case.sign


async def application_of(db: ReadSession | WriteSession, decision: UUID) -> ApplicationRow | None:
    """The application that the decision answers; the first where it answers several."""
    answers = sorted(await applications.answered_by(db, decision), key=lambda one: (one.linked_on, one.application))
    return await applications.load(db, answers[0].application) if answers else None


async def numbers(db: ReadSession | WriteSession, wanted: Collection[UUID]) -> Mapping[UUID, str]:
    """The numbers of decisions that have one, as they are written: 12/2026."""
    found = await db.exec(
        select(DecisionNumberRow).where(
            DecisionNumberRow.gmina == db.gmina, col(DecisionNumberRow.decision).in_(wanted)
        )
    )
    return {row.decision: f"{row.number}/{row.year}" for row in found.all()}


async def given_number(db: WriteSession, row: DecisionRow, on: date) -> str:
    """The decision's number, the next of the year in which it was issued if it has none yet."""
    return (await given_numbers(db, [row], on))[row.id]


async def given_numbers(db: WriteSession, rows: Sequence[DecisionRow], on: date) -> dict[UUID, str]:
    """The same for many decisions, in their order, in a bounded number of statements."""
    known = dict(await numbers(db, [row.id for row in rows]))
    missing = [row for row in rows if row.id not in known]
    if missing:
        await decisions.lock_many(db, [row.id for row in missing])
        known |= await numbers(db, [row.id for row in missing])
    years: defaultdict[int, list[UUID]] = defaultdict(list)
    for row in missing:
        if row.id not in known:
            years[(row.issued_on or on).year].append(row.id)
    for year, wanted in sorted(years.items()):
        given = await signs.next_numbers(db, REGISTER, year, len(wanted))
        for decision, number in zip(wanted, given, strict=True):
            db.add(DecisionNumberRow(gmina=db.gmina, decision=decision, year=year, number=number, given_on=on))
            known[decision] = f"{number}/{year}"
    await db.flush()
    return known


async def _own_sign(db: ReadSession | WriteSession, decision: UUID, benefit: str) -> str | None:
    wanted: list[UUID] = []
    for answer in await applications.answered_by(db, decision):
        matters = [one for one in await applications.matters(db, answer.application) if one.benefit in answer.benefits]
        # Of several matters that one decision answers, the one of its own benefit.
        matters.sort(key=lambda one: (one.benefit != benefit, one.benefit))
        wanted += [one.sign for one in matters if one.sign is not None]
    noted = await db.get(CaseMatterRow, (db.gmina, "decision", decision))
    if noted is not None:
        wanted.append(noted.sign)
    if not wanted:
        return None
    case = await signs.sign(db, wanted[0])
    return None if case is None else case.sign
