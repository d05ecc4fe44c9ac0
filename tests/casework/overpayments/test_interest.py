"""Interest on an undue payment: by day, at the rate of each day, rounded once."""

from datetime import date

import pytest

from casework.overpayments.interest import NoRate, first_interest_day
from tests.casework.overpayments.an_act import TERMS

RATES = TERMS.rates


def test_three_cuts_of_the_rate_are_rounded_once() -> None:
    assert [one.days for one in RATES.stretches(date(2020, 1, 16), date(2020, 6, 15))] == [62, 22, 50, 18]
    assert RATES.interest(50_000, date(2020, 1, 16), date(2020, 6, 15)) == 1339


def test_one_day_bears_one_day() -> None:
    assert RATES.interest(100_000, date(2019, 3, 1), date(2019, 3, 1)) == 19


def test_a_leap_year_is_divided_by_365_too() -> None:
    assert RATES.interest(36_500, date(2016, 2, 29), date(2016, 2, 29)) == 7


def test_no_day_bears_nothing() -> None:
    assert RATES.interest(100_000, date(2019, 3, 2), date(2019, 3, 1)) == 0


def test_a_day_without_a_rate_is_an_error_and_not_zero() -> None:
    with pytest.raises(NoRate) as missing:
        RATES.interest(100_000, date(2015, 12, 31), date(2016, 1, 1))
    assert missing.value.on == date(2015, 12, 31)


def test_interest_begins_with_the_month_after_the_payout() -> None:
    assert first_interest_day("month_after_payout", date(2019, 12, 31)) == date(2020, 1, 1)
    assert first_interest_day("month_after_payout", date(2019, 3, 1), date(2019, 1, 31)) == date(2019, 4, 1)
    assert first_interest_day("month_after_right_ended", date(2019, 3, 1), date(2019, 1, 31)) == date(2019, 2, 1)
    assert first_interest_day(None, date(2019, 3, 1)) is None
