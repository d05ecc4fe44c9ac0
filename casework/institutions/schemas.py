"""What comes in and goes out about institutions. They are bodies and offices: nothing here is of a party."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from casework.office.schemas import AccountText, Day, ElectronicAddress, Line, Lines
from kit.identifiers import BadIdentifier, nip
from kit.schemas import Out, Schema

InstitutionKind = Literal["court", "bailiff", "home", "bank", "school", "office", "other"]
InstitutionAct = Literal["entered", "changed", "ended"]


def _is_nip(text: str) -> str:
    try:
        return nip(text)
    except BadIdentifier:
        raise PydanticCustomError("nip_wrong", "Nieprawidłowy numer NIP.") from None


NipText = Annotated[
    str, StringConstraints(min_length=10, max_length=13), Field(examples=["5250000009"]), AfterValidator(_is_nip)
]


class InstitutionIn(Schema):
    """An institution: who it is, where letters to it go, where it is paid."""

    kind: InstitutionKind
    name: Annotated[
        str,
        StringConstraints(min_length=3, max_length=300, strip_whitespace=True),
        Field(examples=["Komornik Sądowy przy Sądzie Rejonowym w Wieruszowie"]),
    ]
    address: Annotated[Lines | None, Field(examples=[["ul. Waryńskiego 15", "98-400 Wieruszów"]])] = None
    electronic_address: Annotated[ElectronicAddress | None, Field(description="adres do doręczeń elektronicznych")] = (
        None
    )
    phone: Line | None = None
    nip: NipText | None = None
    account: Annotated[
        AccountText | None, Field(description="where it is paid unless another account is stated; NRB")
    ] = None
    public_entity: Annotated[
        bool, Field(description="a public entity, which is served electronically (art. 39 k.p.a.)")
    ] = False


class InstitutionEndIn(Schema):
    """Its last day in the register."""

    on: Day


class InstitutionOut(Out):
    """An institution of the register as it is entered now."""

    id: UUID
    kind: InstitutionKind
    name: str
    address: list[str] | None
    electronic_address: str | None
    phone: str | None
    nip: str | None
    account: Annotated[str | None, Field(examples=["61109010140000071219812874"])]
    public_entity: bool
    ended_on: date | None
    version: int


class InstitutionVersionOut(Out):
    """What was entered in a version; of an end the last day."""

    version: int
    act: InstitutionAct
    told: dict[str, Any]
    made_by: str
    made_on: date


class InstitutionShown(InstitutionOut):
    """An institution with all that was entered of it, the newest first."""

    versions: list[InstitutionVersionOut]
