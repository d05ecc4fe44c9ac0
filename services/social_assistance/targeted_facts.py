"""What the office states of a purpose allowance: the need, the amount, until when it is paid, and what is to come back."""

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from kit.money import ZlotyInput, grosze
from kit.schemas import Schema
from services.social_assistance.facts import Day, MonthText

Need = Literal[
    "zywnosc", "leki_i_leczenie", "opal_i_ogrzewanie", "odziez", "przedmioty_uzytku_domowego", "remont_i_naprawa", "pogrzeb",
    "swiadczenia_zdrowotne", "bilet_kredytowany", "kontrakt_socjalny", "inna",
]  # fmt: skip


class Back(Schema):
    """What is to be returned of the allowance, and by which day (art. 40 ust. 3, art. 41 pkt 2)."""

    amount: ZlotyInput
    until: Day


class Help(Schema):
    """The amount that the office grants: once, or in each month to `last_month`."""

    amount: ZlotyInput
    last_month: Annotated[MonthText | None, Field(description="ostatni miesiąc wypłaty; brak: jednorazowo")] = None

    @model_validator(mode="after")
    def _something(self) -> "Help":
        if not grosze(self.amount):
            raise PydanticCustomError("amount_zero", "Kwota przyznanego świadczenia musi być większa od zera.")
        return self


class Work(Schema):
    """Work taken up while a social contract is carried out (art. 39a ust. 2)."""

    employed_on: Day
    social_contract: bool = True


class Funeral(Schema):
    """Costs of a funeral (art. 40 ust. 1a-1g): who bears them or undertakes to, papers, and what the funeral allowance is to them."""

    bears: bool = True
    documented: bool = True
    allowance: Annotated[
        Literal["none_due", "extraordinary", "covers"],
        Field(description="zasiłek pogrzebowy nie przysługuje, nie pokrywa nadzwyczajnych kosztów albo pokrywa koszty"),
    ]


class Targeted(Help):
    """The ordinary allowance for a need (art. 39, art. 39a)."""

    need: Need = "inna"
    work: Work | None = None
    funeral: Funeral | None = None


class Loss(Help):
    """Losses by an event or a disaster (art. 40 ust. 1-2)."""

    losses: Annotated[bool, Field(description="poniesiono straty w wyniku zdarzenia")] = True
    back: Annotated[Back | None, Field(description="brak: nie podlega zwrotowi")] = None


class Special(Help):
    """A specially justified case above the criterion (art. 41)."""

    specially_justified: bool = True


class Returnable(Special):
    """The same, on condition of a return in whole or in part (art. 41 pkt 2)."""

    back: Back

    @model_validator(mode="after")
    def _returned(self) -> "Returnable":
        whole = self.last_month is not None or grosze(self.back.amount) <= grosze(self.amount)
        if not grosze(self.back.amount) or not whole:
            raise PydanticCustomError("return_not_stated", "Wymaga określenia zwrotu całości albo części kwoty.")
        return self
