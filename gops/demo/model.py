"""What a demo gmina's year consists of: persons, households, awards and payments per service, the plan and the finance system's bookings.

Everything here is synthetic. Money is integer grosze; months are 'YYYY-MM' and days are dates, as in the import format.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Service = Literal["family_benefits", "social_assistance", "alimony_fund"]
HouseholdKind = Literal["single", "couple", "lone_parent", "parents_with_children", "other"]
Sex = Literal["F", "M"]

SERVICES: tuple[Service, ...] = ("family_benefits", "social_assistance", "alimony_fund")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a PESEL or, without one, with a passport; the same object in every service that knows the person."""

    first_name: str
    last_name: str
    born: date
    sex: Sex
    pesel: str | None
    passport: str | None = None

    @property
    def number(self) -> str:
        """What tells the person from every other one: PESEL, or the passport's number."""
        return self.pesel or self.passport or ""


@dataclass(frozen=True, slots=True)
class Household:
    """People who live together; the reference person is the adult registered first."""

    reference: Person
    kind: HouseholdKind
    adults: tuple[Person, ...]
    children: tuple[Person, ...] = ()

    @property
    def members(self) -> tuple[Person, ...]:
        """Adults, the reference person first, then children from the oldest."""
        return self.adults + self.children


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision that an award stands on."""

    number: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class Award:
    """A right for months `first`-`last` (None: without an end) with its nominal monthly amount in grosze."""

    source_id: str
    benefit: str
    entitled: Person
    recipient: Person
    household: Household | None
    first: str
    last: str | None
    amount: int
    decision: Decision | None
    variant: str | None = None
    mechanism: str | None = None


@dataclass(frozen=True, slots=True)
class FundedPart:
    """A payment's part from one source of money, grosze; `paragraf` has four digits."""

    source: str
    paragraf: str
    amount: int


@dataclass(frozen=True, slots=True)
class Payment:
    """What was paid for one month of an award; `parts` only where the money has more than one line, `quantity` in thousandths."""

    source_id: str
    award: Award
    period: str
    amount: int
    paid_on: date
    parts: tuple[FundedPart, ...] = ()
    quantity: int | None = None


@dataclass(frozen=True, slots=True)
class ServiceYear:
    """One service's import: who, in which households, with which rights and payments, in the order of the file."""

    persons: tuple[Person, ...]
    households: tuple[Household, ...]
    awards: tuple[Award, ...]
    payments: tuple[Payment, ...]


@dataclass(frozen=True, slots=True)
class PlanRow:
    """The plan of one row of the report, grosze; the report gives neither paragraf nor source."""

    dzial: str
    rozdzial: str
    task: str
    task_kind: str
    amount: int


@dataclass(frozen=True, slots=True)
class Booking:
    """A document of the finance system on one line of the classification; `declared` are the counts it states."""

    document_id: str
    benefit: str
    rozdzial: str
    paragraf: str
    task: str
    task_kind: str
    source: str
    amount: int
    booked_on: date
    declared: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DemoYear:
    """A gmina's year, ready to be written to files and loaded."""

    gmina: str
    unit: str
    year: int
    services: Mapping[Service, ServiceYear]
    plan: tuple[PlanRow, ...]
    bookings: tuple[Booking, ...]
