"""How long a file is kept: full calendar years from 1 January after the case was closed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.archives.categories import BadCategory, parse, register_kept_until, retention

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("category", "closed", "kept_until", "due_on", "after"),
    [
        ("B5", date(2024, 1, 1), date(2029, 12, 31), date(2030, 1, 1), "destroy"),
        ("B5", date(2024, 12, 31), date(2029, 12, 31), date(2030, 1, 1), "destroy"),
        ("B5", date(2025, 1, 1), date(2030, 12, 31), date(2031, 1, 1), "destroy"),
        ("BE10", date(2024, 6, 3), date(2034, 12, 31), date(2035, 1, 1), "expert_opinion"),
        ("A", date(2024, 6, 3), None, date(2050, 1, 1), "to_state_archive"),
        ("Bc", date(2024, 6, 3), None, date(2024, 6, 3), "when_useless"),
    ],
)
def test_a_file_is_kept_by_its_category(
    category: str, closed: date, kept_until: date | None, due_on: date, after: str
) -> None:
    found = retention(parse(category), closed)

    assert (found.kept_until, found.due_on, found.category.after) == (kept_until, due_on, after)
    assert found.due(due_on)
    assert not found.due(date.fromordinal(due_on.toordinal() - 1))


@pytest.mark.parametrize("text", ["", "B", "BE", "B0", "B05", "B100", "C", "a", "BC", "B5 ", "A5"])
def test_what_is_no_category_is_refused(text: str) -> None:
    with pytest.raises(BadCategory):
        parse(text)


@given(DAYS, st.integers(1, 50))
def test_every_file_is_kept_for_its_full_calendar_years(closed: date, years: int) -> None:
    found = retention(parse(f"B{years}"), closed)

    assert found.kept_until is not None
    assert found.kept_until.year - closed.year == years
    assert (found.kept_until.month, found.kept_until.day) == (12, 31)


def test_a_register_forgets_on_the_anniversary_even_on_a_sunday() -> None:
    assert register_kept_until(date(2024, 11, 30), 1) == date(2025, 11, 30)
    assert register_kept_until(date(2024, 2, 29), 1) == date(2025, 2, 28)
