"""The day on which a decision becomes final (k.p.a. art. 57, 127, 129), against the calendar."""

from datetime import date

import pytest

from casework.decisions.finality import final_day
from kit.law import NoParameter


@pytest.mark.parametrize(
    ("delivered", "final"),
    [
        (date(2019, 3, 4), date(2019, 3, 19)),  # the term ends on Monday 18 March
        (date(2019, 3, 2), date(2019, 3, 19)),  # Saturday 16 March runs to Monday 18
        (date(2019, 4, 8), date(2019, 4, 24)),  # Easter Monday 22 April runs to Tuesday 23
        (date(2024, 12, 10), date(2024, 12, 25)),  # 24 December 2024 was a working day
        (date(2025, 12, 10), date(2025, 12, 30)),  # 24 December 2025 is not: 25, 26, Saturday, Sunday, Monday 29
        (date(2018, 10, 29), date(2018, 11, 14)),  # the one-off 12 November 2018
    ],
)
def test_a_term_that_ends_on_a_day_off_runs_on(delivered: date, final: date) -> None:
    assert final_day(delivered, granted_in_full=False, justified=True) == final


@pytest.mark.parametrize(
    ("in_full", "justified", "final"),
    [(True, False, date(2026, 3, 4)), (True, True, date(2026, 3, 19)), (False, True, date(2026, 3, 19))],
)
def test_only_a_full_grant_without_justification_is_final_with_its_delivery(
    in_full: bool, justified: bool, final: date
) -> None:
    assert final_day(date(2026, 3, 4), granted_in_full=in_full, justified=justified) == final


def test_before_12_may_2023_a_full_grant_waited_for_the_term_too() -> None:
    assert final_day(date(2023, 5, 11), granted_in_full=True, justified=False) == date(2023, 5, 26)
    assert final_day(date(2023, 5, 12), granted_in_full=True, justified=False) == date(2023, 5, 12)


def test_a_day_without_law_is_an_error() -> None:
    with pytest.raises(NoParameter):
        final_day(date(1970, 1, 1), granted_in_full=True, justified=True)
