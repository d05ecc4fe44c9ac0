"""Established facts as a service's mapping reads them, and what it makes of them: its form of facts, and what is missing and why. Pure.

A mapping is one function of a service: it names the members of its own form and the codes of its own closed lists; everything that it
takes is marked with the versions of facts behind it, everything that it needs and does not find is named with the reason.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from casework.evidence.details import Value
from casework.evidence.incomes import Run
from kit.law import Law


@dataclass(frozen=True, slots=True)
class Fact:
    """A version of an established fact. `amounts` of a source of income: what it brought, by runs of months."""

    row: UUID
    kind: str
    code: str
    person: UUID | None
    household: UUID | None
    valid_from: date
    valid_to: date | None
    details: Mapping[str, Value] = field(default_factory=dict)
    begun_by: str | None = None
    ended_by: str | None = None
    amounts: tuple[Run, ...] = ()

    def holds(self, on: date) -> bool:
        """Whether it holds on the day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    @property
    def rows(self) -> tuple[UUID, ...]:
        """Its version and those of its amounts."""
        return (self.row, *(run.row for run in self.amounts))


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the case: her reference in the facts, and the day of birth that the register of persons has."""

    id: UUID
    ref: str
    born_on: date


@dataclass(frozen=True, slots=True)
class Asked:
    """The application that the facts are for."""

    received_on: date
    channel: str


@dataclass(frozen=True, slots=True)
class Established:
    """Everything that was known of a case on a day. `on`: the day whose law applies. `person`: whose matter it is."""

    benefit: str
    on: date
    person: UUID
    persons: Mapping[UUID, Person]
    facts: Sequence[Fact]
    application: Asked | None = None
    registered: frozenset[UUID] = frozenset()
    """Members of the household by its register on the day: whoever is one and has no membership established is told."""
    parts: tuple[str, ...] = ()
    """The parts of the facts that the benefit reads."""
    recorded: Sequence[object] = ()
    """What the service's own registers know of the case (casework/own.py): a register stands for itself, no evidence is named behind it."""

    def of(self, kind: str, code: str | None = None, person: UUID | None = None) -> list[Fact]:
        """Facts of a kind, of one code or person when they are named, the earliest first."""
        found = [
            one for one in self.facts if one.kind == kind and code in (None, one.code) and person in (None, one.person)
        ]
        return sorted(found, key=lambda one: (one.valid_from, one.row))

    def holding(self, kind: str, code: str, person: UUID | None = None, on: date | None = None) -> Fact | None:
        """The latest fact of the code that holds on the day (the day of the law unless another is named)."""
        day = on or self.on
        return next((one for one in reversed(self.of(kind, code, person)) if one.holds(day)), None)


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that the form of facts needs and nobody has established; pointer into the facts."""

    pointer: str
    code: str
    reason: str
    person: UUID | None = None


@dataclass(frozen=True, slots=True)
class Used:
    """The versions of facts behind a member of the facts."""

    pointer: str
    rows: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Composed:
    """The form of facts as far as it is established; `facts` may lack members that it requires."""

    facts: dict[str, Any]
    used: tuple[Used, ...]
    missing: tuple[Missing, ...]


Compose = Callable[[Established, Law], Composed]


class Composing:
    """What a mapping writes down while it works."""

    def __init__(self) -> None:
        self._used: list[Used] = []
        self._missing: list[Missing] = []

    def use(self, pointer: str, facts: Iterable[Fact]) -> None:
        """The member at the pointer rests on these facts."""
        rows = tuple(dict.fromkeys(row for one in facts for row in one.rows))
        if rows:
            self._used.append(Used(pointer, rows))

    def lack(self, pointer: str, code: str, reason: str, person: UUID | None = None) -> None:
        """The member at the pointer is needed and not established."""
        self._missing.append(Missing(pointer, code, reason, person))

    def done(self, facts: dict[str, Any]) -> Composed:
        """What it came to."""
        return Composed(facts, tuple(self._used), tuple(self._missing))
