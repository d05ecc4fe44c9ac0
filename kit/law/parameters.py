"""Dated parameters of the law: one value for a day, with its article and its place in the gazette.

A number of the law never stands in code. A day without a value raises NoParameter, never zero. `Law.on(day)` gives the view of
the stretch of days in which nothing changes, so that rules resolve their parameters once per stretch and not once per case.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Literal, TypeVar

from kit.periods import day_after, first_day, month_of

Kind = Literal["money", "ratio", "count", "quantity", "flag", "text", "month_day"]
Confidence = Literal["confirmed", "one_source", "unconfirmed"]
Raw = int | Fraction | bool | str
T = TypeVar("T")

NEVER_TURNS = month_of(date.max)
"""The month behind which there is no law: where a parameter does not change any more."""


class NoParameter(Exception):
    """The law has no value of this name for this day; `name`, `on`."""

    def __init__(self, name: str, on: date) -> None:
        super().__init__(f"{name} has no value on {on.isoformat()}")
        self.name = name
        self.on = on


class WrongKind(TypeError):
    """The parameter was read as another kind than it is declared: an error of the rule, not of the data."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value from a day to a day (None: until further notice), with article, gazette position or other source, and day checked."""

    value: Raw
    valid_from: date
    valid_to: date | None
    article: str
    gazette: str
    confidence: Confidence
    checked_on: date
    source: str = ""
    gmina: str | None = None

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Gap:
    """Days between the first and the last value that have none, and why (the rule did not exist, the benefit was closed)."""

    valid_from: date
    valid_to: date
    reason: str


