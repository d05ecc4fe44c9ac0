"""What a certificate of disability and a school say of a person, as the office enters it: one of each, or several in order."""

from datetime import date
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from kit.schemas import Schema

Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2100, 12, 31))]
Degree = Literal["orzeczenie_o_niepelnosprawnosci", "lekki", "umiarkowany", "znaczny"]
SchoolKind = Literal[
    "przygotowanie_przedszkolne", "podstawowa", "ponadpodstawowa", "artystyczna", "specjalna", "wyzsza"
]
SchoolLevel = Literal["podstawowa", "ponadpodstawowa"]
OF_EITHER_LEVEL = frozenset({"artystyczna", "specjalna"})
"""Schools whose kind does not say of which level they are."""


class Disability(Schema):
    """A certificate of disability: degree, when applied for and issued, until when, since when the disability exists."""

    degree: Degree
    applied_on: Day | None = None
    issued_on: Day | None = None
    valid_to: Day | None = None
    onset_on: Day | None = None


class LaterDisability(Disability):
    """A further certificate of the same person: a renewed one, or one of another degree."""

    issued_on: Day


class School(Schema):
    """Where the child learns, from when and until when (art. 3 pkt 18-19)."""

    kind: SchoolKind
    since: Annotated[Day | None, Field(description="pierwszy dzień nauki, gdy przedtem osoba nie uczyła się")] = None
    level: Annotated[
        SchoolLevel | None,
        Field(description="poziom szkoły artystycznej albo specjalnej; zależy od niego dodatek z art. 15"),
    ] = None
    until: Day | None = None
    last_study_year_ends_on: Day | None = None
    admitted_to_university: bool = False

    @model_validator(mode="after")
    def _consistent(self) -> "School":
        if self.level is not None and self.kind not in OF_EITHER_LEVEL:
            raise PydanticCustomError(
                "level_not_used", "Poziom podaje się tylko do szkoły artystycznej albo specjalnej."
            )
        return self


class LaterSchool(School):
    """A further school of the same person, behind the one before."""

    since: Day


def _in_order(schools: tuple[LaterSchool, ...]) -> tuple[LaterSchool, ...]:
    if any(one.since >= later.since for one, later in pairwise(schools)):
        raise PydanticCustomError("schools_not_in_order", "Dalsze szkoły podaje się po kolei, od najwcześniejszej.")
    return schools


def _one_behind_the_other(certificates: tuple[LaterDisability, ...]) -> tuple[LaterDisability, ...]:
    if any(one.issued_on >= later.issued_on for one, later in pairwise(certificates)):
        raise PydanticCustomError(
            "certificates_not_in_order", "Dalsze orzeczenia podaje się po kolei, od najwcześniejszego."
        )
    return certificates


LaterSchools = Annotated[
    tuple[LaterSchool, ...],
    Field(max_length=5, description="dalsze szkoły po kolei, każda od swojego dnia"),
    AfterValidator(_in_order),
]
LaterDisabilities = Annotated[
    tuple[LaterDisability, ...],
    Field(max_length=5, description="dalsze orzeczenia po kolei: nowe po poprzednim albo o innym stopniu"),
    AfterValidator(_one_behind_the_other),
]
