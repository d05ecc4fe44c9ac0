"""What whoever is served pays: every worked case beside the slice, and what is not a table."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

import services.social_assistance as service
from kit.law import NoParameter, View
from kit.money import grosze, zloty
from kit.periods import parse_month
from services.social_assistance import care_services
from services.social_assistance.care_services import rules
from services.social_assistance.care_services.fee_tables import FeeTables, NoFeeTable, NotInTable
from services.social_assistance.catalogue import CATALOGUE

LAW = CATALOGUE.law()
TABLES = FeeTables.read(Path(str(service.__file__)).parent / "law")
CASES: list[dict[str, Any]] = yaml.safe_load((Path(str(care_services.__file__)).parent / "cases.yaml").read_text())


def _income(case: dict[str, Any]) -> Fraction:
    return Fraction(grosze(case["income"]))


def _care(case: dict[str, Any], view: View) -> dict[str, Any]:
    table = TABLES.table(case["gmina"], case["service"], case["on"])
    fee = rules.care_fee(table, case["level"], case["kind"], _income(case), Fraction(case["hours"]), view)
    told = {"share": str(fee.share), "fee": zloty(fee.amount), "cost": zloty(fee.cost)}
    return {**told, "cell_empty": fee.cell_empty, "below_criterion": fee.below_criterion}


def _specialist(case: dict[str, Any], view: View) -> dict[str, Any]:
    fee = rules.specialist_fee(case["single"], _income(case), grosze(case["price"]), Fraction(case["hours"]), view)
    return {"share": str(fee.share), "cost": zloty(fee.cost), "fee": zloty(fee.amount)}


def _round_the_clock(case: dict[str, Any], view: View) -> str:
    return zloty(rules.round_the_clock_fee(_income(case), case["days"], case["of"], grosze(case["grant"]), view))


def _shelter(case: dict[str, Any], view: View) -> dict[str, Any]:
    found = rules.shelter_fee(case["form"], case["single"], _income(case), view)
    return {"at_most": None if found.at_most is None else zloty(found.at_most), "by_decision": found.by_decision}


ASKED: dict[str, Callable[[dict[str, Any], View], Any]] = {
    "care": _care,
    "specialist": _specialist,
    "day_centre": lambda case, view: zloty(rules.day_centre_fee(case["single"], _income(case), view)),
    "round_the_clock": _round_the_clock,
    "shelter": _shelter,
    "urgent": lambda case, view: str(rules.urgent_decision_by(date.fromisoformat(case["started"]), view)),
    "due_on": lambda case, view: str(rules.specialist_due_on(parse_month(case["month"]), view)),
}


@pytest.mark.parametrize("case", CASES, ids=lambda one: one["id"])
def test_a_worked_case_has_the_fee_of_the_law(case: dict[str, Any]) -> None:
    found = ASKED[case["rule"]](case, LAW.on(case["on"]))

    expected = case["expected"]
    assert ({name: found[name] for name in expected} if isinstance(expected, dict) else found) == expected


def test_every_rule_has_a_case_and_every_case_its_own_id() -> None:
    assert {one["rule"] for one in CASES} == set(ASKED)
    assert len({one["id"] for one in CASES}) == len(CASES)


def test_the_same_household_pays_by_the_table_of_its_own_gmina() -> None:
    on, view, income = date(2022, 6, 1), LAW.on(date(2022, 6, 1)), Fraction(120_000)
    one, other = (TABLES.table(gmina, "uslugi_opiekuncze", on) for gmina in ("990102", "990103"))

    assert rules.care_fee(one, "chodzaca", "samotna", income, Fraction(20), view).amount == 6_000
    assert rules.care_fee(other, "zwykla", "samotna", income, Fraction(20), view).amount == 4_800


@pytest.mark.parametrize(
    ("gmina", "service", "on"),
    [
        ("990101", "uslugi_opiekuncze", "2022-06-01"),
        ("990102", "specjalistyczne_uslugi_opiekuncze", "2022-06-01"),
        ("990102", "uslugi_opiekuncze", "2021-12-31"),
        ("990102", "uslugi_opiekuncze", "2023-01-01"),
        ("990103", "uslugi_sasiedzkie", "2023-10-31"),
    ],
)
def test_where_the_council_set_no_fees_nobody_is_charged(gmina: str, service: str, on: str) -> None:
    with pytest.raises(NoFeeTable):
        TABLES.table(gmina, service, date.fromisoformat(on))


@pytest.mark.parametrize(("level", "kind"), [("lezaca", "w_rodzinie"), ("zwykla", "samotna")])
def test_what_a_table_does_not_know_is_refused_with_what_it_knows(level: str, kind: str) -> None:
    table, view = TABLES.table("990102", "uslugi_opiekuncze", date(2022, 6, 1)), LAW.on(date(2022, 6, 1))

    with pytest.raises(NotInTable) as refused:
        rules.care_fee(table, level, kind, Fraction(0), Fraction(1), view)

    assert refused.value.known


@pytest.mark.parametrize(("on", "bands"), [(date(2023, 4, 30), 14), (date(2023, 5, 1), 8), (date(2026, 1, 1), 8)])
@pytest.mark.parametrize("single", [True, False])
def test_the_bands_of_specialist_services_leave_no_income_out_and_never_fall(
    single: bool, on: date, bands: int
) -> None:
    found = rules.specialist_bands(single, LAW.on(on))

    assert len(found) == bands
    assert found[0].over == 0
    assert found[-1].most is None
    for one, other in pairwise(found):
        assert one.most == other.over
        assert one.share <= other.share
    assert found[-1].share == 1


@pytest.mark.parametrize("hundredths", range(0, 800, 7))
def test_whoever_lives_in_a_family_never_pays_less_than_whoever_is_alone(hundredths: int) -> None:
    view, income = LAW.on(date(2025, 3, 10)), Fraction(1010 * hundredths)
    alone, family = (rules.specialist_fee(one, income, 6_000, Fraction(20), view).amount for one in (True, False))

    assert 0 <= alone <= family <= 120_000


@pytest.mark.parametrize("on", [date(2015, 10, 4), date(2014, 1, 1)])
def test_a_day_centre_before_the_known_wording_is_not_assessed(on: date) -> None:
    with pytest.raises(NoParameter):
        rules.day_centre_fee(True, Fraction(500_000), LAW.on(on))


def test_an_urgent_start_before_the_rule_and_a_shelter_before_its_bound_have_no_answer() -> None:
    with pytest.raises(NoParameter):
        rules.urgent_decision_by(date(2021, 5, 29), LAW.on(date(2021, 5, 29)))
    with pytest.raises(NoParameter):
        rules.shelter_fee("schronisko_dla_bezdomnych", True, Fraction(0), LAW.on(date(2019, 10, 3)))
