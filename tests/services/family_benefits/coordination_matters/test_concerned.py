"""Which months of a right lie in the time for which coordination applies: pure, month by month, from both sides."""

from datetime import date
from uuid import UUID

from casework.awards.algebra import Stretch
from kit.periods import month
from services.family_benefits.coordination_matters.concerned import Month, Owned, concerned

AWARD = UUID(int=1)
NOVEMBER, DECEMBER, JANUARY, FEBRUARY = month(2018, 11), month(2018, 12), month(2019, 1), month(2019, 2)
TODAY = date(2019, 1, 10)


def a_right(*due: Stretch, **paid: int) -> Owned:
    months = {"november": NOVEMBER, "december": DECEMBER, "january": JANUARY}
    return Owned(AWARD, "zasilek_pielegnacyjny", None, due, {months[name]: sum_ for name, sum_ in paid.items()})


def test_a_month_belongs_to_the_time_when_any_day_of_it_does() -> None:
    right = a_right(Stretch(NOVEMBER, FEBRUARY, 18442), november=18442, december=18442)

    (found,) = concerned([right], date(2018, 12, 31), date(2019, 1, 1), TODAY)

    assert found.months == (Month(DECEMBER, 18442, 18442), Month(JANUARY, 18442, 0))
    assert (found.to_repeal, found.paid) == (True, 18442)


def test_a_right_that_lies_wholly_before_or_after_the_time_is_not_concerned() -> None:
    before, after = Stretch(NOVEMBER, NOVEMBER, 18442), Stretch(FEBRUARY, None, 18442)

    assert (
        concerned([a_right(before, november=18442), a_right(after)], date(2018, 12, 1), date(2019, 1, 31), TODAY) == ()
    )


def test_without_an_end_the_months_run_to_that_of_today_and_farther_where_more_was_paid() -> None:
    open_ended = a_right(Stretch(NOVEMBER, None, 18442), december=18442)
    ahead = Owned(AWARD, "zasilek_rodzinny", None, (Stretch(NOVEMBER, None, 9500),), {FEBRUARY: 9500})

    first, second = concerned([open_ended, ahead], date(2018, 12, 1), None, TODAY)

    assert [one.month for one in first.months] == [DECEMBER, JANUARY]
    assert [one.month for one in second.months] == [DECEMBER, JANUARY, FEBRUARY]


def test_what_was_repealed_is_undue_where_it_was_paid_and_needs_no_repeal() -> None:
    right = a_right(Stretch(NOVEMBER, NOVEMBER, 18442), november=18442, december=18442)

    (found,) = concerned([right], date(2018, 12, 1), None, TODAY)

    assert found.months == (Month(DECEMBER, None, 18442),)
    assert (found.to_repeal, found.paid) == (False, 18442)


def test_a_right_that_begins_later_has_to_be_repealed_too() -> None:
    (found,) = concerned([a_right(Stretch(FEBRUARY, None, 18442))], date(2018, 12, 1), None, TODAY)

    assert found.months == (Month(FEBRUARY, 18442, 0),)
    assert found.to_repeal
