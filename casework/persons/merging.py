"""Two entries of the register are one person: a citizen was entered twice, first without her number and then with it.

One entry stands from now on, the other gives way: what names it (decisions, rights, accounts) is left as it is and counts as the person's,
because both have one pseudonym (one_person.py). The log is told as when a number is learnt (person.relinked, events.md). Months of a
benefit that were granted under both wait for somebody who looks into it (rights_twice.py). It is not taken back.
"""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from casework.authority.seen import seen_persons
from casework.authority.sight import Sight
from casework.authority.tables import RestrictionRow
from casework.persons import former, one_person, rights_twice, store
from casework.persons.numbers import Numbers, basis_of, known_as, mirror, number, numbers_of, relink, rest_on
from casework.persons.schemas import MergeIn
from casework.persons.service import REGISTERED, PersonExists, PersonNotFound
from kit.audit import Auditor
from kit.db import WriteSession, raw
from kit.etag import check_version
from kit.idempotency import Answer
from kit.problems import Conflict, FieldError, ValidationFailed
from kit.secrets import KeyRing, Place

_BOTH_MEMBERS = """
SELECT DISTINCT m.household
  FROM household_member m JOIN household_member n ON n.gmina = m.gmina AND n.household = m.household
 WHERE m.gmina = %(gmina)s AND m.person = ANY (%(mine)s) AND n.person = ANY (%(others)s)
   AND (n.until IS NULL OR m.since <= n.until) AND (m.until IS NULL OR n.since <= m.until)
 ORDER BY 1 LIMIT 20
"""


class PersonsDiffer(Conflict):
    """Both have a PESEL, and not the same one: they are two persons, or one number is to be corrected first."""

    code = "persons_differ"
    title = "Te wpisy mają różne numery PESEL"


class PersonMerged(Conflict):
    """One of the entries has given way to another one already."""

    code = "person_merged"
    title = "Ten wpis połączono już z innym"


class PersonsOverlap(Conflict):
    """Both are members of one family at the same time: who belongs there is to be corrected first."""

    code = "persons_overlap"
    title = "Pobyty obu wpisów w rodzinie nakładają się"


class PersonRestricted(Conflict):
    """A matter of only one of them is restricted: its readers would change."""

    code = "person_restricted"
    title = "Tylko jeden z wpisów jest zastrzeżony"


async def merge(
    *,
    db: WriteSession,
    keys: KeyRing,
    audit: Auditor,
    sight: Sight,
    person: UUID,
    order: MergeIn,
    version: int,
    today: date,
) -> Answer:
    """`person` stands for both; order.other gives way. Raises PersonsDiffer, PersonsOverlap, PersonMerged, PersonRestricted."""
    if await store.load(db, person) is None:
        raise PersonNotFound
    if order.other == person:
        told = "To ten sam wpis."
        raise ValidationFailed(told, errors=[FieldError("/other", "same_entry", told)])
    await seen_persons(db, sight, {"/other": order.other})
    # In one order for everybody.
    locked = {one: await store.lock(db, one) for one in sorted((person, order.other))}
    row, other = locked[person], locked[order.other]
    if row is None or other is None:
        raise PersonNotFound
    check_version(version, row.version)
    if row.merged_into is not None or other.merged_into is not None:
        raise PersonMerged
    mine, others = await one_person.entries(db, row.id), await one_person.entries(db, other.id)
    numbers, theirs = numbers_of(row, keys), numbers_of(other, keys)
    if numbers.pesel is not None and theirs.pesel not in (None, numbers.pesel):
        raise PersonsDiffer(errors=[FieldError("/other", "other_pesel", "Wpisy mają różne numery PESEL.")])
    await _may_be_one(db, mine, others, today)
    was, given = known_as(row, numbers), known_as(other, theirs)
    row_was, other_was = row.pseudonym, other.pseudonym
    other.pesel_index = other.document_index = other.index_kid = None
    other.merged_into, other.merged_on, other.merged_by = row.id, today, audit.who
    other.merged_reason = keys.encrypt(order.reason, Place(db.gmina, "person", "merged_reason"), str(other.id))
    await db.flush()
    both = Numbers(numbers.pesel or theirs.pesel, numbers.document or theirs.document)
    if both.pesel != numbers.pesel:
        # The day of birth that the number says.
        row.birth_date = other.birth_date
        rest_on(row, keys, basis_of(other, keys))
    if both != numbers:
        await number(db, keys, row, both, PersonExists)
    row.version += 1
    now = known_as(row, both)
    for before in (was, given):
        await former.keep(db, keys, row, before, now, by=audit.who, on=today, basis=order.reason)
    # Who had given way to the other entry gives way to this one: every entry names the one that stands.
    for earlier in await store.merged(db, other.id):
        earlier.merged_into = row.id
    await db.flush()
    await mirror(db, keys, row, both)
    for entries, old in ((mine, row_was), (others, other_was)):
        for entry in entries:
            # Also with the same pseudonym as before: what the entry stands for as a family's reference person follows.
            await relink(db, keys, entry, row, both, old=old if entry in (row.id, other.id) else row.pseudonym)
            await audit.note(db, "merged", "person", entry)
    await rights_twice.noted(db, [row.id], today)
    return Answer(id=row.id, version=row.version, state=REGISTERED)


async def _may_be_one(db: WriteSession, mine: Sequence[UUID], others: Sequence[UUID], today: date) -> None:
    of = {"gmina": db.gmina, "mine": list(mine), "others": list(others)}
    connection = await raw(db)
    homes = await (await connection.execute(_BOTH_MEMBERS, of)).fetchall()
    errors = [
        FieldError("/other", "both_members", f"Oba wpisy należą w tym samym czasie do rodziny {home}.")
        for (home,) in homes
    ]
    if errors:
        raise PersonsOverlap(errors=errors)
    if await _restricted(db, mine, today) != await _restricted(db, others, today):
        raise PersonRestricted


async def _restricted(db: WriteSession, persons: Collection[UUID], today: date) -> bool:
    found = await db.exec(
        select(RestrictionRow.id)
        .where(
            RestrictionRow.gmina == db.gmina,
            RestrictionRow.matter_kind == "person",
            col(RestrictionRow.matter).in_(persons),
            col(RestrictionRow.lifted_on).is_(None) | (col(RestrictionRow.lifted_on) > today),
        )
        .limit(1)
    )
    return found.first() is not None