@dataclass(frozen=True, slots=True)
class Opening:
    """The act leaves the value to the council within bounds (inclusive; None: no bound)."""

    article: str
    least: Raw | None
    most: Raw | None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named term of an act with all its values in order of time."""

    name: str
    title: str
    act: str
    kind: Kind
    unit: str
    values: tuple[Value, ...]
    gaps: tuple[Gap, ...] = ()
    open: Opening | None = None

    def on(self, day: date) -> Value:
        """The value in force on the day. Raises NoParameter."""
        for value in reversed(self.values):
            if value.in_force(day):
                return value
        raise NoParameter(self.name, day)


class View:
    """The law between two changes: parameters resolved for one stretch of days."""

    __slots__ = ("_resolved", "_values", "first", "parameters")

    def __init__(self, parameters: Mapping[str, Parameter], first: date) -> None:
        self.parameters = parameters
        self.first = first
        self._values: dict[str, Value] = {}
        self._resolved: dict[object, object] = {}

    def value(self, name: str) -> Value:
        """The value with its article and source. Raises NoParameter."""
        found = self._values.get(name)
        if found is None:
            parameter = self.parameters.get(name)
            if parameter is None:
                raise NoParameter(name, self.first)
            found = self._values[name] = parameter.on(self.first)
        return found

    def amount(self, name: str) -> int:
        """Grosze. Raises NoParameter."""
        return self._read(name, "money", int)

    def count(self, name: str) -> int:
        """A whole number of days, months, years or persons. Raises NoParameter."""
        return self._read(name, "count", int)

    def ratio(self, name: str) -> Fraction:
        """A share or rate, exact: 9 % is 9/100. Raises NoParameter."""
        return self._read(name, "ratio", Fraction)

    def quantity(self, name: str) -> Fraction:
        """An exact decimal figure such as hectares or kilowatt hours. Raises NoParameter."""
        return self._read(name, "quantity", Fraction)

    def flag(self, name: str) -> bool:
        """Whether the rule applies. Raises NoParameter."""
        return self._read(name, "flag", bool)

    def text(self, name: str) -> str:
        """A named rule of the act. Raises NoParameter."""
        return self._read(name, "text", str)

    def month_day(self, name: str) -> tuple[int, int]:
        """A day of the year as month and day. Raises NoParameter."""
        number, _, day = self._read(name, "month_day", str).partition("-")
        return int(number), int(day)

    def has(self, name: str) -> bool:
        """Whether the parameter has a value here: for rules that did not exist before a day."""
        try:
            self.value(name)
        except NoParameter:
            return False
        return True

    def resolved(self, build: Callable[["View"], T]) -> T:
        """What `build` makes of this view, made once: the parameters of a rule as one slotted object."""
        try:
            return self._resolved[build]  # type: ignore[return-value]
        except KeyError:
            made = build(self)
            self._resolved[build] = made
            return made

    def _read(self, name: str, kind: Kind, of: type[T]) -> T:
        value = self.value(name)
        if self.parameters[name].kind != kind or not isinstance(value.value, of):
            raise WrongKind(f"{name} is {self.parameters[name].kind}, read as {kind}")
        return value.value


class Law:
    """All parameters of one service's acts, for one gmina or for every gmina without resolutions of its own."""

    def __init__(self, parameters: Iterable[Parameter], gmina: str | None = None) -> None:
        self.parameters: Mapping[str, Parameter] = {item.name: item for item in parameters}
        self.gmina = gmina
        changes = {day for item in self.parameters.values() for day in changes_of(item)} | {date.min}
        self._changes = sorted(changes)
        self._views: list[View | None] = [None] * len(self._changes)
        self._months: dict[int, View] = {}
        self._resolved: dict[object, dict[int, object]] = {}
        self._equals: dict[object, object] = {}
        self._turns: dict[object, list[int]] = {}

    def on(self, day: date) -> View:
        """The law as it stands on the day."""
        index = bisect_right(self._changes, day) - 1
        view = self._views[index]
        if view is None:
            view = self._views[index] = View(self.parameters, self._changes[index])
        return view

    def month(self, month: int) -> View:
        """The law as it stands on the first day of the month (an ordinal of kit.periods)."""
        view = self._months.get(month)
        if view is None:
            view = self._months[month] = self.on(first_day(month))
        return view

    def resolved(self, build: Callable[[View], T], month: int) -> T:
        """What `build` makes of the law of the month, made once: the quick way for rules that run for one month.

        Equal results are one object, so that a rule sees by identity that nothing changed since the month before.
        """
        try:
            return self._resolved[build][month]  # type: ignore[return-value]
        except KeyError:
            made = self.month(month).resolved(build)
            made = self._equals.setdefault((build, made), made)  # type: ignore[assignment]
            self._resolved.setdefault(build, {})[month] = made
            return made

    def next_turn(self, build: Callable[[View], object], month: int) -> int:
        """The first month behind this one for which `build` makes something else; NEVER_TURNS where the law knows of none.

        A rule whose facts stay the same goes from turn to turn instead of from month to month.
        """
        turns = self._turns.get(build)
        if turns is None:
            turns = self._turns[build] = self._turns_of(build)
        place = bisect_right(turns, month)
        return turns[place] if place < len(turns) else NEVER_TURNS

    def _turns_of(self, build: Callable[[View], object]) -> list[int]:
        found: list[int] = []
        last: object = None
        for month in sorted({month_of(day) + (day.day > 1) for day in self._changes}):
            try:
                made = self.resolved(build, month)
            except NoParameter:
                made = None
            if made is not last:
                found.append(month)
            last = made
        return found

    def unconfirmed(self) -> tuple[tuple[Parameter, Value], ...]:
        """Every value that was not seen in an act or in two sources."""
        return tuple(
            (item, value)
            for item in self.parameters.values()
            for value in item.values
            if value.confidence != "confirmed"
        )

    @cached_property
    def canonical(self) -> str:
        """All values as one text, the same for the same law: what the receipt's parameters_hash covers."""
        return "\n".join(
            f"{item.name}|{item.kind}|{value.valid_from}|{value.valid_to}|{value.value}|{value.gmina or ''}"
            for item in sorted(self.parameters.values(), key=lambda parameter: parameter.name)
            for value in item.values
        )

    def with_values(self, gmina: str, values: Mapping[str, tuple[Value, ...]]) -> "Law":
        """The law of a gmina: its council's values lie on top of the act's for their days."""
        changed = [
            replace(item, values=(*item.values, *values[item.name])) if item.name in values else item
            for item in self.parameters.values()
        ]
        return Law(changed, gmina)


def changes_of(parameter: Parameter) -> Iterable[date]:
    """The days on which another value begins, or none is left."""
    for value in parameter.values:
        yield value.valid_from
        if value.valid_to is not None and value.valid_to < date.max:
            yield day_after(value.valid_to)
