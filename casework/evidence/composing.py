"""The facts of a case as they were known on a day, in the form that POST /assessments and decisions take; what is missing is named.

The service's own mapping does it (Catalogue.compose); here it gets what it reads: who belongs to the household, every fact of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from casework.applications.tables import ApplicationRow
from casework.assessments.service import BenefitRecorded, NoLawForDate
from casework.authority.sight import Sight, hidden_applications, hidden_households, hidden_persons
from casework.benefits.catalogue import Catalogue
from casework.decisions.content import declared
from casework.evidence import sealed, store
from casework.evidence.composed import Asked, Composed, Established, Fact, Person
from casework.evidence.composing_schemas import CompositionIn
from casework.evidence.problems import refused
from casework.evidence.reading import runs_by_source
from casework.evidence.tables import FactRow
from casework.households import store as households
from casework.own import OfCase
from casework.persons import one_person
from casework.persons import store as persons
from kit.db import WriteSession
from kit.law import NoParameter
from kit.problems import FieldError
from kit.schemas import Schema
from kit.secrets import KeyRing

NO_MAPPING = "Tego świadczenia nie składa się z ustaleń."


@dataclass(frozen=True, slots=True)
class Case:
    """What was composed, from whose facts."""

    composed: Composed
    established: Established
    person: UUID
    household: UUID | None
    application: UUID | None
    known_on: date

    @property
    def references(self) -> dict[str, UUID]:
        """Persons by the references that the facts use."""
        return {one.ref: one.id for one in self.established.persons.values()}


async def compose(
    db: WriteSession, keys: KeyRing, catalogue: Catalogue, sight: Sight, order: CompositionIn, today: date
) -> Case:
    """The facts of the case. Raises FactRefused, UnknownBenefitCode, BenefitRecorded, NoLawForDate."""
    known_on = order.known_on or today
    if known_on > today:
        raise refused("/known_on", "day_in_future", "Ten dzień jest w przyszłości.")
    benefit = declared(catalogue, order.benefit)
    if benefit.assess is None or catalogue.compose is None:
        raise BenefitRecorded(errors=[FieldError("/benefit", "benefit_recorded", NO_MAPPING)])
    application = await _application(db, sight, order.application)
    person = order.person or (application.applicant if application else None)
    household = order.household or (application.household if application else None)
    if person is None:
        raise refused("/person", "required", "Proszę wskazać osobę, której dotyczy sprawa.")
    await _seen(db, sight, person, household)
    established = await _gathered(db, keys, sight, order, person, household, application, known_on, benefit.parts)
    of_case = OfCase(person, application.id if application else None, known_on)
    established = replace(established, recorded=await catalogue.own.recorded(db, sight, of_case))
    try:
        composed = catalogue.compose(established, catalogue.law(db.gmina))
    except NoParameter as missing:
        raise NoLawForDate(
            f"Brak wartości „{missing.name}” na ten dzień.",
            errors=[FieldError("/on", "no_law_for_date", "Przepisy nie mają wartości na ten dzień.")],
        ) from None
    return Case(composed, established, person, household, application.id if application else None, known_on)


def form_of(catalogue: Catalogue, benefit: str, composed: Composed) -> Schema | None:
    """The service's form of facts when nothing that the benefit needs is missing from it."""
    try:
        facts = catalogue.facts.model_validate(composed.facts)
    except ValidationError:
        return None
    return None if composed.missing or catalogue.unfit(benefit, facts) is not None else facts


async def _application(db: WriteSession, sight: Sight, application: UUID | None) -> ApplicationRow | None:
    if application is None:
        return None
    row = await db.get(ApplicationRow, (db.gmina, application))
    if row is None or row.id in await hidden_applications(db, sight) or not sight.works_on(row.unit):
        raise refused("/application", "application_unknown", "Nie ma takiego podania.")
    return row


async def _seen(db: WriteSession, sight: Sight, person: UUID, household: UUID | None) -> None:
    if person not in await persons.many(db, [person]) or await hidden_persons(db, sight, [person]):
        raise refused("/person", "person_unknown", "Tej osoby nie ma w rejestrze.")
    if household is not None and (
        await households.load(db, household) is None or await hidden_households(db, sight, [household])
    ):
        raise refused("/household", "household_unknown", "Tej rodziny nie ma w rejestrze.")


async def _gathered(
    db: WriteSession,
    keys: KeyRing,
    sight: Sight,
    order: CompositionIn,
    person: UUID,
    household: UUID | None,
    application: ApplicationRow | None,
    known_on: date,
    parts: tuple[str, ...],
) -> Established:
    homes = [] if household is None else [household]
    belonging = await store.standing(db, known_on, store.about(households=homes, kind="membership"), sight=sight)
    # In the order of their establishing, so that a later member does not rename the earlier ones.
    named = [one.person for one in belonging if one.person is not None]
    living = [
        one.person
        for one in (await households.members(db, household) if household is not None else ())
        if one.since <= order.on and (one.until is None or order.on <= one.until)
    ]
    called = await _one_name_each(db, [person, *named, *living])
    order_of = list(dict.fromkeys([called[one] for one in named] + [person]))
    rows = [
        row
        for row in await store.standing(db, known_on, store.about(persons=list(called), households=homes), sight=sight)
        if row.kind != "membership" or row.household == household
    ]
    said = await sealed.opened(db, keys, [row.id for row in rows])
    runs = runs_by_source(rows, said)
    births = await persons.many(db, order_of)
    return Established(
        benefit=order.benefit,
        on=order.on,
        person=person,
        persons={one: Person(one, f"osoba_{number}", births[one].birth_date) for number, one in enumerate(order_of, 1)},
        facts=[_fact(row, said[row.id], runs, called) for row in rows if row.kind != "income" and row.id in said],
        application=_asked(application),
        registered=frozenset(called[one] for one in living),
        parts=parts,
    )


async def _one_name_each(db: WriteSession, ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """For every entry of these persons the one of them that is named first: whoever was entered twice is one person of the case."""
    stands = await one_person.stand_ins(db, await one_person.all_entries(db, ids))
    first: dict[UUID, UUID] = {}
    for one in ids:
        first.setdefault(stands[one], one)
    return {entry: first[one] for entry, one in stands.items()}


def _asked(row: ApplicationRow | None) -> Asked | None:
    # What another organ passed on came on the day on which it reached that organ (k.p.a. art. 65 § 2).
    return None if row is None else Asked(row.first_received_on or row.received_on, row.channel)


def _fact(row: FactRow, said: dict[str, Any], runs: dict[UUID, Any], called: Mapping[UUID, UUID]) -> Fact:
    return Fact(
        row=row.id,
        kind=row.kind,
        code=row.code,
        person=None if row.person is None else called.get(row.person, row.person),
        household=row.household,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        details=said.get("details", {}),
        begun_by=said.get("begun_by"),
        ended_by=said.get("ended_by"),
        amounts=tuple(runs.get(row.fact, ())),
    )
