"""The end of a month: what the statement, its proof and the reconciliation say, beside what the test did."""

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from kit.money import grosze, zloty
from kit.periods import month_text, parse_month
from tests.system.year.book import Book
from tests.system.year.desk import ACCOUNTANT, AUDITOR, REPORTER, Desk

_SHOWN = ("executed", "persons", "families", "benefits")
_SERVICES = ("family_benefits", "social_assistance", "alimony_fund", "reporting")


class Line(NamedTuple):
    """Where a benefit stands in the budget."""

    dzial: str
    rozdzial: str
    paragraf: str
    task: str
    task_kind: str
    source: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The benefits of a story by their lines, what is planned on each paragraf in each year, and the first month of a right."""

    first_month: str
    lines: Mapping[str, Line]
    plan: Mapping[int, Mapping[str, str]]


_FAMILY = Line("855", "85502", "3110", "swiadczenia_rodzinne", "zlecone", "dotacja_zlecone_2010")
FAMILY = Ledger(
    "2025-11",
    dict.fromkeys(("zasilek_rodzinny", "dodatek_wielodzietnosc", "dodatek_nauka_dojazd"), _FAMILY),
    {2025: {"3110": "6000.00"}, 2026: {"3110": "9000.00"}, 2027: {"3110": "9000.00"}},
)


def enter_plan(desk: Desk, ledger: Ledger = FAMILY) -> None:
    """The plan of the years that the story touches, one act a year."""
    rows = [
        {
            "unit": "gops", "year": year, **line._asdict(), "amount": planned[line.paragraf],
            "valid_from": f"{year}-01-01", "act_number": f"XX/{year % 100}/{year - 1}", "act_day": f"{year - 1}-12-20",
        }
        for year, planned in ledger.plan.items()
        for line in sorted(set(ledger.lines.values()))
    ]  # fmt: skip
    desk.post(ACCOUNTANT, "/reporting/v1/plans", {"rows": rows})


def month_ends(
    desk: Desk, book: Book, day: str, ledger: Ledger = FAMILY, too_much: Mapping[str, str] | None = None
) -> None:
    """The office closes the month: the statement is what the book says, whole, and nothing differs in any month so far.

    too_much: what was paid over the right in which month and is neither repaid nor established as undue yet.
    """
    desk.on(day)
    last = desk.today
    assert (last + timedelta(days=1)).day == 1
    spent = statement(desk, last, group_by="benefit")
    wanted = book.expenditure(last)
    assert {"": _shown(spent["total"])} | {one["benefit"]: _shown(one) for one in spent["groups"]} == wanted
    planned = zloty(sum(grosze(amount) for amount in ledger.plan[last.year].values()))
    assert (spent["total"]["plan"], spent["total"]["state"]) == (planned, wanted[""]["executed"])
    assert [one["code"] for one in spent["checks"] if not one["passed"]] == []
    by_line = statement(desk, last, group_by="paragraf")["groups"]
    assert {one["paragraf"]: one["executed"] for one in by_line} == _by_paragraf(wanted, ledger)
    assert {(row["dzial"], row["rozdzial"], row["task_kind"]) for row in spent["rows"]} == {
        (line.dzial, line.rozdzial, line.task_kind) for line in ledger.lines.values()
    }
    received = statement(desk, last, side="revenue", measure="received", group_by="paragraf")["groups"]
    assert {one["paragraf"]: one["executed"] for one in received if one["executed"] != "0.00"} == book.revenue(last)
    for month in _months_until(ledger.first_month, last):
        told = desk.get(ACCOUNTANT, "reconciliation", month=month)
        over = (too_much or {}).get(month)
        assert {one["kind"] for one in told["cases"]} == ({"paid_more_than_due"} if over else set())
        assert (month, told["difference"], told["agrees"]) == (month, over or "0.00", over is None)


def statement(desk: Desk, until: date, **query: object) -> dict[str, Any]:
    """The statement of the year until the day, once every log is read to its end: its proof names the place and digest of each."""
    asked = {"year": until.year, "until": until, "definition": "budget_rows", **query}
    ends = {(service, one["sequence"], one["digest"]) for service in _SERVICES for one in _feeds(desk, service)}
    for _ in range(200):
        found: dict[str, Any] = desk.get(REPORTER, "/reporting/v1/statements", **asked)
        read = {(one["service"], one["sequence"], one["digest"]) for one in found["proof"]["sources"]}
        if ends <= read:
            break
        time.sleep(0.1)
    assert ends <= read
    assert [one["passed"] for one in found["observed"]["checks"]] == [True]
    assert (found["proof"]["refused"], found["proof"]["mirrors"]) == ([], [])
    return found


def _feeds(desk: Desk, service: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = desk.get(AUDITOR, f"/{service.replace('_', '-')}/v1/feeds")
    return found


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in _SHOWN}


def _by_paragraf(wanted: dict[str, dict[str, Any]], ledger: Ledger) -> dict[str, str]:
    sums = Counter({line.paragraf: 0 for line in ledger.lines.values()})
    for benefit, line in ledger.lines.items():
        sums[line.paragraf] += grosze(wanted[benefit]["executed"]) if benefit in wanted else 0
    return {paragraf: zloty(amount) for paragraf, amount in sums.items()}


def _months_until(first_month: str, last: date) -> list[str]:
    first, end = parse_month(first_month), parse_month(f"{last:%Y-%m}")
    return [month_text(month) for month in range(first, end + 1)]
