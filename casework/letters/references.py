"""What a decision is called by: the sign of its case, from its application or the older act, and its number in the year's register."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from casework.applications import many_store as applications
from casework.applications.tables import AnswerRow, ApplicationRow, MatterRow
from casework.decisions import acts_store
from casework.decisions import store as decisions
from casework.decisions.numbering import REGISTER
from casework.decisions.tables import DecisionRow
from casework.letters.tables import DecisionNumberRow
from casework.records.tables import CaseMatterRow
from casework.signs import giving
from casework.signs import store as signs
from kit.db import ReadSession, WriteSession, insert_rows


async def sign_of(db: ReadSession | WriteSession, row: DecisionRow) -> str | None:
    """The sign of the decision's case: noted for it, of its application's matter, else of the decision that its chain began with."""
    return (await signs_of(db, [row])).get(row.id)


async def signs_of(db: ReadSession | WriteSession, rows: Sequence[DecisionRow]) -> dict[UUID, str]:
    """The same for many decisions, in a bounded number of statements; whose case has no sign is left out."""
    chains = await _chains(db, rows)
    wanted = {one for chain in chains.values() for one in chain}
    answers = await applications.answered_by(db, wanted)
    asked = await applications.matters(db, {one.application for own in answers.values() for one in own})
    noted = await _noted(db, wanted)
    found = {
        row.id: [_own_sign(row.benefit, answers.get(one, ()), asked, noted.get(one)) for one in chains[row.id]]
        for row in rows
    }
    cases = await signs.signs(db, {one for own in found.values() for one in own if one is not None})
    return {
        decision: next(cases[one].sign for one in own if one in cases)
        for decision, own in found.items()
        if any(one in cases for one in own)
    }


async def given_sign(db: WriteSession, row: DecisionRow, *, by: str, today: date) -> str:
    """The same; a decision without a case gets one in the file plan's class of its benefit. Raises NoFilePlanClass."""
    return (await given_signs(db, [row], by=by, today=today))[row.id]


async def given_signs(db: WriteSession, rows: Sequence[DecisionRow], *, by: str, today: date) -> dict[UUID, str]:
    """The same for many decisions, in a bounded number of statements."""
    known = await signs_of(db, rows)
    if all(row.id in known for row in rows):
        return known
    plan = await giving.plan_in_force(db)
    for row in rows:
        if row.id not in known and plan.of_benefit(row.benefit, row.issued_on or today) is None:
            raise giving.NoFilePlanClass(
                "Wykaz akt nie ma klasy dla tego świadczenia; kierownik uzupełnia go przez PUT /v1/file-plan."
            )
    await decisions.lock_many(db, [row.id for row in rows if row.id not in known])
    known |= await signs_of(db, [row for row in rows if row.id not in known])
    missing = [row for row in rows if row.id not in known]
    chains = await _chains(db, missing)
    # What belongs to the chain of another one among them is in its case.
    opened = {row.id for row in missing} & {chain[-1] for chain in chains.values()}
    begun = [row for row in missing if row.id in opened or chains[row.id][-1] not in opened]
    openings = [
        (chosen, giving.Opening(row.recipient, row.issued_on or today, by))
        for row in begun
        if (chosen := plan.of_benefit(row.benefit, row.issued_on or today)) is not None
    ]
    cases = await giving.open_cases(db, plan, openings)
    given = {row.id: case for row, case in zip(begun, cases, strict=True)}
    await insert_rows(
        db,
        [
            CaseMatterRow(
                gmina=db.gmina, kind="decision", matter=decision, sign=case.id, linked_by=by, linked_on=case.opened_on
            )
            for decision, case in given.items()
        ],
    )
    return known | {row.id: (given.get(row.id) or given[chains[row.id][-1]]).sign for row in missing}


async def applications_of(db: ReadSession | WriteSession, wanted: Collection[UUID]) -> dict[UUID, ApplicationRow]:
    """The applications that decisions answer; the first where one answers several."""
    answers = await applications.answered_by(db, wanted)
    first = {
        decision: min(own, key=lambda one: (one.linked_on, one.application)).application
        for decision, own in answers.items()
    }
    found = await applications.many(db, set(first.values()))
    return {decision: found[one] for decision, one in first.items() if one in found}


async def numbers(db: ReadSession | WriteSession, wanted: Collection[UUID]) -> Mapping[UUID, str]:
    """The numbers of decisions that have one, as they are written: 12/2026."""
    found = await db.exec(
        select(DecisionNumberRow).where(
            DecisionNumberRow.gmina == db.gmina, col(DecisionNumberRow.decision).in_(wanted)
        )
    )
    return {row.decision: f"{row.number}/{row.year}" for row in found.all()}


async def given_number(db: WriteSession, row: DecisionRow, on: date) -> str:
    """The decision's number; one issued before numbers were given with the issue gets the next of the year of its issue."""
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
        numbered = list(zip(wanted, given, strict=True))
        await insert_rows(
            db,
            [
                DecisionNumberRow(gmina=db.gmina, decision=decision, year=year, number=number, given_on=on)
                for decision, number in numbered
            ],
        )
        known |= {decision: f"{number}/{year}" for decision, number in numbered}
    return known


async def _chains(db: ReadSession | WriteSession, rows: Sequence[DecisionRow]) -> dict[UUID, tuple[UUID, ...]]:
    """Each decision, and the one that its chain began with where that is another one."""
    acts = await acts_store.many(db, [row.id for row in rows])
    roots = {row.id: acts[row.id].root if row.id in acts else row.id for row in rows}
    return {one: tuple(dict.fromkeys((one, root))) for one, root in roots.items()}


async def _noted(db: ReadSession | WriteSession, wanted: Collection[UUID]) -> dict[UUID, UUID]:
    """The cases that decisions were linked with."""
    found = await db.exec(
        select(CaseMatterRow.matter, CaseMatterRow.sign).where(
            CaseMatterRow.gmina == db.gmina, CaseMatterRow.kind == "decision", col(CaseMatterRow.matter).in_(wanted)
        )
    )
    return dict(found.all())


def _own_sign(
    benefit: str, answers: Sequence[AnswerRow], asked: Mapping[UUID, Sequence[MatterRow]], noted: UUID | None
) -> UUID | None:
    for answer in answers:
        matters = [one for one in asked.get(answer.application, ()) if one.benefit in answer.benefits]
        # Of several matters that one decision answers, the one of its own benefit.
        matters.sort(key=lambda one: (one.benefit != benefit, one.benefit))
        for one in matters:
            if one.sign is not None:
                return one.sign
    return noted
