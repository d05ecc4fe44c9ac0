"""Members that several bodies of applications share."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from kit.schemas import Schema

MOST_BENEFITS = 40

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,79}$")]

Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2099, 12, 31), examples=["2026-01-12"])]

Line = Annotated[str, StringConstraints(min_length=2, max_length=300, strip_whitespace=True)]

Sentence = Annotated[str, StringConstraints(min_length=3, max_length=2000, strip_whitespace=True)]

Proof = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, strip_whitespace=True),
    Field(description="UPO, or the message id of the electronic delivery"),
]


def _each_once(codes: list[str]) -> list[str]:
    if len(set(codes)) < len(codes):
        raise PydanticCustomError("benefit_repeated", "Świadczenie podano dwa razy.")
    return codes


Benefits = Annotated[list[Code], Field(min_length=1, max_length=MOST_BENEFITS), AfterValidator(_each_once)]

Some = Annotated[Benefits | None, Field(description="which of the benefits; all that are open unless stated")]

LetterId = Annotated[UUID | None, Field(description="the letter about it, made with POST /v1/letters")]


class ArrivedIn(Schema):
    """When something came to the office."""

    received_on: Annotated[
        Day, Field(description="the day it reached the organ, which starts the case (art. 61 § 3, 3a)")
    ]
    posted_on: Annotated[Day | None, Field(description="the day of the postmark or of sending, where it is known")] = (
        None
    )


class StepIn(Schema):
    """The day of a step, today unless stated, and the letter about it."""

    on: Day | None = None
    letter: LetterId = None
