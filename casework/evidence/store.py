"""Evidence and established facts of a gmina in the database; the only SQL about them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from psycopg import AsyncConnection
from psycopg.rows import dict_row
from sqlalchemy import ColumnElement, or_, true
from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.evidence.tables import ContentRow, EvidenceRow, FactRow
from kit.db import ReadSession, WriteSession

Db = ReadSession | WriteSession

_NEWEST = "NOT EXISTS (SELECT FROM established_fact l WHERE l.gmina = {0}.gmina AND l.fact = {0}.fact AND l.version > {0}.version)"
_ENDING = f"""
SELECT f.fact, f.id AS row, f.kind, f.code, f.person, f.household, {{day}} AS "on"
  FROM established_fact f LEFT JOIN person fp ON fp.gmina = f.gmina AND fp.id = f.person AND fp.merged_into IS NOT NULL
 WHERE f.gmina = %(gmina)s AND f.kind = %(kind)s AND f.state = 'standing' AND {{day}} <= %(until)s
   AND (%(since)s::date IS NULL OR {{day}} >= %(since)s)
   AND (%(after_day)s::date IS NULL OR ({{day}}, f.fact) > (%(after_day)s, %(after_fact)s::uuid))
   AND {_NEWEST.format("f")}
   AND NOT EXISTS (
       SELECT FROM established_fact n
         LEFT JOIN person np ON np.gmina = n.gmina AND np.id = n.person AND np.merged_into IS NOT NULL
        WHERE n.gmina = f.gmina AND n.kind = f.kind AND n.code = f.code AND n.state = 'standing' AND n.fact <> f.fact
          AND coalesce(np.merged_into, n.person) IS NOT DISTINCT FROM coalesce(fp.merged_into, f.person)
          AND n.household IS NOT DISTINCT FROM f.household
          AND {{later}} AND {_NEWEST.format("n")})
 ORDER BY {{day}}, f.fact LIMIT %(fetch)s
