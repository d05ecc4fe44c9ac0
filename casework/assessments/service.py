"""Assessing validated facts for several benefits; every refusal to assess is a problem, never a fault of the program."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from casework.benefits.catalogue import Catalogue, NotComputed, UnknownBenefit, facts_missing
from casework.benefits.refusals import UnknownBenefitCode
from casework.benefits.results import Assessment, UnfitFacts
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


@dataclass(frozen=True, slots=True)
class NotAssessed:
    """A computed benefit that the facts do not allow to assess: code and pointer of the first fault, and a Polish sentence."""

    benefit: str
    code: str
    pointer: str
    text: str


@dataclass(frozen=True, slots=True)
class Everything:
    """The answers of all benefits that the facts allow to assess, and what the others lack."""

    answers: tuple[Assessment, ...]
    not_assessed: tuple[NotAssessed, ...] = ()


def assess(
    catalogue: Catalogue, codes: Sequence[str] | None, facts: Schema, on: date, gmina: str
) -> tuple[Assessment, ...]:
    """The answers in the order asked; without codes those of every computed benefit that can be assessed (see `everything`).

    Raises:
        UnknownBenefitCode, BenefitRecorded: a code that cannot be assessed here.
        UnfitFacts: a part is missing or contradicts another.
        NoLawForDate: the law has no value for a day that the facts lead to.
    """
    if codes is None:
        return everything(catalogue, facts, on, gmina).answers
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
        raise _no_law(code, missing, on) from None


def asked_for(catalogue: Catalogue, codes: Sequence[str] | None, facts: Schema, on: date, gmina: str) -> Everything:
    """What a request is answered: the benefits named, or everything. Raises as `assess` and `everything` do."""
    if codes is None:
        return everything(catalogue, facts, on, gmina)
    return Everything(assess(catalogue, codes, facts, on, gmina))


def everything(catalogue: Catalogue, facts: Schema, on: date, gmina: str) -> Everything:
    """Every computed benefit: one that lacks its facts, or needs the income of another year, does not stop the others.

    Raises:
        NoLawForDate: no benefit could be assessed, and it was for the law of that day.
    """
    answers: list[Assessment] = []
    left: list[NotAssessed] = []
    refused: list[UnfitFacts | NoLawForDate] = []
    assessed = catalogue.assessing(catalogue.prepare(facts), on, gmina)
    for code, part in catalogue.lacking(facts).items():
        if part is not None:
            left.append(_lacking(code, part))
            continue
        try:
            answers.append(assessed(code))
        except (UnfitFacts, NoParameter) as why:
            fault = why if isinstance(why, UnfitFacts) else _no_law(code, why, on)
            refused.append(fault)
            left.append(_not_assessed(code, fault))
    if refused and not answers and all(isinstance(one, NoLawForDate) for one in refused):
        raise refused[0]
    return Everything(tuple(answers), tuple(left))


def _no_law(code: str, missing: NoParameter, on: date) -> NoLawForDate:
    # Before the first known value the day found is the beginning of time, which says nothing.
    day = on if missing.on == date.min else missing.on
    return NoLawForDate(
        f"Świadczenie {code}: brak wartości „{missing.name}” na dzień {day.isoformat()}.",
        errors=(FieldError("/on", "no_law_for_date", "Przepisy nie mają wartości na ten dzień."),),
    )


@cache
def _lacking(benefit: str, part: str) -> NotAssessed:
    return _not_assessed(benefit, facts_missing(part))


def _not_assessed(benefit: str, fault: UnfitFacts | NoLawForDate) -> NotAssessed:
    first = fault.errors[0]
    if isinstance(fault, NoLawForDate):
        return NotAssessed(benefit, first.code, first.pointer, f"Nie oceniono: {fault.detail}")
    return NotAssessed(benefit, first.code, first.pointer, f"Nie oceniono, brakuje danych: {first.message}")


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
