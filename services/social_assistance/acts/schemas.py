"""What comes in and goes out about acts of registers: ids, codes, days, figures; no names and no free text."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.schemas import Code, Day
from kit.money import ZlotyInput, ZlotyText
from kit.schemas import Out, Schema

ActState = Literal["open", "done", "withdrawn"]
WithdrawnAs = Literal["entered_in_error", "not_asked_any_more"]
QuantityText = Annotated[str, Field(pattern=r"^[0-9]{1,9}(\.[0-9]{1,3})?$", examples=["12.5"])]
Ids = Annotated[list[UUID], Field(max_length=500)]


class SocialActProductIn(Schema):
    """What was given out of one product."""

    product: Annotated[Code, Field(description="from the register's list", examples=["maczne"])]
    quantity: Annotated[QuantityText, Field(description="in the register's unit")]
    cost: Annotated[ZlotyInput | None, Field(description="its value")] = None


class SocialActIn(Schema):
    """An act that was done, or (without `done_on`) one that was asked for and waits."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"register_code": "praca_socjalna", "act": "rozmowa", "unit": "gops", "done_on": "2026-03-04"}]
        }
    )

    register_code: Annotated[Code, Field(description="from GET /v1/social-acts/registers", examples=["praca_socjalna"])]
    act: Annotated[Code, Field(examples=["rozmowa"])]
    unit: Code
    requester: Annotated[Code | None, Field(description="who asked for it, where the register has such")] = None
    asked_on: Day | None = None
    due_on: Annotated[Day | None, Field(description="until when it is to be done")] = None
    done_on: Annotated[Day | None, Field(description="null: it waits; asked_on is given then")] = None
    persons: Ids = Field(default_factory=list)
    children: Ids = Field(default_factory=list)
    households: Ids = Field(default_factory=list)
    application: UUID | None = None
    decision: UUID | None = None
    cost: Annotated[ZlotyInput | None, Field(description="of an action, of what was given out")] = None
    quantity: Annotated[QuantityText | None, Field(description="in the register's unit")] = None
    products: Annotated[
        list[SocialActProductIn],
        Field(max_length=50, description="told apart, in place of quantity and cost, which are their sums"),
    ] = Field(default_factory=list)

    @model_validator(mode="after")
    def _days(self) -> "SocialActIn":
        if self.done_on is None and self.asked_on is None:
            raise PydanticCustomError("asked_on", "Czynność niewykonana ma dzień, w którym o nią poproszono.")
        if self.due_on is not None and (self.asked_on is None or self.due_on < self.asked_on):
            raise PydanticCustomError("due_on", "Termin biegnie od dnia, w którym o czynność poproszono.")
        if self.done_on is None and (len(self.persons) + len(self.children) > 2 or len(self.households) > 1):
            raise PydanticCustomError(
                "waits_for_few", "Czynność, która czeka, dotyczy najwyżej dwóch osób i jednej rodziny."
            )
        if self.products and (self.quantity is not None or self.cost is not None):
            raise PydanticCustomError("products", "Ilość i wartość podaje się razem albo według produktów.")
        if len({one.product for one in self.products}) != len(self.products):
            raise PydanticCustomError("products", "Ten sam produkt jest wskazany dwa razy.")
        for name in ("persons", "children", "households"):
            if len(set(getattr(self, name))) != len(getattr(self, name)):
                raise PydanticCustomError("named_twice", "Ta sama osoba lub rodzina jest wskazana dwa razy.")
        return self


class SocialActDoneIn(Schema):
    """The day on which it was done; today unless stated."""

    on: Day | None = None


class SocialActWithdrawnIn(Schema):
    """Why it stands no more."""

    reason: WithdrawnAs


class SocialActProductOut(Out):
    """What was given out of one product."""

    product: str
    quantity: Annotated[str, Field(examples=["12.500"])]
    cost: ZlotyText

    def __str__(self) -> str:
        """As one cell of a file says it."""
        return f"{self.product}:{self.quantity}:{self.cost}"


class SocialActOut(Out):
    """An act of a register; whoever is hidden from the reader is in none that he sees."""

    id: UUID
    register_code: str
    act: str
    state: ActState
    unit: str
    requester: str | None
    asked_on: date | None
    due_on: date | None
    overdue: Annotated[bool, Field(description="it waits, and its term is over")]
    done_on: date | None
    persons: list[UUID]
    children: list[UUID]
    households: list[UUID]
    application: UUID | None
    decision: UUID | None
    cost: ZlotyText
    quantity: Annotated[str | None, Field(examples=["12.500"])]
    products: list[SocialActProductOut]
    withdrawn_as: WithdrawnAs | None
    noted_by: str
    allowed: list[str]
    version: int


class SocialActCountOut(Out):
    """Acts of one kind in the months asked for."""

    act: str
    acts: int
    cost: ZlotyText
    quantity: str | None


class SocialUnitCountOut(Out):
    """Persons, families or children of a register in the months asked for."""

    unit: Annotated[str, Field(examples=["osoba"])]
    all: Annotated[int, Field(description="as often as acts name them")]
    different: Annotated[
        int | None,
        Field(description="each once; null unless the months are a month, a quarter, a half-year or a year (so far)"),
    ]


class SocialRegisterCountOut(Out):
    """A register in the months asked for."""

    register_code: str
    title: str
    acts: list[SocialActCountOut]
    products: Annotated[list[SocialActProductOut], Field(description="of acts that tell them apart")]
    counts: list[SocialUnitCountOut]


class SocialActCountsOut(Out):
    """All registers, or the one asked for."""

    since: str
    until: str
    registers: list[SocialRegisterCountOut]


class SocialActKindOut(Out):
    """A kind of act. limit_parameter: of the law; limit_per: for one person."""

    code: str
    title: str
    limit_parameter: str | None
    limit_per: Literal["year", "week"] | None


class SocialRegisterOut(Out):
    """A register as the centre keeps it."""

    code: str
    title: str
    article: str
    acts: list[SocialActKindOut]
    counts: list[str]
    requesters: bool
    quantity: str | None
    cost: bool
    products: dict[str, str]


class SocialRegistersOut(Out):
    """The registers, and whoever may have asked for an act."""

    registers: list[SocialRegisterOut]
    requesters: dict[str, str]
