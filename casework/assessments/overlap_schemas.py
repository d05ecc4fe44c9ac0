"""Overlaps as POST /assessments takes and answers them: rights already there, the person's choice, what excludes what, the alternatives."""

from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from kit.money import ZlotyInput, ZlotyText
from kit.schemas import Out, Schema

Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2100, 12, 31), examples=["2025-11-05"])]
BenefitCode = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,79}$", examples=["zasilek_rodzinny"])]
MonthText = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$", examples=["2025-11"])]
PersonRef = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$", examples=["dziecko_1"])]


class RightIn(Schema):
    """A right that is there already, here or at another office: it stands against what is assessed.

    With `monthly` the person could give it up and it is weighed too; without, nobody chooses it away here.
    """

    benefit: BenefitCode
    person: Annotated[PersonRef | None, Field(description="na kogo; bez tego na osobę, która je pobiera")] = None
    drawn_by: Annotated[Literal["applicant", "another"], Field(description="kto je pobiera")] = "applicant"
    since: Day
    until: Day | None = None
    variant: Annotated[str | None, Field(pattern=r"^[a-z][a-z0-9_]{0,79}$")] = None
    monthly: ZlotyInput | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "RightIn":
        if self.until is not None and self.until < self.since:
            raise PydanticCustomError("ends_before_it_starts", "Prawo kończy się, zanim się zaczyna.")
        return self


class ChosenIn(Schema):
    """A benefit that the person chose of those that exclude each other, for one person of the facts or for all."""

    benefit: BenefitCode
    person: PersonRef | None = None


class ClaimOut(Out):
    """One of the rights that overlap; `there_already`: it was told as a right, not assessed."""

    benefit: str
    person: str | None
    there_already: bool


class OverlapOut(Out):
    """Two rights that the law does not give together in these months."""

    model_config = ConfigDict(populate_by_name=True)

    code: str
    article: str
    text: str
    confidence: str
    claims: list[ClaimOut]
    from_: Annotated[MonthText, Field(alias="from")]
    to: MonthText
    decided_by: Annotated[
        Literal["person", "law", "right_there_already"], Field(description="person: whoever is entitled chooses")
    ]
    prevails: ClaimOut | None


class GivenUpOut(Out):
    """What an alternative does without, and for which of the rights kept."""

    model_config = ConfigDict(populate_by_name=True)

    claim: ClaimOut
    for_claim: ClaimOut
    article: str
    from_: Annotated[MonthText, Field(alias="from")]
    to: MonthText


class SumOut(Out):
    """Months with the same sum of all benefits of the request, contributions paid for the person left out."""

    model_config = ConfigDict(populate_by_name=True)

    from_: Annotated[MonthText, Field(alias="from")]
    to: MonthText
    amount: ZlotyText


class AlternativeOut(Out):
    """One choice: what is kept and given up of the rights that overlap, and the money of all benefits of the request under it."""

    keeps: list[ClaimOut]
    gives_up: list[GivenUpOut]
    months: list[SumOut]
    total: Annotated[ZlotyText, Field(description="over all months shown")]
    best: Annotated[bool, Field(description="none gives more")]
    tied: Annotated[bool, Field(description="another one gives as much")]
    chosen: bool
    sentence: str
