"""The day in the office: the real one, or the one that a file holds."""

from datetime import date, datetime
from pathlib import Path

import pytest

from casework.today import OFFICE, DayUnreadable, office_day


def test_without_a_file_it_is_the_day_in_warsaw() -> None:
    before = datetime.now(OFFICE).date()
    assert before <= office_day(None) <= datetime.now(OFFICE).date()


def test_the_file_is_read_at_every_asking(tmp_path: Path) -> None:
    file = tmp_path / "day"
    file.write_text("2025-11-30\n")
    assert office_day(file) == date(2025, 11, 30)

    file.write_text("2025-12-01\n")
    assert office_day(file) == date(2025, 12, 1)


@pytest.mark.parametrize("content", ["", "wczoraj", "2025-13-01"])
def test_a_file_without_a_day_is_no_day_at_all(tmp_path: Path, content: str) -> None:
    file = tmp_path / "day"
    file.write_text(content)
    with pytest.raises(DayUnreadable):
        office_day(file)


def test_neither_is_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DayUnreadable):
        office_day(tmp_path / "day")
