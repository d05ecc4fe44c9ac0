"""Whatever the dwelling and the income, the allowance keeps to its cap and its minimum, and more income never gives more of it."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from casework.benefits.results import Assessment
from kit.money import zloty
from services.social_assistance.catalogue import CATALOGUE
from services.social_assistance.housing.rules import CODE

LAW = CATALOGUE.law()
DAYS = st.sampled_from([date(2016, 3, 1), date(2020, 10, 5), date(2021, 6, 30), date(2021, 7, 1), date(2025, 3, 10)])
AREAS = st.integers(2_000, 9_000)
GROSZE = st.integers(0, 1_000_000)


def answer(day: date, persons: int, area: int, rent: int, income: int) -> Assessment:
    dwelling: dict[str, Any] = {
        "title": "najemca", "persons": persons, "income_monthly": zloty(income), "area": zloty(area),
        "rooms_and_kitchen": zloty(area // 2), "rent": zloty(rent),
    }  # fmt: skip
    stated = {"application": {"received_on": day.isoformat()}, "housing": dwelling}
    return CATALOGUE.assess(CODE, CATALOGUE.prepare(CATALOGUE.facts.model_validate(stated)), day)


@settings(max_examples=200, deadline=None)
@given(DAYS, st.integers(1, 9), AREAS, GROSZE, GROSZE, GROSZE)
def test_more_income_never_gives_more_and_the_cap_and_the_minimum_hold(
    day: date, persons: int, area: int, rent: int, one: int, other: int
) -> None:
    poorer, richer = (answer(day, persons, area, rent, income) for income in sorted((one, other)))
    amounts = [sum(due.amount for due in found.months) for found in (poorer, richer)]
    view = LAW.on(day)
    least = view.ratio(f"{CODE}_minimum_wyplaty") * view.amount(view.text(f"{CODE}_podstawa"))

    assert amounts[0] >= amounts[1]
    for found, amount in zip((poorer, richer), amounts, strict=True):
        assert found.eligible is (amount > 0)
        if amount:
            # expenses are shown to the grosz, and the amount is rounded once more
            assert amount <= view.ratio(f"{CODE}_limit_wydatkow") * dict(found.figures)["expenses"] + 1
            assert amount + 1 > least


@given(st.integers(1, 9))
def test_whoever_lives_within_the_norm_has_his_expenses_counted_whole(persons: int) -> None:
    found = answer(date(2025, 3, 10), persons, 3_500, 123_457, 0)

    assert dict(found.figures)["expenses"] == 123_457
