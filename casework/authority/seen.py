"""Whom a body may name: persons, households and cases that the caller sees; what is hidden is told like what is not there."""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel import select

from casework.authority.sight import Sight, hidden_households, hidden_persons
from casework.households import store as households
from casework.persons import store as persons
from casework.signs.tables import CaseSignRow
from kit.db import ReadSession, WriteSession
from kit.problems import FieldError, ValidationFailed

Named = Mapping[str, UUID | None]
"""What a body names, by the pointer to the member."""
_NO_PERSON = "Tej osoby nie ma w rejestrze."
_NO_HOUSEHOLD = "Tej rodziny nie ma w rejestrze."


async def seen_persons(db: WriteSession, sight: Sight, named: Named) -> None:
    """Raises ValidationFailed (person_unknown) at the pointer of every person who is unknown or hidden."""
    wanted = {one for one in named.values() if one is not None}
    there = set(await persons.many(db, wanted)) - await hidden_persons(db, sight, wanted)
    _told(
        {pointer: one for pointer, one in named.items() if one is not None and one not in there}, "person", _NO_PERSON
    )


async def seen_households(db: WriteSession, sight: Sight, named: Named) -> None:
    """Raises ValidationFailed (household_unknown) at the pointer of every household that is unknown or hidden."""
    wanted = {one for one in named.values() if one is not None}
    hidden = await hidden_households(db, sight, wanted)
    there = {one for one in wanted - hidden if await households.load(db, one) is not None}
    missing = {pointer: one for pointer, one in named.items() if one is not None and one not in there}
    _told(missing, "household", _NO_HOUSEHOLD)


async def sees_case(db: ReadSession | WriteSession, sight: Sight, case: UUID) -> bool:
    """Whether the case is there and she sees it."""
    found = await db.exec(
        select(CaseSignRow.id).where(CaseSignRow.gmina == db.gmina, CaseSignRow.id == case, sight.cases())
    )
    return found.first() is not None


def _told(missing: Named, what: str, message: str) -> None:
    if missing:
        errors = [FieldError(pointer, f"{what}_unknown", message) for pointer in missing]
        raise ValidationFailed(message, errors=errors)
