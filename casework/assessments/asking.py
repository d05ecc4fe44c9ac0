"""What a request of an assessment says of overlaps, as the domain reads it."""

from typing import Any

from casework.assessments.claims import Right
from casework.assessments.overlap_schemas import RightIn
from casework.assessments.weighing import Request, Wish
from casework.benefits.catalogue import Catalogue
from kit.money import grosze
from kit.periods import month_of
from kit.problems import FieldError, ValidationFailed


class UnknownRight(ValidationFailed):
    """A right there already, or a choice, is of a benefit that no row of the table of exclusions names."""

    code = "unknown_right"
    title = "Nie ma takiego świadczenia w zasadach zbiegu"


def request_of(catalogue: Catalogue, body: Any, gmina: str) -> Request:
    """The body of POST /assessments. Raises UnknownRight."""
    known = catalogue.overlaps.codes
    errors = [
        FieldError(f"/rights/{index}/benefit", "unknown_right", "Tego świadczenia nie ma w zasadach zbiegu.")
        for index, one in enumerate(body.rights)
        if one.benefit not in known
    ]
    if errors:
        raise UnknownRight(errors=errors)
    return Request(
        body.facts,
        body.on,
        gmina,
        tuple(_right(one) for one in body.rights),
        tuple(Wish(one.benefit, one.person) for one in body.chosen),
        body.applicant,
    )


def _right(one: RightIn) -> Right:
    return Right(
        one.benefit,
        one.person,
        one.drawn_by == "another",
        month_of(one.since),
        None if one.until is None else month_of(one.until),
        None if one.monthly is None else grosze(one.monthly),
        one.variant,
    )
