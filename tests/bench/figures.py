"""What a bench measures: a path, its ceiling from the same run, the ratio that is wanted, and whether it was reached.

Ceiling and ours take turns within one run, and the medians of the rounds are compared, so that a machine that is busy for a while
is busy for both.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. `ratio` is what `wanted` is about; `at_least` says which side of it is good."""

    path: str
    unit: str
    ceiling_name: str
    ceiling: float | None
    ours: float | None
    ratio: float | None
    wanted: float | None
    at_least: bool = True
    ratio_unit: str = "×"
    aim: float | None = None
    note: str = ""
    rounds: Sequence[tuple[float, float]] = field(default_factory=tuple)

    @property
    def reached(self) -> bool | None:
        """None when there is nothing to compare."""
        if self.ratio is None or self.wanted is None:
            return None
        return self.ratio >= self.wanted if self.at_least else self.ratio <= self.wanted


def rates(
    path: str,
    unit: str,
    ceiling_name: str,
    rounds: Sequence[tuple[float, float]],
    wanted: float | None,
    *,
    aim: float | None = None,
    note: str = "",
) -> Figure:
    """A figure from rounds of (ceiling, ours) in units a second: ours / ceiling is wanted at least (None: shown only)."""
    ceiling, ours = median(one for one, _ in rounds), median(one for _, one in rounds)
    ratio = median(one / other for other, one in rounds)
    return Figure(path, unit, ceiling_name, ceiling, ours, ratio, wanted, aim=aim, note=note, rounds=tuple(rounds))


def times(
    path: str, unit: str, ceiling_name: str, rounds: Sequence[tuple[float, float]], wanted: float, *, note: str = ""
) -> Figure:
    """A figure from rounds of (ceiling, ours) as durations: ours / ceiling is wanted at most."""
    ceiling, ours = median(one for one, _ in rounds), median(one for _, one in rounds)
    ratio = median(one / other for other, one in rounds)
    return Figure(
        path, unit, ceiling_name, ceiling, ours, ratio, wanted, at_least=False, note=note, rounds=tuple(rounds)
    )


def missing(
    path: str, unit: str, ceiling_name: str, wanted: float | None, why: str, *, at_least: bool = True
) -> Figure:
    """A figure that could not be measured here, and why."""
    return Figure(path, unit, ceiling_name, None, None, None, wanted, at_least=at_least, note=why)


def in_turns(rounds: int, ceiling: Callable[[int], float], ours: Callable[[int], float]) -> list[tuple[float, float]]:
    """(ceiling, ours) of each round; whoever begins changes with the round."""
    found: list[tuple[float, float]] = []
    for number in range(rounds):
        if number % 2:
            mine = ours(number)
            found.append((ceiling(number), mine))
        else:
            other = ceiling(number)
            found.append((other, ours(number)))
    return found


def show(figures: Sequence[Figure], console: Console) -> None:
    """The table."""
    table = Table(title="Every figure beside its ceiling from the same run", show_lines=True)
    for name in ("path", "ceiling", "ours", "ratio", "wanted", "reached"):
        table.add_column(name, justify="left" if name in ("path", "ceiling") else "right", overflow="fold")
    for one in figures:
        path = f"{one.path}\n[dim]{one.note}[/dim]" if one.note else one.path
        sign = "≥" if one.at_least else "≤"
        wanted = "" if one.wanted is None else f"{sign} {_number(one.wanted)}{_suffix(one)}"
        if one.aim is not None:
            wanted += f"\n[dim]aim {_number(one.aim)}[/dim]"
        reached = {None: "[yellow]—[/yellow]", True: "[green]yes[/green]", False: "[red]NO[/red]"}[one.reached]
        ceiling = "—" if one.ceiling is None else f"{_number(one.ceiling)} {one.unit}\n[dim]{one.ceiling_name}[/dim]"
        ours = "—" if one.ours is None else f"{_number(one.ours)} {one.unit}"
        ratio = "—" if one.ratio is None else f"{_number(one.ratio)}{_suffix(one)}"
        table.add_row(path, ceiling, ours, ratio, wanted, reached)
    console.print(table)


def _suffix(figure: Figure) -> str:
    return "" if figure.ratio_unit == "×" else f" {figure.ratio_unit}"


def _number(value: float) -> str:
    if value >= 1000:
        return f"{value:,.0f}".replace(",", " ")
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.3g}"
