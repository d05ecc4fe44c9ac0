"""Facts of an alimony-fund case as the office enters them (POST /assessments): parts that each benefit names.

Articles are of the act on help to persons entitled to alimony (u.p.o.u.a., Dz.U. 2026 poz. 79). Income is that of the calendar year
before the benefit period, net as the act on family benefits has it; benefits of the fund itself are no income (art. 10 ust. 3).
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from kit.money import ZlotyInput
from kit.schemas import Schema

Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2100, 12, 31))]
Ref = Annotated[
    str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$", description="oznaczenie osoby w tych danych", examples=["dziecko"])
]
Role = Literal["entitled", "parent", "parents_spouse", "parent_of_common_child", "child", "debtor"]


class Application(Schema):
    """When the application came and for which benefit period (the year of its October)."""

    received_on: Day
    channel: Literal["paper", "electronic"] = "paper"
    period_from: Annotated[
        int | None,
        Field(ge=2008, le=2100, description="rok października, od którego biegnie okres; bez niego okres bieżący"),
    ] = None


class Member(Schema):
    """A person round the entitled ones; who is the family follows from the role (art. 2 pkt 12)."""

    id: Ref
    role: Role
    born_on: Day
    in_care: Annotated[
        bool, Field(description="piecza zastępcza lub instytucja z pełnym utrzymaniem (art. 9 ust. 6)")
    ] = False
    severely_disabled_with_care_benefit: bool = False


class Household(Schema):
    """The persons of the case. With a legal guardian only the entitled person's own income counts (art. 9 ust. 12)."""

    members: Annotated[tuple[Member, ...], Field(min_length=1, max_length=30)]
    legal_guardian: bool = False

    @model_validator(mode="after")
    def _consistent(self) -> "Household":
        ids = [member.id for member in self.members]
        if len(ids) != len(set(ids)):
            raise PydanticCustomError("duplicate_member", "Oznaczenia osób powtarzają się.")
        return self


class Title(Schema):
    """A court's title: the monthly alimony, divided by the number of persons named in it (art. 11)."""

    amount: ZlotyInput
    persons_named: Annotated[int, Field(ge=1, le=30)] = 1


class Claim(Schema):
    """One entitled person: titles, schooling, disability, and what excludes (art. 9-10)."""

    person: Ref
    titles: Annotated[tuple[Title, ...], Field(min_length=1, max_length=10)]
    enforcement_ineffective: bool
    in_school_until: Annotated[Day | None, Field(description="planowany koniec nauki w szkole lub szkole wyższej")] = (
        None
    )
    graduated_until: Annotated[
        Day | None, Field(description="absolwent ostatniego roku: koniec tego roku studiów (art. 9 ust. 1a)")
    ] = None
    severe_disability: bool = False
    severe_disability_until: Day | None = None
    married_on: Day | None = None


class IncomeItem(Schema):
    """One source of one person: net of the base year, or gained later, with loss and gain as the act has them (art. 9 ust. 3-4b)."""

    member: Ref
    yearly_net: Annotated[ZlotyInput, Field(description="dochód netto roku bazowego")] = "0.00"
    months: Annotated[
        int | None, Field(ge=1, le=12, description="miesiące uzyskiwania, gdy uzyskany w roku bazowym")
    ] = None
    lost_on: Day | None = None
    gained_on: Annotated[Day | None, Field(description="uzyskany po roku bazowym")] = None
    following_month_net: Annotated[
        ZlotyInput, Field(description="netto miesiąca następującego po miesiącu uzyskania")
    ] = "0.00"
    still_received: bool = True
    same_employer: Annotated[bool, Field(description="ten sam pracodawca w ciągu 3 miesięcy (art. 9 ust. 4b)")] = False
    from_the_fund: Annotated[bool, Field(description="świadczenie z funduszu alimentacyjnego (art. 10 ust. 3)")] = False


class Income(Schema):
    """All sources of the family, less alimony paid to persons outside it."""

    items: Annotated[tuple[IncomeItem, ...], Field(max_length=100)] = ()
    alimony_paid_yearly: ZlotyInput = "0.00"


class Facts(Schema):
    """All parts of an alimony-fund case."""

    application: Application
    household: Household
    income: Income = Income()
    claims: Annotated[tuple[Claim, ...], Field(min_length=1, max_length=20)]

    @model_validator(mode="after")
    def _claims_name_entitled_members(self) -> "Facts":
        entitled = {member.id for member in self.household.members if member.role == "entitled"}
        named = [claim.person for claim in self.claims]
        if not set(named) <= entitled or len(named) != len(set(named)):
            raise PydanticCustomError("claim_of_no_entitled", "Wniosek dotyczy osób uprawnionych, każdej raz.")
        return self
