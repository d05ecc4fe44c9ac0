"""The benefits for a child: more income never gives more, the order of children and incomes does not matter, nothing is negative."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.benefits.results import Assessment, UnfitFacts
from services.family_benefits.catalogue import CATALOGUE

incomes = st.lists(st.integers(0, 9_000_000), min_size=1, max_size=4)


def assessed(benefit: str, on: str, facts: dict[str, Any]) -> Assessment:
    case = CATALOGUE.prepare(CATALOGUE.facts.model_validate(facts))
    return CATALOGUE.assess(benefit, case, date.fromisoformat(on))


def total(found: Assessment) -> int:
    assert all(due.amount > 0 for due in found.months)
    return sum(due.amount * (1 if due.per == "once" else due.last - due.first + 1) for due in found.months)


def a_birth(*amounts: int, children: int = 1, base_year: int = 2023) -> dict[str, Any]:
    ids = [f"dziecko_{n}" for n in range(1, children + 1)]
    born = [{"id": one, "role": "child", "born_on": "2024-12-01"} for one in ids]
    earning = [
        {"member": "matka", "amount": f"{one // 100}.{one % 100:02d}"} for one in amounts
    ]  # one person with several incomes
    return {
        "application": {"received_on": "2025-01-20"},
        "family": {
            "applicant": "parents",
            "members": [{"id": "matka", "role": "parent", "born_on": "1994-05-05"}, *born],
        },
        "income": {"base_year": base_year, "items": earning},
        "birth_grant": {"children": [{"child": one, "medical_care_from_week": 8} for one in ids]},
    }


def _grant(facts: dict[str, Any]) -> Assessment:
    return assessed("jednorazowa_zapomoga_urodzenie", "2025-02-03", facts)


@settings(deadline=None)  # the calendar of days off is read once
@given(incomes, st.integers(1, 500_000), st.integers(1, 3))
def test_more_income_never_gives_a_birth_grant(amounts: list[int], more: int, children: int) -> None:
    before = total(_grant(a_birth(*amounts, children=children)))
    assert total(_grant(a_birth(amounts[0] + more, *amounts[1:], children=children))) <= before


@settings(deadline=None)
@given(incomes, st.integers(1, 3))
def test_the_order_of_incomes_and_children_gives_the_same_birth_grants(amounts: list[int], children: int) -> None:
    facts = a_birth(*amounts, children=children)
    turned = a_birth(*reversed(amounts), children=children)
    turned["family"]["members"].reverse()
    assert _grant(facts) == _grant(turned)


def test_the_birth_grant_names_the_year_of_income_that_it_needs() -> None:
    with pytest.raises(UnfitFacts) as refused:
        _grant(a_birth(100, base_year=2022))
    assert "2023" in str(refused.value.detail)


def test_a_birth_grant_is_asked_for_a_child_of_the_family_once() -> None:
    facts = a_birth(100)
    facts["birth_grant"]["children"] *= 2
    with pytest.raises(UnfitFacts) as refused:
        _grant(facts)
    assert refused.value.errors[0].pointer == "/facts/birth_grant/children/1/child"


def a_first_child(*amounts: int, born: tuple[str, ...] = ("2010-01-01", "2013-06-06")) -> dict[str, Any]:
    facts = a_birth(*amounts, base_year=2016)
    del facts["birth_grant"]
    facts["application"]["received_on"] = "2017-08-20"
    children = [{"id": f"dziecko_{n}", "role": "child", "born_on": day} for n, day in enumerate(born, 1)]
    facts["family"]["members"] = [facts["family"]["members"][0], *children]
    facts["child_raising"] = {"children": [{"child": one["id"]} for one in children]}
    return facts


def _raising(facts: dict[str, Any], on: str = "2017-10-10") -> Assessment:
    return assessed("swiadczenie_wychowawcze", on, facts)


@settings(deadline=None)
@given(incomes, st.integers(1, 500_000))
def test_more_income_never_gives_more_for_raising_a_child(amounts: list[int], more: int) -> None:
    before = total(_raising(a_first_child(*amounts)))
    assert total(_raising(a_first_child(amounts[0] + more, *amounts[1:]))) <= before


@settings(deadline=None)
@given(incomes, st.permutations(["2000-01-20", "2010-01-01", "2013-06-06"]))
def test_the_order_of_children_and_incomes_does_not_change_what_is_due_for_raising_them(
    amounts: list[int], born: list[str]
) -> None:
    facts = a_first_child(*amounts, born=tuple(born))
    turned = a_first_child(*reversed(amounts), born=tuple(born))
    turned["family"]["members"].reverse()
    turned["child_raising"]["children"].reverse()
    assert _raising(facts) == _raising(turned)


def test_the_first_child_needs_the_income_of_the_year_of_its_period() -> None:
    facts = a_first_child(100)
    facts["income"]["base_year"] = 2015
    with pytest.raises(UnfitFacts) as refused:
        _raising(facts)
    assert "2016" in str(refused.value.detail)
    del facts["income"]
    with pytest.raises(UnfitFacts) as missing:
        _raising(facts)
    assert missing.value.errors[0].pointer == "/facts/income"


def test_alternating_custody_before_july_2019_needs_its_days() -> None:
    facts = a_first_child(100)
    facts["child_raising"]["children"][0]["alternating_custody"] = True
    with pytest.raises(UnfitFacts) as refused:
        _raising(facts)
    assert refused.value.errors[0].code == "custody_days_missing"


@settings(deadline=None)
@given(st.integers(0, 150_000), st.integers(0, 50_000), st.integers(1, 6))
def test_a_higher_unemployment_benefit_never_gives_more_parental_benefit(
    benefit: int, more: int, children: int
) -> None:
    def due(grosze: int) -> int:
        told = {"monthly": f"{grosze // 100}.{grosze % 100:02d}"}
        asked = {"born_on": "2024-03-05", "children": children, "unemployment": told}
        facts = {"application": {"received_on": "2024-03-20"}, "parental": asked}
        return total(assessed("swiadczenie_rodzicielskie", "2024-04-02", facts))

    assert due(benefit + more) <= due(benefit)


@settings(deadline=None)
@given(st.permutations([("2025-04-01", "2025-04-04"), ("2025-04-20", "2025-04-23"), ("2025-05-01", "2025-05-09")]))
def test_stays_in_hospital_are_added_up_in_any_order(stays: list[tuple[str, str]]) -> None:
    hospital = {
        "requested_on": "2025-11-03",
        "completed_weeks": 33,
        "weight_grams": 1800,
        "stays": [{"since": since, "until": until} for since, until in stays],
    }
    facts = {
        "application": {"received_on": "2025-04-20"},
        "parental": {"born_on": "2025-04-01", "hospital": hospital},
    }
    found = assessed("swiadczenie_rodzicielskie", "2025-11-05", facts)
    assert found.months[-1].last == 2026 * 12 + 3
