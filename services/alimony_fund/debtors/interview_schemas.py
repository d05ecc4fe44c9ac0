"""What a debtor says at the interview and in his property statement, part by part as the patterns ask (Dz.U. 2011 nr 73 poz. 395)."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.schemas import Day
from kit.money import ZlotyInput
from kit.schemas import Out, Schema

InterviewKind = Literal["interview", "property"]
Marital = Literal["single", "married", "divorced", "widowed", "separated"]
Work = Literal["employed", "self_employed", "unemployed", "job_seeker", "unemployed_unregistered", "farmer", "none"]
Words = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Lines = Annotated[tuple[Line, ...], Field(max_length=30)]
Area = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,6}(\.[0-9]{1,4})?$"), Field(examples=["48.5"])]


class DebtorDependant(Schema):
    """Part II: whom the debtor maintains."""

    name: Line
    born_on: Day | None = None
    marital: Marital | None = None
    relation: Annotated[Line, Field(description="who the person is to the debtor")]


class DebtorIncome(Schema):
    """A source or a benefit, and its amount a month."""

    source: Line
    amount: ZlotyInput


class DebtorBusiness(Schema):
    """Part III pkt 6."""

    firm: Line
    address: Line | None = None
    nip: Annotated[str | None, StringConstraints(pattern=r"^[0-9]{10}$")] = None
    regon: Annotated[str | None, StringConstraints(pattern=r"^([0-9]{9}|[0-9]{14})$")] = None
    krs: Annotated[str | None, StringConstraints(pattern=r"^[0-9]{10}$")] = None


class DebtorInterviewAnswers(Schema):
    """The questionnaire of the interview (annex 1); what the register knows of the person stands there."""

    family_name: Annotated[Line | None, Field(description="I.5: nazwisko rodowe")] = None
    parents: Annotated[Line | None, Field(description="I.6: imiona rodziców i nazwisko rodowe matki")] = None
    birth_place: Line | None = None
    citizenship: Line | None = None
    marital: Marital | None = None
    nip: Annotated[str | None, StringConstraints(pattern=r"^[0-9]{10}$")] = None
    temporary_residence: Annotated[Line | None, Field(description="I.12: ponad 2 miesiące")] = None
    education: Line | None = None
    trade_learned: Line | None = None
    trade_practised: Line | None = None
    qualifications: Lines = ()
    driving_licence: Annotated[Line | None, Field(description="I.17: seria i numer")] = None
    dependants: Annotated[tuple[DebtorDependant, ...], Field(max_length=30)] = ()
    income: Annotated[
        tuple[DebtorIncome, ...],
        Field(max_length=30, description="III.2: przeciętnie miesięcznie z ostatnich 3 miesięcy"),
    ] = ()
    benefits: Annotated[tuple[DebtorIncome, ...], Field(max_length=30, description="III.3")] = ()
    work: Annotated[Work, Field(description="III.4")]
    employer: Annotated[Line | None, Field(description="III.4: podstawa zatrudnienia i adres pracodawcy")] = None
    earlier_employers: Lines = ()
    business: DebtorBusiness | None = None
    disability: Annotated[Line | None, Field(description="IV.1: rodzaj, stopień, termin ważności orzeczenia")] = None
    health: Annotated[Words | None, Field(description="IV.2: inne problemy zdrowotne")] = None
    reasons: Annotated[Words, Field(description="V: przyczyny niełożenia na utrzymanie")]
    remarks: Words | None = None


class DebtorLand(Schema):
    """I.4: farm land."""

    kind: Line
    hectares: Area
    converted_hectares: Area | None = None


class DebtorThing(Schema):
    """A movable, its make and year where it is a vehicle, and what it is thought to be worth."""

    what: Line
    year: Annotated[int | None, Field(ge=1900, le=2100)] = None
    value: ZlotyInput | None = None


class DebtorPropertyStatement(Schema):
    """The property statement (annex 2): joint property of spouses and the debtor's own."""

    warned: Annotated[
        Literal[True], Field(description="pouczono o odpowiedzialności karnej (art. 4 ust. 2; k.k. art. 233 § 1)")
    ]
    flats: Annotated[Lines, Field(description="I.1: adres, powierzchnia, tytuł władania")] = ()
    houses: Lines = ()
    plots: Lines = ()
    land: Annotated[tuple[DebtorLand, ...], Field(max_length=30)] = ()
    buildings: Lines = ()
    cars: Annotated[tuple[DebtorThing, ...], Field(max_length=30)] = ()
    machines: Annotated[tuple[DebtorThing, ...], Field(max_length=30)] = ()
    other_movables: Annotated[tuple[DebtorThing, ...], Field(max_length=30)] = ()
    money: Annotated[tuple[DebtorThing, ...], Field(max_length=30, description="III.1: wartość nominalna")] = ()
    valuables: Annotated[tuple[DebtorThing, ...], Field(max_length=30)] = ()
    other: Annotated[Words | None, Field(description="IV")] = None


class DebtorInterviewIn(Schema):
    """What was said in a proceeding: one of the two; said anew it is noted anew."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "proceeding": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11",
                    "interview": {"work": "unemployed", "reasons": "Brak zatrudnienia od marca."},
                }
            ]
        }
    )

    proceeding: UUID
    given_on: Annotated[Day | None, Field(description="today unless stated")] = None
    interview: DebtorInterviewAnswers | None = None
    property: DebtorPropertyStatement | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> "DebtorInterviewIn":
        if (self.interview is None) == (self.property is None):
            raise PydanticCustomError("one_of_two", "Podaje się wywiad albo oświadczenie majątkowe: jedno z dwojga.")
        return self


class DebtorInterviewOut(Out):
    """That something was said, and when; what it was is read by itself."""

    id: UUID
    debtor: UUID
    proceeding: UUID
    kind: InterviewKind
    given_on: date
    noted_by: str


class DebtorInterviewShown(DebtorInterviewOut):
    """The same with what was said, by the names under which it came in."""

    interview: dict[str, Any] | None = None
    property: dict[str, Any] | None = None
