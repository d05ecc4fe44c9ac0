"""Facts that only the benefits for a child know: what was asked for and what the members of the family do not tell."""

from typing import Annotated, Literal

from pydantic import Field

from kit.money import ZlotyInput
from kit.schemas import Schema
from services.family_benefits import facts as f

Week = Annotated[int, Field(ge=0, le=45)]
Care = Literal["parent", "guardian", "adopter"]
"""Whose child: the applicant's own, taken into legal or actual care, or adopted."""


class BornChild(Schema):
    """A child of the family for whose birth the one-off grant is asked (art. 15b)."""

    child: f.Ref
    care: Care = "parent"
    taken_on: Annotated[f.Day | None, Field(description="dzień objęcia opieką albo przysposobienia")] = None
    born_alive: bool = True
    medical_care_from_week: Week | None = None
    benefit_abroad: bool = False
    paid_already: bool = False


class BirthGrant(Schema):
    """The request for the one-off grant; `income` when its base year is another than that of the part `income`."""

    children: Annotated[tuple[BornChild, ...], Field(min_length=1, max_length=10)]
    income: f.Income | None = None


class ImpairedChild(Schema):
    """A child with a certificate of severe irreversible impairment or incurable disease (art. 4 ust. 3 „Za życiem”)."""

    child: f.Ref = "dziecko_1"
    born_on: f.Day
    care: Care = "parent"
    certificate: Annotated[bool, Field(description="zaświadczenie lekarza z art. 4 ust. 3")] = False
    born_alive: bool = True
    medical_care_from_week: Week | None = None
    paid_already: bool = False


class ForLife(Schema):
    """The request for the one-off benefit „Za życiem”."""

    children: Annotated[tuple[ImpairedChild, ...], Field(min_length=1, max_length=10)]


PupilSchool = Literal[
    "przygotowanie_przedszkolne",
    "podstawowa",
    "ponadpodstawowa",
    "artystyczna",
    "specjalna",
    "policealna",
    "dla_doroslych",
    "wyzsza",
]


class Pupil(Schema):
    """A pupil for whose school year the benefit „Dobry start” is asked (§ 2-4)."""

    child: f.Ref = "dziecko_1"
    born_on: f.Day
    school: PupilSchool = "podstawowa"
    disability: Annotated[bool, Field(description="orzeczenie o niepełnosprawności albo o jej stopniu")] = False
    paid_already: Annotated[bool, Field(description="wypłacone już za ten rok szkolny")] = False


class SchoolYearStart(Schema):
    """The request for „Dobry start”: by wire or on paper, for which school year (the year in which it begins)."""

    electronic: bool = False
    school_year: Annotated[
        int | None,
        Field(ge=1900, le=2100, description="rok, w którym zaczyna się rok szkolny; bez niego wynika z dnia wniosku"),
    ] = None
    pupils: Annotated[tuple[Pupil, ...], Field(min_length=1, max_length=20)]


class CustodyMonth(Schema):
    """Days of alternating custody in one month, until the act pays half of it (art. 5 ust. 2a before 1.07.2019)."""

    month: Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$", examples=["2018-11"])]
    days: Annotated[int, Field(ge=0, le=31)]


class RaisedChild(Schema):
    """A child of the family for whom świadczenie wychowawcze is asked, and what only this benefit reads of it."""

    child: f.Ref
    taken_on: Annotated[f.Day | None, Field(description="dzień objęcia opieką albo przysposobienia")] = None
    alternating_custody: bool = False
    custody_days: Annotated[
        int | None,
        Field(ge=0, le=31, description="dni opieki w miesiącu przy opiece naprzemiennej, do 30 czerwca 2019 r."),
    ] = None
    custody_months: Annotated[
        tuple[CustodyMonth, ...],
        Field(max_length=60, description="miesiące, w których dni opieki było inaczej niż w „custody_days”"),
    ] = ()
    benefit_abroad: bool = False


class ChildRaising(Schema):
    """The request for świadczenie wychowawcze; `first_child` is whom the parent names of children born on one day."""

    children: Annotated[tuple[RaisedChild, ...], Field(min_length=1, max_length=20)]
    first_child: f.Ref | None = None
    income: Annotated[f.Income | None, Field(description="dochód, gdy rok bazowy jest inny niż w części income")] = None


class HospitalStay(Schema):
    """A stay of the child in hospital, first and last day."""

    since: f.Day
    until: f.Day


class Hospital(Schema):
    """The certificate of the hospital for more weeks (art. 17c ust. 3a-3f): of several children the lowest weight and the longest stay."""

    requested_on: f.Day
    completed_weeks: Annotated[int, Field(ge=0, le=45, description="ukończone tygodnie ciąży")]
    weight_grams: Annotated[int, Field(ge=1, le=9999)]
    stays: Annotated[tuple[HospitalStay, ...], Field(min_length=1, max_length=20)]


class Unemployment(Schema):
    """The mother's unemployment benefit: a month less the advance of income tax; its last day before the birth, when it had ended."""

    monthly: ZlotyInput
    ended_before_birth_on: f.Day | None = None
    drawn_to: Annotated[
        f.Day | None, Field(description="ostatni dzień pobierania po urodzeniu; bez niego przez cały czas")
    ] = None


class ParentalBenefit(Schema):
    """The request for świadczenie rodzicielskie: who, for which children, since when, what stands against it (art. 17c)."""

    child: f.Ref = "dziecko_1"
    born_on: f.Day
    children: Annotated[int, Field(ge=1, le=10)] = 1
    applicant: Literal["mother", "father", "actual_guardian", "adopter", "foster_family"] = "mother"
    taken_on: Annotated[f.Day | None, Field(description="dzień objęcia opieką albo przysposobienia")] = None
    school_deferred: bool = False
    professional_foster_family: bool = False
    father_reason: Literal["shortened_by_mother", "mother_dead", "mother_abandoned"] | None = None
    father_since: Annotated[f.Day | None, Field(description="pierwszy dzień po skróceniu, śmierci albo porzuceniu")] = (
        None
    )
    mother_had_maternity_benefit: Annotated[
        bool, Field(description="matka skróciła zasiłek lub uposażenie macierzyńskie, nie świadczenie rodzicielskie")
    ] = False
    unemployment: Unemployment | None = None
    hospital: Hospital | None = None
    maternity_benefit: bool = False
    child_in_foster_care: bool = False
    no_personal_care: bool = False
    care_benefit_for_child: bool = False
    other_care_benefit: Annotated[bool, Field(description="osoba wybrała inne świadczenie z art. 27 ust. 5")] = False
    benefit_abroad: bool = False
    bar_ended_on: Annotated[
        f.Day | None, Field(description="ostatni dzień podanej tu przeszkody, np. zasiłku macierzyńskiego")
    ] = None
