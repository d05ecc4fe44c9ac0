"""Households are made and shown; who belongs changes in belonging.py. The log is told who belongs on the first day (events.md)."""

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from casework.authority.seen import seen_persons
from casework.authority.sight import Sight
from casework.facts.cases import HouseholdKind
from casework.households import kinds, store
from casework.households.following import snapshot
from casework.households.problems import HouseholdExists, HouseholdNotFound
from casework.households.schemas import HouseholdIn, HouseholdOut, KindSince, MemberOut
from casework.households.tables import HouseholdRow, MemberRow
from casework.identity import person_identity
from casework.persons import one_person
from casework.persons import store as persons
from casework.persons.numbers import numbers_of
from kit.audit import Auditor
from kit.db import WriteSession
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.problems import FieldError, ValidationFailed
from kit.secrets import KeyRing

REGISTERED = "registered"


async def register(*, db: WriteSession, keys: KeyRing, sight: Sight, household: HouseholdIn) -> Answer:
    """Makes a household; its pseudonym follows from the number of its reference person (events.md, Who is counted).

    Raises ValidationFailed, HouseholdExists.
    """
    await seen_persons(db, sight, {f"/members/{n}/person": one.person for n, one in enumerate(household.members)})
    known = await persons.many(db, [member.person for member in household.members])
    reference = known[household.reference_person]
    if len(set((await one_person.stand_ins(db, list(known))).values())) < len(known):
        told = "Ta sama osoba jest w rodzinie dwa razy."
        raise ValidationFailed(told, errors=[FieldError("/members", "member_twice", told)])
    if await store.stood_for(db, await one_person.entries(db, reference.id)):
        raise HouseholdExists
    numbers = numbers_of(reference, keys)
    identity = person_identity(numbers.pesel, numbers.document, reference.id)
    row = HouseholdRow(
        gmina=db.gmina,
        id=new_id(),
        pseudonym=keys.household_pseudonym(db.gmina, identity),
        reference_person=reference.id,
        kind=household.kind,
    )
    db.add(row)
    try:
        await db.flush()
    except IntegrityError:
        raise HouseholdExists from None
    members = [
        MemberRow(gmina=db.gmina, household=row.id, person=one.person, role=one.role, since=household.on)
        for one in household.members
    ]
    db.add_all(members)
    await db.flush()
    await snapshot(db, row, members, household.on, row.kind)
    return Answer(id=row.id, version=row.version, state=REGISTERED)


async def show(*, db: WriteSession, audit: Auditor, household: UUID) -> HouseholdOut:
    """The household with its members; the reading is audited."""
    row = await store.load(db, household)
    if row is None:
        raise HouseholdNotFound
    await audit.note(db, "read", "household", row.id)
    return describe(row, await store.members(db, row.id), await _steps(db, row))


async def of_person(*, db: WriteSession, audit: Auditor, sight: Sight, person: UUID) -> list[HouseholdOut]:
    """Households that are seen and that the person belongs or belonged to; the reading is audited."""
    rows = await store.of_person(db, sight, await one_person.entries(db, person))
    await audit.note(db, "read_households", "person", person)
    return [describe(row, await store.members(db, row.id), await _steps(db, row)) for row in rows]


def describe(row: HouseholdRow, members: Sequence[MemberRow], told: kinds.Steps = ()) -> HouseholdOut:
    """The household as the API shows it. told: when its kind changed."""
    return HouseholdOut.model_validate(
        {
            "id": row.id,
            "reference_person": row.reference_person,
            "kind": row.kind,
            "kinds": [KindSince(since=since, kind=cast(HouseholdKind, kind)) for since, kind in told],
            "also_stood_for_by": row.also_stood_for_by,
            "members": [MemberOut.model_validate(member) for member in members],
            "version": row.version,
        }
    )


async def _steps(db: WriteSession, row: HouseholdRow) -> kinds.Steps:
    return kinds.steps((await kinds.records(db, [row.id])).get(row.id, []))
