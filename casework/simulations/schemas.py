"""What comes in and goes out about simulations; amounts are złote as text, months are "2026-01". No personal data: counts and sums only."""

from datetime import date
from typing import Annotated

from pydantic import ConfigDict, Field, StrictBool, StrictInt, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.act_schemas import Code, Day
from casework.recalculations.schemas import MonthText
from kit.money import ZlotyText
from kit.schemas import Out, Schema

Percent = Annotated[
    str,
    StringConstraints(pattern=r"^[+-]?[0-9]{1,4}(\.[0-9]{1,2})?$"),
    Field(description='so many of a hundred: "10", "-2.5"'),
]
ValueText = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class ParameterChangeIn(Schema):
    """Another value of a parameter, or so many per cent more (negative: less) of every value from the day on."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"parameter": "kryterium_zasilek_rodzinny_ogolne", "value": "900.00"}]}
    )

    parameter: Annotated[Code, Field(description="as `gops law list` names it")]
    value: Annotated[
        ValueText | StrictBool | StrictInt | None,
        Field(
            description='as the law states it: money "900.00", a rate "9 %", a count 14, a rule true or false, a day of the year "10-31"'
        ),
    ] = None
    percent: Percent | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> "ParameterChangeIn":
        if (self.value is None) == (self.percent is None):
            raise PydanticCustomError("value_or_percent", "Podaje się albo wartość, albo procent.")
        return self


class SimulationIn(Schema):
    """What would be if these parameters were other ones from the day on."""

    effective_from: Annotated[
        Day, Field(description="the first day of the supposed law; its month is the first that is counted")
    ]
    until: Annotated[
        MonthText | None,
        Field(description="the last month that is counted; the end of the year unless stated", examples=["2026-12"]),
    ] = None
    changes: Annotated[tuple[ParameterChangeIn, ...], Field(min_length=1, max_length=50)]
    benefits: Annotated[
        tuple[Code, ...] | None,
        Field(min_length=1, max_length=100, description="only decisions on these; all unless stated"),
    ] = None


class SupposedOut(Out):
    """A stretch of days with its value in the law as it stands (null: none) and in the supposed law, as people write it."""

    parameter: str
    title: str
    unit: str
    since: date
    until: date | None
    before: str | None
    after: str | None


class FamiliesOut(Out):
    """Households, or persons without one, by what the supposed law alone makes of their rights in the months counted."""

    looked_at: int
    gaining: int
    losing: int
    unchanged: int
    not_simulated: Annotated[int, Field(description="of whose rights none could be assessed anew")]


class SimulatedCostOut(Out):
    """A month of a benefit on a budget line: as granted now, under the law as it stands, under the supposed law."""

    month: str
    benefit: str
    dzial: str
    rozdzial: str
    paragraf: str
    task: str
    source: str
    granted: Annotated[ZlotyText, Field(description="as the rights stand now")]
    before: Annotated[
        ZlotyText, Field(description="under the law as it stands, also where it has not been carried out yet")
    ]
    after: ZlotyText
    difference: Annotated[ZlotyText, Field(description="after less before: what the supposed law alone does")]


class SimulatedBenefitOut(Out):
    """What becomes of one benefit."""

    benefit: str
    families_gaining: int
    families_losing: int
    difference: ZlotyText


class NotSimulatedOut(Out):
    """Rights that cannot be assessed anew, by benefit and reason; in no other figure of the answer."""

    benefit: str
    code: Annotated[str, Field(examples=["imported"], description="as the left-out items of a recalculation have it")]
    reason: str
    rights: Annotated[int, Field(description="chains of acts, each begun by one decision or one imported right")]
    families: int
    granted: Annotated[ZlotyText, Field(description="what they cost in the months counted, as they stand")]


class SimulationOut(Out):
    """Cost by month, benefit and budget line before and after, and how many families gain and lose."""

    effective_from: date
    first_month: str
    until: str
    supposed: list[SupposedOut]
    families: FamiliesOut
    rights: Annotated[int, Field(description="chains of acts that were assessed anew")]
    granted: ZlotyText
    before: ZlotyText
    after: ZlotyText
    difference: ZlotyText
    benefits: list[SimulatedBenefitOut]
    cost: list[SimulatedCostOut]
    not_simulated: list[NotSimulatedOut]
