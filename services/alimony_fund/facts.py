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
Hectares = Annotated[str, Field(pattern=r"^[0-9]{1,5}(\.[0-9]{1,4})?$", examples=["2.5"])]
Rate = Annotated[str, Field(pattern=r"^[0-9]{1,4}(\.[0-9]{1,6})?$", examples=["4.273"])]
Status = Literal["citizen", "treaty", "permanent_residence", "eu_long_term", "family_art_186", "refugee", "other"]


class Application(Schema):
    """When the application came and for which benefit period (the year of its October)."""

    received_on: Day
    channel: Literal["paper", "electronic"] = "paper"
    period_from: Annotated[
        int | None,
        Field(ge=2008, le=2100, description="rok października, od którego biegnie okres; bez niego okres bieżący"),
    ] = None


class Stretch(Schema):
    """Days from one to another, both among them; without an end it goes on."""

    starts_on: Day
    ends_on: Day | None = None


class Member(Schema):
    """A person round the entitled ones; who is the family follows from the role (art. 2 pkt 12)."""

    id: Ref
    role: Role
    born_on: Day
    in_care: Annotated[
        bool,
        Field(description="piecza zastępcza lub instytucja z pełnym utrzymaniem (art. 9 ust. 6); bez dni: cały czas"),
    ] = False
    in_care_from: Annotated[Day | None, Field(description="dzień umieszczenia")] = None
    in_care_until: Annotated[Day | None, Field(description="ostatni dzień pobytu")] = None
    other_care: Annotated[
        tuple[Stretch, ...], Field(max_length=10, description="takie pobyty z ich dniami, gdy jest ich kilka")
    ] = ()
    severely_disabled_with_care_benefit: bool = False
    receives_fund: Annotated[
        bool, Field(description="po 25. roku życia otrzymuje świadczenia z funduszu na podstawie innej decyzji")
    ] = False
    married_on: Annotated[Day | None, Field(description="dziecko w związku małżeńskim nie należy do rodziny")] = None
    under_guardian: Annotated[
        bool, Field(description="dziecko pod opieką opiekuna prawnego nie należy do rodziny; jego dochód liczy się sam")
    ] = False
    obliged_to: Annotated[
        tuple[Ref, ...],
        Field(max_length=20, description="komu z tych osób rodzic płaci alimenty z tytułu: do jej rodziny nie należy"),
    ] = ()


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
    """A court's title: the monthly alimony, divided by the number of persons named in it (art. 11).

    A change of the award works from the month in which it came (art. 29 ust. 1): `valid_from` takes its whole month, and a title whose
    `valid_to` is not the last day of a month no longer counts in it. Alimony of anybody but a parent gives no right (art. 2 pkt 11).
    """

    amount: ZlotyInput
    persons_named: Annotated[int, Field(ge=1, le=30)] = 1
    from_parent: bool = True
    valid_from: Annotated[Day | None, Field(description="od kiedy w tej wysokości; bez niego od dawna")] = None
    valid_to: Annotated[Day | None, Field(description="ostatni dzień w tej wysokości; bez niego bezterminowo")] = None


class Enforcement(Schema):
    """What the bailiff's certificate says of the last months of enforcement (art. 2 pkt 2): ineffective when not all was obtained.

    Amounts are sums of the months that the act looks at. `abroad` is enforcement against a debtor abroad that cannot be started or led.
    """

    current: Annotated[ZlotyInput, Field(description="należne alimenty bieżące")] = "0.00"
    arrears: Annotated[ZlotyInput, Field(description="należne alimenty zaległe")] = "0.00"
    obtained: Annotated[ZlotyInput, Field(description="wyegzekwowano")] = "0.00"
    abroad: Annotated[
        bool, Field(description="dłużnik za granicą: brak podstawy prawnej albo nieznane miejsce zamieszkania")
    ] = False


class Studies(Schema):
    """A university after school: admission in the year in which school ended covers September (art. 18 ust. 2)."""

    admitted_on: Day
    starts_on: Day
    ends_on: Annotated[Day | None, Field(description="planowany koniec studiów")] = None


