"""The rules of actions against debtors: every worked case beside the slice, and what is not a table."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

import services.alimony_fund.debtors as slice_of_debtors
from kit.law import NoParameter, View
from kit.money import grosze, zloty
from kit.periods import month_of
from services.alimony_fund.catalogue import CATALOGUE
from services.alimony_fund.debtors import relief, rules

LAW = CATALOGUE.law()
CASES: list[dict[str, Any]] = yaml.safe_load((Path(str(slice_of_debtors.__file__)).parent / "cases.yaml").read_text())


def _protection(case: dict[str, Any], on: date, view: View) -> bool:
    paid = [grosze(one) for one in case["paid"]]
    of_months = {month_of(on) - len(paid) + number: amount for number, amount in enumerate(paid)}
    title = rules.Title(grosze(case["monthly"]), date(2020, 1, 1), None, of_months)
    return rules.protection([title], on, view).holds


def _remittable(case: dict[str, Any], _: date, view: View) -> str:
    enforced = 50_000 + grosze(case.get("more", "0.00"))
    months = [relief.Enforced(50_000, enforced)] * case["months"]
    if "below" in case:
        months[case["below"]] = relief.Enforced(50_000, 49_999)
    return zloty(relief.remittable(grosze(case["debt"]), months, view))


def _motions(case: dict[str, Any], _: date, __: View) -> dict[str, bool]:
    found = rules.motions(final=case["final"], licence_held=case["licence_held"])
    return {"prosecution": found.prosecution, "licence": found.licence}


def _instalments(case: dict[str, Any], on: date, _: View) -> list[list[Any]]:
    parts = relief.instalments(grosze(case["debt"]), case["count"], on)
    return [[one.due_on, zloty(one.amount)] for one in parts]


ASKED: dict[str, Callable[[dict[str, Any], date, View], Any]] = {
    "protection": _protection,
    "order_fits": lambda case, _, view: rules.order_fits(case["days"], view),
    "motions": _motions,
    "listing_due": lambda case, on, view: rules.listing_due(
        case["register"], case["since"], on, bailiff_enforces=case["bailiff"], view=view
    ),
    "refusal_counts": lambda case, _, view: rules.refusal_counts(case["proposal"], view),
    "family_interview_serves": lambda case, on, view: rules.family_interview_serves(case["held"], on, view),
    "first_final_day": lambda _, on, __: rules.first_final_day(on),
    "remittable": _remittable,
    "expires_on_death": lambda case, _, view: relief.expires_on_death(case["claim"], view),
    "instalments": _instalments,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_worked_case_is_answered_as_the_statute_says(case: dict[str, Any]) -> None:
    assert ASKED[case["rule"]](case, case["on"], LAW.on(case["on"])) == case["expected"]


def test_every_rule_has_its_cases_and_no_id_comes_twice() -> None:
    assert {case["rule"] for case in CASES} == set(ASKED)
    assert len({case["id"] for case in CASES}) == len(CASES)


def test_what_is_paid_for_one_child_does_not_stand_for_another() -> None:
    on = date(2026, 4, 1)
    months = range(month_of(on) - 6, month_of(on))
    first = rules.Title(60_000, date(2020, 1, 1), None, dict.fromkeys(months, 120_000))
    second = rules.Title(60_000, date(2020, 1, 1), None, {})
    third = rules.Title(60_001, date(2020, 1, 1), None, {})

    both = rules.protection([first, second], on, LAW.on(on))
    with_a_dearer_one = rules.protection([first, third], on, LAW.on(on))

    assert [(one.due, one.paid) for one in both.months] == [(120_000, 60_000)] * 6
    assert both.holds
    assert not with_a_dearer_one.holds


def test_an_award_counts_from_the_month_at_whose_end_it_is_in_force() -> None:
    on = date(2026, 4, 1)
    months = range(month_of(on) - 6, month_of(on))
    lower = rules.Title(40_000, date(2020, 1, 1), date(2026, 1, 30), dict.fromkeys(months, 20_000))
    raised = rules.Title(80_000, date(2026, 1, 31), None, dict.fromkeys(months, 40_000))

    found = rules.protection([lower, raised], on, LAW.on(on))

    assert [one.due for one in found.months] == [40_000] * 3 + [80_000] * 3
    assert [one.paid for one in found.months] == [20_000] * 3 + [40_000] * 3
    assert found.holds


def test_a_debtor_of_whom_nothing_is_due_is_not_protected_by_that() -> None:
    assert not rules.protection([], date(2026, 4, 1), LAW.on(date(2026, 4, 1))).holds


def test_before_2012_no_payments_protected_and_the_law_does_not_invent_one() -> None:
    with pytest.raises(NoParameter):
        rules.protection([], date(2011, 12, 31), LAW.on(date(2011, 12, 31)))


def test_the_order_to_register_ends_after_its_days_and_not_on_a_day_off() -> None:
    assert rules.order_ends(date(2026, 4, 1), 30) == date(2026, 5, 4)
    assert rules.order_ends(date(2026, 4, 2), 30) == date(2026, 5, 4)
    assert rules.order_ends(date(2026, 4, 8), 30) == date(2026, 5, 8)


@pytest.mark.parametrize(("debt", "count"), [(100, 0), (2, 3), (0, 1)])
def test_a_debt_is_not_divided_into_nothing(debt: int, count: int) -> None:
    with pytest.raises(ValueError, match="a grosz at least"):
        relief.instalments(debt, count, date(2026, 1, 1))


def test_instalments_always_add_up_to_the_debt() -> None:
    for debt in range(1, 60):
        for count in range(1, debt + 1):
            parts = relief.instalments(debt, count, date(2026, 1, 1) + timedelta(days=debt))
            assert sum(one.amount for one in parts) == debt
            assert min(one.amount for one in parts) >= 1
