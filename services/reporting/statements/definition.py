"""Rows of a statement as data: a row is a name and a selection, a line is a name and a set of benefit codes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from importlib import resources
from typing import Annotated, Protocol

from pydantic import BaseModel, ConfigDict, Field

from kit.problems import FieldError, ValidationFailed
from kit.written import read_yaml

_Codes = frozenset[str] | None


class Spent(Protocol):
    """What a selection looks at: a posting, or a row of the plan (which names no benefit)."""

    @property
    def rozdzial(self) -> str: ...
    @property
    def task_kind(self) -> str: ...
    @property
    def task(self) -> str: ...
    @property
    def source(self) -> str: ...


class UnknownDefinition(ValidationFailed):
    """There is no definition of rows with this code."""

    code = "unknown_definition"
    title = "Nieznany układ sprawozdania"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Select(_Part):
    """Conditions that all hold; one that is not given always holds."""

    dzial: str | None = None
    rozdzial: str | None = None
    task_kind: str | None = None
    tasks: _Codes = None
    sources: _Codes = None
    benefits: _Codes = None
    variants: _Codes = None
    mechanisms: _Codes = None

    def plans(self, row: Spent) -> bool:
        """Whether a row of the plan belongs here; the plan knows no benefits."""
        return (
            (self.rozdzial is None or self.rozdzial == row.rozdzial)
            and (self.task_kind is None or self.task_kind == row.task_kind)
            and (self.dzial is None or row.rozdzial.startswith(self.dzial))
            and (self.tasks is None or row.task in self.tasks)
            and (self.sources is None or not row.source or row.source in self.sources)
        )

    def takes(self, row: Spent, benefit: str, variant: str, mechanism: str) -> bool:
        """Whether a posting belongs here."""
        return (
            self.plans(row)
            and (self.benefits is None or benefit in self.benefits)
            and (self.variants is None or variant in self.variants)
            and (self.mechanisms is None or mechanism in self.mechanisms)
        )


class PartRule(_Part):
    """Part of a line, printed beside it; its money is inside the line's."""

    code: str
    name: str
    benefits: _Codes = None
    variants: _Codes = None

    def takes(self, benefit: str, variant: str) -> bool:
        """Whether a posting of the line belongs to the part."""
        return (self.benefits is None or benefit in self.benefits) and (
            self.variants is None or variant in self.variants
        )


class LineRule(_Part):
    """A line under a row."""

    code: str
    name: str | None = None
    benefits: Annotated[frozenset[str], Field(min_length=1)]
    when_empty: bool = False
    parts: tuple[PartRule, ...] = ()


class RowRule(_Part):
    """A row of the statement."""

    select: Select
    name: str | None = None
    lines: tuple[LineRule, ...] = ()


class RegisterRule(_Part):
    """A register of acts that has a section: what it and its acts are called."""

    service: str
    code: str
    name: str
    acts: Mapping[str, str]


class Definition(_Part):
    """A layout of a statement. What no row takes stands in rows of its own, by rozdział and kind of task; a register that is not named
    has a section behind the others, if any is named. requesters: whoever may have asked for an act.
    """

    code: str
    name: str
    rows: tuple[RowRule, ...] = ()
    registers: tuple[RegisterRule, ...] = ()
    requesters: Mapping[str, str] = Field(default_factory=dict)

    def rules(self, rozdzial: str) -> tuple[tuple[int, RowRule], ...]:
        """Rules that may take money of the rozdział, with their places."""
        return self._by_rozdzial.get(rozdzial, self._general)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the layout: whether a statement that was sent had the same rows, in the same order, with the same names."""
        # A layout without sections has the digest that it had before there were any.
        left_out = None if self.registers else {"registers", "requesters"}
        return sha256(json.dumps(_sorted(self.model_dump(exclude=left_out)), sort_keys=True).encode()).hexdigest()

    @cached_property
    def _general(self) -> tuple[tuple[int, RowRule], ...]:
        return tuple((place, rule) for place, rule in enumerate(self.rows) if rule.select.rozdzial is None)

    @cached_property
    def _by_rozdzial(self) -> dict[str, tuple[tuple[int, RowRule], ...]]:
        named = {rule.select.rozdzial for rule in self.rows if rule.select.rozdzial is not None}
        return {
            code: tuple((n, rule) for n, rule in enumerate(self.rows) if rule.select.rozdzial in (None, code))
            for code in named
        }


@dataclass(frozen=True, slots=True)
class Layout:
    """A definition's code and name, for lists."""

    code: str
    name: str


def _sorted(value: object) -> object:
    # A set has no order of its own, and another one in each process.
    if isinstance(value, dict):
        return {name: _sorted(member) for name, member in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    return [_sorted(member) for member in value] if isinstance(value, list | tuple) else value


@cache
def definitions() -> dict[str, Definition]:
    """All layouts, by code."""
    folder = resources.files(__package__).joinpath("definitions")
    found = [
        Definition.model_validate(read_yaml(file.read_text(encoding="utf-8")))
        for file in folder.iterdir()
        if file.name.endswith(".yaml")
    ]
    return {definition.code: definition for definition in sorted(found, key=lambda definition: definition.code)}


def definition(code: str) -> Definition:
    """The layout; raises UnknownDefinition."""
    found = definitions().get(code)
    if found is None:
        raise UnknownDefinition(
            "Nie ma takiego układu sprawozdania.",
            errors=[
                FieldError("/query/definition", "unknown_definition", "Lista układów: GET /v1/statements/definitions.")
            ],
        )
    return found
