"""Assessing validated facts for several benefits; every refusal to assess is a problem, never a fault of the program."""

from collections.abc import Sequence
from datetime import date

from casework.benefits.catalogue import Catalogue, NotComputed, UnknownBenefit
from casework.benefits.refusals import UnknownBenefitCode
from casework.benefits.results import Assessment
from kit.law import NoParameter
from kit.problems import FieldError, ValidationFailed
from kit.schemas import Schema


class NoLawForDate(ValidationFailed):
    """The law has no value for the day or for the month that the facts lead to."""

    code = "no_law_for_date"
    title = "Brak przepisu obowiązującego w tym dniu"


class BenefitRecorded(ValidationFailed):
    """The benefit's amount is entered with a reason and an article; there is nothing to assess."""

    code = "benefit_recorded"
    title = "Tego świadczenia program nie oblicza"


def assess(
    catalogue: Catalogue, codes: Sequence[str] | None, facts: Schema, on: date, gmina: str
) -> tuple[Assessment, ...]:
    """The answers in the order asked; without codes every computed benefit whose parts are given.

    Raises:
        UnknownBenefitCode, BenefitRecorded: a code that cannot be assessed here.
        UnfitFacts: a part is missing or contradicts another.
        NoLawForDate: the law has no value for a day that the facts lead to.
    """
    if codes is None:
        asked = catalogue.fitting(facts)
    else:
        asked = list(dict.fromkeys(codes))
        for index, code in enumerate(asked):
            _check(catalogue, code, facts, index)
    case = catalogue.prepare(facts)
    return tuple(assess_case(catalogue, code, case, on, gmina) for code in asked)


def assess_case(catalogue: Catalogue, code: str, case: object, on: date, gmina: str) -> Assessment:
    """One computed benefit of a prepared case: what is asked of the same facts again and again. Raises UnfitFacts, NoLawForDate."""
    try:
        return catalogue.assess(code, case, on, gmina)
    except NoParameter as missing:
        # Before the first known value the day found is the beginning of time, which says nothing.
        day = on if missing.on == date.min else missing.on
        raise NoLawForDate(
            f"Świadczenie {code}: brak wartości „{missing.name}” na dzień {day.isoformat()}.",
            errors=(FieldError("/on", "no_law_for_date", "Przepisy nie mają wartości na ten dzień."),),
        ) from None


def _check(catalogue: Catalogue, code: str, facts: Schema, index: int) -> None:
    pointer = f"/benefits/{index}"
    try:
        if catalogue.get(code).kind != "computed":
            raise NotComputed(code)
    except UnknownBenefit:
        raise UnknownBenefitCode(
            errors=(FieldError(pointer, "unknown_benefit", "Nie ma takiego świadczenia."),)
        ) from None
    except NotComputed:
        message = "Kwotę tego świadczenia wpisuje się z uzasadnieniem i artykułem."
        raise BenefitRecorded(errors=(FieldError(pointer, "benefit_recorded", message),)) from None
    unfit = catalogue.unfit(code, facts)
    if unfit is not None:
        raise unfit
