"""What a month of a stay costs whoever stays: every worked case beside the slice, and what the law does not say."""

from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from kit.law import NoParameter
from kit.money import grosze, zloty
from kit.periods import days_in, parse_month
from services.social_assistance import stays
from services.social_assistance.catalogue import CATALOGUE
from services.social_assistance.stays.kinds import KINDS
from services.social_assistance.stays.rules import AmountMissing, Charge, GrantMissing, Term, charge
from services.social_assistance.stays.schemas import StayKind

CASES: list[dict[str, Any]] = yaml.safe_load((Path(str(stays.__file__)).parent / "cases.yaml").read_text())


def _sum(case: dict[str, Any], name: str) -> int | None:
    return grosze(case[name]) if name in case else None


def charged(case: dict[str, Any]) -> Charge:
    at = parse_month(case["month"])
    term = Term(
        case.get("by", "month"), _sum(case, "amount"), grosze(case["income"]), case.get("persons", 1), _sum(case, "grant"),
        case.get("exempted", 0), case.get("from_care_home", False),
    )  # fmt: skip
    days = case.get("days", days_in(at))
    return charge(KINDS[case["kind"]], term, days, case.get("hours", 0), at, CATALOGUE.law().month(at))


@pytest.mark.parametrize("case", CASES, ids=lambda one: one["id"])
def test_a_worked_case_has_the_fee_of_the_law(case: dict[str, Any]) -> None:
    found = charged(case)
    told = {
        "stated": zloty(found.stated),
        "at_most": None if found.at_most is None else zloty(found.at_most),
        "fee": zloty(found.fee),
    }

    assert {name: told[name] for name in case["expected"]} == case["expected"]


def test_every_kind_has_a_case_but_none_twice_and_every_fee_is_revenue() -> None:
    assert {one["kind"] for one in CASES} == set(KINDS) == set(get_args(StayKind))
    assert len({one["id"] for one in CASES}) == len(CASES)
    for kind in KINDS.values():
        assert CATALOGUE.get(kind.benefit).granted
        assert kind.fee is None or not CATALOGUE.get(kind.fee).granted


def test_a_fee_of_which_the_act_says_nothing_is_not_computed() -> None:
    with pytest.raises(NoParameter):
        charged({"kind": "shelter", "month": "2019-09", "amount": "10.00", "income": "500.00"})
    with pytest.raises(GrantMissing):
        charged({"kind": "day_centre_24h", "month": "2025-11", "income": "2000.00"})
    with pytest.raises(AmountMissing):
        charged({"kind": "family_home", "month": "2025-11", "income": "2000.00"})
