"""Who establishes facts, in which unit of work, on which day, and what of the office's registers she sees."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from casework.applications.tables import ApplicationRow
from casework.authority.sight import Sight, hidden_households, hidden_persons
from casework.authority.store import only_writer_of
from casework.benefits.catalogue import Catalogue
from casework.evidence.kinds import EvidenceLaw
from casework.evidence.problems import FactRefused
from casework.households import store as households
from casework.persons import store as persons
from kit.audit import Auditor
from kit.db import WriteSession
from kit.problems import FieldError
from kit.secrets import KeyRing


@dataclass(frozen=True, slots=True)
class Desk:
    """One official at work on facts. roles: of her token, for what is shown to some of them only."""

    db: WriteSession
    audit: Auditor
    keys: KeyRing
    catalogue: Catalogue
    sight: Sight
    roles: frozenset[str]
    by: str
    today: date

    @property
    def law(self) -> EvidenceLaw:
        return self.catalogue.evidence

    async def note(self, action: str, persons: Collection[UUID | None], subject: str, subject_id: UUID) -> None:
        """Notes the act on the thing, and on every person that it tells of."""
        await self.audit.note(self.db, action, subject, subject_id)
        for person in sorted({one for one in persons if one is not None}):
            await self.audit.note(self.db, f"{action}_{subject}", "person", person)

    async def only_writer(self, facts: Collection[UUID]) -> None:
        """Keeps other writers from these facts, in one order for everybody."""
        for fact in sorted(set(facts)):
            await only_writer_of(self.db, f"fact {fact}")


async def known(desk: Desk, people: Mapping[str, UUID | None], homes: Mapping[str, UUID | None]) -> None:
    """Persons and households by pointer exist and are seen; what is hidden is refused in the words for what is not there. Raises
    FactRefused.
    """
    wanted_people = {one for one in people.values() if one is not None}
    wanted_homes = {one for one in homes.values() if one is not None}
    seen_people = set(await persons.many(desk.db, wanted_people)) - await hidden_persons(
        desk.db, desk.sight, wanted_people
    )
    seen_homes = set(await households.many(desk.db, wanted_homes)) - await hidden_households(
        desk.db, desk.sight, wanted_homes
    )
    errors = [
        FieldError(pointer, "person_unknown", "Tej osoby nie ma w rejestrze.")
        for pointer, person in people.items()
        if person is not None and person not in seen_people
    ]
    errors += [
        FieldError(pointer, "household_unknown", "Tej rodziny nie ma w rejestrze.")
        for pointer, home in homes.items()
        if home is not None and home not in seen_homes
    ]
    if errors:
        raise FactRefused("Wskazanej osoby lub rodziny nie ma w rejestrze.", errors=errors)


async def sees_application(desk: Desk, application: UUID) -> bool:
    """Whether there is such an application and the official sees it."""
    found = await desk.db.exec(
        select(ApplicationRow.id).where(
            ApplicationRow.gmina == desk.db.gmina, col(ApplicationRow.id) == application, desk.sight.applications()
        )
    )
    return found.first() is not None
