"""Persons of a gmina in the database; the only SQL about them. Every session knows its gmina already."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import and_, func, or_, tuple_
from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.persons.tables import PersonRow
from kit.db import ReadSession, WriteSession
from kit.secrets import IndexEntry

_AFTER_EVERYTHING = "\U0010ffff"
_LIVING = (col(PersonRow.erased_on).is_(None),)


async def load(db: ReadSession | WriteSession, person: UUID) -> PersonRow | None:
    """The person with this id; nobody once her file was destroyed."""
    row = await db.get(PersonRow, (db.gmina, person))
    return None if row is None or row.erased_on else row


async def standing(db: ReadSession | WriteSession, person: UUID) -> PersonRow | None:
    """The person with this id, or the entry that it gave way to; nobody once her file was destroyed."""
    row = await load(db, person)
    return row if row is None or row.merged_into is None else await load(db, row.merged_into)


async def merged(db: ReadSession | WriteSession, person: UUID) -> Sequence[PersonRow]:
    """The entries that gave way to this one."""
    found = await db.exec(
        select(PersonRow)
        .where(PersonRow.gmina == db.gmina, PersonRow.merged_into == person)
        .order_by(col(PersonRow.id))
    )
    return found.all()


async def many(db: WriteSession, ids: Collection[UUID], *, erased: bool = False) -> dict[UUID, PersonRow]:
    """The persons with these ids, as far as the gmina knows them. erased: also those whose files were destroyed, without their names."""
    query = select(PersonRow).where(PersonRow.gmina == db.gmina, col(PersonRow.id).in_(ids))
    found = await db.exec(query if erased else query.where(*_LIVING))
    return {row.id: row for row in found.all()}


async def lock(db: WriteSession, person: UUID) -> PersonRow | None:
    """The same, kept from other writers until the end of the transaction."""
    # FOR NO KEY UPDATE: rows that point at the person may still be written meanwhile.
    row = await db.get(PersonRow, (db.gmina, person), with_for_update={"key_share": True})
    return None if row is None or row.erased_on else row


async def with_pesel(db: WriteSession, entries: Sequence[IndexEntry]) -> PersonRow | None:
    """The person whose PESEL has one of these index entries (one for each key while keys are being changed)."""
    digests = [entry.digest for entry in entries]
    found = await db.exec(select(PersonRow).where(PersonRow.gmina == db.gmina, col(PersonRow.pesel_index).in_(digests)))
    return found.first()


async def with_document(db: WriteSession, entries: Sequence[IndexEntry]) -> PersonRow | None:
    """The person with this document, first of all the one who has no PESEL."""
    digests = [entry.digest for entry in entries]
    found = await db.exec(
        select(PersonRow)
        .where(PersonRow.gmina == db.gmina, col(PersonRow.document_index).in_(digests))
        .order_by(col(PersonRow.pesel_index).is_(None).desc(), col(PersonRow.id))
    )
    return found.first()


async def search(
    db: WriteSession,
    sight: Sight,
    prefixes: Sequence[str] | None,
    formerly: Sequence[UUID],
    after: tuple[str, str] | None,
    *,
    ids: Sequence[UUID] | None = None,
    descending: bool,
    fetch: int,
) -> Sequence[PersonRow]:
    """Persons that are seen and whose folded key begins with one of the prefixes (None: all), in Polish alphabetical order.

    formerly: who was called so before, found among them by the name of today. ids: only of these. Who was entered twice is found once,
    but named by each of the ids that is asked for.
    """
    key = tuple_(col(PersonRow.sort_key), col(PersonRow.id))
    alone = _LIVING if ids is not None else (*_LIVING, col(PersonRow.merged_into).is_(None))
    query = select(PersonRow).where(PersonRow.gmina == db.gmina, sight.persons(PersonRow.id), *alone)
    if formerly:
        rows = await many(db, formerly)
        formerly = [one.merged_into or one.id for one in rows.values()]
    if prefixes is not None:
        folded = func.replace(col(PersonRow.sort_key), "~", "")
        named = [and_(folded >= one, folded < one + _AFTER_EVERYTHING) for one in prefixes]
        query = query.where(or_(*named, col(PersonRow.id).in_(formerly)) if formerly else or_(*named))
    if ids is not None:
        query = query.where(col(PersonRow.id).in_(ids))
    if after is not None:
        place = tuple_(after[0], UUID(after[1]))
        query = query.where(key < place if descending else key > place)
    order = [col(PersonRow.sort_key), col(PersonRow.id)]
    query = query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch)
    return (await db.exec(query)).all()
