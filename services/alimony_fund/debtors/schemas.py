"""What comes in and goes out about the register of debtors: roles, titles, bailiffs, what was paid of current alimony."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.schemas import OFFICE_UNIT, Code, Day, MonthText
from kit.money import ZlotyInput, ZlotyText
from kit.schemas import Out, Schema

Organ = Annotated[
    str,
    StringConstraints(min_length=3, max_length=200, strip_whitespace=True),
    Field(examples=["Wójt Gminy Nagłowice"]),
]
Sign = Annotated[
    str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True), Field(examples=["III RC 12/24"])
]
Role = Literal["creditor", "debtor"]
TitleKind = Literal["judgment", "settlement", "interim_order", "foreign_title"]
ClosingReason = Literal["died", "no_arrears", "moved", "entered_in_error"]


class RolesIn(Schema):
    """As what this office acts towards the debtor, and who the other organ is."""

    unit: Code = OFFICE_UNIT
    creditor_organ: Annotated[bool, Field(description="organ właściwy wierzyciela: an entitled person lives here")]
    debtor_organ: Annotated[bool, Field(description="organ właściwy dłużnika: the debtor lives here")]
    other_organ: Annotated[Organ | None, Field(description="organ właściwy dłużnika where it is another office")] = None

    @model_validator(mode="after")
    def _some_role(self) -> "RolesIn":
        if not (self.creditor_organ or self.debtor_organ):
            raise PydanticCustomError("role", "Urząd występuje wobec dłużnika co najmniej w jednej roli.")
        if self.debtor_organ and self.other_organ is not None:
            raise PydanticCustomError("other_organ", "Organem dłużnika jest ten urząd, więc innego się nie podaje.")
        return self


class RolesChangedIn(RolesIn):
    """The same from a day on: what held before it is kept with its days."""

    since: Annotated[
        Day | None, Field(description="from when the roles or the other organ are these; today unless stated")
    ] = None


class DebtorIn(RolesIn):
    """A person of the register becomes a debtor; her addresses are those of the register of persons."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"person": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11", "creditor_organ": True, "debtor_organ": True}
            ]
        }
    )

    person: UUID
    opened_on: Annotated[Day | None, Field(description="today unless stated")] = None


class DebtorClosedIn(Schema):
    """Why the entry is closed. died: claims of art. 28 ust. 1 pkt 1, 2 and 4 expire (ust. 3)."""

    why: ClosingReason
    on: Annotated[Day | None, Field(description="today unless stated")] = None


class TitleBody(Schema):
    """What a title says: who gave it, current alimony of a month, from when to when, and who enforces it."""

    kind: TitleKind
    court: Annotated[str, StringConstraints(min_length=3, max_length=200, strip_whitespace=True)]
    case_sign: Sign
    creditor_organ: Annotated[
        Organ | None, Field(description="of the entitled person's residence, where it is not this office")
    ] = None
    monthly: Annotated[ZlotyInput, Field(description="current alimony of a month; a changed award is another title")]
    valid_from: Day
    valid_to: Day | None = None
    bailiff: Annotated[
        str | None,
        StringConstraints(min_length=3, max_length=200, strip_whitespace=True),
        Field(description="the court bailiff who enforces it, or his office"),
    ] = None
    bailiff_sign: Annotated[Sign | None, Field(examples=["Kmp 5/24"])] = None
    bailiff_since: Annotated[
        Day | None,
        Field(
            description="from when this bailiff, or none, enforces; today unless stated; asked only where that changes"
        ),
    ] = None

    @model_validator(mode="after")
    def _consistent(self) -> "TitleBody":
        if self.monthly == "0.00":
            raise PydanticCustomError("monthly", "Tytuł opiewa na kwotę większą niż zero.")
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise PydanticCustomError("title_range", "Tytuł przestaje obowiązywać przed swoim początkiem.")
        if self.bailiff is None and self.bailiff_sign is not None:
            raise PydanticCustomError("bailiff", "Sygnaturę komornika podaje się razem z komornikiem.")
        return self


