"""Facts of registers of acts: social work, interviews, meetings, food given out. No money, and nobody by name or pseudonym.

Whoever adds up the facts of a stretch must not count a person twice whom two acts of it name. Pseudonyms would say more than a
statement needs (who was helped over violence), so a fact says of how many it is the first: of its month, quarter, half-year and year.
"""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from casework.facts.money import Code, Quantity

REGISTER_ACT_RECORDED = "pl.gops.register.act_recorded.v1"

Change = Annotated[int, Field(ge=-1_000_000, le=1_000_000)]
"""How many more (or fewer) are counted."""


class FirstCounts(BaseModel):
    """Persons, families or children that the act is about, by how far back they were counted before: each figure sums over acts."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    unit: Annotated[Code, Field(description="what is counted: osoba, rodzina, dziecko")]
    all: Annotated[Change, Field(description="named in the act, whoever was counted before")]
    month: Annotated[Change, Field(description="of these, counted for the first time in the month of the act")]
    quarter: Change
    half_year: Change
    year: Change


class RegisterFact(BaseModel):
    """`data` of `register.act_recorded`: one act of a register, or what takes it back.

    register, act: codes of the service's list of registers. on: the day it was done. acts: 1, or -1 when it is taken back or when it
    stands otherwise since. requester: who asked for it (a court, a bailiff), by code. takes_back: place of the fact in the same log.
    least: how many families or persons have to stand behind a figure of the register before it is shown; without it every figure is.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    register_code: Annotated[Code, Field(alias="register")]
    act: Code
    on: date
    unit: Code
    acts: Annotated[int, Field(ge=-1, le=1)]
    requester: Code | None = None
    counts: tuple[FirstCounts, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    takes_back: Annotated[int, Field(ge=1)] | None = None
    least: Annotated[int, Field(ge=2, le=1000)] | None = None
