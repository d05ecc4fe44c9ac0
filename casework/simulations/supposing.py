"""From what is asked to a catalogue with the supposed law on top of the law as it stands; what cannot be supposed is refused."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from casework.benefits.catalogue import Catalogue
from casework.benefits.refusals import UnknownBenefitCode
from casework.simulations.schemas import ParameterChangeIn, SimulationIn, SupposedOut
from kit.law import CannotSuppose, Law, NoParameter, Parameter, Supposition, Value, supposed, value_text
from kit.law.parameters import changes_of
from kit.law.supposing import LEAST_PERCENT, MOST_PERCENT, Wrong
from kit.periods import first_day, last_day, month, month_of, parse_month
from kit.problems import FieldError, ValidationFailed

LONGEST = 120
"""Months of one simulation behind its first one."""
_FORMS = {
    "money": "kwota w złotych z dwoma miejscami po przecinku, np. „900.00”",
    "ratio": "ułamek albo procent, np. „9 %”",
    "quantity": "liczba, np. „2.5”",
    "count": "liczba całkowita",
    "flag": "true albo false",
    "text": "nazwa reguły",
    "month_day": "dzień roku MM-DD",
}


class ParameterUnknown(ValidationFailed):
    """The law of the service has no parameter of this code."""

    code = "parameter_unknown"
    title = "Nie ma takiego parametru prawa"


class ParameterUnitWrong(ValidationFailed):
    """The value is not in the parameter's unit, or the parameter is nothing that has a percentage."""

    code = "parameter_unit_wrong"
    title = "Wartość ma inną jednostkę niż parametr"


class ParameterOutOfRange(ValidationFailed):
    """The value or the percentage is beyond what can be computed with, or the parameter has no value from that day on to be moved."""

    code = "parameter_out_of_range"
    title = "Wartość parametru jest spoza zakresu"


class SimulationTooLong(ValidationFailed):
    """The simulation ends before its first month, or more than ten years behind it."""

    code = "simulation_months_impossible"
    title = "Okres symulacji jest niemożliwy"


@dataclass(frozen=True, slots=True)
class Asked:
    """The question: both laws as catalogues, the day, the months counted, the benefits (none: all)."""

    gmina: str
    base: Catalogue
    other: Catalogue
    on: date
    first: int
    until: int
    benefits: tuple[str, ...] | None

    @property
    def months(self) -> range:
        """The months counted."""
        return range(self.first, self.until + 1)


def asked(catalogue: Catalogue, gmina: str, order: SimulationIn) -> Asked:
    """Raises UnknownBenefitCode, SimulationTooLong, ParameterUnknown, ParameterUnitWrong, ParameterOutOfRange."""
    for index, code in enumerate(order.benefits or ()):
        if code not in catalogue:
            told = FieldError(f"/benefits/{index}", "unknown_benefit", "Nie ma takiego świadczenia.")
            raise UnknownBenefitCode(errors=[told])
    first = month_of(order.effective_from)
    until = month(order.effective_from.year, 12) if order.until is None else parse_month(order.until)
    if not first <= until <= first + LONGEST:
        raise SimulationTooLong(errors=[FieldError("/until", "simulation_months_impossible", "Miesiąc spoza okresu.")])
    law = catalogue.law(gmina)
    for index, change in enumerate(order.changes):
        law = _with(law, gmina, order.effective_from, change, f"/changes/{index}")
    other = catalogue.supposing(gmina, law)
    return Asked(gmina, catalogue, other, order.effective_from, first, until, order.benefits)


def differing(of: Asked, names: Sequence[str]) -> Iterator[SupposedOut]:
    """The values of these parameters in the months counted, under both laws."""
    before, after = of.base.law(of.gmina), of.other.law(of.gmina)
    last = last_day(of.until)
    for name in dict.fromkeys(names):
        was, will = before.parameters[name], after.parameters[name]
        days = {day for one in (was, will) for day in changes_of(one) if of.on < day <= last}
        edges = [of.on, *sorted(days)]
        for number, day in enumerate(edges):
            until = None if number + 1 == len(edges) else date.fromordinal(edges[number + 1].toordinal() - 1)
            yield SupposedOut(
                parameter=name, title=was.title, unit=was.unit, since=day, until=until, before=_text(was, day), after=_text(will, day)
            )  # fmt: skip


def booked_on(of: Asked, at: int) -> date:
    """The day whose budget lines a month is counted on: its first, but none before the supposed law."""
    return max(of.on, first_day(at))


def _with(law: Law, gmina: str, since: date, change: ParameterChangeIn, pointer: str) -> Law:
    percent = None if change.percent is None else Fraction(change.percent)
    try:
        return supposed(law, gmina, since, [Supposition(change.parameter, change.value, percent)])
    except CannotSuppose as problem:
        raise _refused(problem.why, law.parameters.get(change.parameter), change, pointer) from None


def _refused(why: Wrong, parameter: Parameter | None, change: ParameterChangeIn, pointer: str) -> ValidationFailed:
    if parameter is None:
        return ParameterUnknown(
            errors=[FieldError(f"{pointer}/parameter", "parameter_unknown", "Nie ma parametru o tym kodzie.")]
        )
    member = f"{pointer}/{'value' if change.percent is None else 'percent'}"
    if why == "unit":
        said = f"Oczekiwana jest {_FORMS[parameter.kind]}."
        if change.percent is not None:
            said = "Procent można podać tylko dla kwoty, stawki albo wielkości."
        return ParameterUnitWrong(errors=[FieldError(member, "parameter_unit_wrong", said)])
    if why == "no_value":
        said = "Parametr nie ma od tego dnia żadnej wartości, od której można liczyć procent."
    elif change.percent is not None:
        said = f"Procent od {LEAST_PERCENT} do {MOST_PERCENT}."
    elif parameter.kind == "text":
        said = "Parametr ma tylko reguły, które już kiedyś obowiązywały."
    else:
        said = "Wartość jest ujemna albo zbyt duża."
    return ParameterOutOfRange(errors=[FieldError(member, "parameter_out_of_range", said)])


def _text(parameter: Parameter, day: date) -> str | None:
    found: Value
    try:
        found = parameter.on(day)
    except NoParameter:
        return None
    return value_text(parameter.kind, found)