class TitleIn(TitleBody):
    """A title of one entitled person; a joint award is entered for each, divided by the persons named in it (art. 11)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "entitled": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c12",
                    "kind": "judgment",
                    "court": "Sąd Rejonowy w Jędrzejowie",
                    "case_sign": "III RC 12/24",
                    "monthly": "800.00",
                    "valid_from": "2024-03-01",
                    "bailiff": "Komornik Sądowy przy Sądzie Rejonowym w Jędrzejowie",
                    "bailiff_sign": "Kmp 5/24",
                }
            ]
        }
    )

    entitled: UUID


class PaidIn(Schema):
    """What was paid of current alimony for a month; arrears paid in it do not belong here."""

    month: MonthText
    paid: ZlotyInput


class MonthsIn(Schema):
    """What the bailiff, or the entitled person, states of months; a month stated again replaces what was said of it."""

    stated_on: Annotated[Day | None, Field(description="today unless stated")] = None
    months: Annotated[list[PaidIn], Field(min_length=1, max_length=120)]

    @model_validator(mode="after")
    def _once_each(self) -> "MonthsIn":
        if len({one.month for one in self.months}) != len(self.months):
            raise PydanticCustomError("months", "Ten sam miesiąc podano dwa razy.")
        return self


class DebtorOut(Out):
    """A debtor in the register. monthly: current alimony of the titles in force today that the reader sees."""

    id: UUID
    person: UUID
    last_name: str
    first_name: str
    unit: str
    creditor_organ: bool
    debtor_organ: bool
    other_organ: str | None
    opened_on: date
    closed_on: date | None
    why: ClosingReason | None
    entitled: Annotated[int, Field(description="persons with a title in force today")]
    monthly: ZlotyText
    noted_by: str
    version: int


class TitleOut(Out):
    """A title in the register."""

    id: UUID
    debtor: UUID
    entitled: UUID
    last_name: Annotated[str, Field(description="of the entitled person")]
    first_name: str
    kind: TitleKind
    court: str
    case_sign: str
    creditor_organ: str | None
    monthly: ZlotyText
    valid_from: date
    valid_to: date | None
    bailiff: str | None
    bailiff_sign: str | None
    noted_by: str
    version: int


class PaidOut(Out):
    """What was stated last of a month. due: the title's current alimony of that month."""

    month: str
    due: ZlotyText
    paid: ZlotyText
    number: Annotated[int, Field(description="how many times the month was stated")]
    stated_on: date
    noted_by: str


class BailiffOut(Out):
    """Who enforced the title from a day on; null: nobody any more."""

    bailiff: str | None
    bailiff_sign: str | None
    since: date
    noted_by: str


class TitleVersionOut(Out):
    """What the title said as it was entered on a day."""

    number: int
    kind: TitleKind
    court: str
    case_sign: str
    creditor_organ: str | None
    monthly: ZlotyText
    valid_from: date
    valid_to: date | None
    stated_on: date
    noted_by: str


class TitleShown(TitleOut):
    """A title with what was paid of it, its bailiffs and everything that it was entered as, the first first."""

    months: list[PaidOut]
    bailiffs: list[BailiffOut]
    versions: list[TitleVersionOut]


class RoleOut(Out):
    """As what this office acted towards the debtor from a day on."""

    number: int
    unit: str
    creditor_organ: bool
    debtor_organ: bool
    other_organ: str | None
    since: date
    noted_by: str


class DebtorShown(DebtorOut):
    """A debtor with the titles that the reader sees, and the roles of this office in their order."""

    titles: list[TitleOut]
    roles: list[RoleOut]


class ProtectedMonthOut(Out):
    """A month of the test: current alimony of all titles, what was paid of it, and whether that is enough."""

    month: str
    due: ZlotyText
    paid: ZlotyText
    enough: bool


class ProtectionOut(Out):
    """Whether payments of the last months bar the decision "uchylający się" on the day (art. 5 ust. 3a)."""

    on: date
    holds: bool
    article: str
    months: list[ProtectedMonthOut]
