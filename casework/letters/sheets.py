"""What every letter is headed and signed with, from the registers: the office of the day, who signs, whom it is for and where."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from casework.addresses import service as addresses
from casework.authority import store as authority
from casework.authority.ordering import mandate_for
from casework.authority.problems import SignatureUnknown
from casework.authority.rules import in_force
from casework.authority.signing import capacity_of
from casework.benefits.types import Benefit
from casework.institutions import store as registered
from casework.letters.contents import Authorisation, Office, Party, Signature
from casework.letters.problems import AddressUnknown
from casework.office import service as office
from casework.office.schemas import OfficeSettings
from casework.persons import store as persons
from casework.persons.tables import PersonRow
from kit.audit import Auditor
from kit.db import WriteSession
from kit.secrets import KeyRing

ON_FILE = "a/a"


@dataclass(frozen=True, slots=True)
class Desk:
    """Who makes the letter, and with what."""

    db: WriteSession
    keys: KeyRing
    audit: Auditor
    by: str
    today: date


async def office_of(desk: Desk, signature: Signature | None, day: date) -> Office:
    """The office as the register has it on the day; an act in the head's own name is the head's. Raises OfficeUnknown."""
    return office_signing(await office.in_force(desk.db, day), signature)


def office_signing(found: OfficeSettings, signature: Signature | None) -> Office:
    """The same of data that was read before."""
    own = signature is not None and signature.capacity == "own"
    return Office(
        organ=found.head if own and found.head else found.organ,
        organ_kind=found.organ_kind,
        centre=found.centre,
        address=found.address,
        place=found.place,
        appeal_body=found.appeal_body,
        court=found.court,
        data_protection=found.data_protection,
        phone=found.phone,
        email=found.email,
        electronic_address=found.electronic_address,
        account=found.account,
        appeal_body_address=found.appeal_body_address or (),
    )


async def signer(desk: Desk, day: date, benefits: Collection[Benefit] = (), *, kind: str | None = None) -> Signature:
    """Whoever makes a letter signs it: by name and post, for the organ where she is authorised that day in such matters.

    benefits: of the matter; none known: only a mandate without limits counts. kind: that the mandate must cover; None: any. Raises
    SignatureUnknown: the register of staff does not have her.
    """
    posts = [row for row in await authority.posts(desk.db, desk.by) if in_force(row.since, row.until, day)]
    if not posts:
        raise SignatureUnknown("Rejestr pracowników nie podaje imienia i stanowiska osoby, która sporządza pismo.")
    held = await mandate_for(desk.db, benefits=benefits, kind=kind, by=desk.by, on=day)
    if held is None:
        return Signature(posts[-1].name, posts[-1].post, "clerk")
    capacity = capacity_of(held)
    given = Authorisation(held.number, held.given_on, held.basis) if capacity == "on_behalf" else None
    return Signature(posts[-1].name, posts[-1].post, capacity, given)


async def person_party(desk: Desk, person: UUID, attorney: UUID | None, day: date) -> Party:
    """A person of the register where her letters go; with an attorney they go to him alone (art. 40 § 2). Raises AddressUnknown."""
    return (await whereabouts(desk, {person, attorney}, day)).person(person, attorney)


async def organisation_party(
    desk: Desk, name: str, attorney: UUID | None, day: date, institution: UUID | None = None
) -> Party:
    """An organisation by its name, by its seat where the register of institutions has it, and by its attorney where it has one."""
    found = await whereabouts(desk, {attorney}, day, institutions={institution})
    return found.organisation(name, attorney, institution)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Persons with their names, and where the letters of a day go to them; who has no address is not among the places.

    seats: addresses of institutions of the register.
    """

    persons: Mapping[UUID, PersonRow]
    places: Mapping[UUID, tuple[str, ...]]
    seats: Mapping[UUID, tuple[str, ...]] = field(default_factory=dict)

    def person(self, person: UUID, attorney: UUID | None) -> Party:
        """As person_party. Raises AddressUnknown."""
        receives = person if attorney is None else attorney
        if receives not in self.places:
            raise AddressUnknown("Adres wpisuje się przez POST /v1/persons/{person}/addresses.")
        proxy = None if attorney is None else Party(self.name(attorney), self.places[attorney])
        return Party(self.name(person), self.places.get(person, ()), proxy)

    def organisation(self, name: str, attorney: UUID | None, institution: UUID | None = None) -> Party:
        """As organisation_party. Raises AddressUnknown."""
        seat = () if institution is None else self.seats.get(institution, ())
        return Party(name, seat, None if attorney is None else self.person(attorney, None))

    def name(self, person: UUID) -> str:
        """First name and surname."""
        return name_of(self.persons[person])


async def whereabouts(
    desk: Desk,
    wanted: Collection[UUID | None],
    day: date,
    *,
    named: Collection[UUID] = (),
    institutions: Collection[UUID | None] = (),
) -> Whereabouts:
    """Of many persons and institutions at once; of those that are only named, the names."""
    ids = {one for one in wanted if one is not None}
    known = await persons.many(desk.db, ids | set(named), erased=True)
    seats = await registered.seats(desk.db, {one for one in institutions if one is not None})
    return Whereabouts(known, await addresses.for_letters(desk.db, desk.keys, ids, day), seats)


def recipients_of(parties: Sequence[Party]) -> tuple[str, ...]:
    """Everybody who gets the letter, and the file."""
    return (*(_recipient(one) for one in parties), ON_FILE)


def name_of(row: PersonRow) -> str:
    """First name and surname."""
    return f"{row.first_name} {row.last_name}"


def _recipient(party: Party) -> str:
    return party.name if party.attorney is None else f"{party.attorney.name}, za stronę: {party.name}"
