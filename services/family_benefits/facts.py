"""Facts of a family-benefits case as the office enters them (POST /assessments): parts that each benefit names.

Money is a string with two places, days lie between 1900 and 2100, lists are short: whatever fits this form can be assessed.
Articles are of the act on family benefits (u.ś.r., Dz.U. 2025 poz. 1208).
"""

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from kit.money import ZlotyInput
from kit.schemas import Schema
from services.family_benefits.certified import OF_EITHER_LEVEL as OF_EITHER_LEVEL
from services.family_benefits.certified import Day as Day
from services.family_benefits.certified import Disability as Disability
from services.family_benefits.certified import LaterDisabilities, LaterSchools
from services.family_benefits.certified import LaterDisability as LaterDisability
from services.family_benefits.certified import LaterSchool as LaterSchool
from services.family_benefits.certified import School as School
from services.family_benefits.income.lump_sum import LumpSum
from services.family_benefits.stay import Citizenship

Ref = Annotated[
    str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$", description="oznaczenie osoby w tych danych", examples=["dziecko_1"])
]
Hectares = Annotated[str, Field(pattern=r"^[0-9]{1,5}(\.[0-9]{1,4})?$", examples=["2.5"])]
MonthCount = Annotated[int, Field(ge=1, le=12)]

Applicant = Literal["parents", "lone_parent", "legal_guardian", "actual_guardian", "student"]
Role = Literal["parent", "spouse", "child"]
Alimony = Literal[
    "not_needed",
    "awarded",
    "other_parent_dead",
    "father_unknown",
    "claim_dismissed",
    "one_parent_bears_all",
    "alternating_custody",
    "missing",
]
IncomeKind = Literal["taxed", "ryczalt", "untaxed", "farm", "alimony_paid"]
IncomeTitle = Literal[
    "employment", "business", "business_suspension", "childcare_leave", "unemployment_benefit", "pension", "sickness_after_work",
    "parental_benefit", "krus_maternity", "doctoral_stipend", "alimony", "other",
]  # fmt: skip


class Application(Schema):
    """When the application came and for which period it asks (art. 24 ust. 2)."""

    received_on: Day
    period: Annotated[
        int | None,
        Field(
            ge=1900,
            le=2100,
            description="rok, w którym zaczyna się okres zasiłkowy; bez niego okres, w którym leży dzień `on`",
        ),
    ] = None
    electronic: Annotated[bool, Field(description="złożony drogą elektroniczną (art. 26 ust. 2a)")] = False
    right_in_previous_period: bool = False
    excess_accepted_in_previous_period: bool = False


class Member(Schema):
    """A member of the family (art. 3 pkt 16); fields below `born_on` matter for children and for the student on his own."""

    id: Ref
    role: Role
    born_on: Day
    joined_on: Day | None = None
    left_on: Day | None = None
    placed: Literal["foster_care", "institution"] | None = None
    disability: Disability | None = None
    later_disabilities: LaterDisabilities = ()
    school: School | None = None
    later_schools: LaterSchools = ()
    married: bool = False
    has_own_child: bool = False
    family_allowance_for_own_child: bool = False
    allowance_abroad: bool = False
    care_benefit_due: Annotated[
        bool, Field(description="przysługuje na nie świadczenie opiekuńcze (dziecko powyżej 25 lat)")
    ] = False
    alimony: Alimony = "not_needed"


class Family(Schema):
    """The family and who applies: with a legal guardian the child alone, a student on his own alone (art. 5 ust. 11, art. 3 pkt 13)."""

    applicant: Applicant
    members: Annotated[tuple[Member, ...], Field(min_length=1, max_length=30)]

    @model_validator(mode="after")
    def _consistent(self) -> "Family":
        ids = [member.id for member in self.members]
        if len(ids) != len(set(ids)):
            raise PydanticCustomError("duplicate_member", "Oznaczenia członków rodziny powtarzają się.")
        if self.applicant in {"legal_guardian", "student"} and (len(ids) != 1 or self.members[0].role != "child"):
            raise PydanticCustomError(
                "one_person_family", "Rodzina jest tu jednoosobowa: podaj samo dziecko albo osobę uczącą się."
            )
        return self


