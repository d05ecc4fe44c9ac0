"""What is done with persons: registering, finding, correcting. A number is unique in a gmina and never leaves it in the clear.

What was corrected is kept (former.py).

A corrected or later-learnt number changes the pseudonym; the facts told so far are joined to the new one by an event (events.md).
"""

from datetime import date
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from casework.authority.sight import Sight, hidden_persons
from casework.identity import person_identity
from casework.persons import former, one_person, store
from casework.persons.names import sort_key
from casework.persons.numbers import Numbers, basis_of, known_as, mirror, number, numbers_of, relink, rest_on
from casework.persons.schemas import (
    PESEL_INVALID,
    CorrectionIn,
    DocumentIn,
    DocumentOut,
    LookupIn,
    PersonIn,
    PersonOut,
    agrees,
    is_valid,
)
from casework.persons.tables import PersonRow
from kit.audit import Auditor
from kit.db import WriteSession
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.problems import Conflict, FieldError, NotFound, ValidationFailed
from kit.secrets import KeyRing

REGISTERED = "registered"


class PersonNotFound(NotFound):
    """No such person in this gmina."""

    code = "person_not_found"
    title = "Nie znaleziono osoby"


class PersonExists(Conflict):
    """Somebody with this number is registered already; /persons/lookup says who."""

    code = "person_exists"
    title = "Osoba z tym numerem jest już w rejestrze"


async def register(*, db: WriteSession, keys: KeyRing, audit: Auditor, person: PersonIn, today: date) -> Answer:
    """Enters a person; raises PersonExists when the number is known."""
    _born_already(person.birth_date, today)
    row = PersonRow(
        gmina=db.gmina,
        id=new_id(),
        pseudonym="",
        first_name=person.first_name,
        last_name=person.last_name,
        sort_key=sort_key(person.last_name, person.first_name),
        birth_date=person.birth_date,
    )
    await number(db, keys, row, Numbers(person.pesel, _pair(person.document)), PersonExists)
    rest_on(row, keys, person.pesel_basis if person.pesel else None)
    db.add(row)
    await _store(db)
    await audit.note(db, "registered", "person", row.id)
    return Answer(id=row.id, version=row.version, state=REGISTERED)


async def show(*, db: WriteSession, keys: KeyRing, audit: Auditor, person: UUID) -> PersonOut:
    """The person with her numbers; the reading is audited."""
    row = await store.standing(db, person)
    if row is None:
        raise PersonNotFound
    await audit.note(db, "read", "person", row.id)
    if row.id != person:
        await audit.note(db, "read", "person", person)
    return await whole(db, keys, row)


async def look_up(
    *, db: WriteSession, keys: KeyRing, audit: Auditor, sight: Sight, wanted: LookupIn
) -> PersonOut | None:
    """Whoever has the number, or had it before it was corrected, and is seen; the look-up is audited, also when nobody has it."""
    if wanted.pesel is not None:
        entries = keys.index_candidates(db.gmina, "pesel", wanted.pesel)
        row = await store.with_pesel(db, entries)
    else:
        identity = person_identity(None, _pair(wanted.document), new_id())
        entries = keys.index_candidates(db.gmina, "document", identity)
        row = await store.with_document(db, entries)
    # Whoever has the number comes before whoever had it until it was corrected.
    if row is None and (earlier := await former.numbered(db, entries)) is not None:
        row = await store.standing(db, earlier)
    await audit.note(db, "looked_up", "person", row.id if row else None)
    if row is None or await hidden_persons(db, sight, [row.id]):
        if wanted.pesel is not None and not is_valid(wanted.pesel):
            # Nobody has a number that was given wrongly: it is mistyped.
            raise ValidationFailed(PESEL_INVALID, errors=[FieldError("/pesel", "pesel_invalid", PESEL_INVALID)])
        return None
    return await whole(db, keys, row)


async def correct(
    *,
    db: WriteSession,
    keys: KeyRing,
    audit: Auditor,
    person: UUID,
    correction: CorrectionIn,
    version: int,
    today: date,
) -> PersonOut:
    """Corrects names, day of birth or numbers; a change of pseudonym is told to the log for the person and her household."""
    stands = await store.standing(db, person)
    row = None if stands is None else await store.lock(db, stands.id)
    if row is None:
        raise PersonNotFound
    check_version(version, row.version)
    before, pseudonym = numbers_of(row, keys), row.pseudonym
    was = known_as(row, before)
    after = Numbers(correction.pesel or before.pesel, _pair(correction.document) or before.document)
    row.first_name = correction.first_name or row.first_name
    row.last_name = correction.last_name or row.last_name
    row.sort_key = sort_key(row.last_name, row.first_name)
    row.birth_date = correction.birth_date or row.birth_date
    _born_already(row.birth_date, today)
    documented = correction.pesel_basis or (basis_of(row, keys) if after.pesel == before.pesel else None)
    if documented is None and not agrees(after.pesel, row.birth_date):
        raise ValidationFailed(
            "Data urodzenia nie zgadza się z numerem PESEL.",
            errors=[FieldError("/birth_date", "pesel_birth_date", "Data urodzenia nie zgadza się z numerem PESEL.")],
        )
    if after != before:
        await number(db, keys, row, after, PersonExists)
    rest_on(row, keys, documented if after.pesel else None)
    row.version += 1
    await former.keep(db, keys, row, was, known_as(row, after), by=audit.who, on=today, basis=correction.basis)
    await _store(db)
    entries = await one_person.entries(db, row.id)
    if len(entries) > 1:
        await mirror(db, keys, row, after)
    if row.pseudonym != pseudonym:
        for entry in entries:
            await relink(db, keys, entry, row, after, old=pseudonym if entry == row.id else row.pseudonym)
    await audit.note(db, "corrected", "person", row.id)
    return await whole(db, keys, row)


async def whole(db: WriteSession, keys: KeyRing, row: PersonRow) -> PersonOut:
    """The person as the API shows her, with what she was known by before."""
    numbers, entries = numbers_of(row, keys), await one_person.entries(db, row.id)
    earlier = await former.of(db, keys, entries)
    paper = numbers.document
    return PersonOut(
        id=row.id,
        pesel=numbers.pesel,
        pesel_basis=basis_of(row, keys),
        document=DocumentOut(type=paper[0], number=paper[1]) if paper else None,
        first_name=row.first_name,
        last_name=row.last_name,
        birth_date=row.birth_date,
        former=[one for entry in entries for one in earlier.get(entry, [])],
        entries=tuple(entries[1:]),
        version=row.version,
    )


async def _store(db: WriteSession) -> None:
    try:
        await db.flush()
    except IntegrityError:
        # Two clerks registered the same number at the same moment: the index knows what the look-up could not see yet.
        raise PersonExists from None


def _pair(document: DocumentIn | None) -> tuple[str, str] | None:
    return (document.type, document.number) if document else None


def _born_already(birth_date: date, today: date) -> None:
    if birth_date > today:
        raise ValidationFailed(
            "Data urodzenia jest w przyszłości.",
            errors=[FieldError("/birth_date", "day_in_future", "Data urodzenia jest w przyszłości.")],
        )