"""
_EXPIRING = _ENDING.format(
    day="f.valid_to", later="(n.valid_to IS NULL OR (n.valid_to, n.fact) > (f.valid_to, f.fact))"
)
_DUE = _ENDING.format(day="f.next_on", later="(n.valid_from, n.fact) > (f.valid_from, f.fact)")


@dataclass(frozen=True, slots=True)
class Ending:
    """A certificate that ends or an interview that is due, with nothing later in its place."""

    fact: UUID
    row: UUID
    kind: Literal["certificate", "interview"]
    code: str
    person: UUID | None
    household: UUID | None
    on: date


async def expiring(
    connection: AsyncConnection[Any],
    gmina: str,
    until: date,
    *,
    since: date | None = None,
    after: tuple[date, UUID] | None = None,
    fetch: int | None = None,
) -> list[Ending]:
    """Certificates whose last day is `until` or earlier (and not before `since`) and which no later one of the same person and kind
    replaces; in order of that day. One statement.
    """
    return await _ending(connection, _EXPIRING, "certificate", gmina, until, since, after, fetch)


async def interviews_due(
    connection: AsyncConnection[Any],
    gmina: str,
    until: date,
    *,
    since: date | None = None,
    after: tuple[date, UUID] | None = None,
    fetch: int | None = None,
) -> list[Ending]:
    """Interviews that are to be updated on `until` or earlier and after which none of the same kind was held."""
    return await _ending(connection, _DUE, "interview", gmina, until, since, after, fetch)


async def _ending(
    connection: AsyncConnection[Any],
    statement: str,
    kind: str,
    gmina: str,
    until: date,
    since: date | None,
    after: tuple[date, UUID] | None,
    fetch: int | None,
) -> list[Ending]:
    day, fact = after or (None, None)
    asked = {"gmina": gmina, "kind": kind, "until": until, "since": since, "after_day": day, "after_fact": fact}
    async with connection.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(statement, {**asked, "fetch": fetch})
        return [Ending(**row) for row in await cursor.fetchall()]


async def newest(db: Db, fact: UUID) -> FactRow | None:
    """The newest version of the fact, a withdrawn one too."""
    found = await db.exec(
        select(FactRow)
        .where(FactRow.gmina == db.gmina, FactRow.fact == fact)
        .order_by(col(FactRow.version).desc())
        .limit(1)
    )
    return found.first()


async def versions(db: Db, fact: UUID) -> Sequence[FactRow]:
    """All versions of the fact, the newest first."""
    found = await db.exec(
        select(FactRow).where(FactRow.gmina == db.gmina, FactRow.fact == fact).order_by(col(FactRow.version).desc())
    )
    return found.all()


async def rows(db: Db, ids: Collection[UUID]) -> dict[UUID, FactRow]:
    """Versions of facts by their own ids."""
    found = await db.exec(select(FactRow).where(FactRow.gmina == db.gmina, col(FactRow.id).in_(ids)))
    return {row.id: row for row in found.all()}


async def established_by(db: Db, evidence: UUID) -> Sequence[FactRow]:
    """The versions of facts that rest on this evidence."""
    found = await db.exec(
        select(FactRow).where(FactRow.gmina == db.gmina, FactRow.evidence == evidence).order_by(col(FactRow.id))
    )
    return found.all()


async def standing(
    db: Db,
    known_on: date,
    wanted: Sequence[ColumnElement[bool]],
    *,
    sight: Sight | None = None,
    valid_on: date | None = None,
    after: UUID | None = None,
    fetch: int | None = None,
) -> Sequence[FactRow]:
    """Facts as they were known at the end of a day, in order of their establishing. wanted: conditions on what no version changes."""
    newest_then = (
        select(FactRow.id)
        .where(FactRow.gmina == db.gmina, col(FactRow.recorded_on) <= known_on, *wanted)
        .ext(distinct_on(col(FactRow.fact)))
        .order_by(col(FactRow.fact), col(FactRow.version).desc())
    )
    query = select(FactRow).where(
        FactRow.gmina == db.gmina, FactRow.state == "standing", col(FactRow.id).in_(newest_then)
    )
    if valid_on is not None:
        query = query.where(
            col(FactRow.valid_from) <= valid_on, or_(col(FactRow.valid_to).is_(None), col(FactRow.valid_to) >= valid_on)
        )
    if sight is not None:
        query = query.where(sight.persons(FactRow.person), sight.households(FactRow.household))
    if after is not None:
        query = query.where(col(FactRow.fact) > after)
    return (await db.exec(query.order_by(col(FactRow.fact)).limit(fetch))).all()


def about(
    *, persons: Collection[UUID] = (), households: Collection[UUID] = (), kind: str | None = None
) -> list[ColumnElement[bool]]:
    """Facts of any of the persons or households; of one kind only when it is named."""
    of = or_(col(FactRow.person).in_(persons), col(FactRow.household).in_(households))
    return [of, true() if kind is None else col(FactRow.kind) == kind]


def incomes_of(sources: Collection[UUID]) -> list[ColumnElement[bool]]:
    """What these sources of income brought."""
    return [col(FactRow.of).in_(sources)]


async def evidence(db: Db, ids: Collection[UUID]) -> dict[UUID, EvidenceRow]:
    """Evidence by id."""
    found = await db.exec(select(EvidenceRow).where(EvidenceRow.gmina == db.gmina, col(EvidenceRow.id).in_(ids)))
    return {row.id: row for row in found.all()}


async def relied_on(db: Db, interview: UUID) -> bool:
    """Whether an interview is the evidence of facts."""
    found = await db.exec(
        select(EvidenceRow.id).where(EvidenceRow.gmina == db.gmina, EvidenceRow.interview == interview).limit(1)
    )
    return found.first() is not None


async def used(db: Db, lookups: Collection[UUID]) -> Mapping[UUID, UUID]:
    """The look-ups that are evidence, with the first evidence of each."""
    found = await db.exec(
        select(EvidenceRow)
        .where(EvidenceRow.gmina == db.gmina, col(EvidenceRow.lookup).in_(lookups))
        .order_by(col(EvidenceRow.id).desc())
    )
    return {row.lookup: row.id for row in found.all() if row.lookup is not None}


async def contents(db: Db, ids: Collection[UUID]) -> dict[UUID, bytes]:
    """What rows say, still encrypted; a destroyed one is not among them."""
    found = await db.exec(select(ContentRow).where(ContentRow.gmina == db.gmina, col(ContentRow.id).in_(ids)))
    return {row.id: row.body for row in found.all()}