class IncomeFigures(Schema):
    """What an income of the year is computed from: revenue less costs, tax and contributions (art. 3 pkt 1 lit. a and c)."""

    revenue: Annotated[ZlotyInput, Field(description="przychód w roku")]
    costs: Annotated[ZlotyInput, Field(description="koszty uzyskania przychodu")] = "0.00"
    tax: Annotated[ZlotyInput, Field(description="należny podatek; za granicą: podatek tam zapłacony")] = "0.00"
    social: Annotated[ZlotyInput, Field(description="składki na ubezpieczenia społeczne poza kosztami")] = "0.00"
    health: Annotated[ZlotyInput, Field(description="składki na ubezpieczenie zdrowotne")] = "0.00"


class IncomeItem(Schema):
    """One source of income of one member in the base year, with its loss or gain (art. 3 pkt 1, 23, 24; art. 5 ust. 4-4c).

    Instead of `amount` an income taxed by the scale, or one of the list of art. 3 pkt 1 lit. c, may be told by its `figures`, and that of a
    business on lump-sum tax by what is looked up in the minister's table (`lump_sum`).
    """

    member: Ref
    kind: IncomeKind = "taxed"
    title: Annotated[
        IncomeTitle,
        Field(
            description="przyczyna utraty lub uzyskania; business: wykreślenie i rozpoczęcie, business_suspension: zawieszenie i wznowienie"
        ),
    ] = "other"
    amount: Annotated[
        ZlotyInput,
        Field(
            description="suma netto w roku bazowym; ryczalt: od 2016 r. dochód z obwieszczenia ministra; farm: zapłacony czynsz dzierżawny"
        ),
    ] = "0.00"
    figures: Annotated[IncomeFigures | None, Field(description="z czego wynika kwota; wtedy bez „amount”")] = None
    lump_sum: Annotated[
        LumpSum | None, Field(description="z czego wynika dochód według tabeli ministra; wtedy bez „amount”")
    ] = None
    untaxed_code: Annotated[
        str | None,
        Field(
            pattern=r"^[a-z][a-z0-9_]{0,59}$",
            description="pozycja wykazu z art. 3 pkt 1 lit. c: nazwa parametru po „dochod_nieopodatkowany_”",
            examples=["swiadczenie_rodzicielskie"],
        ),
    ] = None
    hectares: Annotated[Hectares | None, Field(description="hektary przeliczeniowe gospodarstwa")] = None
    excluded_hectares: Annotated[
        Hectares | None,
        Field(description="z nich oddane w dzierżawę albo użytkowanie, których się nie wlicza (art. 5 ust. 8a)"),
    ] = None
    employer: Annotated[str, Field(min_length=1, max_length=80)] | None = None
    lost_on: Day | None = None
    gained_on: Day | None = None
    months_received: MonthCount | None = None
    still_received: bool = True
    following_month_amount: Annotated[
        ZlotyInput | None, Field(description="kwota za miesiąc po miesiącu uzyskania")
    ] = None

    @model_validator(mode="after")
    def _consistent(self) -> "IncomeItem":
        if self.figures is not None and self.kind not in {"taxed", "untaxed"}:
            raise PydanticCustomError(
                "figures_not_used", "Składniki dochodu podaje się tylko do dochodu opodatkowanego albo z wykazu."
            )
        if self.figures is not None and self.amount != "0.00":
            raise PydanticCustomError("amount_or_figures", "Podaje się kwotę dochodu albo jego składniki.")
        if self.lump_sum is not None and (self.kind != "ryczalt" or self.amount != "0.00"):
            raise PydanticCustomError(
                "amount_or_lump_sum",
                "Dane do tabeli ministra podaje się tylko do dochodu z ryczałtu lub karty podatkowej, zamiast kwoty.",
            )
        if self.untaxed_code is not None and self.kind != "untaxed":
            raise PydanticCustomError(
                "code_not_used", "Pozycję wykazu podaje się tylko do dochodu niepodlegającego opodatkowaniu."
            )
        if self.excluded_hectares is not None and Fraction(self.excluded_hectares) > Fraction(self.hectares or "0"):
            raise PydanticCustomError("more_than_the_farm", "Nie wlicza się najwyżej całego gospodarstwa.")
        return self


