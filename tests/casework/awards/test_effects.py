"""What later acts make of awards, as an algebra of months; no database."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.awards.algebra import Schedule, Stretch, amount_in, schedule
from casework.awards.effects import (
    Difference,
    HeldAlready,
    Hold,
    NothingHeld,
    Planned,
    Right,
    Standing,
    changed,
    cut,
    differences,
    held,
    released,
    without_act,
)
from casework.awards.going_on import followed, rearranged
from kit.periods import month

RIGHT = Right("zasilek", UUID(int=7), None, None)
JANUARY, MAY, NOVEMBER, DECEMBER = (month(2019, number) for number in (1, 5, 11, 12))
YEAR = schedule([Stretch(JANUARY, DECEMBER, 18442)])


def an_award(amounts: Schedule = YEAR, *holds: Hold, state: str = "active", serial: int = 1) -> Standing:
    return Standing(UUID(int=serial), 3, RIGHT, state, amounts, holds)


def test_a_change_leaves_earlier_months_and_sets_later_ones() -> None:
    plan = changed(an_award(), schedule([Stretch(JANUARY, DECEMBER, 21584)]), NOVEMBER)

    assert plan.amounts == (Stretch(JANUARY, NOVEMBER - 1, 18442), Stretch(NOVEMBER, DECEMBER, 21584))
    assert [(one.first, one.last, one.difference) for one in plan.changes] == [(NOVEMBER, DECEMBER, 3142)]
    assert plan.state == "active"


def test_a_right_that_is_cut_ends_before_the_month() -> None:
    plan = cut(an_award(), MAY)

    assert plan.amounts == (Stretch(JANUARY, MAY - 1, 18442),)
    assert plan.state == "terminated"


def test_a_right_that_is_cut_at_its_first_month_has_no_months() -> None:
    plan = cut(an_award(), JANUARY)

    assert (plan.amounts, plan.state) == ((), "terminated")


def test_held_months_keep_their_amount() -> None:
    plan = held(an_award(), MAY)

    assert (plan.amounts, plan.holds, plan.state) == (YEAR, (Hold(MAY, None),), "suspended")
    assert plan.changes == ()
    assert plan.alters


def test_months_are_not_held_twice() -> None:
    with pytest.raises(HeldAlready):
        held(an_award(YEAR, Hold(MAY, None)), NOVEMBER)


def test_let_go_whole_every_held_month_falls_due() -> None:
    plan = released(an_award(YEAR, Hold(MAY, None), state="suspended"), NOVEMBER, whole=True)

    assert (plan.holds, plan.state) == ((), "active")


def test_let_go_ahead_the_months_before_stay_unpaid() -> None:
    plan = released(an_award(YEAR, Hold(MAY, None), state="suspended"), NOVEMBER, whole=False)

    assert (plan.holds, plan.state) == ((Hold(MAY, NOVEMBER - 1),), "active")


def test_what_is_not_held_is_not_let_go() -> None:
    with pytest.raises(NothingHeld):
        released(an_award(), MAY, whole=True)


def test_a_new_assessment_goes_on_in_its_award_ends_the_unwanted_and_opens_the_new() -> None:
    other, third = Right("zasilek", UUID(int=8), None, None), Right("zasilek", UUID(int=9), None, None)
    awards = [an_award(), Standing(UUID(int=2), 1, other, "active", YEAR)]
    wanted = [(RIGHT, schedule([Stretch(JANUARY, DECEMBER, 20000)])), (third, YEAR)]

    plans = rearranged(awards, wanted, MAY, lambda: UUID(int=3))

    assert [(plan.before.award.int, plan.state, plan.amounts[-1]) for plan in plans] == [
        (1, "active", Stretch(MAY, DECEMBER, 20000)),
        (2, "terminated", Stretch(JANUARY, MAY - 1, 18442)),
        (3, "active", Stretch(MAY, DECEMBER, 18442)),
    ]


def test_an_assessment_that_changes_nothing_plans_nothing() -> None:
    assert rearranged([an_award()], [(RIGHT, YEAR)], MAY, UUID) == ()


def test_what_is_held_stays_held_where_the_right_goes_on() -> None:
    other = Right(RIGHT.benefit, RIGHT.entitled, "mala", None)
    higher = schedule([Stretch(JANUARY, DECEMBER, 20000)])
    held_since_may = an_award(YEAR, Hold(JANUARY, JANUARY + 1), Hold(MAY, None), state="suspended")

    plans = rearranged([held_since_may], [(other, higher)], JANUARY + 1, uuid4)
    wholly = [(plan.amounts[-1], plan.holds, plan.state) for plan in plans]
    later = rearranged([held_since_may], [(RIGHT, YEAR), (other, ())], NOVEMBER, uuid4)

    assert wholly == [
        (Stretch(JANUARY, JANUARY, 18442), (Hold(JANUARY, JANUARY + 1),), "terminated"),
        (Stretch(JANUARY + 1, DECEMBER, 20000), (Hold(JANUARY + 1, JANUARY + 1), Hold(MAY, None)), "suspended"),
    ]
    assert later == ()


def test_a_second_right_beside_a_held_one_is_not_held() -> None:
    other = Right(RIGHT.benefit, RIGHT.entitled, "mala", None)

    (plan,) = rearranged(
        [an_award(YEAR, Hold(MAY, None), state="suspended")], [(RIGHT, YEAR), (other, YEAR)], MAY, uuid4
    )

    assert (plan.before.right, plan.holds, plan.state) == (other, (), "active")


def test_paid_months_that_are_due_otherwise_are_told_as_arrears_and_as_undue() -> None:
    due = schedule([Stretch(JANUARY, JANUARY, 18442), Stretch(JANUARY + 1, JANUARY + 1, 21584)])

    found = differences(due, {JANUARY: 18442, JANUARY + 1: 18442, JANUARY + 2: 18442})

    assert found == (Difference(JANUARY + 1, 18442, 21584), Difference(JANUARY + 2, 18442, 0))
    assert [one.amount for one in found] == [3142, -18442]


MONTHS = st.integers(JANUARY, DECEMBER)


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    edges = sorted(draw(st.sets(st.integers(JANUARY, DECEMBER + 6), min_size=2, max_size=6)))
    ends = [*(edge - 1 for edge in edges[1:]), draw(st.sampled_from([None, edges[-1]]))]
    return schedule(
        Stretch(first, last, draw(st.integers(0, 5)))
        for first, last in zip(edges, ends, strict=True)
        if draw(st.booleans())
    )


@given(schedules(), schedules(), MONTHS)
def test_a_change_loses_no_month_on_either_side(before: Schedule, wanted: Schedule, first: int) -> None:
    plan = changed(an_award(before), wanted, first)

    for at in range(JANUARY - 1, DECEMBER + 12):
        assert amount_in(plan.amounts, at) == amount_in(before if at < first else wanted, at)


@given(schedules(), MONTHS, MONTHS)
def test_holding_and_letting_go_leave_the_award_as_it_was(before: Schedule, first: int, at: int) -> None:
    once = held(an_award(before), first)
    standing = Standing(UUID(int=1), 4, RIGHT, "suspended", once.amounts, once.holds)

    assert released(standing, at, whole=True).amounts == before
    assert released(standing, at, whole=True).holds == ()


@given(schedules(), schedules(), MONTHS)
def test_a_plan_survives_the_row_it_is_stored_in(before: Schedule, wanted: Schedule, first: int) -> None:
    plan = changed(an_award(before, Hold(MAY, None)), wanted, first)

    assert Planned.from_json(plan.to_json()) == plan


def test_what_was_paid_follows_the_month_to_the_right_that_has_taken_it() -> None:
    other = Right("zasilek", UUID(int=7), None, "zlotowka_za_zlotowke")
    from_may = (other, schedule([Stretch(MAY, DECEMBER, 10000)]))
    plans = rearranged([an_award()], [from_may], MAY, lambda: UUID(int=9))

    found = followed(plans, {UUID(int=1): {JANUARY: 18442, MAY: 18442}})

    assert found == {UUID(int=1): {JANUARY: 18442}, UUID(int=9): {MAY: 18442}}


def test_what_was_paid_does_not_follow_to_another_person() -> None:
    other = Right("zasilek", UUID(int=8), None, None)
    plans = rearranged([an_award()], [(other, YEAR)], JANUARY, lambda: UUID(int=9))

    assert followed(plans, {UUID(int=1): {MAY: 18442}}) == {UUID(int=1): {MAY: 18442}}


def test_a_hold_of_months_that_the_right_has_lost_ends_with_it() -> None:
    suspended = an_award(YEAR, Hold(NOVEMBER, None), state="suspended")

    plans = cut(suspended, MAY), cut(suspended, JANUARY)

    assert [(plan.holds, plan.state) for plan in plans] == [((), "terminated")] * 2


def test_months_that_are_held_and_left_of_a_right_that_was_cut_still_wait_for_a_decision() -> None:
    plan = cut(an_award(YEAR, Hold(MAY, None), state="suspended"), NOVEMBER)

    assert (plan.holds, plan.state) == ((Hold(MAY, None),), "suspended")


def test_when_the_end_of_a_held_right_is_quashed_it_is_held_again() -> None:
    suspended = an_award(YEAR, Hold(MAY, None), state="suspended")
    plan = cut(suspended, MAY)

    back = without_act(replace(suspended, amounts=plan.amounts, holds=plan.holds, state=plan.state), plan)

    assert (back.amounts, back.holds, back.state) == (YEAR, (Hold(MAY, None),), "suspended")