class Claim(Schema):
    """One entitled person: titles, schooling, disability, and what excludes (art. 9-10)."""

    person: Ref
    titles: Annotated[tuple[Title, ...], Field(min_length=1, max_length=10)]
    enforcement_ineffective: Annotated[
        bool | None, Field(description="co stwierdza zaświadczenie; bez tego rozstrzygają kwoty w `enforcement`")
    ] = None
    enforcement: Enforcement | None = None
    status: Annotated[Status, Field(description="obywatelstwo albo podstawa pobytu cudzoziemca (art. 1a ust. 1)")] = (
        "citizen"
    )
    lives_in_poland: Annotated[bool, Field(description="przez okres świadczeniowy (art. 1a ust. 2)")] = True
    in_school_from: Annotated[Day | None, Field(description="początek nauki; bez niego uczy się od dawna")] = None
    in_school_until: Annotated[Day | None, Field(description="planowany koniec nauki w szkole lub szkole wyższej")] = (
        None
    )
    graduated_until: Annotated[
        Day | None, Field(description="absolwent ostatniego roku: koniec tego roku studiów (art. 9 ust. 1a)")
    ] = None
    other_schooling: Annotated[
        tuple[Stretch, ...], Field(max_length=10, description="inne okresy nauki, gdy między nimi była przerwa")
    ] = ()
    studies: Studies | None = None
    severe_disability: bool = False
    severe_disability_from: Annotated[Day | None, Field(description="dzień wydania orzeczenia; bez niego od dawna")] = (
        None
    )
    severe_disability_until: Day | None = None
    other_disability: Annotated[
        tuple[Stretch, ...], Field(max_length=10, description="ważność innych orzeczeń o znacznym stopniu")
    ] = ()
    previous_disability_until: Annotated[
        Day | None, Field(description="koniec ważności orzeczenia, którego kontynuacją jest obecne (art. 18 ust. 3)")
    ] = None
    married_on: Day | None = None

    @model_validator(mode="after")
    def _enforcement_is_told(self) -> "Claim":
        if (self.enforcement_ineffective is None) == (self.enforcement is None):
            raise PydanticCustomError(
                "enforcement_told_once",
                "Podaj, czy egzekucja jest bezskuteczna, albo kwoty z zaświadczenia: jedno z dwojga.",
            )
        return self


class Exchange(Schema):
    """Income in a foreign currency: the average rate of the National Bank of Poland by which it becomes złote, for one unit.

    The rate is that of the last working day of the base year, of a gain after it of the last working day of the month whose amount counts.
    """

    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$", examples=["EUR"])]
    rate: Rate
    rate_on: Annotated[Day, Field(description="dzień tabeli kursów")]


class LumpSum(Schema):
    """By what the income of the year is found in the minister's table (art. 9 ust. 6a)."""

    rate: Annotated[
        str | None,
        Field(
            pattern=r"^[0-9]{1,2}(\.[0-9])?$",
            description="stawka ryczałtu w procentach; bez niej karta podatkowa",
            examples=["5.5"],
        ),
    ] = None
    figure: Annotated[
        ZlotyInput,
        Field(description="w roku bazowym: przychód objęty stawką, a przy karcie podatkowej opłacony podatek"),
    ]


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
    hectares: Annotated[
        Hectares | None,
        Field(description="gospodarstwo rolne: hektary przeliczeniowe (art. 9 ust. 7); yearly_net zostaje 0.00"),
    ] = None
    rent_paid_yearly: Annotated[
        ZlotyInput, Field(description="czynsz dzierżawny odliczany od dochodu gospodarstwa")
    ] = "0.00"
    exchange: Annotated[Exchange | None, Field(description="kwoty dochodu są w walucie obcej; bez tego w złotych")] = (
        None
    )
    lump_sum: Annotated[
        LumpSum | None,
        Field(description="działalność na ryczałcie lub karcie podatkowej w roku bazowym; yearly_net zostaje 0.00"),
    ] = None

    @model_validator(mode="after")
    def _farm_is_no_currency(self) -> "IncomeItem":
        if self.hectares is not None and self.exchange is not None:
            raise PydanticCustomError("farm_in_currency", "Dochód z hektarów ustala się w złotych.")
        return self

    @model_validator(mode="after")
    def _table_or_amount(self) -> "IncomeItem":
        other = self.yearly_net != "0.00" or self.hectares or self.exchange or self.gained_on or self.from_the_fund
        if self.lump_sum is not None and other:
            raise PydanticCustomError(
                "amount_or_lump_sum", "Dochód roku bazowego podaje się kwotą albo odczytuje z tabeli: jedno z dwojga."
            )
        return self


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
