"""Computing of terms (k.p.a. art. 57): every unit, every way a last day moves, and what holds for all terms."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.terms.computing import UNITS, NoTerm, Unit, term
from casework.terms.days_off import after_working_days, blocks_end, day_off, rolled, working_day

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
COUNTS = st.integers(1, 60)


@pytest.mark.parametrize(
    ("start", "count", "unit", "raw", "last"),
    [
        (date(2026, 3, 2), 14, "days", date(2026, 3, 16), date(2026, 3, 16)),
        (date(2026, 3, 23), 14, "days", date(2026, 4, 6), date(2026, 4, 7)),  # Easter Monday
        (date(2026, 4, 24), 7, "days", date(2026, 5, 1), date(2026, 5, 4)),  # 1 May, Saturday, Sunday 3 May
        (date(2025, 12, 10), 14, "days", date(2025, 12, 24), date(2025, 12, 29)),  # 24 to 28 December
        (date(2018, 10, 29), 14, "days", date(2018, 11, 12), date(2018, 11, 13)),  # the one-off day
        (date(2026, 6, 3), 1, "weeks", date(2026, 6, 10), date(2026, 6, 10)),
        (date(2026, 5, 28), 1, "weeks", date(2026, 6, 4), date(2026, 6, 5)),  # Corpus Christi
        (date(2026, 1, 31), 1, "months", date(2026, 2, 28), date(2026, 3, 2)),  # no 31st; a Saturday
        (date(2028, 1, 31), 1, "months", date(2028, 2, 29), date(2028, 2, 29)),
        (date(2026, 1, 15), 2, "months", date(2026, 3, 15), date(2026, 3, 16)),
        (date(2024, 2, 29), 1, "years", date(2025, 2, 28), date(2025, 2, 28)),  # § 3a
        (date(2024, 2, 29), 4, "years", date(2028, 2, 29), date(2028, 2, 29)),
        (date(2026, 4, 2), 2, "working_days", date(2026, 4, 7), date(2026, 4, 7)),  # over Easter
    ],
)
def test_a_term_ends_as_the_code_says(start: date, count: int, unit: Unit, raw: date, last: date) -> None:
    found = term(start, count, unit)

    assert (found.raw_last_day, found.last_day) == (raw, last)
    assert found.shifted is (raw != last)


def test_a_term_of_substantive_law_or_of_the_offices_payment_does_not_move() -> None:
    assert term(date(2026, 3, 23), 14, "days", shifts=False).last_day == date(2026, 4, 6)


@pytest.mark.parametrize("count", [0, -1])
def test_a_term_has_at_least_one_unit(count: int) -> None:
    with pytest.raises(NoTerm):
        term(date(2026, 3, 2), count, "days")


@pytest.mark.parametrize(
    ("day", "off"),
    [
        (date(2010, 1, 6), False),
        (date(2011, 1, 6), True),
        (date(2024, 12, 24), False),
        (date(2025, 12, 24), True),
        (date(2018, 11, 12), True),
        (date(2019, 11, 12), False),
        (date(2017, 11, 12), True),  # a Sunday
        (date(2026, 5, 24), True),  # Pentecost
        (date(2026, 6, 4), True),  # Corpus Christi
        (date(2026, 5, 2), False),  # a Saturday is no statutory day off
    ],
)
def test_a_day_off_is_known_from_the_year_it_came(day: date, off: bool) -> None:
    assert day_off(day) is off


@pytest.mark.parametrize(
    ("saturday", "last"),
    [
        (date(2011, 6, 11), date(2011, 6, 11)),
        (date(2011, 6, 18), date(2011, 6, 20)),  # resolution I OPS 1/11
        (date(2017, 6, 3), date(2017, 6, 5)),
    ],
)
def test_a_saturday_moves_a_term_since_the_resolution_of_2011(saturday: date, last: date) -> None:
    assert rolled(saturday) == last


@given(DAYS, COUNTS, st.sampled_from(UNITS))
def test_a_term_never_ends_on_a_free_day(start: date, count: int, unit: Unit) -> None:
    found = term(start, count, unit)

    assert not blocks_end(found.last_day)
    assert start < found.raw_last_day <= found.last_day <= found.raw_last_day + timedelta(days=6)


def easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian computus; independent of what the code asks."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def free(day: date) -> bool:
    """A Saturday, a Sunday or a holiday since 2017, as the act of 1951 lists them."""
    fixed = {(1, 1), (1, 6), (5, 1), (5, 3), (8, 15), (11, 1), (11, 11), (12, 25), (12, 26)}
    if day.year >= 2025:
        fixed.add((12, 24))
    return (
        day.weekday() >= 5
        or (day.month, day.day) in fixed
        or day == date(2018, 11, 12)
        or (day - easter(day.year)).days in (0, 1, 49, 60)
    )


@given(st.dates(date(2017, 6, 1), date(2040, 12, 31)), st.integers(1, 40), st.sampled_from(UNITS))
def test_the_end_is_the_first_day_that_the_act_on_days_off_leaves_free_for_work(
    start: date, count: int, unit: Unit
) -> None:
    found = term(start, count, unit)

    skipped = [found.raw_last_day + timedelta(days=n) for n in range((found.last_day - found.raw_last_day).days)]
    assert not free(found.last_day)
    assert all(map(free, skipped))


@given(DAYS, DAYS, COUNTS, st.sampled_from(UNITS))
def test_who_starts_later_never_ends_earlier(one: date, other: date, count: int, unit: Unit) -> None:
    first, second = sorted((one, other))

    assert term(first, count, unit).last_day <= term(second, count, unit).last_day


@given(DAYS, COUNTS, st.sampled_from(UNITS))
def test_a_longer_term_never_ends_earlier(start: date, count: int, unit: Unit) -> None:
    assert term(start, count, unit).last_day <= term(start, count + 1, unit).last_day


@given(DAYS, COUNTS, st.sampled_from(UNITS))
def test_the_last_day_is_in_time_and_the_next_is_not(start: date, count: int, unit: Unit) -> None:
    found = term(start, count, unit)

    assert found.in_time(found.last_day)
    assert not found.in_time(found.over_on)
    assert (found.days_left(found.last_day), found.days_left(found.over_on)) == (0, -1)


@given(DAYS, st.integers(0, 40))
def test_so_many_working_days_lie_behind_the_event(start: date, count: int) -> None:
    end = after_working_days(start, count)

    between = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(map(working_day, between)) == count
    assert working_day(end) or count == 0
