"""The lines of an import file (NDJSON, one object a line, UTF-8), described for whoever writes the export of the old system.

A line's identity is (gmina, kind, source_id): the same content again is nothing, other content is a conflict. References are
source ids of lines in this file or of earlier imports; their order in the file does not matter. Later kinds (commitments, case signs)
get numbers of their own in KINDS.
"""

from datetime import date
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints, TypeAdapter, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError
from stdnum.pl import pesel as pesel_number

from casework.facts.cases import HouseholdKind
from casework.households.schemas import MOST_MEMBERS
from casework.households.schemas import Day as HouseholdDay
from casework.payments.ways.schemas import StatedWay, check_way
from casework.persons.schemas import BirthDate, PeselBasis
from kit.schemas import Schema

PERSON, FAMILY, AWARD, PAYMENT, UNDUE, WAY = 1, 2, 3, 4, 5, 6
LAST_KIND = WAY
KINDS = {
    "person": PERSON, "family": FAMILY, "award": AWARD, "payment": PAYMENT, "undue_payment": UNDUE, "payment_way": WAY,
}  # fmt: skip

SourceId = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z._:/-]+$")]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,79}$")]
MonthText = Annotated[str, StringConstraints(pattern=r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$")]
Amount = Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]{0,9})\.[0-9]{2}$")]
Name = Annotated[str, StringConstraints(max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$", strip_whitespace=True)]
Number = Annotated[str, StringConstraints(max_length=60, pattern=r"^[^\x00-\x1f\x7f]+$")]
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2099, 12, 31))]


class _Part(BaseModel):
    # Every text here has a pattern that no NUL passes, so the field-by-field check of Schema would be a cost for nothing.
    model_config = Schema.model_config


class Document(_Part):
    """An identity document of a person without PESEL."""

    type: Code
    number: Annotated[str, StringConstraints(max_length=40, pattern=r"^[^\x00-\x1f\x7f]+$")]


class PersonLine(_Part):
    """A person whom the old system knows. Without PESEL a document; without both the source id stands for the person."""

    kind: Literal["person"]
    source_id: SourceId
    pesel_basis: Annotated[
        PeselBasis | None, Field(description="the number was given wrongly: the document that shows it")
    ] = None
    pesel: Annotated[str, StringConstraints(pattern=r"^[0-9]{11}$")] | None = None
    document: Document | None = None
    first_name: Name
    last_name: Name
    birth_date: BirthDate

    @field_validator("pesel")
    @classmethod
    def _pesel_is_real(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None and info.data.get("pesel_basis") is None and not pesel_number.is_valid(value):
            raise PydanticCustomError("pesel_invalid", "Numer PESEL jest nieprawidłowy.")
        return value

    @model_validator(mode="after")
    def _pesel_says_the_birth_date(self) -> "PersonLine":
        if self.pesel is None or self.pesel_basis is not None:
            return self
        if pesel_number.get_birth_date(self.pesel) != self.birth_date:
            raise PydanticCustomError("pesel_birth_date", "Data urodzenia nie zgadza się z numerem PESEL.")
        return self


class Member(_Part):
    """A person in a family."""

    person: SourceId
    role: Literal["adult", "child"]


class FamilyLine(_Part):
    """A household on a day; the reference person is the adult of it who was registered first and stays so for its life."""

    kind: Literal["family"]
    source_id: SourceId
    reference_person: SourceId
    household_kind: HouseholdKind
    on: HouseholdDay
    members: Annotated[list[Member], Field(min_length=1, max_length=MOST_MEMBERS)]

    @model_validator(mode="after")
    def _reference_person_is_an_adult_of_it(self) -> "FamilyLine":
        roles = {member.person: member.role for member in self.members}
        if len(roles) != len(self.members):
            raise PydanticCustomError("member_twice", "Ta sama osoba jest w rodzinie dwa razy.")
        if roles.get(self.reference_person) != "adult":
            raise PydanticCustomError(
                "reference_person_missing", "Osoba reprezentująca musi być dorosłym członkiem rodziny."
            )
        return self


class DecisionReference(_Part):
    """The decision of the old system that the award rests on."""

    number: Number
    issued_on: Day


class AwardLine(_Part):
    """A right that was granted: whose, paid to whom, from which month to which, how much a month."""

    kind: Literal["award"]
    source_id: SourceId
    benefit: Code
    entitled: SourceId
    recipient: SourceId
    family: SourceId | None = None
    variant: Code | None = None
    mechanism: Code | None = None
    unit: Code = "gops"
    since: Annotated[MonthText, Field(alias="from")]
    until: Annotated[MonthText | None, Field(alias="to")] = None
    amount: Amount
    decision: DecisionReference | None = None

    @model_validator(mode="after")
    def _months_run_forward(self) -> "AwardLine":
        if self.until is not None and self.until < self.since:
            raise PydanticCustomError("period_backwards", "Koniec okresu jest przed jego początkiem.")
        return self


class PaymentMoneyLine(_Part):
    """Part of a payment from one source of money, on one paragraf (four digits)."""

    source: Code
    paragraf: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")] | None = None
    amount: Amount


class PaymentLine(_Part):
    """Money that was paid out. `lines` only where the benefit is paid from more than one source or paragraf.

    `budget_year` is stated and must be the year of `paid_on`, or the year before when January still paid what was due in it.
    """

    kind: Literal["payment"]
    source_id: SourceId
    award: SourceId
    benefit: Code
    period: MonthText
    amount: Amount
    paid_on: Day
    budget_year: Annotated[int, Field(ge=2004, le=2099)]
    quantity: Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]{0,5})\.[0-9]{3}$")] = "1.000"
    lines: Annotated[list[PaymentMoneyLine], Field(min_length=1, max_length=8)] | None = None


