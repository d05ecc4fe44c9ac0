"""How long a card is valid, in which form it is given out, and what a further one costs: pure, each limit from both sides."""

from datetime import date

import pytest

from services.family_benefits.catalogue import CATALOGUE
from services.family_benefits.large_family_card import CardChild, fee_of, form_known, valid_until

LAW = CATALOGUE.law("101805")


@pytest.mark.parametrize(
    ("on", "school_until", "university", "until"),
    [
        ("2018-05-09", None, False, "2018-05-09"),
        ("2018-05-10", None, False, None),
        ("2018-05-10", "2020-06-30", False, "2020-09-30"),
        ("2018-05-10", "2020-10-01", False, "2021-09-30"),
        ("2018-05-10", "2020-10-01", True, "2020-09-30"),
        ("2018-05-10", "2025-09-30", True, "2025-05-09"),
        ("2020-10-01", "2020-06-30", False, None),
    ],
)
def test_a_childs_card_is_valid_to_its_majority_or_to_the_end_of_its_education(
    on: str, school_until: str | None, university: bool, until: str | None
) -> None:
    planned = None if school_until is None else date.fromisoformat(school_until)
    child = CardChild(id="dziecko", born_on=date(2000, 5, 10), school_until=planned, university=university)

    found = valid_until(child, date.fromisoformat(on), LAW.on(date.fromisoformat(on)))

    assert found == (None if until is None else date.fromisoformat(until))


@pytest.mark.parametrize(
    ("on", "plastic", "electronic"),
    [("2017-12-31", True, False), ("2018-01-01", True, True), ("2021-06-08", True, True), ("2021-06-09", False, True)],
)
def test_a_form_is_given_out_from_its_day_to_its_day(on: str, plastic: bool, electronic: bool) -> None:
    view = LAW.on(date.fromisoformat(on))

    assert (form_known("tradycyjna", view), form_known("elektroniczna", view)) == (plastic, electronic)


@pytest.mark.parametrize(
    ("request_", "first", "on", "fee"),
    [
        ("duplicate", None, "2026-02-28", 1600),
        ("duplicate", None, "2026-03-01", 1700),
        ("second_form", "2017-12-31", "2019-12-31", 0),
        ("second_form", "2017-12-31", "2020-01-01", 921),
        ("second_form", "2018-01-01", "2019-12-31", 921),
        ("second_form", "2022-01-01", "2026-03-01", 1000),
    ],
)
def test_a_duplicate_and_a_second_form_cost_what_they_cost_on_the_day(
    request_: str, first: str | None, on: str, fee: int
) -> None:
    applied = None if first is None else date.fromisoformat(first)

    assert fee_of(request_, applied, date.fromisoformat(on), LAW.on(date.fromisoformat(on))) == fee
