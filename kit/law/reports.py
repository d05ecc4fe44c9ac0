"""The law as a table: which values are in force on a day, which of them nobody has confirmed, and what changes between two days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, Inexact, localcontext
from fractions import Fraction

from kit.law.parameters import Confidence, Kind, Law, NoParameter, Parameter, Value
from kit.money import zloty

LONGEST_TEXT = 120
"""Characters of a value that a list shows."""


@dataclass(frozen=True, slots=True)
class InForce:
    """A parameter with its value of a day."""

    parameter: Parameter
    value: Value

    @property
    def text(self) -> str:
        """The value as people write it, without its unit."""
        return value_text(self.parameter.kind, self.value)


@dataclass(frozen=True, slots=True)
class Change:
    """A parameter that has another value on the second day than on the first; None: it has no value on that day."""

    parameter: Parameter
    before: Value | None
    after: Value | None


def in_force(
    law: Law, on: date, *, confidence: Confidence | None = None, act: str | None = None, term: str = ""
) -> Iterator[InForce]:
    """The values in force on a day, by act and name. confidence, act: only those. term: found in name or title."""
    for parameter in sorted(law.parameters.values(), key=lambda one: (one.act, one.name)):
        if act is not None and parameter.act != act:
            continue
        if term and term.lower() not in f"{parameter.name} {parameter.title}".lower():
            continue
        value = _on(parameter, on)
        if value is not None and confidence in (None, value.confidence):
            yield InForce(parameter, value)


def changes(law: Law, first: date, second: date) -> Iterator[Change]:
    """What has another value on the second day, by act and name: also a value that begins or ends between them."""
    for parameter in sorted(law.parameters.values(), key=lambda one: (one.act, one.name)):
        before, after = _on(parameter, first), _on(parameter, second)
        if (before and before.value) != (after and after.value) or (before is None) != (after is None):
            yield Change(parameter, before, after)


def value_text(kind: Kind, value: Value) -> str:
    """A value as people write it: 215.84, 9 %, tak, 30.11; of a table its beginning."""
    raw = value.value
    if kind == "money" and isinstance(raw, int):
        return zloty(raw)
    if isinstance(raw, bool):
        return "tak" if raw else "nie"
    if kind == "ratio" and isinstance(raw, Fraction):
        return f"{_decimal(raw * 100)} %"
    if isinstance(raw, Fraction):
        return _decimal(raw)
    if kind == "month_day" and isinstance(raw, str):
        month, _, day = raw.partition("-")
        return f"{day}.{month}"
    text = str(raw)
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"


def _on(parameter: Parameter, day: date) -> Value | None:
    try:
        return parameter.on(day)
    except NoParameter:
        return None


def _decimal(value: Fraction) -> str:
    """The decimal where it ends, else the fraction that the act writes."""
    with localcontext() as context:
        context.clear_flags()
        exact = Decimal(value.numerator) / value.denominator
        return str(value) if context.flags[Inexact] else f"{exact.normalize():f}"
