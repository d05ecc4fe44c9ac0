"""A year of one family through the gateway, day by day on a moved clock: from an application that lacks something to a case without
anything left to do. At the end of every month the statement is what the test has written down of its own acts.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.system.houses import running_house
from tests.system.year import opening, recovering, running, winding_up
from tests.system.year.book import Book
from tests.system.year.desk import Desk
from tests.system.year.story import Story

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

GMINA = "101805"


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    with running_house(tmp_path, (GMINA,)) as house:
        house.move_day(date(2025, 8, 25))
        house.all_up([GMINA])
        desk = Desk(house, GMINA, tmp_path / "year.ndjson")
        try:
            yield Story(desk, Book())
        finally:
            desk.close()


def test_the_statement_agrees_at_every_month_end_of_a_familys_year(story: Story) -> None:
    opening.the_office_is_set_up(story)
    opening.an_application_lacks_something_and_is_completed(story)
    opening.another_is_left_unexamined(story)
    opening.three_benefits_are_granted_and_delivered(story)
    running.two_months_are_paid(story)
    running.a_payment_comes_back_and_is_paid_again(story)
    running.income_gained_changes_the_right(story)
    recovering.what_was_undue_is_established(story)
    recovering.one_is_deducted_from_the_current_benefit(story)
    recovering.an_appeal_is_won(story)
    recovering.instalments_are_paid(story)
    winding_up.a_new_application_comes(story)
    recovering.instalment_of_september(story)
    winding_up.a_new_period_begins(story)
    winding_up.the_family_moves_away(story)
    recovering.the_rest_comes_in(story)
    winding_up.everything_is_closed(story)
