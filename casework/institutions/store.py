"""The register of institutions in the database; the only SQL about it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, tuple_
from sqlmodel import col, select

from casework.institutions.tables import InstitutionRow, InstitutionVersionRow
from casework.persons.names import folded, sort_key
from kit.db import ReadSession, WriteSession


@dataclass(frozen=True, slots=True)
class Filters:
    """Which institutions. name: a part of it, in any letters; nip: the whole; on: in the register on this day."""

    kind: str | None = None
    name: str | None = None
    nip: str | None = None
    on: date | None = None

    def named(self) -> dict[str, object]:
        """The filters as parameters."""
        return {name: getattr(self, name) for name in self.__slots__}


def key_of(name: str) -> str:
    """What an institution is ordered and found by."""
    return sort_key(name, "").rstrip(" ")


async def load(db: ReadSession | WriteSession, institution: UUID) -> InstitutionRow | None:
    """The institution with this id."""
    return await db.get(InstitutionRow, (db.gmina, institution))


async def lock(db: WriteSession, institution: UUID) -> InstitutionRow | None:
    """The same, kept from other writers until the end of the transaction."""
    return await db.get(InstitutionRow, (db.gmina, institution), with_for_update={"key_share": True})


async def seats(db: ReadSession | WriteSession, institutions: Collection[UUID]) -> Mapping[UUID, tuple[str, ...]]:
    """The addresses of institutions that have one."""
    if not institutions:
        return {}
    found = await db.exec(
        select(InstitutionRow.id, InstitutionRow.address).where(
            InstitutionRow.gmina == db.gmina, col(InstitutionRow.id).in_(institutions)
        )
    )
    return {institution: tuple(lines) for institution, lines in found.all() if lines}


async def versions(db: ReadSession | WriteSession, institution: UUID) -> Sequence[InstitutionVersionRow]:
    """What was entered of it, the newest first."""
    found = await db.exec(
        select(InstitutionVersionRow)
        .where(InstitutionVersionRow.gmina == db.gmina, InstitutionVersionRow.institution == institution)
        .order_by(col(InstitutionVersionRow.version).desc())
    )
    return found.all()


async def page(
    db: ReadSession, filters: Filters, *, descending: bool, after: tuple[Any, ...] | None, fetch: int | None
) -> Sequence[InstitutionRow]:
    """Institutions in order of their names."""
    query: Any = select(InstitutionRow).where(InstitutionRow.gmina == db.gmina)
    if filters.kind is not None:
        query = query.where(InstitutionRow.kind == filters.kind)
    if filters.nip is not None:
        query = query.where(InstitutionRow.nip == filters.nip)
    if filters.name is not None:
        plain = func.replace(col(InstitutionRow.sort_key), "~", "")
        query = query.where(plain.contains(folded(key_of(filters.name)), autoescape=True))
    if filters.on is not None:
        query = query.where(or_(col(InstitutionRow.ended_on).is_(None), col(InstitutionRow.ended_on) >= filters.on))
    order = (col(InstitutionRow.sort_key), col(InstitutionRow.id))
    if after is not None:
        key, place = tuple_(*order), tuple_(after[0], UUID(after[1]))
        query = query.where(key < place if descending else key > place)
    query = query.order_by(*(one.desc() if descending else one for one in order))
    found: Sequence[InstitutionRow] = (await db.exec(query if fetch is None else query.limit(fetch))).all()
    return found
