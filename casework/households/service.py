"""What is done with households: making one, joining, leaving. Every change tells the log who belongs on that day (events.md)."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from casework.authority.sight import Sight
from casework.facts.cases import HOUSEHOLD_SNAPSHOTTED
from casework.households import store
from casework.households.schemas import MOST_MEMBERS, HouseholdIn, HouseholdOut, JoiningIn, LeavingIn, MemberOut
from casework.households.tables import HouseholdRow, MemberRow
from casework.identity import person_identity
from casework.persons import store as persons
from casework.persons.service import numbers_of
from kit.audit import Auditor
from kit.db import WriteSession
from kit.etag import check_version
from kit.feed.envelope import event, new_id
from kit.idempotency import Answer
from kit.problems import Conflict, FieldError, NotFound, ValidationFailed
from kit.secrets import KeyRing

REGISTERED = "registered"


class HouseholdNotFound(NotFound):
    """No such household in this gmina."""

    code = "household_not_found"
    title = "Nie znaleziono rodziny"


class HouseholdExists(Conflict):
    """The reference person stands for a household already."""

    code = "household_exists"
    title = "Ta osoba reprezentuje już inną rodzinę"


class MemberAlready(Conflict):
    """The person belongs to the household on that day."""

    code = "member_already"
    title = "Osoba należy już do tej rodziny"


class NotAMember(Conflict):
    """The person does not belong to the household on that day."""

    code = "not_a_member"
    title = "Osoba nie należy do tej rodziny w tym dniu"


class HouseholdEmpty(Conflict):
    """Nobody would be left."""

    code = "household_empty"
    title = "W rodzinie nie zostałby nikt"


class HouseholdFull(Conflict):
    """More members than a household may have."""

    code = "household_full"
    title = "Rodzina ma już największą liczbę członków"


async def register(*, db: WriteSession, keys: KeyRing, household: HouseholdIn) -> Answer:
    """Makes a household; its pseudonym follows from the number of its reference person (events.md, Who is counted)."""
    known = await persons.many(db, [member.person for member in household.members])
    missing = [n for n, member in enumerate(household.members) if member.person not in known]
    if missing:
        raise _unknown([f"/members/{n}/person" for n in missing])
    reference = known[household.reference_person]
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
    await _snapshot(db, row, members, household.on)
    return Answer(id=row.id, version=row.version, state=REGISTERED)


async def show(*, db: WriteSession, audit: Auditor, household: UUID) -> HouseholdOut:
    """The household with its members; the reading is audited."""
    row = await store.load(db, household)
    if row is None:
        raise HouseholdNotFound
    await audit.note(db, "read", "household", row.id)
    return describe(row, await store.members(db, row.id))


async def of_person(*, db: WriteSession, audit: Auditor, sight: Sight, person: UUID) -> list[HouseholdOut]:
    """Households that are seen and that the person belongs or belonged to; the reading is audited."""
    rows = await store.of_person(db, sight, person)
    await audit.note(db, "read_households", "person", person)
    return [describe(row, await store.members(db, row.id)) for row in rows]


async def join(*, db: WriteSession, household: UUID, joining: JoiningIn, version: int) -> Answer:
    """A person joins on a day."""
    row, members = await _open(db, household, version)
    if joining.person not in await persons.many(db, [joining.person]):
        raise _unknown(["/person"])
    if any(m.person == joining.person and (m.until is None or m.until >= joining.on) for m in members):
        raise MemberAlready
    if len(_on(members, joining.on)) >= MOST_MEMBERS:
        raise HouseholdFull
    new = MemberRow(gmina=db.gmina, household=row.id, person=joining.person, role=joining.role, since=joining.on)
    db.add(new)
    return await _changed(db, row, [*members, new], joining.kind, joining.on)


async def leave(*, db: WriteSession, household: UUID, leaving: LeavingIn, version: int) -> Answer:
    """A person belongs up to a day; the reference person stands for the household also when she has left."""
    row, members = await _open(db, household, version)
    current = [m for m in members if m.person == leaving.person and m.until is None and m.since <= leaving.last_day]
    if not current:
        raise NotAMember
    current[0].until = leaving.last_day
    after = leaving.last_day + timedelta(days=1)
    if not _on(members, after):
        raise HouseholdEmpty
    return await _changed(db, row, members, leaving.kind, after)


def describe(row: HouseholdRow, members: Sequence[MemberRow]) -> HouseholdOut:
    """The household as the API shows it."""
    return HouseholdOut.model_validate(
        {
            "id": row.id,
            "reference_person": row.reference_person,
            "kind": row.kind,
            "also_stood_for_by": row.also_stood_for_by,
            "members": [MemberOut.model_validate(member) for member in members],
            "version": row.version,
        }
    )


async def _open(db: WriteSession, household: UUID, version: int) -> tuple[HouseholdRow, list[MemberRow]]:
    row = await store.lock(db, household)
    if row is None:
        raise HouseholdNotFound
    check_version(version, row.version)
    return row, list(await store.members(db, row.id))


async def _changed(db: WriteSession, row: HouseholdRow, members: list[MemberRow], kind: str, on: date) -> Answer:
    row.kind = kind
    row.version += 1
    await db.flush()
    await _snapshot(db, row, members, on)
    return Answer(id=row.id, version=row.version, state=REGISTERED)


async def _snapshot(db: WriteSession, row: HouseholdRow, members: Sequence[MemberRow], on: date) -> None:
    there = _on(members, on)
    known = await persons.many(db, [member.person for member in there], erased=True)
    data = {
        "household": row.pseudonym,
        "on": on,
        "kind": row.kind,
        "members": sorted(person.pseudonym for person in known.values()),
        "children": sum(member.role == "child" for member in there),
    }
    db.emit(event(service=db.service, gmina=db.gmina, type=HOUSEHOLD_SNAPSHOTTED, subject=row.id, data=data))


def _on(members: Sequence[MemberRow], day: date) -> list[MemberRow]:
    return [m for m in members if m.since <= day and (m.until is None or m.until >= day)]


def _unknown(pointers: Sequence[str]) -> ValidationFailed:
    return ValidationFailed(
        "Wskazanej osoby nie ma w rejestrze.",
        errors=[FieldError(pointer, "person_unknown", "Tej osoby nie ma w rejestrze.") for pointer in pointers],
    )