class Income(Schema):
    """Income of the members in the base year: the calendar year before the year in which the period starts (art. 3 pkt 2a)."""

    base_year: Annotated[int, Field(ge=1900, le=2100)]
    items: Annotated[tuple[IncomeItem, ...], Field(max_length=100)] = ()


class BirthRequest(Schema):
    """Supplement for the birth of a child (art. 9)."""

    child: Ref
    medical_care_from_week: Annotated[int | None, Field(ge=0, le=45)] = None
    adopted_or_in_care: bool = False
    paid_already: bool = False


class LeaveRequest(Schema):
    """Supplement for care during childcare leave (art. 10)."""

    carer: Ref
    child: Ref
    leave_from: Day
    leave_to: Day
    employment_months_before: Annotated[int, Field(ge=0, le=600)]
    siblings_of_one_birth: bool = False
    months_used: Annotated[int, Field(ge=0, le=72)] = 0
    work_prevents_care: bool = False
    child_in_full_care: bool = False
    maternity_benefit: bool = False
    parental_benefit: bool = False


class StudyAwayRequest(Schema):
    """Supplement for school away from home: living there or commuting (art. 15)."""

    child: Ref
    mode: Literal["residence", "commuting"]


class Supplements(Schema):
    """What was asked for beside the allowance (art. 8); nothing is granted without a request."""

    requested_on: Annotated[
        Day | None, Field(description="dzień wniosku o dodatki, gdy inny niż wniosku o zasiłek")
    ] = None
    birth: Annotated[tuple[BirthRequest, ...], Field(max_length=10)] = ()
    childcare_leave: Annotated[tuple[LeaveRequest, ...], Field(max_length=10)] = ()
    lone_parent: Annotated[tuple[Ref, ...], Field(max_length=20)] = ()
    large_family: bool = False
    rehabilitation: Annotated[tuple[Ref, ...], Field(max_length=20)] = ()
    school_start: Annotated[tuple[Ref, ...], Field(max_length=20)] = ()
    study_away: Annotated[tuple[StudyAwayRequest, ...], Field(max_length=20)] = ()
    unemployment_benefit_lost_by_choice: Annotated[bool, Field(description="art. 11a ust. 6")] = False


class Person(Schema):
    """The person in need of care (art. 16)."""

    id: Ref = "osoba_1"
    born_on: Day
    disability: Disability | None = None
    dodatek_pielegnacyjny: bool = False
    in_institution: bool = False
    care_benefit_abroad: bool = False


class StayAbroad(Schema):
    """A stay of the applicant, a member of the family or the child's parent abroad (art. 23a ust. 1-2a)."""

    who: Literal["applicant", "family_member", "other_parent"]
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$", description="kod ISO państwa", examples=["DE"])]
    reason: Literal["work", "residence", "tourism", "treatment", "education"] = "residence"
    since: Day | None = None
    until: Day | None = None


class Coordination(Schema):
    """Stays abroad, and what the voivode (to 2017 the marshal) answered; nothing on a day without an answer."""

    stays: Annotated[tuple[StayAbroad, ...], Field(max_length=10)] = ()
    answer: Literal["applies", "does_not_apply"] | None = None
    answered_on: Day | None = None


COORDINATION, CITIZENSHIP = "coordination", "citizenship"
OWN_OF_SEVERAL = frozenset({COORDINATION, CITIZENSHIP})
"""Parts that stand beside the benefits and say whether the gmina decides of them, or anybody grants them."""


class Facts(Schema):
    """All parts of a family-benefits case; each benefit says which it needs."""

    application: Application
    person: Person | None = None
    family: Family | None = None
    income: Income | None = None
    supplements: Supplements = Supplements()
    coordination: Coordination | None = None
    citizenship: Citizenship | None = None
