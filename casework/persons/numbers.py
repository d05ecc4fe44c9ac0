"""The numbers that stand for a person: sealed for her row, found by a keyed index, and her pseudonym that follows from them."""

from dataclasses import dataclass
from uuid import UUID

from casework.facts.cases import HOUSEHOLD_LINKED, PERSON_RELINKED
from casework.households import store as households
from casework.identity import person_identity
from casework.persons import former, store
from casework.persons.tables import PersonRow
from kit.db import WriteSession
from kit.feed.envelope import event
from kit.problems import Conflict
from kit.secrets import KeyRing, Place


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers that stand for a person, in the clear."""

    pesel: str | None
    document: tuple[str, str] | None


def numbers_of(row: PersonRow, keys: KeyRing) -> Numbers:
    """The numbers of a stored person, opened for this row."""
    pesel = row.pesel and keys.decrypt(row.pesel, Place(row.gmina, "person", "pesel"), str(row.id))
    text = row.document and keys.decrypt(row.document, Place(row.gmina, "person", "document"), str(row.id))
    kind, _, number = (text or "").partition("|")
    return Numbers(pesel or None, (kind, number) if text else None)


def basis_of(row: PersonRow, keys: KeyRing) -> str | None:
    """What shows a PESEL that was given wrongly."""
    if row.number_basis is None:
        return None
    return keys.decrypt(row.number_basis, Place(row.gmina, "person", "number_basis"), str(row.id))


def rest_on(row: PersonRow, keys: KeyRing, basis: str | None) -> None:
    """The PESEL of the row stands because of this document; None: it is right by itself."""
    place = Place(row.gmina, "person", "number_basis")
    row.number_basis = None if basis is None else keys.encrypt(basis, place, str(row.id))


def known_as(row: PersonRow, numbers: Numbers) -> former.Known:
    """What is known of the person now."""
    return former.Known(row.first_name, row.last_name, row.birth_date, numbers.pesel, numbers.document)


async def number(db: WriteSession, keys: KeyRing, row: PersonRow, numbers: Numbers, taken: type[Conflict]) -> None:
    """Puts the numbers on the row: encrypted, indexed, and as the pseudonym that follows from them. Raises `taken`: somebody has one."""
    row.pseudonym = keys.pseudonym(row.gmina, person_identity(numbers.pesel, numbers.document, row.id))
    row.index_kid = keys.current if numbers.pesel or numbers.document else None
    if numbers.pesel is not None:
        entries = keys.index_candidates(row.gmina, "pesel", numbers.pesel)
        _somebody_else(row, await store.with_pesel(db, entries), taken)
        row.pesel = keys.encrypt(numbers.pesel, Place(row.gmina, "person", "pesel"), str(row.id))
        row.pesel_index = entries[0].digest
    if numbers.document is not None:
        identity = person_identity(None, numbers.document, row.id)
        entries = keys.index_candidates(row.gmina, "document", identity)
        found = await store.with_document(db, entries)
        if numbers.pesel is None or (found is not None and found.pesel is None):
            _somebody_else(row, found, taken)
        row.document = keys.encrypt("|".join(numbers.document), Place(row.gmina, "person", "document"), str(row.id))
        row.document_index = entries[0].digest


async def relink(db: WriteSession, keys: KeyRing, entry: UUID, row: PersonRow, numbers: Numbers, *, old: str) -> None:
    """Tells the log that what stood under `old` is the person's, and of the families that this entry of hers stands for.

    entry: hers, or one that gave way to hers.
    """

    def told(type_: str, subject: UUID, before: str, after: str, **more: bool) -> None:
        if before != after:
            data = {"old": before, "new": after, **more}
            db.emit(event(service=db.service, gmina=db.gmina, type=type_, subject=subject, data=data))

    told(PERSON_RELINKED, entry, old, row.pseudonym)
    pseudonym = keys.household_pseudonym(row.gmina, person_identity(numbers.pesel, numbers.document, row.id))
    for linked in await households.also_of(db, entry):
        told(HOUSEHOLD_LINKED, linked.id, linked.pseudonym, pseudonym)
    household = await households.of_reference(db, entry)
    if household is not None:
        # Not a union: the number that was mistyped may be a neighbour's, whose household it then is.
        told(HOUSEHOLD_LINKED, household.id, household.pseudonym, pseudonym, renamed=True)
        await households.rename(db, household.id, pseudonym)


async def mirror(db: WriteSession, keys: KeyRing, row: PersonRow, numbers: Numbers) -> None:
    """Entries that gave way to this one are called and numbered as it is; they are found by no number."""
    for one in await store.merged(db, row.id):
        one.pseudonym = row.pseudonym
        one.first_name, one.last_name, one.sort_key = row.first_name, row.last_name, row.sort_key
        one.birth_date = row.birth_date
        paper = None if numbers.document is None else "|".join(numbers.document)
        one.pesel = _sealed(keys, one, "pesel", numbers.pesel)
        one.document = _sealed(keys, one, "document", paper)
        one.version += 1
    await db.flush()


def _sealed(keys: KeyRing, row: PersonRow, column: str, said: str | None) -> bytes | None:
    return None if said is None else keys.encrypt(said, Place(row.gmina, "person", column), str(row.id))


def _somebody_else(row: PersonRow, found: PersonRow | None, taken: type[Conflict]) -> None:
    if found is not None and found.id != row.id:
        raise taken
