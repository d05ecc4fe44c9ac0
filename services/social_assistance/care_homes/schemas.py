"""What comes in and goes out about care homes."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.schemas import Code, Day, MonthText, Reference
from kit.money import ZlotyInput, ZlotyText
from kit.schemas import Int32, Out, Schema

StayState = Literal["referred", "admitted", "left", "withdrawn"]
PayerKin = Literal["resident", "spouse", "descendant", "ascendant", "other"]
PayerBasis = Literal["own", "contract", "decision", "refused_both", "exempt", "voluntary", "ended"]


class CareHomeReferIn(Schema):
    """The gmina refers a person to a home (art. 59 ust. 1)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "person": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11",
                    "home": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c12",
                    "unit": "gops",
                    "referred_on": "2025-03-10",
                }
            ]
        }
    )

    person: UUID
    home: Annotated[UUID, Field(description="a third party of the kind care_home")]
    unit: Code
    referred_on: Annotated[Day | None, Field(description="today unless stated")] = None
    referral: Annotated[UUID | None, Field(description="the decision")] = None
    old_rules: Annotated[
        bool, Field(description="admitted before 2004: the resident's fee is stated, not computed")
    ] = False


class CareHomeAdmitIn(Schema):
    """The person moved in. placement_on: of the decision of whoever runs the home (art. 59 ust. 2)."""

    on: Annotated[Day | None, Field(description="today unless stated")] = None
    placement_on: Day | None = None
    fee_decision: Annotated[UUID | None, Field(description="what the resident pays (art. 59 ust. 1)")] = None


class CareHomeDayIn(Schema):
    """The day; today unless stated."""

    on: Day | None = None


class CareHomeCostIn(Schema):
    """A home's average monthly cost as it was announced (art. 60 ust. 2), or as a contract has it (art. 65 ust. 2)."""

    home: Annotated[UUID, Field(description="a third party of the kind care_home")]
    average: ZlotyInput
    published_on: Annotated[Day, Field(description="in the voivodeship's journal; of a contract its first day")]
    by_contract: bool = False
    source: Annotated[Reference, Field(examples=["Dz. Urz. Woj. Świętokrzyskiego 2025 poz. 812"])]


class CareHomePayerIn(Schema):
    """What holds of a payer from a month on (art. 61, 64-64a, 103); what was stated before stays for earlier months."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "person": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c13",
                    "kin": "descendant",
                    "basis": "contract",
                    "since": "2025-04",
                    "persons": 3,
                    "income": "9000.00",
                    "agreed": "531.00",
                }
            ]
        }
    )

    person: UUID
    kin: PayerKin
    basis: PayerBasis
    since: MonthText
    persons: Annotated[int, Field(ge=1, le=30, description="of the payer's household, with him")] = 1
    income: Annotated[ZlotyInput | None, Field(description="of the household, a month (art. 8)")] = None
    therapy_pay: Annotated[
        ZlotyInput | None, Field(description="of the resident's income: pay for therapeutic work")
    ] = None
    workshop_money: Annotated[ZlotyInput | None, Field(description="of it: pocket money of therapy workshops")] = None
    agreed: Annotated[
        ZlotyInput | None, Field(description="by contract or decision; of a resident a fee set otherwise")
    ] = None
    exempted: Annotated[ZlotyInput | None, Field(description="of the fee; null with basis exempt: all of it")] = None
    ground: Annotated[Code | None, Field(description="of the exemption or refusal", examples=["art_64a"])] = None
    decision: UUID | None = None

    @model_validator(mode="after")
    def _consistent(self) -> "CareHomePayerIn":
        if self.basis == "ended":
            return self
        if (self.kin == "resident") != (self.basis == "own") or (self.kin == "other") != (self.basis == "voluntary"):
            raise PydanticCustomError("basis", "Podstawa opłaty nie pasuje do tego, kim jest płatnik.")
        if self.kin == "resident" and self.income is None and self.agreed is None:
            raise PydanticCustomError("income", "Trzeba podać dochód mieszkańca albo ustaloną dla niego opłatę.")
        if self.basis == "voluntary" and self.agreed is None:
            raise PydanticCustomError("agreed", "Trzeba podać kwotę dobrowolnej opłaty.")
        if self.exempted is not None and self.basis != "exempt":
            raise PydanticCustomError("exempted", "Kwotę zwolnienia podaje się tylko przy zwolnieniu.")
        return self


class CareHomeAbsenceIn(Schema):
    """Days away from the home, both ends included."""

    since: Day
    until: Day
    with_payer: Annotated[UUID | None, Field(description="the payer with whom the resident stays (art. 63 ust. 1)")] = (
        None
    )
    at_family: Annotated[bool, Field(description="of a minor: at his family's home (art. 63 ust. 2)")] = False
    counters: Annotated[Int32 | None, Field(ge=1, description="the number of an absence that this one replaces")] = None

    @model_validator(mode="after")
    def _forwards(self) -> "CareHomeAbsenceIn":
        if self.until < self.since:
            raise PydanticCustomError("absence_range", "Nieobecność kończy się przed jej początkiem.")
        return self


class CareHomeMonthIn(Schema):
    """The month whose stays are drawn up."""

    month: MonthText


class CareHomeUnpaidIn(Schema):
    """A payer whose fee for the month did not come in whole, and what came."""

    person: UUID
    received: ZlotyInput = "0.00"


class CareHomeSubstituteIn(Schema):
    """Whose fees for the month the gmina paid in their place (art. 61 ust. 3); the resident may be one of them."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "month": "2025-06",
                    "payers": [{"person": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c13", "received": "500.00"}],
                    "due_on": "2025-07-31",
                }
            ]
        }
    )

    month: MonthText
    payers: Annotated[tuple[CareHomeUnpaidIn, ...], Field(min_length=1, max_length=50)]
    decision: Annotated[
        UUID | None, Field(description="that says how much is to be refunded and when (art. 104 ust. 3)")
    ] = None
    due_on: Annotated[Day | None, Field(description="until when it is to be refunded; today unless stated")] = None

    @model_validator(mode="after")
    def _each_once(self) -> "CareHomeSubstituteIn":
        if len({one.person for one in self.payers}) < len(self.payers):
            raise PydanticCustomError("payer_twice", "Płatnika podaje się raz.")
        return self


