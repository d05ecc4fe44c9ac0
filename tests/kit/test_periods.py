"""Closed ranges of months behave as sets of months; days and birthdays as the codes of law want."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.periods import (
    EmptyRange,
    Months,
    add_months,
    birthday,
    coalesce,
    completed_years,
    days_in,
    first_day,
    last_day,
    month,
    month_of,
    month_text,
    number_in_year,
    parse_month,
    year_of,
)

ORDINALS = st.integers(min_value=month(1900, 1), max_value=month(1901, 12))
RANGES = st.tuples(ORDINALS, ORDINALS).map(lambda pair: Months(min(pair), max(pair)))
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


def months(*ranges: Months) -> set[int]:
    return {at for item in ranges for at in item}


def test_a_range_needs_a_month() -> None:
    with pytest.raises(EmptyRange):
        Months(month(2025, 2), month(2025, 1))


@given(RANGES, RANGES)
def test_an_intersection_holds_the_months_of_both(one: Months, other: Months) -> None:
    common = one.intersect(other)
    assert (months(common) if common else set()) == months(one) & months(other)
    assert common == other.intersect(one)


@given(RANGES, RANGES)
def test_a_difference_holds_the_months_of_the_first_only(one: Months, other: Months) -> None:
    left = one.subtract(other)
    assert months(*left) == months(one) - months(other)
    assert sum(map(len, left)) == len(months(*left))


@given(st.lists(RANGES, max_size=8))
def test_coalescing_keeps_the_months_in_the_fewest_ranges(ranges: list[Months]) -> None:
    joined = coalesce(ranges)
    assert months(*joined) == months(*ranges)
    assert list(joined) == sorted(joined)
    assert all(after.first > before.last + 1 for before, after in pairwise(joined))
    assert coalesce(joined) == joined


@given(RANGES, ORDINALS)
def test_a_range_knows_its_months(one: Months, at: int) -> None:
    assert (at in one) is (at in set(one))
    assert len(one) == len(set(one))


@given(DAYS)
def test_a_day_lies_in_its_month(day: date) -> None:
    at = month_of(day)
    assert first_day(at) <= day <= last_day(at)
    assert parse_month(month_text(at)) == at
    assert (year_of(at), number_in_year(at)) == (day.year, day.month)
    assert (last_day(at) - first_day(at)).days + 1 == days_in(at)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2025-01-31", 1, "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2025-03-20", 3, "2025-06-20"),
        ("2024-02-29", 12, "2025-02-28"),
    ],
)
def test_a_term_of_months_ends_on_the_same_day_number_or_the_last_day(start: str, count: int, end: str) -> None:
    assert add_months(date.fromisoformat(start), count) == date.fromisoformat(end)


def test_who_was_born_on_29_february_completes_a_year_on_1_march() -> None:
    born = date(2008, 2, 29)
    assert birthday(born, 16) == date(2024, 2, 29)
    assert birthday(born, 17) == date(2025, 3, 1)
    assert completed_years(born, date(2025, 2, 28)) == 16
    assert completed_years(born, date(2025, 3, 1)) == 17


@given(DAYS, st.integers(min_value=0, max_value=120))
def test_age_changes_on_the_birthday(born: date, years: int) -> None:
    day = birthday(born, years)
    assert completed_years(born, day) == years
