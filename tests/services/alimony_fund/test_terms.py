"""By which day an application is settled and paid (art. 20 ust. 4-8), on both sides of each day of filing."""

from datetime import date

import pytest

from kit.law import sentences
from kit.periods import parse_month
from services.alimony_fund.catalogue import CATALOGUE
from services.alimony_fund.terms import pay_by
from tests.services.worked_cases import worked_cases

LAW = CATALOGUE.law()
OF_CASES = {"fa-period-01": "2026-01-31", "fa-period-02": "2026-10-31"}


@pytest.mark.parametrize(
    ("received", "start", "by"),
    [
        ("2026-07-01", "2026-10", "2026-10-31"),
        ("2026-08-31", "2026-10", "2026-10-31"),
        ("2026-09-01", "2026-10", "2026-11-30"),
        ("2026-09-30", "2026-10", "2026-11-30"),
        ("2025-10-01", "2025-10", "2025-12-31"),
        ("2025-10-31", "2025-10", "2025-12-31"),
        ("2025-11-01", "2025-10", "2026-01-31"),
        ("2025-11-30", "2025-10", "2026-01-31"),
        ("2025-12-01", "2025-10", "2026-02-28"),
        ("2026-01-31", "2025-10", "2026-02-28"),
        ("2023-12-01", "2023-10", "2024-02-29"),
        ("2026-02-01", "2025-10", None),
        # The original text: one term for September and October, none later; the day of the law is that of the application.
        ("2016-08-31", "2016-10", "2016-10-31"),
        ("2016-09-01", "2016-10", "2016-11-30"),
        ("2016-10-31", "2016-10", "2016-11-30"),
        ("2016-11-01", "2016-10", None),
        ("2017-10-31", "2017-10", "2017-12-31"),
    ],
)
def test_the_day_follows_the_month_of_filing(received: str, start: str, by: str | None) -> None:
    day = date.fromisoformat(received)

    found = pay_by(day, parse_month(start), LAW.on(day))

    assert found == (None if by is None else date.fromisoformat(by))


@pytest.mark.parametrize(("identity", "by"), OF_CASES.items())
def test_the_day_of_a_worked_case_is_told(identity: str, by: str) -> None:
    (case,) = [one for one in worked_cases("alimony_fund") if one.id == identity]
    answer = CATALOGUE.assess(case.benefit, CATALOGUE.prepare(CATALOGUE.facts.model_validate(case.facts)), case.on)

    assert any(by in one and "art. 20 ust. 4-8" in one for one in sentences(answer.trace))
