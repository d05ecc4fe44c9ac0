"""Refunds: every worked case beside the rules, and that nothing more than the expense is asked of anybody."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

import services.social_assistance.refunds as slice_of_refunds
from kit.law import View
from kit.money import grosze, zloty
from services.social_assistance.catalogue import CATALOGUE
from services.social_assistance.refunds import rules

LAW = CATALOGUE.law()
CASES: list[dict[str, Any]] = yaml.safe_load((Path(str(slice_of_refunds.__file__)).parent / "cases.yaml").read_text())
SUMS = ("income", "estate", "gave_back")


def _claims(case: dict[str, Any], view: View) -> dict[str, str]:
    told: list[dict[str, Any]] = [
        {name: grosze(said) if name in SUMS else said for name, said in one.items()} for one in case["obliged"]
    ]
    obliged = [rules.Obliged(**one) for one in told]
    found = rules.claims(grosze(case["expense"]), obliged, view, agreed_to_help=case.get("agreed", False))
    return {one.name: zloty(one.amount) for one in found}


def _pension(case: dict[str, Any], _: View) -> str:
    paid, awarded = ({month: grosze(sum_) for month, sum_ in case[name].items()} for name in ("paid", "awarded"))
    return zloty(rules.passed_on(paid, awarded, sharing=case.get("sharing", 1)))


ASKED: dict[str, Callable[[dict[str, Any], View], Any]] = {
    "claims": _claims,
    "funeral": lambda case, _: zloty(
        rules.funeral_refund(grosze(case["cost"]), grosze(case["estate"]), allowance_due=case["allowance"])
    ),
    "fee": lambda case, _: zloty(rules.fee_refund(grosze(case["paid"]), grosze(case["due"]))),
    "pension": _pension,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_worked_case_is_answered_as_the_statute_says(case: dict[str, Any]) -> None:
    assert ASKED[case["rule"]](case, LAW.on(case["on"])) == case["expected"]


def test_every_rule_has_its_cases_and_no_id_comes_twice() -> None:
    assert {case["rule"] for case in CASES} == set(ASKED)
    assert len({case["id"] for case in CASES}) == len(CASES)


def test_nobody_is_asked_for_more_than_is_left_of_the_expense_and_only_one_place_at_a_time() -> None:
    chance = Random(96)
    places: tuple[rules.Who, ...] = ("user", "heir", "spouse", "descendant", "ascendant")
    view = LAW.on(CASES[0]["on"])
    for _ in range(300):
        obliged = [
            rules.Obliged(f"o{number}", chance.choice(places), chance.randrange(1, 4), chance.randrange(400_000),
                          chance.randrange(50_000), chance.randrange(20_000))
            for number in range(chance.randrange(6))
        ]  # fmt: skip
        expense = chance.randrange(100_000)
        who = {one.name: one.who for one in obliged}
        found = rules.claims(expense, obliged, view)
        rest = expense - sum(one.gave_back for one in obliged)
        assert all(0 < one.amount <= rest for one in found)
        assert len({who[one.name] for one in found}) <= 1
