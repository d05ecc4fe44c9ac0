"""Saying that another service knows a household by another adult of it, so that both are counted as one family (events.md)."""

from datetime import date
from uuid import UUID

from casework.facts.cases import HOUSEHOLD_LINKED
from casework.households import store
from casework.households.problems import HouseholdNotFound, NotAMember
from casework.households.schemas import LinkIn
from casework.households.service import REGISTERED
from casework.identity import person_identity
from casework.persons import one_person
from casework.persons import store as persons
from casework.persons.numbers import numbers_of
from kit.audit import Auditor
from kit.db import WriteSession
from kit.etag import check_version
from kit.feed.envelope import event
from kit.idempotency import Answer
from kit.problems import Conflict
from kit.secrets import KeyRing


class StandsForIt(Conflict):
    """The person stands for the household already, here or elsewhere."""

    code = "stands_for_household"
    title = "Ta osoba już reprezentuje tę rodzinę"


async def link(
    *, db: WriteSession, keys: KeyRing, audit: Auditor, household: UUID, link: LinkIn, version: int, today: date
) -> Answer:
    """Tells the log that the household is the one that `person` stands for elsewhere: before and after, in every service.

    The person is an adult of the household, now or once. What was said is not taken back: cells that were united stay so.
    """
    row = await store.lock(db, household)
    if row is None:
        raise HouseholdNotFound
    check_version(version, row.version)
    adults = {one.person for one in await store.members(db, row.id) if one.role == "adult" and one.since <= today}
    hers = set(await one_person.entries(db, link.person))
    if hers.isdisjoint(adults):
        raise NotAMember("Rodzinę może reprezentować tylko jej dorosły członek.")
    if not hers.isdisjoint({row.reference_person, *row.also_stood_for_by}):
        raise StandsForIt
    person = (await persons.many(db, [link.person]))[link.person]
    numbers = numbers_of(person, keys)
    other = keys.household_pseudonym(db.gmina, person_identity(numbers.pesel, numbers.document, person.id))
    row.also_stood_for_by = [*row.also_stood_for_by, person.id]
    row.version += 1
    await db.flush()
    data = {"old": row.pseudonym, "new": other}
    db.emit(event(service=db.service, gmina=db.gmina, type=HOUSEHOLD_LINKED, subject=row.id, data=data))
    await audit.note(db, "linked", "household", row.id)
    return Answer(id=row.id, version=row.version, state=REGISTERED)
