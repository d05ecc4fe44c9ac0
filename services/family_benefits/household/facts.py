"""Facts of a household (art. 411 ust. 10j p.o.ś. and the acts on energy aid): persons, main source of heat, applications, other aid.

Asked once for all these benefits. A single household is one person who lives and keeps house alone; several persons, related or not, who
live and keep house together are one household, and a person belongs to one household only.
"""

from typing import Annotated, Literal

from pydantic import Field

from kit.money import ZlotyInput
from kit.schemas import Schema
from services.family_benefits import facts as f

Fuel = Literal[
    "wegiel_kamienny", "inne_paliwo_weglowe", "pellet_drzewny", "drewno_kawalkowe", "inna_biomasa", "lpg", "olej_opalowy",
    "gaz_sieciowy", "energia_elektryczna", "cieplo_systemowe", "inne",
]  # fmt: skip
OtherAid = Literal["dodatek_weglowy", "dodatek_dla_gospodarstw_domowych"]
Megawatthours = Annotated[str, Field(pattern=r"^[0-9]{1,4}(\.[0-9]{1,3})?$", examples=["5.01"])]


class Heating(Schema):
    """The main source of heat and its entry in the central register of emissions of buildings (CEEB)."""

    fuel: Annotated[
        Fuel, Field(description="wegiel_kamienny: także brykiet i pelet z co najmniej 85 % węgla kamiennego")
    ]
    in_ceeb_since: Annotated[f.Day | None, Field(description="dzień zgłoszenia lub wpisania do CEEB")] = None
    first_entry: Annotated[bool, Field(description="źródło zgłoszone po raz pierwszy (art. 27g ust. 1)")] = False
    found_by_interview: Annotated[bool, Field(description="źródło ustalone w wywiadzie środowiskowym")] = False


class Household(Schema):
    """Who keeps house together on the day of the application, how they heat, and which applications and aid there were before."""

    size: Annotated[int, Field(ge=1, le=30, description="liczba osób; 1 to gospodarstwo jednoosobowe")]
    heating: Heating | None = None
    residence: Annotated[
        bool,
        Field(description="wnioskodawca mieszka w Polsce i ma obywatelstwo albo tytuł pobytu wymieniony w ustawie"),
    ] = True
    earlier_application: Annotated[
        bool, Field(description="wcześniejszy wniosek złożyła inna osoba tego gospodarstwa")
    ] = False
    earlier_at_address: Annotated[
        bool, Field(description="wcześniejszy wniosek złożyło inne gospodarstwo pod tym adresem")
    ] = False
    separate_flat: Annotated[
        bool,
        Field(
            description="odrębny lokal bez własnego adresu i oddzielne albo współdzielone źródło, ustalone w wywiadzie"
        ),
    ] = False
    shared_heat_bill: Annotated[
        bool, Field(description="gospodarstwa pod tym adresem mają wspólny rachunek za ciepło")
    ] = False
    interview_refused: Annotated[bool, Field(description="brak zgody na wywiad środowiskowy")] = False
    preferential_fuel: Annotated[
        bool, Field(description="kupiono paliwo stałe na zasadach ustawy z 23.06.2022 r. (Dz.U. 2022 poz. 1477)")
    ] = False
    other_aid: Annotated[
        tuple[OtherAid, ...], Field(max_length=2, description="dodatki z pozytywnie rozpatrzonych wniosków")
    ] = ()
    income: Annotated[
        f.Income | None,
        Field(description="dochody gospodarstwa, gdy dotyczą innych osób albo innego roku niż część „income”"),
    ] = None


class Electricity(Schema):
    """What the household used and whether it is a prosumer (art. 27 ust. 2, art. 30 ust. 2 of the act of 7.10.2022)."""

    used_in_2021: Annotated[Megawatthours | None, Field(description="MWh w 2021 r. w tym samym miejscu")] = None
    prosumer: Annotated[bool, Field(description="mikroinstalacja rozliczana według art. 4 ustawy o OZE")] = False


class GasInvoice(Schema):
    """A paid or unpaid invoice for gas from the network (art. 18, 18a, 19 of the act of 15.12.2022)."""

    delivered_from: f.Day
    delivered_to: f.Day
    received_on: f.Day
    vat: Annotated[ZlotyInput, Field(description="podatek VAT za paliwo dostarczone w czasie objętym refundacją")]
    paid: bool = True
    forecast: Annotated[bool, Field(description="faktura prognozowa, nie rozliczeniowa")] = False


class Gas(Schema):
    """The invoices of an application; with `examined_before` heat and income were examined with the first one (art. 20 ust. 4)."""

    invoices: Annotated[tuple[GasInvoice, ...], Field(max_length=40)] = ()
    examined_before: bool = False


class DistrictHeat(Schema):
    """Heat from a heating system of an energy company (art. 2 ust. 1-2 and art. 3 ust. 9 of the act of 12.09.2025)."""

    price_per_gj: Annotated[ZlotyInput, Field(description="jednoskładnikowa cena ciepła netto za GJ")]
    from_energy_company: Annotated[
        bool, Field(description="ciepło na ogrzewanie z systemu ciepłowniczego dostarcza przedsiębiorstwo energetyczne")
    ] = True
    for_year: Annotated[
        int | None,
        Field(
            ge=1900,
            le=2100,
            description="rok, za który jest wniosek (art. 2 ust. 10); bez niego ten, na który wnioski przyjmuje się albo przyjmowano "
            "ostatnio",
        ),
    ] = None
