"""Facts of a social-assistance case as the office enters them (POST /assessments): parts that each benefit names.

Income is that of the month before the application, or of the month of application when a source was lost (art. 8 ust. 3). Articles
are of the act on social assistance (u.p.s., Dz.U. 2024 poz. 1283).
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from kit.money import ZlotyInput
from kit.schemas import Schema

Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2100, 12, 31))]
Ref = Annotated[
    str,
    Field(pattern=r"^[a-z][a-z0-9_]{0,39}$", description="oznaczenie osoby w tych danych", examples=["wnioskodawca"]),
]
MonthText = Annotated[str, Field(pattern=r"^(19[0-9]{2}|20[0-9]{2}|2100)-(0[1-9]|1[0-2])$", examples=["2025-02"])]
Hectares = Annotated[str, Field(pattern=r"^[0-9]{1,5}(\.[0-9]{1,4})?$", examples=["2.5000"])]
Rate = Annotated[str, Field(pattern=r"^[0-9]{1,4}\.[0-9]{4,6}$", examples=["4.2537"])]

IncomeKind = Literal[
    "wynagrodzenie", "dzialalnosc_gospodarcza", "gospodarstwo_rolne", "emerytura_lub_renta", "alimenty", "zasilek_rodzinny",
    "zasilek_pielegnacyjny", "swiadczenie_wspierajace", "dodatek_mieszkaniowy", "dodatek_dopelniajacy", "zasilek_okresowy",
    "jednorazowe_swiadczenie_socjalne", "zasilek_celowy", "pomoc_materialna_uczniow", "swiadczenie_w_naturze",
    "prace_spolecznie_uzyteczne", "swiadczenie_dzialacza_opozycji", "swiadczenie_wychowawcze", "karta_polaka", "nagroda_specjalna",
    "pomoc_repatriantom", "srodki_na_poprawe_powietrza", "zwrot_dowozu_ucznia", "rodzinny_kapital_opiekunczy", "dofinansowanie_zlobka",
    "aktywny_rodzic", "dodatek_energetyczny", "dodatek_oslonowy", "dodatek_weglowy", "dodatek_zrodla_ciepla", "dodatek_elektryczny",
    "bon_energetyczny", "dodatkowe_roczne_swiadczenie", "swiadczenie_uzupelniajace", "alimenty_placone", "inny",
]  # fmt: skip
OtherBenefit = Literal[
    "renta_socjalna", "swiadczenie_pielegnacyjne", "specjalny_zasilek_opiekunczy", "zasilek_dla_opiekuna",
    "dodatek_samotne_wychowywanie_po_zasilku_dla_bezrobotnych",
]  # fmt: skip

Reason = Literal[
    "sieroctwo", "bezdomnosc", "bezrobocie", "niepelnosprawnosc", "dlugotrwala_lub_ciezka_choroba", "przemoc_domowa",
    "ofiary_handlu_ludzmi", "ochrona_macierzynstwa_lub_wielodzietnosci", "bezradnosc_opiekunczo_wychowawcza", "integracja_cudzoziemcow",
    "trudnosci_po_zwolnieniu_z_zakladu_karnego", "alkoholizm_lub_narkomania", "zdarzenie_losowe_i_sytuacja_kryzysowa",
    "kleska_zywiolowa_lub_ekologiczna",
]  # fmt: skip
Conduct = Literal["marnotrawienie", "brak_wspoldzialania", "dysproporcja_majatkowa", "odmowa_wywiadu"]


class Application(Schema):
    """When the application with its documents came (art. 106 ust. 3)."""

    received_on: Day


class Member(Schema):
    """A person of the household; a foster child is left out of the family (art. 10 ust. 1)."""

    id: Ref
    born_on: Day
    foster_child: bool = False


class Household(Schema):
    """Who runs the household: a single person, or a family of related or unrelated persons (art. 6 pkt 10 and 14)."""

    kind: Literal["single", "family"]
    members: Annotated[tuple[Member, ...], Field(min_length=1, max_length=30)]

    @model_validator(mode="after")
    def _consistent(self) -> "Household":
        ids = [member.id for member in self.members]
        if len(ids) != len(set(ids)):
            raise PydanticCustomError("duplicate_member", "Oznaczenia osób powtarzają się.")
        if self.kind == "single" and len(ids) != 1:
            raise PydanticCustomError("single_household", "Osoba samotnie gospodarująca jest jedna.")
        return self


class Gross(Schema):
    """A gross receipt with what is taken off it (art. 8 ust. 3); costs count since 30.05.2021."""

    gross: ZlotyInput
    income_tax: ZlotyInput = "0.00"
    health_contribution: ZlotyInput = "0.00"
    social_contributions: ZlotyInput = "0.00"
    costs: ZlotyInput = "0.00"


class Business(Schema):
    """The last tax return of a business taxed on general rules, with the months in which it ran (art. 8 ust. 5-6)."""

    revenue: ZlotyInput
    costs: ZlotyInput = "0.00"
    tax_due: ZlotyInput = "0.00"
    health_contributions: ZlotyInput = "0.00"
    social_contributions_outside_costs: ZlotyInput = "0.00"
    months_active: Annotated[int, Field(ge=1, le=12)]


class Foreign(Schema):
    """A receipt in another currency with the average rate of the National Bank on the day of the decision (art. 8 ust. 13)."""

    amount: ZlotyInput
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$", examples=["EUR"])]
    rate: Annotated[Rate, Field(description="średni kurs NBP z dnia wydania decyzji")]
    rate_on: Day


class IncomeItem(Schema):
    """One receipt of one person: net, or gross with deductions, a tax return, another currency, hectares, a one-off sum or arrears."""

    member: Ref
    kind: IncomeKind = "inny"
    amount: Annotated[ZlotyInput, Field(description="kwota netto miesiąca")] = "0.00"
    gross: Gross | None = None
    business: Business | None = None
    foreign: Foreign | None = None
    hectares: Annotated[Hectares | None, Field(description="hektary przeliczeniowe")] = None
    one_off_paid_in: Annotated[
        MonthText | None, Field(description="dochód jednorazowy: miesiąc wypłaty (art. 8 ust. 11)")
    ] = None
    for_months: Annotated[
        int | None, Field(ge=1, le=120, description="dochód za okres: liczba miesięcy (art. 8 ust. 12)")
    ] = None


class Income(Schema):
    """All receipts of the household."""

    items: Annotated[tuple[IncomeItem, ...], Field(max_length=100)] = ()


class PeriodicPaid(Schema):
    """The periodic allowance of a month that was paid ex officio while the proceedings were suspended (art. 106 ust. 8)."""

    month: MonthText
    amount: ZlotyInput


class Suspended(Schema):
    """The proceedings waited for the certificate: received and brought on which days, what was paid meanwhile (art. 106 ust. 7-10)."""

    certificate_received_on: Day
    delivered_on: Day
    periodic: Annotated[tuple[PeriodicPaid, ...], Field(max_length=60)] = ()

    @model_validator(mode="after")
    def _in_order(self) -> "Suspended":
        if self.delivered_on < self.certificate_received_on:
            raise PydanticCustomError("delivered_before", "Orzeczenie dostarczono, zanim je otrzymano.")
        if len({one.month for one in self.periodic}) < len(self.periodic):
            raise PydanticCustomError("month_twice", "Miesiąc zasiłku okresowego podaje się raz.")
        return self


class Incapacity(Schema):
    """Why the person cannot work (art. 6 pkt 1 and 7, art. 37 ust. 1) and what stands in the way of the allowance."""

    person: Ref
    basis: Literal["age", "total", "none"]
    certificate_valid_to: Day | None = None
    other_benefits: Annotated[tuple[OtherBenefit, ...], Field(max_length=10)] = ()
    in_prison: bool = False
    in_care_home: Annotated[
        bool,
        Field(
            description="mieszka w domu pomocy społecznej albo na niego czeka, a wcześniej miała zasiłek stały (art. 37 ust. 5)"
        ),
    ] = False
    other_health_insurance: Annotated[bool, Field(description="inny tytuł ubezpieczenia zdrowotnego")] = False
    suspended: Annotated[
        Suspended | None, Field(description="postępowanie czekało na orzeczenie (art. 106 ust. 7-10)")
    ] = None


class Circumstances(Schema):
    """Why help is asked for (art. 7 pkt 2-15, art. 8 ust. 1 in fine) and what stands in its way (art. 11-13, art. 107 ust. 4a).

    `refused_for` is the office's own choice, for the act only allows a refusal there; whoever refuses under art. 11 weighs the
    situation of those whom the person keeps (art. 11 ust. 3).
    """

    reasons: Annotated[tuple[Reason, ...], Field(max_length=14)] = ()
    other_reason: Annotated[bool, Field(description="inna okoliczność uzasadniająca udzielenie pomocy")] = False
    in_prison: bool = False
    electronic_monitoring: Annotated[bool, Field(description="kara w systemie dozoru elektronicznego")] = False
    in_arrest: Annotated[bool, Field(description="tymczasowe aresztowanie")] = False
    refused_for: Annotated[tuple[Conduct, ...], Field(max_length=4)] = ()
    dependants_weighed: bool = False

    @model_validator(mode="after")
    def _weighed(self) -> "Circumstances":
        if {"marnotrawienie", "brak_wspoldzialania"} & set(self.refused_for) and not self.dependants_weighed:
            raise PydanticCustomError(
                "dependants_not_weighed", "Odmowa z art. 11 wymaga uwzględnienia sytuacji osób na utrzymaniu (ust. 3)."
            )
        return self


class Facts(Schema):
    """All parts of a social-assistance case; each benefit says which it needs."""

    application: Application
    household: Household | None = None
    income: Income = Income()
    incapacity: Incapacity | None = None
    circumstances: Circumstances | None = None
