"""Ranges of months and days of age: what holds for all of them."""

from datetime import date, timedelta
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
    month_of,
    month_text,
    parse_month,
)

MONTH = st.integers(1900 * 12, 2100 * 12)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@st.composite
def ranges(draw: st.DrawFn) -> Months:
    first = draw(MONTH)
    return Months(first, first + draw(st.integers(0, 40)))


@given(ranges(), ranges())
def test_the_common_months_are_those_in_both(one: Months, other: Months) -> None:
    common = one.intersect(other)

    assert set(common or ()) == set(one) & set(other)
    assert common == other.intersect(one)


@given(ranges(), ranges())
def test_what_is_left_and_what_is_common_make_the_whole(one: Months, other: Months) -> None:
    left = one.subtract(other)

    assert {month for part in left for month in part} == set(one) - set(other)
    assert len(left) <= 2


@given(st.lists(ranges(), max_size=8))
def test_joined_ranges_have_the_same_months_in_the_fewest_ranges(several: list[Months]) -> None:
    joined = coalesce(several)

    assert {month for part in joined for month in part} == {month for part in several for month in part}
    assert all(before.last + 1 < after.first for before, after in pairwise(joined))


def test_a_range_cannot_end_before_it_begins() -> None:
    with pytest.raises(EmptyRange):
        Months(2, 1)


@given(MONTH)
def test_a_month_is_read_as_it_is_written(month: int) -> None:
    assert parse_month(month_text(month)) == month
    assert month_of(first_day(month)) == month_of(last_day(month)) == month
    assert (last_day(month) - first_day(month)).days + 1 == days_in(month)


@given(DAYS, st.integers(0, 600))
def test_a_term_in_months_ends_on_the_same_number_or_the_last_day(day: date, count: int) -> None:
    ends = add_months(day, count)

    assert month_of(ends) == month_of(day) + count
    assert ends.day == min(day.day, days_in(month_of(ends)))


@given(DAYS, st.integers(0, 120))
def test_years_are_completed_on_the_birthday_and_not_a_day_before(born: date, years: int) -> None:
    on = birthday(born, years)

    assert completed_years(born, on) == years
    if years:
        assert completed_years(born, on - timedelta(days=1)) == years - 1


def test_who_was_born_on_29_february_completes_years_on_1_march_of_a_common_year() -> None:
    assert birthday(date(2008, 2, 29), 18) == date(2026, 3, 1)
    assert birthday(date(2008, 2, 29), 20) == date(2028, 2, 29)
