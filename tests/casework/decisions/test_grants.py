"""From an assessment to grants, awards and commitments."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.awards.commitments import Commitment, bound_anew, bound_by, commitments_of
from casework.benefits.results import Due
from casework.decisions.grants import Grant, PersonNotNamed, awards_of, grants_of, span_in, span_of
from kit.periods import month

ZOSIA, JAS, MOTHER = uuid4(), uuid4(), uuid4()


def grant(first: int, last: int | None, amount: int = 100, variant: str | None = None) -> Grant:
    return Grant("zasilek", ZOSIA, first, last, amount, variant)


@given(st.integers(0, 10**9), st.integers(1, 12))
def test_an_amount_for_several_persons_is_divided_to_the_grosz_and_counts_each(amount: int, count: int) -> None:
    persons = {f"dziecko{n}": uuid4() for n in range(count)}

    grants = grants_of([Due("zasilek", 5, 7, amount, tuple(persons))], persons, MOTHER)

    assert sum(one.amount for one in grants) == amount
    assert max(one.amount for one in grants) - min(one.amount for one in grants) <= 1
    assert {one.entitled for one in grants} == set(persons.values())


def test_what_the_gmina_pays_of_it_stands_with_the_grant_and_makes_no_other_one() -> None:
    due = Due("zasilek", month(2025, 3), month(2025, 4), 41_801, ("a", "b"), own=11_801)

    found = grants_of([due], {"a": ZOSIA, "b": UUID(int=9)}, ZOSIA)

    assert [(one.amount, one.own) for one in found] == [(20_901, 5_901), (20_900, 5_900)]
    assert [Grant.from_json(one.to_json()).own for one in found] == [5_901, 5_900]
    assert "own" not in Grant("zasilek", ZOSIA, 1, 2, 100).to_json()
    assert replace(found[0], own=None) == found[0]


def test_a_right_that_names_nobody_is_the_applicants_and_one_paid_once_has_one_month() -> None:
    (found,) = grants_of([Due("zasilek", 5, 7, 100, per="once")], {}, MOTHER)

    assert (found.entitled, found.first, found.last) == (MOTHER, 5, 5)


def test_a_right_that_goes_on_behind_the_last_known_month_runs_until_further_notice() -> None:
    (found,) = grants_of([Due("zasilek", 5, 7, 100, open_ended=True)], {}, MOTHER)

    assert (found.first, found.last) == (5, None)


def test_a_person_of_the_facts_who_is_not_named_is_an_error() -> None:
    with pytest.raises(PersonNotNamed):
        grants_of([Due("zasilek", 5, 7, 100, ("jas",))], {"zosia": ZOSIA}, MOTHER)


def test_ranges_of_one_kind_make_one_award_and_another_variant_another() -> None:
    awards = awards_of([grant(1, 3), grant(4, 6), grant(4, 6, variant="starszy")])

    assert [[(one.first, one.variant) for one in award] for award in awards] == [
        [(1, None), (4, None)],
        [(4, "starszy")],
    ]


RANGES = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 12) | st.none(), st.integers(0, 5)), min_size=1, max_size=8
)


@given(RANGES)
def test_ranges_of_an_award_never_overlap_and_none_is_lost(ranges: list[tuple[int, int | None, int]]) -> None:
    grants = [grant(first, None if length is None else first + length, amount) for first, length, amount in ranges]

    awards = awards_of(grants)

    assert sorted(map(repr, (one for award in awards for one in award))) == sorted(map(repr, grants))
    for award in awards:
        for before, after in pairwise(award):
            assert before.last is not None
            assert before.last < after.first


ISSUED = date(2019, 5, 20)


@pytest.mark.parametrize(
    ("ranges", "commitments"),
    [
        ([grant(month(2019, 3), month(2019, 6))], [Commitment(2019, 400, 4)]),
        ([grant(month(2018, 11), month(2019, 1))], [Commitment(2019, 300, 3)]),
        ([grant(month(2019, 11), month(2020, 10))], [Commitment(2019, 200, 2), Commitment(2020, 1000, 10)]),
        ([grant(month(2019, 5), None)], [Commitment(2019, 800, 8)]),
        ([grant(month(2020, 2), None)], [Commitment(2020, 100, 1)]),
        ([grant(month(2019, 5), month(2019, 6), 0)], []),
    ],
)
def test_an_award_commits_the_year_of_issue_and_later_years_apart(
    ranges: list[Grant], commitments: list[Commitment]
) -> None:
    assert list(commitments_of(ranges, ISSUED)) == commitments


MONTHS = st.integers(month(2018, 1), month(2021, 12))


@given(MONTHS, st.integers(0, 30) | st.none(), st.integers(1, 10**6), MONTHS)
def test_what_a_termination_frees_and_what_stays_are_what_was_committed(
    first: int, length: int | None, amount: int, last_month: int
) -> None:
    last = None if length is None else first + length
    ranges = [grant(first, last, amount)]
    total = sum(one.amount for one in commitments_of(ranges, ISSUED))

    kept, moved = bound_anew(bound_by(ranges, ISSUED), (), last_month + 1, date(2020, 3, 1))
    freed = -sum(one.amount for one in moved)

    until = max(month(2019, 12), first) if last is None else last
    stays = max(0, min(until, last_month) - first + 1) * amount
    assert freed + stays == total
    assert sum(one.amount * (one.last - one.first + 1) for one in kept) == stays


def test_the_span_of_a_decision_is_its_first_and_last_month() -> None:
    assert span_of([grant(month(2019, 3), month(2019, 6)), grant(month(2019, 9), month(2019, 9))]) == (
        "2019-03",
        "2019-09",
    )
    assert span_of([grant(month(2019, 3), None)]) == ("2019-03", None)
    assert span_of([]) is None


def test_a_grant_survives_the_row_it_is_stored_in() -> None:
    one = Grant("zasilek", UUID(int=7), month(2019, 3), None, 12345, "wariant", "mechanizm")

    assert Grant.from_json(one.to_json()) == one


@given(
    st.lists(
        st.tuples(st.integers(2000 * 12, 2050 * 12), st.none() | st.integers(0, 400)).map(
            lambda one: grant(one[0], None if one[1] is None else one[0] + one[1])
        )
    )
)
def test_grants_that_stand_in_a_row_span_the_same_months(grants: list[Grant]) -> None:
    assert span_in([one.to_json() for one in grants]) == span_of(grants)
