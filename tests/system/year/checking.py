"""The end of a month: what the statement, its proof and the reconciliation say, beside what the test did."""

import time
from datetime import date, timedelta
from typing import Any

from kit.periods import month_text, parse_month
from tests.system.year.book import DZIAL, PARAGRAF, ROZDZIAL, Book
from tests.system.year.desk import ACCOUNTANT, AUDITOR, REPORTER, Desk

_SHOWN = ("executed", "persons", "families", "benefits")
PLAN = {2025: "6000.00", 2026: "9000.00", 2027: "9000.00"}
_SERVICES = ("family_benefits", "social_assistance", "alimony_fund", "reporting")
FIRST_MONTH = "2025-11"


def enter_plan(desk: Desk) -> None:
    """The plan of the years that the story touches, one act a year."""
    rows = [
        {
            "unit": "gops", "year": year, "dzial": DZIAL, "rozdzial": ROZDZIAL, "paragraf": PARAGRAF,
            "task": "swiadczenia_rodzinne", "task_kind": "zlecone", "source": "dotacja_zlecone_2010", "amount": amount,
            "valid_from": f"{year}-01-01", "act_number": f"XX/{year % 100}/{year - 1}", "act_day": f"{year - 1}-12-20",
        }
        for year, amount in PLAN.items()
    ]  # fmt: skip
    desk.post(ACCOUNTANT, "/reporting/v1/plans", {"rows": rows})


def month_ends(desk: Desk, book: Book, day: str) -> None:
    """The office closes the month: the statement is what the book says, whole, and nothing differs in any month so far."""
    desk.on(day)
    last = desk.today
    assert (last + timedelta(days=1)).day == 1
    spent = statement(desk, last, group_by="benefit")
    wanted = book.expenditure(last)
    assert {"": _shown(spent["total"])} | {one["benefit"]: _shown(one) for one in spent["groups"]} == wanted
    assert (spent["total"]["plan"], spent["total"]["state"]) == (PLAN[last.year], wanted[""]["executed"])
    assert [one["code"] for one in spent["checks"] if not one["passed"]] == []
    by_line = statement(desk, last, group_by="paragraf")["groups"]
    assert [(one["paragraf"], one["executed"]) for one in by_line] == [(PARAGRAF, wanted[""]["executed"])]
    assert {(row["dzial"], row["rozdzial"], row["task_kind"]) for row in spent["rows"]} == {
        (DZIAL, ROZDZIAL, "zlecone")
    }
    received = statement(desk, last, side="revenue", measure="received", group_by="paragraf")["groups"]
    assert {one["paragraf"]: one["executed"] for one in received if one["executed"] != "0.00"} == book.revenue(last)
    for month in _months_until(last):
        told = desk.get(ACCOUNTANT, "reconciliation", month=month)
        assert (month, told["difference"], told["cases"], told["agrees"]) == (month, "0.00", [], True)


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


def _months_until(last: date) -> list[str]:
    first, end = parse_month(FIRST_MONTH), parse_month(f"{last:%Y-%m}")
    return [month_text(month) for month in range(first, end + 1)]
