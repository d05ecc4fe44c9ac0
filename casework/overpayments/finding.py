"""Undue payments and their movements page by page and as streams; nothing is computed here."""

from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from psycopg.rows import class_row

from casework.authority.veil import OPEN, Veil
from casework.overpayments.store import MOVEMENT_COLUMNS, OVERPAYMENT_COLUMNS, Overpayment, Posted
from casework.persons.one_person import entries_of
from kit.db import Database, ReadSession, WriteSession, raw

EXPORT_FETCH = 500
T = TypeVar("T")

_OVERPAYMENTS = f"""
SELECT {OVERPAYMENT_COLUMNS} FROM overpayment
 WHERE gmina = %(gmina)s
   AND (%(person)s::uuid IS NULL OR person = ANY ({entries_of("%(person)s::uuid")}))
   AND (%(benefit)s::text IS NULL OR benefit = %(benefit)s::text)
   AND (%(state)s::text IS NULL OR state = %(state)s::text)
   AND (%(ground)s::text IS NULL OR ground = %(ground)s::text)
   AND (%(decision)s::uuid IS NULL OR decision = %(decision)s::uuid)
   AND (%(registered_from)s::date IS NULL OR registered_on >= %(registered_from)s::date)
   AND (%(registered_to)s::date IS NULL OR registered_on <= %(registered_to)s::date)
"""
_MOVEMENTS = f"""
SELECT {MOVEMENT_COLUMNS} FROM overpayment_movement
 WHERE gmina = %(gmina)s
   AND (%(overpayment)s::uuid IS NULL OR overpayment = %(overpayment)s::uuid)
   AND (%(kind)s::text IS NULL OR kind = %(kind)s::text)
   AND (%(channel)s::text IS NULL OR channel = %(channel)s::text)
   AND (%(day_from)s::date IS NULL OR day >= %(day_from)s::date)
   AND (%(day_to)s::date IS NULL OR day <= %(day_to)s::date)
"""
_CORRECTED = "SELECT corrects FROM overpayment_movement WHERE gmina = %s AND corrects = ANY (%s)"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which undue payments; None leaves a question open."""

    person: UUID | None = None
    benefit: str | None = None
    state: str | None = None
    ground: str | None = None
    decision: UUID | None = None
    registered_from: date | None = None
    registered_to: date | None = None
    veil: Veil = OPEN

    def parameters(self, gmina: str) -> dict[str, Any]:
        """As the statement names them, without what is hidden."""
        return {"gmina": gmina} | {name: getattr(self, name) for name in Filter.__slots__ if name != "veil"}

    @property
    def seen(self) -> str:
        """SQL: what of the register is not hidden."""
        return f" AND {self.veil.person('person')} AND {self.veil.unit('unit')}"


@dataclass(frozen=True, slots=True)
class MovementFilter:
    """Which movements; None leaves a question open."""

    overpayment: UUID | None = None
    kind: str | None = None
    channel: str | None = None
    day_from: date | None = None
    day_to: date | None = None
    veil: Veil = OPEN

    def parameters(self, gmina: str) -> dict[str, Any]:
        """As the statement names them, without what is hidden."""
        return {"gmina": gmina} | {name: getattr(self, name) for name in MovementFilter.__slots__ if name != "veil"}

    @property
    def seen(self) -> str:
        """SQL: movements on what of the register is not hidden."""
        if self.veil.is_open:
            return ""
        of = f"{self.veil.person('o.person')} AND {self.veil.unit('o.unit')}"
        return f" AND overpayment IN (SELECT o.id FROM overpayment o WHERE o.gmina = %(gmina)s AND {of})"


async def overpayments(
    db: ReadSession | WriteSession, wanted: Filter, after: tuple[str, str] | None, *, descending: bool, fetch: int
) -> list[Overpayment]:
    """Undue payments by the day of registration."""
    statement = _OVERPAYMENTS + wanted.seen + _paged("registered_on", descending)
    return await _page(db, statement, wanted.parameters(db.gmina) | wanted.veil.parameters(), after, fetch, Overpayment)


async def movements(
    db: ReadSession | WriteSession,
    wanted: MovementFilter,
    after: tuple[str, str] | None,
    *,
    descending: bool,
    fetch: int,
) -> list[Posted]:
    """Movements of all accounts by their days."""
    statement = _MOVEMENTS + wanted.seen + _paged("day", descending)
    return await _page(db, statement, wanted.parameters(db.gmina) | wanted.veil.parameters(), after, fetch, Posted)


async def corrected(db: ReadSession | WriteSession, ids: list[UUID]) -> set[UUID]:
    """Those of the movements that were taken back."""
    rows = await (await (await raw(db)).execute(_CORRECTED, (db.gmina, ids))).fetchall()
    return {row[0] for row in rows}


async def stream(database: Database, gmina: str, wanted: MovementFilter) -> AsyncIterator[list[Posted]]:
    """Movements without end, in chunks, in a transaction of its own."""
    statement = _MOVEMENTS + wanted.seen + " ORDER BY day, id"
    async with (
        database.tenant(gmina) as connection,
        connection.cursor(name="movements", row_factory=class_row(Posted)) as cursor,
    ):
        await cursor.execute(statement, wanted.parameters(gmina) | wanted.veil.parameters())
        while rows := await cursor.fetchmany(EXPORT_FETCH):
            yield rows


async def of_person(db: ReadSession | WriteSession, entries: Collection[UUID]) -> list[Overpayment]:
    """All that a person owes or owed, under any of her entries."""
    statement = f"""
    SELECT {OVERPAYMENT_COLUMNS} FROM overpayment WHERE gmina = %s AND person = ANY (%s) ORDER BY registered_on, id
    """
    async with (await raw(db)).cursor(row_factory=class_row(Overpayment)) as cursor:
        return await (await cursor.execute(statement, (db.gmina, list(entries)))).fetchall()


async def finals_of(db: ReadSession | WriteSession, persons: Collection[UUID]) -> list[Overpayment]:
    """What may be deducted from payments to these persons: final and not settled, the oldest decision first."""
    statement = f"""
    SELECT {OVERPAYMENT_COLUMNS} FROM overpayment
     WHERE gmina = %s AND person = ANY (%s) AND state = 'final' ORDER BY final_on, id
    """
    async with (await raw(db)).cursor(row_factory=class_row(Overpayment)) as cursor:
        return await (await cursor.execute(statement, (db.gmina, list(persons)))).fetchall()


def _paged(column: str, descending: bool) -> str:
    sign, order = ("<", "DESC") if descending else (">", "ASC")
    return (
        f" AND (%(after_day)s::date IS NULL OR ({column}, id) {sign} (%(after_day)s::date, %(after_id)s::uuid))"
        f" ORDER BY {column} {order}, id {order} LIMIT %(fetch)s"
    )


async def _page(
    db: ReadSession | WriteSession,
    statement: str,
    parameters: dict[str, Any],
    after: tuple[str, str] | None,
    fetch: int,
    of: type[T],
) -> list[T]:
    place = {"after_day": after[0] if after else None, "after_id": after[1] if after else None, "fetch": fetch}
    async with (await raw(db)).cursor(row_factory=class_row(of)) as cursor:
        return await (await cursor.execute(statement, parameters | place)).fetchall()
