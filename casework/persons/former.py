"""What was known of a person before it was corrected: names, day of birth, numbers. Sealed, found by her former name or number, shown
with who corrected it, when and on what basis; nothing of it is ever changed, and it goes with her file.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

import orjson
from sqlalchemy import and_, func, or_
from sqlmodel import col, select

from casework.identity import person_identity
from casework.persons.names import sort_key
from casework.persons.schemas import FormerOut
from casework.persons.tables import FormerRow, PersonRow
from kit.db import WriteSession
from kit.feed.envelope import new_id
from kit.secrets import IndexEntry, KeyRing, Place

What = Literal["name", "birth_date", "pesel", "document"]
MOST_FOUND = 500
"""Persons that a search finds by a former name."""
_AFTER_EVERYTHING = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person at a moment."""

    first_name: str
    last_name: str
    birth_date: date
    pesel: str | None
    document: tuple[str, str] | None


async def keep(
    db: WriteSession,
    keys: KeyRing,
    row: PersonRow,
    before: Known,
    after: Known,
    *,
    by: str,
    on: date,
    basis: str | None,
) -> None:
    """Keeps whatever of `before` is no longer so."""
    gone: list[tuple[What, list[str]]] = []
    if (before.first_name, before.last_name) != (after.first_name, after.last_name):
        gone.append(("name", [before.first_name, before.last_name]))
    if before.birth_date != after.birth_date:
        gone.append(("birth_date", [before.birth_date.isoformat()]))
    if before.pesel is not None and before.pesel != after.pesel:
        gone.append(("pesel", [before.pesel]))
    if before.document is not None and before.document != after.document:
        gone.append(("document", list(before.document)))
    for what, said in gone:
        former = new_id()
        index = _index(keys, db.gmina, row.id, what, said)
        db.add(
            FormerRow(
                gmina=db.gmina,
                id=former,
                person=row.id,
                what=what,
                said=keys.encrypt(orjson.dumps(said).decode(), _place(db.gmina, "said"), str(former)),
                sort_key=sort_key(said[1], said[0]) if what == "name" else None,
                said_index=index.digest if index else None,
                index_kid=index.kid if index else None,
                basis=None if basis is None else keys.encrypt(basis, _place(db.gmina, "basis"), str(former)),
                corrected_by=by,
                corrected_on=on,
            )
        )


async def of(db: WriteSession, keys: KeyRing, persons: Collection[UUID]) -> dict[UUID, list[FormerOut]]:
    """What these persons were known by before, the last correction first."""
    query = (
        select(FormerRow)
        .where(FormerRow.gmina == db.gmina, col(FormerRow.person).in_(persons))
        .order_by(col(FormerRow.id).desc())
    )
    found: dict[UUID, list[FormerOut]] = {}
    for row in (await db.exec(query)).all():
        said = orjson.loads(keys.decrypt(row.said, _place(db.gmina, "said"), str(row.id)))
        basis = row.basis and keys.decrypt(row.basis, _place(db.gmina, "basis"), str(row.id))
        shown = {"what": row.what, "said": " ".join(said), "basis": basis}
        kept = {"corrected_by": row.corrected_by, "corrected_on": row.corrected_on}
        found.setdefault(row.person, []).append(FormerOut.model_validate(shown | kept))
    return found


async def numbered(db: WriteSession, entries: Sequence[IndexEntry]) -> UUID | None:
    """Who had a number with one of these index entries until it was corrected, the last one of them."""
    query = (
        select(FormerRow.person)
        .where(FormerRow.gmina == db.gmina, col(FormerRow.said_index).in_([entry.digest for entry in entries]))
        .order_by(col(FormerRow.id).desc())
        .limit(1)
    )
    return (await db.exec(query)).first()


async def called(db: WriteSession, prefixes: Sequence[str]) -> list[UUID]:
    """Who was called so before: persons whose folded former name begins with one of the prefixes, at most MOST_FOUND."""
    folded = func.replace(col(FormerRow.sort_key), "~", "")
    begins = or_(*(and_(folded >= one, folded < one + _AFTER_EVERYTHING) for one in prefixes))
    query = (
        select(FormerRow.person)
        .where(FormerRow.gmina == db.gmina, col(FormerRow.sort_key).is_not(None), begins)
        .distinct()
        .limit(MOST_FOUND)
    )
    return list((await db.exec(query)).all())


def _index(keys: KeyRing, gmina: str, person: UUID, what: What, said: list[str]) -> IndexEntry | None:
    if what == "pesel":
        return keys.index(gmina, "pesel", said[0])
    if what == "document":
        return keys.index(gmina, "document", person_identity(None, (said[0], said[1]), person))
    return None


def _place(gmina: str, column: str) -> Place:
    return Place(gmina, "person_former", column)