class UndueItem(_Part):
    """What is still open of one month that was paid unduly: principal, and the day from which interest runs on it."""

    month: MonthText
    paid_on: Day
    amount: Amount
    interest_from: Day | None = None


class UndueLine(_Part):
    """The opening balance of an undue payment that the old system had registered: what is open of it, and what was decided about it."""

    kind: Literal["undue_payment"]
    source_id: SourceId
    person: SourceId
    benefit: Code
    unit: Code = "gops"
    ground: Code
    instructed: bool | None = None
    decision: DecisionReference | None = None
    final_on: Day | None = None
    items: Annotated[list[UndueItem], Field(min_length=1, max_length=120)]

    @model_validator(mode="after")
    def _final_after_its_decision(self) -> "UndueLine":
        if self.final_on is not None and (self.decision is None or self.final_on < self.decision.issued_on):
            raise PydanticCustomError("final_without_decision", "Ostateczna jest tylko wydana decyzja, od jej wydania.")
        return self


class WayLine(_Part):
    """How a right, or everything that a person receives, is paid from a day on."""

    kind: Literal["payment_way"]
    source_id: SourceId
    award: SourceId | None = None
    person: SourceId | None = None
    way: StatedWay
    since: Day
    account: Annotated[str, StringConstraints(min_length=15, max_length=40, pattern=r"^[0-9A-Z ]+$")] | None = None
    payee: Annotated[str, StringConstraints(min_length=2, max_length=300, pattern=r"^[^\x00-\x1f\x7f]+$")] | None = None

    @model_validator(mode="after")
    def _whole(self) -> "WayLine":
        check_way(award=self.award, person=self.person, way=self.way, account=self.account, payee=self.payee)
        return self


AnyLine = PersonLine | FamilyLine | AwardLine | PaymentLine | UndueLine | WayLine
Line = Annotated[AnyLine, Field(discriminator="kind")]
LINE: TypeAdapter[AnyLine] = TypeAdapter(Line)


def grosze(amount: str) -> int:
    """ "184.42" as 18442."""
    return int(amount[:-3] + amount[-2:])


@lru_cache(maxsize=4096)
def first_day(month: str) -> date:
    """ "2019-03" as its first day."""
    return date(int(month[:4]), int(month[5:7]), 1)
