"""What the finance system sends for the demo's year: the plan by row of the report, and bookings that no benefit service has.

The report gives no paragraphs: those of the bookings are synthetic (finance_2019.yaml), their sums by row and source are not.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from gops.demo.bank_days import pay_day
from gops.demo.expected import Expected
from gops.demo.model import Booking, PlanRow
from kit.money import grosze, share_out
from kit.written import read_yaml


@dataclass(frozen=True, slots=True)
class _Share:
    """A part of a benefit's bookings: its source, paragraphs with their shares in thousandths, and the months it is booked in."""

    benefit: str
    source: str
    amount: int
    paragraphs: Mapping[str, int]
    months: tuple[int, ...]
    declared: Mapping[str, int]


def plan(expected: Expected) -> tuple[PlanRow, ...]:
    """One plan row for every row of the report."""
    tasks = _finance()["plan_tasks"]
    return tuple(
        PlanRow(row.dzial, row.rozdzial, tasks[f"{row.rozdzial}-{row.task_kind}"], row.task_kind, row.figures.plan)
        for row in expected.rows
    )


def bookings(expected: Expected) -> tuple[Booking, ...]:
    """Documents of the finance system by day; each is one line of the classification."""
    found = []
    for share in _shares(expected):
        row = expected.row_of(_finance()["lines"].get(share.benefit, share.benefit))
        task = _finance()["tasks"][share.benefit]
        declared = share.declared
        for month, paragraf, amount in _monthly(share):
            day = pay_day(f"{expected.year}-{month:02d}", 27)
            found.append((day, share, row, paragraf, amount, task, declared))
            declared = {}
    found.sort(key=lambda one: one[0])
    return tuple(
        Booking(
            document_id=f"PK/{day.year}/{day.month:02d}/{number:04d}",
            benefit=share.benefit,
            rozdzial=row.rozdzial,
            paragraf=paragraf,
            task=task,
            task_kind=row.task_kind,
            source=share.source,
            amount=amount,
            booked_on=day,
            declared=declared,
        )
        for number, (day, share, row, paragraf, amount, task, declared) in enumerate(found, 1)
    )


def council_act() -> tuple[str, date]:
    """Number and day of the (synthetic) resolution that the plan stands on."""
    act = _finance()["act"]
    return act["number"], date.fromisoformat(act["day"])


def _shares(expected: Expected) -> Iterator[_Share]:
    """What the YAML states in amounts as it stands; the one share without an amount takes the rest of its line."""
    stated: dict[str, int] = {}
    data = _finance()["bookings"]
    for entry in data:
        line = _finance()["lines"].get(entry["benefit"], entry["benefit"])
        stated[line] = stated.get(line, 0) + (grosze(entry["amount"]) if "amount" in entry else 0)
    for entry in data:
        line = _finance()["lines"].get(entry["benefit"], entry["benefit"])
        amount = grosze(entry["amount"]) if "amount" in entry else expected.line(line).amount - stated[line]
        if "paid_by_service" in entry:
            amount -= grosze(entry["paid_by_service"])
        yield _Share(
            benefit=entry["benefit"],
            source=entry["source"],
            amount=amount,
            paragraphs=entry["paragraphs"],
            months=tuple(entry.get("months", range(1, 13))),
            declared=expected.line(line).declared if entry.get("declares") else {},
        )


def _monthly(share: _Share) -> Iterator[tuple[int, str, int]]:
    """Month, paragraf and grosze."""
    parts = share_out(share.amount, list(share.paragraphs.values()))
    for paragraf, part in zip(share.paragraphs, parts, strict=True):
        for month, amount in zip(share.months, share_out(part, [1] * len(share.months)), strict=True):
            if amount:
                yield month, paragraf, amount


@cache
def _finance() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("finance_2019.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = read_yaml(text)
    return data
