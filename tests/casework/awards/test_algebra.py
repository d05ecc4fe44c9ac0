"""The algebra of awards against the plain table of months that it stands for."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.awards.algebra import (
    Overlapping,
    Schedule,
    Stretch,
    amount_in,
    changes,
    months_of,
    overlaid,
    schedule,
    total,
    within,
    without,
)
from kit.periods import EmptyRange, Months, month

START = month(2024, 1)
END = START + 40  # behind every edge below; what holds here holds until further notice
MONTHS = st.integers(START, START + 30)


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    edges = sorted(draw(st.sets(MONTHS, max_size=8)))
    open_ended = draw(st.booleans())
    stretches = [
        Stretch(first, last - 1, draw(st.integers(0, 3))) for first, last in pairwise(edges) if draw(st.booleans())
    ]
    if edges and open_ended:
        stretches.append(Stretch(edges[-1], None, draw(st.integers(0, 3))))
    return schedule(stretches)


def table(stretches: Schedule) -> dict[int, int]:
    listed = list(months_of(stretches, END))
    found = dict(listed)
    assert len(found) == len(listed), "a month stands twice"
    return found


SPANS = st.tuples(MONTHS, MONTHS).map(sorted)


def test_a_stretch_needs_a_month() -> None:
    with pytest.raises(EmptyRange):
        Stretch(START, START - 1, 100)


@pytest.mark.parametrize("first", [START, START + 2])
def test_two_amounts_for_one_month_are_refused(first: int) -> None:
    with pytest.raises(Overlapping):
        schedule([Stretch(START, START + 2, 100), Stretch(first, None, 200)])
    with pytest.raises(Overlapping):
        schedule([Stretch(START, None, 100), Stretch(START + 9, START + 9, 100)])


def test_equal_neighbours_are_one_stretch() -> None:
    assert schedule([Stretch(START + 3, None, 100), Stretch(START, START + 2, 100)]) == (Stretch(START, None, 100),)


def test_a_raise_back_in_time_gives_arrears_month_by_month() -> None:
    before = (Stretch(START, START + 11, 50_000),)
    after = overlaid(before, (Stretch(START + 9, START + 11, 100_000),))

    (change,) = changes(before, after)

    assert (change.first, change.last, change.difference) == (START + 9, START + 11, 50_000)
    assert total(after, Months(START, START + 11)) == 9 * 50_000 + 3 * 100_000


@given(schedules(), SPANS, st.booleans())
def test_what_is_kept_and_what_is_cut_away_make_the_whole(award: Schedule, span: list[int], open_ended: bool) -> None:
    first, last = span[0], None if open_ended else span[1]
    inside, outside = table(within(award, first, last)), table(without(award, first, last))

    assert not inside.keys() & outside.keys()
    assert inside | outside == table(award)
    assert all(first <= at and (last is None or at <= last) for at in inside)


@given(schedules(), schedules())
def test_what_lies_above_wins_and_no_month_is_lost(below: Schedule, above: Schedule) -> None:
    assert table(overlaid(below, above)) == table(below) | table(above)


@given(schedules(), schedules())
def test_the_changes_lead_from_one_to_the_other_month_by_month(before: Schedule, after: Schedule) -> None:
    old, new = table(before), table(after)
    told = {
        at: (change.before, change.after)
        for change in changes(before, after)
        for at in range(change.first, (END if change.last is None else change.last) + 1)
    }

    differing = {at for at in old.keys() | new.keys() if old.get(at) != new.get(at)}
    assert told == {at: (old.get(at), new.get(at)) for at in differing}
    assert sum(table_sum(after, before)) == sum((after or 0) - (before or 0) for before, after in told.values())


def table_sum(after: Schedule, before: Schedule) -> list[int]:
    months = Months(START, END)
    return [total(after, months), -total(before, months)]


@given(schedules())
def test_an_award_compared_with_itself_changes_nothing(award: Schedule) -> None:
    assert changes(award, award) == ()
    assert schedule(award) == award
    assert overlaid(award, award) == award


@given(schedules(), SPANS)
def test_a_total_is_the_sum_of_its_months(award: Schedule, span: list[int]) -> None:
    assert total(award, Months(*span)) == sum(amount_in(award, at) or 0 for at in range(span[0], span[1] + 1))
