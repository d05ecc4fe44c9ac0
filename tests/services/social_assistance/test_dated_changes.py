"""Each day on which the law of money benefits and fees changed, from both sides: the last day before it and the day itself.

Changes that the counted benefits read are shown by their worked cases too (test_cases_are_complete.py); meals, funerals and what is set off
by rules_of_cash.yaml. Terms and registers have theirs beside their slices.
"""

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from casework.benefits.results import Assessment
from kit.law import NoParameter
from services.social_assistance.care_homes.rules import Relative, Resident, divided
from services.social_assistance.care_services.rules import (
    day_centre_fee,
    shelter_fee,
    specialist_fee,
    urgent_decision_by,
)
from services.social_assistance.catalogue import CATALOGUE

LAW = CATALOGUE.law()
Told = Callable[[date], Any]


def assessed(benefit: str, on: date, income: dict[str, Any] | None = None, **parts: Any) -> Assessment:
    """For a single person who asks on the day, with one receipt or none."""
    stated = {
        "application": {"received_on": on.isoformat()},
        "household": {"kind": "single", "members": [{"id": "osoba", "born_on": "1980-01-01"}]},
        "income": {"items": [] if income is None else [{"member": "osoba", **income}]},
        **parts,
    }
    return CATALOGUE.assess(benefit, CATALOGUE.prepare(CATALOGUE.facts.model_validate(stated)), on)


def permanent(**income: Any) -> Told:
    """Grosze of the permanent allowance in the month of the day."""

    def of(on: date) -> int:
        incapacity = {"person": "osoba", "basis": "total"}
        return assessed("zasilek_staly", on, income or None, incapacity=incapacity).months[0].amount

    return of


def periodic(on: date) -> int:
    """The most that may be granted to a single person without income."""
    asked: dict[str, Any] = {
        "circumstances": {"reasons": ["bezrobocie"]},
        "periodic": {"last_month": f"{on:%Y-%m}", "amount": "999.00"},
    }
    return assessed("zasilek_okresowy", on, **asked).months[0].amount


def for_a_funeral(on: date) -> str:
    """Whether costs of a funeral are met above the criterion."""
    asked = {"amount": "1000.00", "need": "pogrzeb", "funeral": {"allowance": "none_due"}}
    income = {"amount": "5000.00"}
    return assessed("zasilek_celowy", on, income, circumstances={"reasons": ["bezrobocie"]}, targeted=asked).outcome


def housing(on: date) -> int:
    """With an income over 150 % of the lowest pension, for which the former wording took a larger own share."""
    dwelling = {
        "title": "najemca", "persons": 1, "income_monthly": "1900.00", "area": "35.00", "rooms_and_kitchen": "20.00", "rent": "800.00",
    }  # fmt: skip
    return assessed("dodatek_mieszkaniowy", on, housing=dwelling).months[0].amount


def energy(on: date) -> str:
    allowance = {"first_month": f"{on:%Y-%m}", "last_month": f"{on:%Y-%m}"}
    return assessed(
        "dodatek_energetyczny", on, energy_supplement={"persons": 1, "housing_allowance": allowance}
    ).outcome


def refuser(on: date) -> int:
    """What the gmina pays for the home of a resident whose son refuses both the contract and the interview."""
    son = Relative("syn", "descendant", income=0, basis="refused_both")
    return divided(650_000, Resident(income=240_000), [son], 0, LAW.on(on)).gmina


def specialist(single: bool) -> Told:
    """The fee for 600.00 zł of services at twice the criterion of a single person."""
    return lambda on: specialist_fee(single, Fraction(155_200), 6_000, Fraction(10), LAW.on(on)).amount


def day_centre(on: date) -> int:
    return day_centre_fee(True, Fraction(300_000), LAW.on(on))


def shelter(on: date) -> int | None:
    return shelter_fee("schronisko_dla_bezdomnych", True, Fraction(60_000), LAW.on(on)).at_most


def urgent(on: date) -> int:
    """Days within which services that began at once are decided."""
    return (urgent_decision_by(on, LAW.on(on)) - on).days


CHANGES: list[tuple[str, str, Told, Any, Any]] = [
    ("2015-10-01", "criteria and the most of the permanent allowance", permanent(), 52_900, 60_400),
    ("2015-10-05", "periodic allowance no income", permanent(kind="zasilek_okresowy", amount="300.00"), 33_400, 60_400),
    ("2016-04-01", "500+ no income", permanent(kind="swiadczenie_wychowawcze", amount="500.00"), 13_400, 60_400),
    ("2018-10-01", "criteria and the most of the permanent allowance", permanent(), 60_400, 64_500),
    ("2019-10-04", "who refuses both pays without a threshold", refuser, 482_000, 0),
    ("2021-05-30", "costs are deducted", permanent(gross={"gross": "500.00", "costs": "250.00"}), 20_100, 45_100),
    ("2021-05-30", "the most of the periodic allowance", periodic, 41_800, 52_800),
    ("2021-05-30", "a day in a home of self-help is free", day_centre, 15_000, 0),
    ("2021-07-01", "housing allowance by the average wage", housing, 42_000, 51_500),
    ("2022-01-01", "criteria and the most of the permanent allowance", permanent(), 64_500, 71_900),
    ("2022-01-04", "energy supplement suspended", energy, "granted", "left_unexamined"),
    ("2023-05-01", "specialist fees of a single person", specialist(single=True), 4_200, 0),
    ("2023-05-01", "specialist fees in a family", specialist(single=False), 9_000, 2_100),
    ("2024-01-01", "the most of the permanent allowance", permanent(), 71_900, 100_000),
    ("2024-01-01", "the permanent allowance from 130 %", permanent(amount="500.00"), 27_600, 50_880),
    ("2024-10-01", "care capital is income", permanent(kind="rodzinny_kapital_opiekunczy", amount="500.00"), 100_000, 50_880),
    ("2025-01-01", "criteria and the most of the permanent allowance", permanent(), 100_000, 122_900),
    ("2025-05-13", "aktywny rodzic no income", permanent(kind="aktywny_rodzic", amount="500.00"), 81_300, 122_900),
    ("2026-01-01", "funeral costs whatever the income", for_a_funeral, "refused", "granted"),
]  # fmt: skip
BEGUN: list[tuple[str, str, Told, Any]] = [
    ("2015-10-05", "a fee for a day in a home of self-help, whose former wording is not known", day_centre, 15_000),
    ("2019-10-04", "bounds of fees for shelters", shelter, 18_000),
    ("2021-05-30", "services that begin at once", urgent, 10),
]


@pytest.mark.parametrize(
    ("day", "what", "told", "before", "since"), CHANGES, ids=[f"{one[0]} {one[1]}" for one in CHANGES]
)
def test_a_change_of_the_law_counts_from_its_day(day: str, what: str, told: Told, before: Any, since: Any) -> None:
    first = date.fromisoformat(day)

    assert (told(first - timedelta(days=1)), told(first)) == (before, since), what


@pytest.mark.parametrize(("day", "what", "told", "since"), BEGUN, ids=[f"{one[0]} {one[1]}" for one in BEGUN])
def test_what_the_law_began_is_not_known_the_day_before(day: str, what: str, told: Told, since: Any) -> None:
    first = date.fromisoformat(day)

    with pytest.raises(NoParameter):
        told(first - timedelta(days=1))
    assert told(first) == since, what
