"""Files of cases in the database, and the history that is read from the tables of all slices."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from psycopg.rows import dict_row
from sqlmodel import col, func, select

from casework.authority.tables import StaffRow
from casework.letters.tables import LetterRow
from casework.records.contents import CONTENTS, UNFINISHED
from casework.records.sources import SOURCES
from casework.records.tables import CaseActRow, CaseFileRow, CaseMatterRow
from casework.signs.tables import CaseSignRow
from kit.db import ReadSession, WriteSession, raw

Session = ReadSession | WriteSession

_BEGIN = "INSERT INTO case_file (gmina, sign, state) VALUES (%s, %s, 'open') ON CONFLICT DO NOTHING"
_MEMBERS = f"""
WITH {CONTENTS}
SELECT 'application' AS kind, application AS thing FROM c_application
UNION SELECT 'decision', decision FROM c_decision UNION SELECT 'award', award FROM c_award
UNION SELECT 'overpayment', overpayment FROM c_overpayment UNION SELECT 'letter', letter FROM c_letter
ORDER BY 1, 2
"""
_UNFINISHED = f"WITH {CONTENTS} {UNFINISHED} ORDER BY 1, 2, 3"
_HISTORY = f"""
WITH {CONTENTS},
entry AS ({" UNION ALL ".join(SOURCES.values())}),
placed AS (
    SELECT *, coalesce(at, to_timestamp(('x' || left(replace(thing::text, '-', ''), 12))::bit(48)::bigint / 1000.0)) AS moment
      FROM entry
     WHERE (decision IS NULL OR decision <> ALL (%(unseen_decisions)s::uuid[]))
       AND (application IS NULL OR application <> ALL (%(unseen_applications)s::uuid[])))
SELECT * FROM placed
 WHERE %(after_day)s::date IS NULL
    OR (on_day, moment, thing, part, act)
       > (%(after_day)s::date, %(after_moment)s::timestamptz, %(after_thing)s::uuid, %(after_part)s::integer, %(after_act)s::text)
 ORDER BY on_day, moment, thing, part, act LIMIT %(fetch)s
"""
_LIVING = {
    "decision": "SELECT EXISTS (SELECT FROM decision WHERE gmina = %s AND id = %s)",
    "award": "SELECT EXISTS (SELECT FROM award WHERE gmina = %s AND id = %s)",
    "overpayment": "SELECT EXISTS (SELECT FROM overpayment WHERE gmina = %s AND id = %s)",
}
_ON_A_LIST = "SELECT EXISTS (SELECT FROM destruction_item WHERE gmina = %s AND sign = %s AND state = 'listed')"
_LAST_ACT = f"""
WITH {CONTENTS}, entry AS ({" UNION ALL ".join(SOURCES.values())}) SELECT max(on_day) FROM entry
 WHERE act NOT IN ('award_held', 'party_noted', 'party_withdrawn', 'delivery_corrected')
"""


async def sign(db: Session, case: UUID) -> CaseSignRow | None:
    """The case's sign."""
    return await db.get(CaseSignRow, (db.gmina, case))


async def file(db: Session, case: UUID) -> CaseFileRow:
    """The case's file as it stands: open at version 1 until something was done with it."""
    return await db.get(CaseFileRow, (db.gmina, case)) or CaseFileRow(gmina=db.gmina, sign=case, state="open")


async def lock(db: WriteSession, case: UUID) -> CaseFileRow:
    """The same, kept from other writers until the end of the transaction."""
    await (await raw(db)).execute(_BEGIN, (db.gmina, case))
    row = await db.get(CaseFileRow, (db.gmina, case), with_for_update=True)
    if row is None:
        raise LookupError(case)
    return row


async def act(
    db: WriteSession,
    row: CaseFileRow,
    act: str,
    on: date,
    by: str,
    reason: str | None = None,
    document: str | None = None,
) -> None:
    """Writes down what was done with the file."""
    done = select(func.count()).select_from(CaseActRow).where(CaseActRow.gmina == db.gmina, CaseActRow.sign == row.sign)
    number = int((await db.exec(done)).one()) + 1
    db.add(
        CaseActRow(
            gmina=db.gmina,
            sign=row.sign,
            number=number,
            act=act,
            on_day=on,
            by_whom=by,
            reason=reason,
            document=document,
        )
    )
    await db.flush()


async def members(db: Session, case: UUID) -> dict[str, list[UUID]]:
    """What belongs to the case, by kind."""
    found: dict[str, list[UUID]] = {}
    for row in await _rows(db, _MEMBERS, {"cases": [case]}):
        found.setdefault(row["kind"], []).append(row["thing"])
    return found


async def unfinished(db: Session, cases: Collection[UUID], on: date) -> list[dict[str, Any]]:
    """What is still to be settled in the cases on the day: sign, code, thing."""
    return await _rows(db, _UNFINISHED, {"cases": list(cases), "on": on})


async def history(
    db: Session,
    case: UUID,
    *,
    unseen_decisions: Sequence[UUID],
    unseen_applications: Sequence[UUID],
    after: tuple[Any, ...] | None,
    fetch: int | None,
) -> list[dict[str, Any]]:
    """What happened in the case, in order of days; fetch None: all."""
    names = ("after_day", "after_moment", "after_thing", "after_part", "after_act")
    place = dict(zip(names, after or (None,) * len(names), strict=True))
    seen = {"unseen_decisions": list(unseen_decisions), "unseen_applications": list(unseen_applications)}
    return await _rows(db, _HISTORY, {"cases": [case], "fetch": fetch, **seen, **place})


async def last_act(db: Session, case: UUID) -> date:
    """The day of the last thing that happened in the case."""
    (row,) = await _rows(db, _LAST_ACT, {"cases": [case]})
    day: date = row["max"]
    return day


async def letters_of(db: Session, decisions: Collection[UUID]) -> set[UUID]:
    """The letters of these decisions."""
    found = await db.exec(
        select(LetterRow.id).where(LetterRow.gmina == db.gmina, col(LetterRow.decision).in_(decisions))
    )
    return set(found.all())


async def exists(db: WriteSession, kind: str, matter: UUID) -> bool:
    """Whether the gmina has this decision, award or overpayment."""
    row = await (await (await raw(db)).execute(_LIVING[kind], (db.gmina, matter))).fetchone()
    return bool(row and row[0])


async def link(db: Session, kind: str, matter: UUID) -> CaseMatterRow | None:
    """Where the matter was linked by hand."""
    return await db.get(CaseMatterRow, (db.gmina, kind, matter))


async def on_a_list(db: Session, case: UUID) -> bool:
    """Whether a list of what is to be destroyed names the case."""
    row = await (await (await raw(db)).execute(_ON_A_LIST, (db.gmina, case))).fetchone()
    return bool(row and row[0])


async def posts(db: Session, subjects: Collection[str]) -> Sequence[StaffRow]:
    """The posts of these officials, ever."""
    found = await db.exec(
        select(StaffRow)
        .where(StaffRow.gmina == db.gmina, col(StaffRow.subject).in_(subjects))
        .order_by(col(StaffRow.since))
    )
    return found.all()


async def _rows(db: Session, statement: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        await cursor.execute(statement, {"gmina": db.gmina, **parameters})
        return await cursor.fetchall()
