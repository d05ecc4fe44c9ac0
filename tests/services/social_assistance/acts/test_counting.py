"""Whom the acts of a register count for the first time: late acts, withdrawn acts, ends of periods, and the sums against a plain count."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest

from services.social_assistance.acts.counting import (
    PERIODS,
    Counted,
    Done,
    counted,
    period_of,
    whole_period,
)

ANNA, BEATA, CELINA = (UUID(int=number) for number in (1, 2, 3))


def an_act(number: int, on: date, *named: UUID, unit: str = "osoba") -> Done:
    return Done(UUID(int=100 + number), on, number, {unit: frozenset(named)})


def firsts(acts: Iterable[Done]) -> dict[int, tuple[int, int, int, int, int]]:
    return {
        act.int - 100: (one.all, one.month, one.quarter, one.half_year, one.year)
        for act, counts in counted(acts).items()
        for one in counts
    }


def test_a_person_helped_twice_is_new_once_in_each_period_that_both_acts_share() -> None:
    acts = [
        an_act(1, date(2026, 1, 5), ANNA, BEATA),
        an_act(2, date(2026, 1, 31), ANNA),
        an_act(3, date(2026, 2, 1), ANNA, CELINA),
        an_act(4, date(2026, 4, 1), ANNA),
        an_act(5, date(2026, 7, 1), ANNA),
        an_act(6, date(2027, 1, 1), ANNA),
    ]

    assert firsts(acts) == {
        1: (2, 2, 2, 2, 2),
        2: (1, 0, 0, 0, 0),
        3: (2, 2, 1, 1, 1),
        4: (1, 1, 1, 0, 0),
        5: (1, 1, 1, 1, 0),
        6: (1, 1, 1, 1, 1),
    }


@pytest.mark.parametrize(
    ("last", "first", "period"),
    [
        (date(2026, 1, 31), date(2026, 2, 1), "month"),
        (date(2026, 3, 31), date(2026, 4, 1), "quarter"),
        (date(2026, 6, 30), date(2026, 7, 1), "half_year"),
        (date(2026, 12, 31), date(2027, 1, 1), "year"),
    ],
)
def test_a_period_ends_with_its_last_day(last: date, first: date, period: str) -> None:
    assert period_of(last, period) != period_of(first, period)
    assert period_of(last - timedelta(days=1), period) == period_of(last, period)
    assert period_of(first, period) == period_of(first + timedelta(days=1), period)


def test_the_same_month_of_another_year_is_another_month() -> None:
    assert firsts([an_act(1, date(2025, 3, 4), ANNA), an_act(2, date(2026, 3, 4), ANNA)])[2] == (1, 1, 1, 1, 1)


def test_a_late_act_takes_the_first_from_the_one_that_had_it_and_only_that_is_told_anew() -> None:
    february, may = an_act(1, date(2026, 2, 10), ANNA), an_act(2, date(2026, 5, 10), BEATA)
    late = an_act(3, date(2026, 1, 20), ANNA)
    before, after = counted([february, may]), counted([february, may, late])

    assert [act for act in before if after[act] != before[act]] == [february.id]
    assert after[late.id] == (Counted("osoba", 1, 1, 1, 1, 1),)
    assert after[february.id] == (Counted("osoba", 1, 1, 0, 0, 0),)


def test_a_withdrawn_act_gives_the_first_to_the_next_one() -> None:
    first, second = an_act(1, date(2026, 1, 20), ANNA), an_act(2, date(2026, 2, 10), ANNA)
    before, after = counted([first, second]), counted([second])

    assert before[second.id] == (Counted("osoba", 1, 1, 0, 0, 0),)
    assert after[second.id] == (Counted("osoba", 1, 1, 1, 1, 1),)


def test_of_two_acts_of_a_day_the_one_entered_first_counts() -> None:
    acts = [an_act(2, date(2026, 1, 5), ANNA), an_act(1, date(2026, 1, 5), ANNA)]

    assert firsts(acts) == {1: (1, 1, 1, 1, 1), 2: (1, 0, 0, 0, 0)}


def test_units_are_counted_apart() -> None:
    first = Done(UUID(int=101), date(2026, 1, 5), 1, {"osoba": frozenset({ANNA}), "rodzina": frozenset({CELINA})})
    second = Done(UUID(int=102), date(2026, 1, 6), 2, {"dziecko": frozenset({ANNA}), "rodzina": frozenset({CELINA})})

    assert [(one.unit, one.year) for one in counted([first, second])[second.id]] == [("dziecko", 1), ("rodzina", 0)]


def test_an_act_that_names_nobody_is_an_act_all_the_same() -> None:
    action = Done(UUID(int=101), date(2026, 12, 20), 1, {})

    assert counted([action]) == {action.id: ()}


@pytest.mark.parametrize("seed", range(20))
def test_sums_of_firsts_are_the_plain_distinct_counts_of_every_period_and_of_a_year_so_far(seed: int) -> None:
    random = Random(seed)
    people = [UUID(int=number) for number in range(1, 8)]
    days = [date(2025, 1, 1) + timedelta(days=random.randrange(730)) for _ in range(60)]
    acts = [an_act(n, day, *random.sample(people, random.randrange(1, 4))) for n, day in enumerate(days)]
    told = counted(acts)

    for period in PERIODS:
        for wanted in {period_of(act.on, period) for act in acts}:
            inside = [act for act in acts if period_of(act.on, period) == wanted]
            plain = len({one for act in inside for one in act.named["osoba"]})
            assert sum(getattr(told[act.id][0], period) for act in inside) == plain
    for month in range(1, 13):
        so_far = [act for act in acts if act.on.year == 2026 and act.on.month <= month]
        plain = len({one for act in so_far for one in act.named["osoba"]})
        assert sum(told[act.id][0].year for act in so_far) == plain


@pytest.mark.parametrize(
    ("since", "until", "period"),
    [
        (date(2026, 2, 1), date(2026, 2, 28), "month"),
        (date(2026, 4, 1), date(2026, 6, 30), "quarter"),
        (date(2026, 7, 1), date(2026, 12, 31), "half_year"),
        (date(2026, 1, 1), date(2026, 12, 31), "year"),
        (date(2026, 1, 1), date(2026, 5, 31), "year"),
        (date(2026, 2, 1), date(2026, 4, 30), None),
        (date(2026, 3, 1), date(2026, 8, 31), None),
        (date(2026, 7, 1), date(2027, 6, 30), None),
        (date(2026, 2, 1), date(2026, 3, 31), None),
        (date(2025, 1, 1), date(2026, 12, 31), None),
    ],
)
def test_months_that_are_no_period_have_no_distinct_figure(since: date, until: date, period: str | None) -> None:
    assert whole_period(since, until) == period
