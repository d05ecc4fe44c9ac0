"""A year of zasiłek stały through the gateway on a moved clock: completed, granted, paid, returned, voided, changed, closed. At the end of
every month the statement is what the test has written down of its own acts.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.system.houses import running_house
from tests.system.year import alone as story
from tests.system.year.alone import Year
from tests.system.year.desk import Desk

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

GMINA = "101805"


@pytest.fixture
def year(tmp_path: Path) -> Iterator[Year]:
    with running_house(tmp_path, (GMINA,)) as house:
        house.move_day(date(2025, 2, 24))
        house.all_up([GMINA])
        desk = Desk(house, GMINA, tmp_path / "alone.ndjson", "social-assistance")
        try:
            yield Year(desk)
        finally:
            desk.close()


def test_the_statement_agrees_at_every_month_end_of_a_year_of_zasilek_staly(year: Year) -> None:
    story.the_office_is_set_up(year)
    alone = story.an_application_without_the_certificate_is_completed(year)
    story.both_are_granted(year, alone)
    story.months_are_paid_and_one_comes_back(year, alone)
    story.a_payment_was_an_error(year)
    story.income_grows(year, alone)
    story.everything_is_closed(year)
