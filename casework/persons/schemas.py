"""What comes in and goes out about persons. Numbers travel in bodies only, never in an address."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError
from stdnum.pl import pesel as pesel_number

from kit.schemas import Out, Schema

MOST_IDS = 500
"""As many as the longest page of a list names."""

Name = Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]
PeselText = Annotated[str, StringConstraints(pattern=r"^[0-9]{11}$")]
PeselBasis = Annotated[
    str,
    StringConstraints(min_length=3, max_length=300, strip_whitespace=True, pattern=r"^[^\x00]+$"),
    Field(examples=["odpis aktu urodzenia"]),
]
PESEL_INVALID = "Numer PESEL jest nieprawidłowy."
BirthDate = Annotated[date, Field(ge=date(1850, 1, 1), le=date(2099, 12, 31), examples=["1984-05-17"])]


class DocumentIn(Schema):
    """An identity document of a person without PESEL."""

    type: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$"), Field(examples=["paszport"])]
    number: Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True)]


class _Numbered(Schema):
    pesel: Annotated[PeselText | None, Field(examples=["84051712343"])] = None
    document: DocumentIn | None = None


class _Documented(Schema):
    # Before the number: whether it has to be right depends on it.
    pesel_basis: Annotated[
        PeselBasis | None,
        Field(
            description="the number was given so, though its check digit or day of birth is wrong: the document that shows it; "
            "kept encrypted"
        ),
    ] = None
    pesel: Annotated[PeselText | None, Field(examples=["84051712343"])] = None
    document: DocumentIn | None = None

    @field_validator("pesel")
    @classmethod
    def _pesel_is_real(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None and info.data.get("pesel_basis") is None and not is_valid(value):
            raise PydanticCustomError("pesel_invalid", PESEL_INVALID)
        return value


class PersonIn(_Documented):
    """A person to register. Without PESEL a document; without both she is known by this register alone."""

    first_name: Annotated[Name, Field(examples=["Anna"])]
    last_name: Annotated[Name, Field(examples=["Wiśniewska"])]
    birth_date: BirthDate

    @model_validator(mode="after")
    def _pesel_says_the_birth_date(self) -> "PersonIn":
        if self.pesel_basis is None and not agrees(self.pesel, self.birth_date):
            raise PydanticCustomError("pesel_birth_date", "Data urodzenia nie zgadza się z numerem PESEL.")
        return self


class CorrectionIn(_Documented):
    """What was wrong or is known only now; what is left out stays as it is."""

    first_name: Name | None = None
    last_name: Name | None = None
    birth_date: BirthDate | None = None
    basis: Annotated[
        str | None,
        StringConstraints(min_length=3, max_length=300, strip_whitespace=True),
        Field(description="what the correction rests on; kept encrypted", examples=["decyzja o zmianie nazwiska"]),
    ] = None

    @model_validator(mode="after")
    def _something_changes(self) -> "CorrectionIn":
        if not self.model_dump(exclude_none=True, exclude={"basis"}):
            raise PydanticCustomError("nothing_to_correct", "Nie podano niczego do poprawienia.")
        return self


class LookupIn(_Numbered):
    """The number to look for: a PESEL (also one that was given wrongly) or a document."""

    @model_validator(mode="after")
    def _one_number(self) -> "LookupIn":
        if (self.pesel is None) == (self.document is None):
            raise PydanticCustomError("one_number", "Proszę podać albo numer PESEL, albo dokument.")
        return self


class SearchIn(Schema):
    """Whom to look for: in a body, because a surname has no place in an address. Without a name or ids everybody is listed."""

    name: Annotated[
        Annotated[str, StringConstraints(min_length=1, max_length=100)] | None,
        Field(description="beginning of the surname, then of the first name", examples=["wiśn"]),
    ] = None
    ids: Annotated[
        list[UUID] | None,
        Field(
            min_length=1,
            max_length=MOST_IDS,
            description="only of these: the names behind the ids of a list that is shown",
        ),
    ] = None
    sort: Literal["name", "-name"] = "name"


class DocumentOut(Out):
    """An identity document."""

    type: str
    number: str


class FormerOut(Out):
    """What was known of her until it was corrected: a name (first name, surname), a day of birth, a PESEL, a document."""

    what: Literal["name", "birth_date", "pesel", "document"]
    said: Annotated[str, Field(examples=["Anna Nowak"])]
    corrected_on: date
    corrected_by: str
    basis: str | None


class MergeIn(Schema):
    """Another entry of the register that is the same person; it gives way to this one. Not taken back."""

    other: UUID
    reason: Annotated[
        str,
        StringConstraints(min_length=3, max_length=1000, strip_whitespace=True, pattern=r"^[^\x00]+$"),
        Field(examples=["Osobę wpisano najpierw bez numeru PESEL."]),
    ]


class PersonOut(Out):
    """A person as the office knows her. former: what she was known by before, the last correction first."""

    id: UUID
    pesel: str | None
    pesel_basis: Annotated[str | None, Field(description="what shows a PESEL that was given wrongly")] = None
    document: DocumentOut | None
    first_name: str
    last_name: str
    birth_date: date
    former: list[FormerOut]
    entries: Annotated[
        tuple[UUID, ...],
        Field(description="other entries that turned out to be her; what was recorded under them names them still"),
    ] = ()
    version: int


class PersonShort(Out):
    """A person in a list: enough to choose the right one. former_names: what she was called before."""

    id: UUID
    first_name: str
    last_name: str
    birth_date: date
    former_names: list[str]


class LookupOut(Out):
    """The person with the number, or none: that a number is unknown is an answer, and it is audited like one."""

    person: PersonOut | None


def is_valid(pesel: str) -> bool:
    """Whether the check digit and the day of birth in it can be."""
    return bool(pesel_number.is_valid(pesel))


def agrees(pesel: str | None, birth_date: date) -> bool:
    """Whether the number says this day of birth (it does when there is none)."""
    return pesel is None or pesel_number.get_birth_date(pesel) == birth_date
