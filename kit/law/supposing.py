"""The law as it might be: supposed values of parameters from a day, laid on top of the law as a council's resolution is.

An absolute value holds from the day until further notice, whatever the law says later; a percentage moves every value that is in force
on the day or comes later. Suppositions work one after another: a second one of a parameter moves what the first has made of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from kit.law.loading import typed
from kit.law.parameters import Law, NoParameter, Parameter, Raw, Value, changes_of
from kit.money import NotMoney, half_up

Wrong = Literal["unknown", "unit", "out_of_range", "no_value"]
MOST_MONEY = 1_000_000_000
"""Grosze: ten million złote."""
MOST_COUNT = 10_000
LEAST_PERCENT, MOST_PERCENT = -100, 1_000
_CHECKED = "supposition"


class CannotSuppose(ValueError):
    """The supposition does not fit the parameter; `why`."""

    def __init__(self, why: Wrong) -> None:
        super().__init__(why)
        self.why: Wrong = why


@dataclass(frozen=True, slots=True)
class Supposition:
    """Another value of a parameter (as the law's YAML writes it), or so many per cent more (negative: less) of every value."""

    name: str
    value: object = None
    percent: Fraction | None = None


def supposed(law: Law, gmina: str, since: date, suppositions: Iterable[Supposition]) -> Law:
    """The law of the gmina with the suppositions from the day on. Raises CannotSuppose."""
    for one in suppositions:
        parameter = law.parameters.get(one.name)
        if parameter is None:
            raise CannotSuppose("unknown")
        values = _moved(parameter, since, one.percent) if one.percent is not None else (_put(parameter, since, one),)
        law = law.with_values(gmina, {one.name: values})
    return law


def stretches_from(parameter: Parameter, since: date) -> Iterable[tuple[date, date | None, Value]]:
    """The values from the day on: first day, last day (None: until further notice), value; days without one are left out."""
    days = [since, *sorted({day for day in changes_of(parameter) if day > since})]
    for number, day in enumerate(days):
        last = days[number + 1] - timedelta(days=1) if number + 1 < len(days) else None
        try:
            yield day, last, parameter.on(day)
        except NoParameter:
            continue


def _put(parameter: Parameter, since: date, one: Supposition) -> Value:
    try:
        raw = typed(parameter.kind, one.value)
    except (ValueError, NotMoney, ZeroDivisionError):
        raise CannotSuppose("unit") from None
    if not _possible(parameter, raw):
        raise CannotSuppose("out_of_range")
    return Value(raw, since, None, _article(parameter), _CHECKED, "unconfirmed", since, _CHECKED)


def _moved(parameter: Parameter, since: date, percent: Fraction) -> tuple[Value, ...]:
    if parameter.kind not in {"money", "ratio", "quantity"}:
        raise CannotSuppose("unit")
    if not LEAST_PERCENT <= percent <= MOST_PERCENT:
        raise CannotSuppose("out_of_range")
    factor = 1 + percent / 100
    found = tuple(
        replace(
            value, value=_times(value.value, factor), valid_from=first, valid_to=last, gazette=_CHECKED, confidence="unconfirmed",
            source=_CHECKED,
        )
        for first, last, value in stretches_from(parameter, since)
    )  # fmt: skip
    if not found:
        raise CannotSuppose("no_value")
    return found


def _times(raw: Raw, factor: Fraction) -> Raw:
    if isinstance(raw, str):
        raise TypeError("a text has no percentage")
    # Money to the grosz: which rounding an act would choose is not known before it is written.
    return half_up(raw * factor.numerator, factor.denominator) if isinstance(raw, int) else raw * factor


def _possible(parameter: Parameter, raw: Raw) -> bool:
    if isinstance(raw, bool):
        return True
    if parameter.kind == "text":
        return raw in {value.value for value in parameter.values}
    if isinstance(raw, str):
        return True
    most = {"money": MOST_MONEY, "count": MOST_COUNT}.get(parameter.kind, MOST_MONEY)
    return 0 <= raw <= most


def _article(parameter: Parameter) -> str:
    return parameter.values[-1].article
