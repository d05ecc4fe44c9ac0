"""Which parameters of the law a benefit reads: told by the law itself while a worked case is assessed, not by what its steps name.

A rule reads a parameter from the view of a day, or takes the members of an object that was made of many parameters at once
(`resolved`). Of such an object only the members that were taken count: which parameters make a member is found by trying
it with other values of each.
"""

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

from kit.law import Law, NoParameter, Parameter, Value, View
from kit.periods import EmptyRange, day_after

Build = Callable[[View], Any]
Member = tuple[Build, str]
"""A member of what `build` makes, by its path; with the path "" all that it makes."""


_TELLING: dict[type[Any], type[Any]] = {}
"""Classes whose objects say which of their members are taken, by the class that they stand for."""


class Readings:
    """What one assessment read: parameters by name, and members of what was made of them."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.members: set[Member] = set()
        self.silent = 0

    def read(self, name: str) -> None:
        if not self.silent:
            self.names.add(name)

    def take(self, build: Build, path: str) -> None:
        if not self.silent:
            self.members.add((build, path))


class _Parameters(dict[str, Parameter]):
    """The parameters by name; asking for one is reading it."""

    def __init__(self, found: Mapping[str, Parameter], readings: Readings) -> None:
        super().__init__(found)
        self._readings = readings

    def __getitem__(self, name: str) -> Parameter:
        self._readings.read(name)
        return super().__getitem__(name)


class _View(View):
    """The law of some days that says what is read of it."""

    __slots__ = ("_readings",)

    def __init__(self, parameters: Mapping[str, Parameter], first: date, readings: Readings) -> None:
        super().__init__(parameters, first)
        self._readings = readings

    def value(self, name: str) -> Value:
        self._readings.read(name)
        return super().value(name)

    def resolved(self, build: Build) -> Any:
        self._readings.silent += 1
        try:
            made = super().resolved(build)
        finally:
            self._readings.silent -= 1
        if not is_dataclass(made):
            self._readings.take(build, "")
            return made
        key = (build, "told")
        if key not in self._resolved:
            self._resolved[key] = _told(made, build, "", self._readings)
        return self._resolved[key]


class ReadLaw(Law):
    """The law of the country or of a gmina that says what is read of it."""

    def __init__(self, law: Law, readings: Readings) -> None:
        super().__init__(law.parameters.values(), law.gmina)
        self.parameters = _Parameters(law.parameters, readings)
        self._plain = dict(law.parameters)
        self._readings = readings

    def on(self, day: date) -> View:
        plain = super().on(day)
        if not isinstance(plain, _View):
            place = self._views.index(plain)
            plain = self._views[place] = _View(self.parameters, plain.first, self._readings)
        return plain

    def resolved(self, build: Build, month: int) -> Any:
        self._readings.silent += 1
        try:
            made = super().resolved(build, month)
        finally:
            self._readings.silent -= 1
        if not is_dataclass(made):
            self._readings.take(build, "")
        return made

    def next_turn(self, build: Build, month: int) -> int:
        self._readings.silent += 1
        try:
            return super().next_turn(build, month)
        finally:
            self._readings.silent -= 1


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of a parameter: the last day before it, its first day, and the values (None: it has none)."""

    name: str
    last: date
    first: date
    before: Value | None
    after: Value | None


def turns_of(parameter: Parameter) -> Iterator[Turn]:
    """Every change of the parameter: from none to its first value, from one to another, from the last one to none."""
    values: list[Value | None] = [None, *parameter.values, None]
    for before, after in pairwise(values):
        ends = before.valid_to if before is not None else None
        starts = after.valid_from if after is not None else None
        if ends is not None and (starts is None or starts != day_after(ends)):
            yield Turn(parameter.name, ends, day_after(ends), before, None)
            before = None
        if starts is not None and (before is None or after is None or before.value != after.value):
            yield Turn(parameter.name, starts - timedelta(days=1), starts, before, after)


def reads(law: Law, turn: Turn, members: Set[Member]) -> bool:
    """Whether one of the members is made otherwise from the day of the change on."""
    for build in {build for build, _ in members}:
        changed = _changed(law, build, turn)
        if "" in changed or any((build, path) in members for path in changed):
            return True
    return False


@cache
def _changed(law: Law, build: Build, turn: Turn) -> frozenset[str]:
    """Paths of the members that the change makes another; "" where it makes nothing of one of the two, and then of everything."""
    before, after = (_made_with(law, build, turn.name, turn.first, value) for value in (turn.before, turn.after))
    if before is None or after is None:
        return frozenset() if before is after else frozenset({""})
    return frozenset(_paths(before, after))


def _made_with(law: Law, build: Build, name: str, day: date, value: Value | None) -> Any:
    """What `build` makes where the parameter has the value always, or never."""
    parameter = law.parameters[name]
    other = (
        replace(parameter.values[0], valid_from=date.max, valid_to=None)
        if value is None
        else replace(value, valid_from=date.min, valid_to=None)
    )
    try:
        return build(View({**law.parameters, name: replace(parameter, values=(other,))}, day))
    except (NoParameter, EmptyRange):
        return None


def _paths(one: Any, other: Any, path: str = "") -> Iterator[str]:
    if not is_dataclass(one) or type(one) is not type(other):
        if one != other:
            yield path
        return
    for item in fields(one):
        mine, its = getattr(one, item.name), getattr(other, item.name)
        yield from _paths(mine, its, f"{path}.{item.name}")


def _told(made: Any, build: Build, path: str, readings: Readings) -> Any:
    """The same object, which says which of its members are taken."""
    told = object.__new__(_telling(type(made)))
    for item in fields(made):
        value = getattr(made, item.name)
        inner = f"{path}.{item.name}"
        object.__setattr__(told, item.name, _told(value, build, inner, readings) if is_dataclass(value) else value)
    object.__setattr__(told, "_readings", (build, path, readings))
    return told


def _telling(of: type[Any]) -> type[Any]:
    if of not in _TELLING:
        _TELLING[of] = _made_telling(of)
    return _TELLING[of]


def _made_telling(of: type[Any]) -> type[Any]:
    members = frozenset(item.name for item in fields(of))

    def taken(self: Any, name: str) -> Any:
        found = object.__getattribute__(self, name)
        if name in members and not is_dataclass(found):
            build, path, readings = object.__getattribute__(self, "_readings")
            readings.take(build, f"{path}.{name}")
        return found

    return type(of.__name__, (of,), {"__getattribute__": taken})
