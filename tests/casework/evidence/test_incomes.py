"""Income by source and month: every month once, sums to the grosz, loss and gain at the borders of months from both sides."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from casework.evidence.base_year import of_base_year
from casework.evidence.composed import Fact
from casework.evidence.incomes import Per, Run, by_month, following_month, overlapping, received, total, uncovered, year
from kit.periods import Months, first_day, last_day, month, month_of

DAYS = st.dates(date(2015, 1, 1), date(2026, 12, 31))
PER: tuple[Per, ...] = ("month", "total")
GROSZE = st.integers(0, 10_000_000)
FIRST, LAST = month(2016, 1), month(2025, 12)


@st.composite
def spans(draw: st.DrawFn) -> Months:
    first = draw(st.integers(FIRST, LAST))
    return Months(first, draw(st.integers(first, LAST)))


@st.composite
def a_source(draw: st.DrawFn) -> tuple[Months, list[Run]]:
    """A span and amounts of some of its months, none of them twice."""
    span = draw(spans())
    cuts = sorted(draw(st.sets(st.integers(span.first, span.last), max_size=8)))
    starts = [span.first, *(cut for cut in cuts if cut > span.first)]
    pieces = [Months(a, b) for a, b in zip(starts, [one - 1 for one in starts[1:]] + [span.last], strict=True)]
    chosen = [one for one in pieces if draw(st.booleans())]
    return span, [Run(one, draw(GROSZE), draw(st.sampled_from(PER)), uuid4()) for one in chosen]


def a_fact(valid_from: date, valid_to: date | None = None, *runs: Run, **other: Any) -> Fact:
    return Fact(uuid4(), "income_source", "taxed", UUID(int=1), None, valid_from, valid_to, amounts=runs, **other)


@given(a_source())
def test_every_month_of_a_source_is_told_exactly_once(told: tuple[Months, list[Run]]) -> None:
    span, runs = told

    assert [one.month for one in by_month(span, runs)] == list(span)


@given(a_source())
def test_a_month_has_an_amount_or_is_among_the_uncovered_ones_and_never_both(told: tuple[Months, list[Run]]) -> None:
    span, runs = told

    without = {one.month for one in by_month(span, runs) if one.amount is None}

    assert without == {at for months in uncovered(span, runs) for at in months}


@given(a_source())
def test_the_months_give_the_sums_back_to_the_grosz(told: tuple[Months, list[Run]]) -> None:
    span, runs = told

    assert total(span, runs) == sum(one.amount * (len(one.months) if one.per == "month" else 1) for one in runs)


@given(a_source(), spans())
def test_a_further_amount_overlaps_exactly_when_one_of_its_months_has_one(
    told: tuple[Months, list[Run]], new: Months
) -> None:
    taken = {at for run in told[1] for at in run.months}

    found = overlapping(new, told[1])

    assert (found is not None) is bool(taken & set(new))
    assert found is None or set(found) <= taken


@given(DAYS, st.one_of(st.none(), st.integers(0, 4000)), spans())
def test_a_month_is_one_of_receiving_exactly_when_one_of_its_days_is(
    since: date, days: int | None, within: Months
) -> None:
    until = None if days is None else since + timedelta(days=days)

    found = received(since, until, within)

    expected = [at for at in within if since <= last_day(at) and (until is None or first_day(at) <= until)]
    assert list(found or ()) == expected


@given(st.integers(FIRST, LAST))
def test_a_loss_on_the_last_day_keeps_the_month_and_on_the_day_before_the_first_gives_it_up(at: int) -> None:
    long_ago, alone = date(2000, 1, 1), Months(at, at)

    assert received(long_ago, last_day(at), alone) == alone
    assert received(long_ago, first_day(at), alone) == alone
    assert received(long_ago, first_day(at) - timedelta(days=1), alone) is None


@given(st.integers(FIRST, LAST))
def test_a_gain_on_the_first_and_on_the_last_day_of_a_month_adds_the_amount_of_the_same_following_month(
    at: int,
) -> None:
    assert following_month(first_day(at)) == following_month(last_day(at)) == at + 1
    assert following_month(last_day(at) + timedelta(days=1)) == at + 2


def test_a_gain_on_the_last_day_of_the_base_year_is_of_that_year_and_a_day_later_it_is_not() -> None:
    december, january = date(2024, 12, 31), date(2025, 1, 1)
    run = Run(Months(month(2024, 12), month(2024, 12)), 50_000, "month", uuid4())
    following = Run(Months(month(2025, 2), month(2025, 2)), 70_000, "month", uuid4())

    within = of_base_year(a_fact(december, None, run, begun_by="employment"), 2024, date(2025, 11, 5))
    after = of_base_year(a_fact(january, None, following, begun_by="employment"), 2024, date(2025, 11, 5))

    assert within is not None
    assert after is not None
    assert (within.amount, within.months, within.following) == (50_000, 1, None)
    assert (after.amount, after.months, after.following) == (0, None, 70_000)


def test_a_gain_that_the_act_does_not_know_is_no_gain_and_a_loss_before_the_year_touches_it_no_more() -> None:
    on = date(2025, 11, 5)

    assert of_base_year(a_fact(date(2025, 3, 1)), 2024, on) is None
    assert of_base_year(a_fact(date(2020, 1, 1), date(2023, 12, 31), ended_by="employment"), 2024, on) is None
    lost = of_base_year(a_fact(date(2020, 1, 1), date(2024, 1, 1), ended_by="employment"), 2024, on)
    assert lost is not None
    assert lost.lost_on == date(2024, 1, 1)
    assert lost.lacking == (Months(month(2024, 1), month(2024, 1)),)


def test_the_month_after_a_gain_is_needed_from_the_month_in_which_it_begins() -> None:
    gained = a_fact(date(2025, 9, 15), begun_by="employment")

    before = of_base_year(gained, 2024, date(2025, 9, 30))
    since = of_base_year(gained, 2024, date(2025, 10, 1))

    assert before is not None
    assert since is not None
    assert before.lacking == ()
    assert since.lacking == (Months(month(2025, 10), month(2025, 10)),)


@given(DAYS, st.one_of(st.none(), st.integers(0, 3000)), st.integers(2016, 2025))
def test_the_months_of_a_gain_in_the_base_year_are_those_in_which_it_was_received(
    since: date, days: int | None, base_year: int
) -> None:
    until = None if days is None else since + timedelta(days=days)
    counted = of_base_year(a_fact(since, until, begun_by="employment"), base_year, date(2027, 1, 1))
    gained_in_year = since.year == base_year

    if counted is None:
        assert received(since, until, year(base_year)) is None
        assert since.year <= base_year
    else:
        last = month(base_year, 12) if until is None else min(month_of(until), month(base_year, 12))
        assert counted.months == (last - month_of(since) + 1 if gained_in_year else None)