class CareHomeStayOut(Out):
    """A stay in a care home."""

    id: UUID
    state: StayState
    person: UUID
    home: UUID
    unit: str
    referral: UUID | None
    fee_decision: UUID | None
    referred_on: date
    placement_on: date | None
    admitted_on: date | None
    left_on: date | None
    old_rules: bool
    noted_by: str
    allowed: list[str]
    version: int


class CareHomePayerOut(Out):
    """What was stated of a payer; person null: hidden from the reader."""

    number: int
    person: UUID | None
    kin: PayerKin
    basis: PayerBasis
    since: str
    persons: int
    income: ZlotyText | None
    agreed: ZlotyText | None
    exempted: ZlotyText | None
    ground: str | None
    decision: UUID | None
    noted_by: str


class CareHomeAbsenceOut(Out):
    """Days away from the home."""

    number: int
    since: date
    until: date
    with_payer: UUID | None
    at_family: bool
    counters: int | None
    noted_by: str


class CareHomePartOut(Out):
    """What a payer bears of a month; person null: hidden from the reader."""

    person: UUID | None
    kin: PayerKin
    amount: ZlotyText


class CareHomeMonthOut(Out):
    """A month of a stay: cost = resident + payers + gmina_part, to the grosz."""

    stay: UUID
    month: Annotated[str, Field(examples=["2025-06"])]
    number: Annotated[int, Field(description="0: not drawn up yet, a preview")]
    days: int
    free_days: int
    cost: ZlotyText
    resident: ZlotyText
    payers: list[CareHomePartOut]
    gmina_part: ZlotyText
    unknown: Annotated[int, Field(description="relatives of whom neither income nor an amount is known")]
    trace: list[str]


class CareHomeMonthLineOut(Out):
    """A month of a stay as it holds: what a home's invoice and a statement are checked against."""

    stay: UUID
    person: UUID
    home: UUID
    month: Annotated[str, Field(examples=["2025-06"])]
    number: int
    days: int
    free_days: int
    cost: ZlotyText
    resident: ZlotyText
    payers: Annotated[ZlotyText, Field(description="of relatives and others together")]
    gmina_part: ZlotyText
    substituted: Annotated[ZlotyText, Field(description="of what others bear, what the gmina paid in their place")]
    unknown: int
    drawn_on: date


class CareHomeStayShown(CareHomeStayOut):
    """A stay with its payers, absences and months."""

    payers: list[CareHomePayerOut]
    absences: list[CareHomeAbsenceOut]
    months: list[CareHomeMonthOut]


class CareHomeMonthsOut(Out):
    """What drawing up a month came to. missing: stays of the month without a cost or without what the resident pays."""

    month: str
    stays: int
    drawn: Annotated[int, Field(description="of these, months that are new or came to something else")]
    missing: list[UUID]
    excluded: Annotated[
        list[UUID], Field(description="stays from whose matter the caller is excluded: another official draws them up")
    ]
    cost: ZlotyText
    gmina_part: ZlotyText
