"""What the council adopted for 2019: the rows and lines that the demo's statement must equal, read from lubnice_2019.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from kit.money import grosze
from kit.written import read_yaml


@dataclass(frozen=True, slots=True)
class Figures:
    """A row's money in grosze: plan, executed, and of that from the State and from the gmina's own means."""

    plan: int
    executed: int
    state: int
    own: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a line that the report gives beside it: some of its benefits, or (without codes) the title it was paid under."""

    code: str
    codes: tuple[str, ...]
    persons: int | None
    families: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """A benefit line: amounts of all its codes summed, persons united. A count of None is one that the report does not give."""

    benefit: str
    codes: tuple[str, ...]
    amount: int
    persons: int | None
    families: int | None
    benefits: int | None
    counted: Literal["entitled", "recipient"]
    declared: Mapping[str, int]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the report: rozdział and kind of task."""

    rozdzial: str
    task_kind: str
    name: str
    figures: Figures
    lines: tuple[Line, ...]

    @property
    def dzial(self) -> str:
        """The first three digits of the rozdział."""
        return self.rozdzial[:3]

    @property
    def label(self) -> str:
        """What people call the row."""
        return f"{self.rozdzial} {self.task_kind}"


@dataclass(frozen=True, slots=True)
class Expected:
    """The adopted report of one unit's year."""

    gmina: str
    gmina_name: str
    unit: str
    year: int
    rows: tuple[Row, ...]
    totals: Mapping[str, Figures]

    def line(self, benefit: str) -> Line:
        """The line of that name; raises KeyError."""
        for row in self.rows:
            for line in row.lines:
                if line.benefit == benefit:
                    return line
        raise KeyError(benefit)

    def row_of(self, benefit: str) -> Row:
        """The row that has the line, or a line that covers the code; raises KeyError."""
        for row in self.rows:
            for line in row.lines:
                if benefit == line.benefit or benefit in line.codes:
                    return row
        raise KeyError(benefit)


@cache
def lubnice_2019() -> Expected:
    """The report of Łubnice for 2019."""
    data = read_yaml(resources.files(__package__).joinpath("lubnice_2019.yaml").read_text(encoding="utf-8"))
    return Expected(
        gmina=data["gmina"],
        gmina_name=data["gmina_name"],
        unit=data["unit"],
        year=data["year"],
        rows=tuple(_row(row) for row in data["rows"]),
        totals={name: _figures(figures) for name, figures in data["totals"].items()},
    )


def _row(data: Mapping[str, Any]) -> Row:
    return Row(
        rozdzial=data["rozdzial"],
        task_kind=data["task_kind"],
        name=data["name"],
        figures=_figures(data),
        lines=tuple(_line(line) for line in data["lines"]),
    )


def _figures(data: Mapping[str, Any]) -> Figures:
    return Figures(*(grosze(data[name]) for name in ("plan", "executed", "state", "own")))


def _line(data: Mapping[str, Any]) -> Line:
    return Line(
        benefit=data["benefit"],
        codes=tuple(data.get("codes", [data["benefit"]])),
        amount=grosze(data["amount"]),
        persons=data.get("persons"),
        families=data.get("families"),
        benefits=data.get("benefits"),
        counted=data.get("counted", "entitled"),
        declared=data.get("declared", {}),
        parts=tuple(
            Part(part["code"], tuple(part.get("codes", ())), part.get("persons"), part.get("families"))
            for part in data.get("of_which", [])
        ),
    )
