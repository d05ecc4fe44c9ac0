"""Compares a statement with what the council adopted: every row, line, count and total, to the grosz and the person."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gops.demo.expected import Expected, Figures, Line, Row, lubnice_2019
from kit.money import zloty

Json = Mapping[str, Any]

_MONEY = ("plan", "executed", "state", "own")
_COUNTS = ("persons", "families", "benefits")


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of the statement that is not the adopted one; `row` says where it stands, None stands for nothing there."""

    row: str
    figure: str
    expected: str | None
    found: str | None

    def __str__(self) -> str:
        return f"{self.row}, {self.figure}: {self.expected} expected, {self.found} found"


def compare(statement: Json, expected: Expected | None = None) -> list[Difference]:
    """All differences between a statement (definition council_annual) and the adopted report; an empty list is equality.

    Facts that were refused, payment lists booked otherwise than paid, and control rules that do not hold are differences too.
    """
    adopted = expected or lubnice_2019()
    return [
        *_rows(statement, adopted),
        *_totals(statement, adopted),
        *_proof(statement),
    ]


def _rows(statement: Json, expected: Expected) -> Iterator[Difference]:
    found = {(row["rozdzial"], row["task_kind"]): row for row in statement["rows"]}
    for row in expected.rows:
        standing = found.pop((row.rozdzial, row.task_kind), None)
        if standing is None:
            yield Difference(row.label, "row", "present", None)
            continue
        yield from _figures(row.label, row.figures, standing)
        yield from _lines(row, standing["lines"])
    for row in found.values():
        yield Difference(f"{row['rozdzial']} {row['task_kind']}", "row", None, row["executed"])


def _figures(place: str, figures: Figures, found: Json) -> Iterator[Difference]:
    for name in _MONEY:
        wanted = zloty(getattr(figures, name))
        if wanted != found[name]:
            yield Difference(place, name, wanted, found[name])


def _lines(row: Row, lines: Sequence[Json]) -> Iterator[Difference]:
    found = {line["code"]: line for line in lines}
    for line in row.lines:
        place = f"{row.label} {line.benefit}"
        standing = found.pop(line.benefit, None)
        if standing is not None:
            yield from _line(place, line, standing)
        elif line.amount:
            yield Difference(place, "amount", zloty(line.amount), None)
    for code, standing in found.items():
        yield Difference(f"{row.label} {code}", "amount", None, standing["amount"])


def _line(place: str, line: Line, found: Json) -> Iterator[Difference]:
    if zloty(line.amount) != found["amount"]:
        yield Difference(place, "amount", zloty(line.amount), found["amount"])
    yield from _counts(place, line, found)
    declared = {entry["unit"]: entry["value"] for entry in found["declared"]}
    for unit, value in line.declared.items():
        if declared.get(unit) != value:
            yield Difference(place, f"declared {unit}", str(value), _text(declared.get(unit)))
    parts = {part["code"]: part for part in found["parts"]}
    for part in line.parts:
        if part.code in parts:
            yield from _counts(f"{place} {part.code}", part, parts[part.code])
        else:
            yield Difference(f"{place} {part.code}", "part", "present", None)


def _counts(place: str, wanted: object, found: Json) -> Iterator[Difference]:
    """Counts that the report gives; where nothing was paid nobody is counted, which is zero."""
    for name in _COUNTS:
        count = getattr(wanted, name, None)
        if count is not None and count != (found[name] or 0):
            yield Difference(place, name, str(count), _text(found[name]))


def _totals(statement: Json, expected: Expected) -> Iterator[Difference]:
    found = {f"dział {total['dzial']}": total for total in statement["dzialy"]} | {"razem": statement["total"]}
    for name, figures in expected.totals.items():
        place = "razem" if name == "all" else f"dział {name}"
        if place in found:
            yield from _figures(place, figures, found.pop(place))
        else:
            yield Difference(place, "row", "present", None)
    for place, total in found.items():
        yield Difference(place, "row", None, total["executed"])


def _proof(statement: Json) -> Iterator[Difference]:
    for check in (*statement["checks"], *statement["observed"].get("checks", ())):
        if not check["passed"]:
            yield Difference(
                f"control rule {check['code']}", ", ".join(check["rows"]) or "rule", "holds", "does not hold"
            )
    for fact in statement["proof"]["refused"]:
        yield Difference(f"{fact['service']} {fact['sequence']}", f"refused: {fact['code']}", None, fact["amount"])
    for mirror in statement["proof"]["mirrors"]:
        yield Difference(f"payment list {mirror['payment_list']}", "booked", mirror["paid"], mirror["booked"])
    for source in statement["observed"]["sources"]:
        if source["lag"]:
            yield Difference(str(source["service"]), "lag", "0", str(source["lag"]))


def _text(value: object) -> str | None:
    return None if value is None else str(value)
