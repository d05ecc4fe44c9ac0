"""What the housing allowance reads: the dwelling with its expenses, and the household of art. 4 with its income of three months.

The income is stated: until 30.06.2021 it is that of the act itself, since then that of the act on family benefits (art. 3 ust. 3), each
as the monthly average of the three months before the application.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from kit.money import ZlotyInput, grosze
from kit.schemas import Schema

Metres = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,3}\.[0-9]{2}$", description="m²", examples=["45.50"])]
PricePerKwh = Annotated[
    str,
    Field(pattern=r"^[0-9]{1,2}\.[0-9]{2,6}$", description="zł za 1 kWh z VAT (art. 6 ust. 7a)", examples=["0.9521"]),
]

Title = Literal[
    "najemca", "podnajemca", "spoldzielcze_prawo", "wlasciciel_domu", "wlasciciel_lokalu", "inny_tytul",
    "bez_tytulu_oczekuje_na_lokal", "bez_tytulu",
]  # fmt: skip
Lack = Literal["ogrzewanie", "ciepla_woda", "gaz"]
Finding = Literal["gross_disproportion", "fewer_persons", "interview_refused", "no_property_statement", "no_documents"]


class Housing(Schema):
    """One dwelling and the household that asks (art. 2, 4, 5 and 6)."""

    title: Annotated[Title, Field(description="tytuł do lokalu (art. 2 ust. 1)")]
    persons: Annotated[int, Field(ge=1, le=30, description="osoby gospodarstwa domowego (art. 4)")]
    income_monthly: Annotated[ZlotyInput, Field(description="dochód gospodarstwa: średnia miesięczna z 3 miesięcy")]
    area: Annotated[Metres, Field(description="powierzchnia użytkowa")]
    rooms_and_kitchen: Annotated[Metres, Field(description="łączna powierzchnia pokoi i kuchni")]
    wheelchair_or_separate_room: Annotated[
        bool, Field(description="niepełnosprawność, która powiększa powierzchnię (art. 5 ust. 3)")
    ] = False
    municipal_stock: Annotated[bool, Field(description="lokal w mieszkaniowym zasobie gminy")] = True
    rent: Annotated[
        ZlotyInput, Field(description="czynsz, a poza zasobem to, co czynsz by pokrył (art. 6 ust. 6 pkt 1)")
    ]
    municipal_rent_per_metre: Annotated[
        ZlotyInput | None, Field(description="czynsz w zasobie gminy za 1 m²; konieczny dla lokalu spoza zasobu")
    ] = None
    other_fees: Annotated[ZlotyInput, Field(description="opłaty poza czynszem: ciepło, woda, ścieki, odpady")] = "0.00"
    lacking: Annotated[
        tuple[Lack, ...], Field(max_length=3, description="instalacje, których lokal nie ma (art. 6 ust. 7)")
    ] = ()
    energy_price: PricePerKwh | None = None
    in_institution: Annotated[
        bool, Field(description="wnioskodawca przebywa w instytucji z bezpłatnym utrzymaniem (art. 2 ust. 3)")
    ] = False
    found: Annotated[
        tuple[Finding, ...], Field(max_length=5, description="ustalenia, które każą odmówić (art. 7)")
    ] = ()

    @model_validator(mode="after")
    def _consistent(self) -> "Housing":
        if grosze(self.rooms_and_kitchen) > grosze(self.area):
            raise PydanticCustomError("rooms_over_area", "Pokoje i kuchnia są większe niż lokal.")
        if not self.municipal_stock and self.municipal_rent_per_metre is None:
            raise PydanticCustomError(
                "municipal_rent_missing", "Lokal spoza zasobu wymaga stawki czynszu w zasobie gminy."
            )
        if self.lacking and self.energy_price is None:
            raise PydanticCustomError("energy_price_missing", "Ryczałt na opał wymaga ceny 1 kWh.")
        for several in (self.lacking, self.found):
            if len(several) != len(set(several)):
                raise PydanticCustomError("named_twice", "Wartości powtarzają się.")
        return self
