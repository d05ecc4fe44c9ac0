"""What comes in and goes out about the office's own data."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from kit.identifiers import BadIdentifier, account
from kit.schemas import Out, Schema

Line = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Lines = Annotated[tuple[Line, ...], Field(min_length=1, max_length=6)]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2099, 12, 31), examples=["2026-01-01"])]
Organ = Literal["wojt", "burmistrz", "prezydent"]
ElectronicAddress = Annotated[
    str,
    StringConstraints(pattern=r"^AE:PL-[0-9]{5}-[0-9]{5}-[A-Z]{5}-[0-9]{2}$"),
    Field(examples=["AE:PL-12345-67890-ABCDE-12"]),
]


def _is_account(text: str) -> str:
    try:
        return account(text).nrb
    except BadIdentifier:
        raise PydanticCustomError("account_wrong", "Nieprawidłowy numer rachunku.") from None


AccountText = Annotated[str, StringConstraints(min_length=26, max_length=40), AfterValidator(_is_account)]


class OfficeSettings(Schema):
    """The organ and its centre as letters name them."""

    organ: Annotated[Line, Field(examples=["Wójt Gminy Łubnice"])]
    organ_kind: Organ = "wojt"
    head: Annotated[
        Line | None,
        Field(
            description="the organ of acts that the head of the centre issues in own name",
            examples=["Kierownik Gminnego Ośrodka Pomocy Społecznej w Łubnicach"],
        ),
    ] = None
    centre: Annotated[Line, Field(examples=["Gminny Ośrodek Pomocy Społecznej w Łubnicach"])]
    address: Annotated[Lines, Field(examples=[["ul. Źródlana 1", "98-432 Łubnice"]])]
    place: Annotated[Line, Field(description="where letters are dated", examples=["Łubnice"])]
    phone: Annotated[Line | None, Field(examples=["43 842 00 00"])] = None
    email: Annotated[Line | None, Field(examples=["gops@lubnice.example"])] = None
    electronic_address: Annotated[ElectronicAddress | None, Field(description="adres do doręczeń elektronicznych")] = (
        None
    )
    account: Annotated[AccountText | None, Field(description="where undue payments are paid back; NRB")] = None
    appeal_body: Annotated[Line, Field(examples=["Samorządowe Kolegium Odwoławcze w Sieradzu"])]
    appeal_body_address: Annotated[Lines | None, Field(examples=[["pl. Wojewódzki 3", "98-200 Sieradz"]])] = None
    court: Annotated[Line, Field(examples=["Wojewódzki Sąd Administracyjny w Łodzi"])]
    data_protection: Annotated[
        str | None,
        StringConstraints(min_length=3, max_length=6000, strip_whitespace=True),
        Field(description="the clause of art. 13 RODO"),
    ] = None
    unsourced_facts: Annotated[
        Literal["warn", "refuse"],
        Field(description="approval of a decision whose facts are not as established: told of, or refused"),
    ] = "warn"


class OfficeIn(OfficeSettings):
    """A new version of the office's data, in force from a day; what was in force on earlier days stays so."""

    valid_from: Day


class OfficeOut(Out):
    """The data in force on a day. `version` counts all changes and is what the next one has to state."""

    version: Annotated[int, Field(description="the newest version, 0 while there is none; it is the ETag")]
    of_version: Annotated[int | None, Field(description="the version that is shown")]
    valid_from: date | None
    settings: OfficeSettings | None
    made_by: str | None
    made_on: date | None
