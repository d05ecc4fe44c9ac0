"""The carer as the office enters it: whom he cares for and in what relation, what work he gave up, his own rights and his insurance.

One part of the facts for all care benefits (art. 16a and 17 u.ś.r., the act on benefits for carers of 2014) and for the contributions.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from kit.money import ZlotyInput
from kit.schemas import Schema
from services.family_benefits.facts import Day, Disability, IncomeItem, Member, Ref

Relation = Literal[
    "parent", "actual_guardian", "related_foster_family", "foster_family", "family_home", "director", "spouse",
    "first_degree_kin", "further_kin", "other",
]  # fmt: skip
Work = Literal["given_up", "not_taken_up", "works"]
Farm = Literal["none", "stopped", "runs"]
OwnRight = Literal[
    "pension", "rent", "partial_incapacity_rent", "survivor_rent", "social_rent", "permanent_allowance", "teacher_compensation",
    "pre_retirement", "supplementary_parental",
]  # fmt: skip
CareBenefit = Literal["swiadczenie_pielegnacyjne", "specjalny_zasilek_opiekunczy", "zasilek_dla_opiekuna"]
OtherBenefit = Literal[
    "swiadczenie_pielegnacyjne", "specjalny_zasilek_opiekunczy", "zasilek_dla_opiekuna", "swiadczenie_rodzicielskie",
    "dodatek_urlop_wychowawczy",
]  # fmt: skip
SetForPerson = Literal[
    "swiadczenie_pielegnacyjne", "specjalny_zasilek_opiekunczy", "zasilek_dla_opiekuna", "dodatek_urlop_wychowawczy"
]
Nearer = Literal["parents", "first_degree_kin", "guardian_or_foster_family"]
Title = Literal["none", "employment", "business", "civil_contract", "krus_farmer", "other"]


class CaredFor(Schema):
    """A person in need of care: certificate, relation of the carer, and what excludes a benefit for this person (art. 17 ust. 1-1b, 5)."""

    id: Ref
    born_on: Day
    relation: Relation
    disability: Disability | None = None
    both_indications: Annotated[
        bool, Field(description="orzeczenie o niepełnosprawności ze wskazaniami z pkt 7 i 8")
    ] = False
    nearer_able: Annotated[
        tuple[Nearer, ...],
        Field(
            max_length=3,
            description="kto z bliższych może się opiekować (art. 17 ust. 1a): nie zmarł, nie jest małoletni, nie ma znacznego stopnia",
        ),
    ] = ()
    married: bool = False
    spouse_severely_disabled: bool = False
    in_foster_care: Annotated[bool, Field(description="w pieczy zastępczej innej niż u opiekuna z tych danych")] = False
    full_board_over_5_days: Annotated[
        bool, Field(description="kształcenie lub rehabilitacja z całodobową opieką ponad 5 dni w tygodniu")
    ] = False
    in_institution: Annotated[
        bool, Field(description="DPS, ZOL, ZPO, placówka całodobowa, zakład karny, poprawczy, areszt, schronisko")
    ] = False
    early_retirement_for_care: bool = False
    already_set: Annotated[
        tuple[SetForPerson, ...],
        Field(max_length=4, description="świadczenia ustalone już na tę osobę dla kogo innego"),
    ] = ()
    care_benefit_abroad: bool = False
    bar_ended_on: Annotated[
        Day | None,
        Field(
            description="ostatni dzień podanej tu przeszkody: pieczy, pobytu w placówce, świadczenia ustalonego na tę osobę dla innego "
            "opiekuna albo świadczenia zagranicznego"
        ),
    ] = None
    swiadczenie_wspierajace_from: Day | None = None
    died_on: Day | None = None


class Drawn(Schema):
    """Another benefit that the carer draws (art. 17 ust. 5 pkt 1 lit. b, art. 27 ust. 5)."""

    benefit: OtherBenefit
    same_person: bool = True
    drawn_from: Annotated[
        Day | None, Field(description="pierwszy dzień pobierania, gdy przypada po śmierci osoby wymagającej opieki")
    ] = None
    resigned_on: Annotated[Day | None, Field(description="dzień, od którego opiekun z niego rezygnuje")] = None


class KeptRight(Schema):
    """A right to a care benefit that existed on the last day of the old rules (art. 63 of the act of 7.07.2023)."""

    previous_certificate_to: Annotated[
        Day | None, Field(description="dzień, w którym wygasło poprzednie orzeczenie; nie podaje się, gdy nie wygasło")
    ] = None
    waived: Annotated[bool, Field(description="opiekun zrzekł się dotychczasowego świadczenia")] = False


class Carer(Schema):
    """Who cares: work given up, own rights, other benefits; and the persons cared for."""

    id: Ref = "opiekun"
    work: Work = "given_up"
    care_from: Annotated[Day | None, Field(description="pierwszy dzień bez pracy, gdy wypada w trakcie miesiąca")] = (
        None
    )
    works_from: Annotated[
        Day | None, Field(description="dzień podjęcia pracy zarobkowej, gdy przypada w trakcie prawa")
    ] = None
    farm: Farm = "none"
    severely_disabled: bool = False
    own_rights: Annotated[tuple[OwnRight, ...], Field(max_length=9)] = ()
    own_pension_suspended: bool = False
    own_right_from: Annotated[
        Day | None, Field(description="pierwszy dzień podanych własnych praw, gdy przypada w trakcie prawa")
    ] = None
    own_right_ended_on: Annotated[Day | None, Field(description="ostatni dzień podanych własnych praw")] = None
    draws: Annotated[tuple[Drawn, ...], Field(max_length=5)] = ()
    kept_right: KeptRight | None = None
    cared_for: Annotated[tuple[CaredFor, ...], Field(min_length=1, max_length=10)]

    @model_validator(mode="after")
    def _consistent(self) -> "Carer":
        ids = [person.id for person in self.cared_for]
        if len(ids) != len(set(ids)):
            raise PydanticCustomError("duplicate_member", "Oznaczenia osób wymagających opieki powtarzają się.")
        if self.own_right_from is not None and self.own_right_ended_on is not None:
            raise PydanticCustomError(
                "own_right_from", "Dzień powstania własnych praw podaje się z prawami, które trwają."
            )
        return self


class CareOfTwoFamilies(Schema):
    """What the special care allowance asks beside the carer's family: the other family's members and income (art. 16a ust. 2-5)."""

    members: Annotated[
        tuple[Member, ...],
        Field(max_length=30, description="rodzina osoby wymagającej opieki bez osób, które są już w rodzinie opiekuna"),
    ] = ()
    items: Annotated[tuple[IncomeItem, ...], Field(max_length=100)] = ()
    right_in_previous_period: bool = False
    excess_accepted_in_previous_period: bool = False
    previous_period_ended_on: Day | None = None


class ExpiredDecision(Schema):
    """The decision on the nursing benefit that expired by law in 2013, and the first application for the carer's allowance (art. 2, 5)."""

    expired_by_law: bool = True
    first_applied_on: Day
    certificate_was_pending: Annotated[
        bool, Field(description="w terminie na wniosek trwało postępowanie o orzeczenie")
    ] = False
    pending_certificate_issued_on: Day | None = None


class Insurance(Schema):
    """From which benefit contributions are paid, and what else insures the carer (art. 6 ust. 2a-2b SUS, art. 66 of the health act)."""

    benefit: CareBenefit
    title: Title = "none"
    own_health_title: bool = False
    sex: Literal["woman", "man"]
    pension_age_in: Annotated[int | None, Field(ge=1999, le=2100, description="rok osiągnięcia wieku emerytalnego")] = (
        None
    )
    insured_months: Annotated[
        int, Field(ge=0, le=1200, description="okres składkowy i nieskładkowy przed pierwszym miesiącem tego prawa")
    ] = 0
    krus_on_request: bool = False
    krus_contribution: Annotated[
        ZlotyInput | None, Field(description="składka KRUS za miesiąc według decyzji KRUS")
    ] = None
