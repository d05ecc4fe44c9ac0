"""The worked cases of every benefit show what the law can do to it: each ground of refusal, each limit and each change from both sides."""

import pytest

from casework.benefits.types import Benefit
from services.social_assistance.catalogue import CATALOGUE
from tests.services.social_assistance import counting

BENEFITS = pytest.mark.parametrize("benefit", counting.computed(), ids=lambda one: one.code)


def test_every_computed_benefit_is_counted() -> None:
    computed = {one.code for one in CATALOGUE if one.kind == "computed"}

    assert computed - counting.GROUNDS_OF.keys() == counting.EARLIER


@BENEFITS
def test_every_ground_on_which_it_may_be_refused_has_a_case(benefit: Benefit) -> None:
    assert counting.GROUNDS_OF[benefit.code] - counting.kinds()[benefit.code].met == set()


@BENEFITS
def test_it_is_refused_on_its_own_grounds_only(benefit: Benefit) -> None:
    assert counting.kinds()[benefit.code].met - counting.GROUNDS_OF[benefit.code] == set()


@BENEFITS
def test_it_is_granted_in_one_case_and_refused_in_another(benefit: Benefit) -> None:
    outcomes = counting.kinds()[benefit.code].outcomes

    assert outcomes["granted"]
    assert outcomes["refused"]


@BENEFITS
def test_every_limit_of_income_is_shown_from_both_sides_by_a_grosz(benefit: Benefit) -> None:
    kind = counting.kinds()[benefit.code]

    assert kind.limits - kind.at_limit == set()
    assert kind.limits - kind.grosz_over == set()
    assert kind.limits - kind.grosz_under == set()


@BENEFITS
def test_every_day_on_which_its_law_changed_is_shown_from_both_sides(benefit: Benefit) -> None:
    assert counting.one_sided(benefit) == {}


def test_no_ground_stands_in_a_table_for_nobody() -> None:
    assert counting.SHARED - {code for codes in counting.GROUNDS_OF.values() for code in codes} == set()


def test_every_granted_case_says_what_is_due_in_which_months() -> None:
    granted = [one for one in counting.answered() if one.answer.outcome == "granted"]

    assert granted
    assert [str(one.case) for one in granted if not one.case.expected.get("months")] == []
