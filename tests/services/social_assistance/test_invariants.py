"""What holds whatever the income and the day: money benefits keep to their bounds, parts of a month and of a debt to their whole.

The bounds of the periodic allowance stand in test_periodic_bounds.py, of the housing allowance in housing/, of care homes beside them.
"""

from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from casework.benefits.results import Assessment
from casework.overpayments.deductions import Debt, deducted
from kit.money import zloty
from kit.periods import days_in, last_day, month, month_of
from services.social_assistance.care_homes.month import Free, drawn_up
from services.social_assistance.care_homes.rules import Resident, divided
from services.social_assistance.care_services.rules import specialist_fee
from services.social_assistance.catalogue import CATALOGUE
from services.social_assistance.permanent import CONTRIBUTION, PERMANENT

LAW = CATALOGUE.law()
ON = st.sampled_from(
    [date(2015, 9, 30), date(2018, 10, 1), date(2021, 12, 31), date(2022, 1, 1), date(2023, 12, 31), date(2024, 1, 1), date(2025, 3, 12)]
)  # fmt: skip
GROSZE = st.integers(0, 300_000)
NOTHING_FREE = Free(0, {}, 0, 0)


def assessed(benefit: str, on: date, income: int, persons: int = 1, **parts: Any) -> Assessment:
    members = [{"id": f"osoba_{number}", "born_on": "1980-01-01"} for number in range(persons)]
    stated = {
        "application": {"received_on": on.isoformat()},
        "household": {"kind": "single" if persons == 1 else "family", "members": members},
        "income": {"items": [{"member": "osoba_0", "amount": zloty(income)}]},
        **parts,
    }
    return CATALOGUE.assess(benefit, CATALOGUE.prepare(CATALOGUE.facts.model_validate(stated)), on)


def incapable(until: date | None = None) -> dict[str, Any]:
    return {"person": "osoba_0", "basis": "total", "certificate_valid_to": None if until is None else until.isoformat()}


def by_month(answer: Assessment) -> dict[int, int]:
    return {at: one.amount for one in answer.months for at in range(one.first, one.last + 1)}


@settings(deadline=None)
@given(ON, GROSZE, GROSZE, st.integers(1, 5))
def test_the_permanent_allowance_is_within_its_least_and_most_and_more_income_never_gives_more(
    on: date, one: int, other: int, persons: int
) -> None:
    poorer, richer = (
        by_month(assessed(PERMANENT, on, income, persons, incapacity=incapable())) for income in sorted((one, other))
    )

    assert richer.keys() <= poorer.keys()
    for at, amount in poorer.items():
        view = LAW.month(at)
        assert richer.get(at, 0) <= amount
        assert amount >= view.amount("zasilek_staly_kwota_minimalna")
        assert persons > 1 or amount <= view.amount("zasilek_staly_kwota_maksymalna_osoba_samotna")


@settings(deadline=None)
@given(ON, GROSZE, st.integers(1, 5))
def test_the_health_contribution_is_due_in_the_months_of_the_allowance_and_is_its_rate_to_the_grosz(
    on: date, income: int, persons: int
) -> None:
    allowance, contribution = (
        by_month(assessed(benefit, on, income, persons, incapacity=incapable()))
        for benefit in (PERMANENT, CONTRIBUTION)
    )

    assert contribution.keys() == allowance.keys()
    for at, amount in contribution.items():
        exact = LAW.month(at).ratio("skladka_zdrowotna_od_zasilku_stalego_stopa") * allowance[at]
        assert abs(amount - exact) <= Fraction(1, 2)


@settings(deadline=None)
@given(st.integers(1, 31), st.integers(0, 77_000))
def test_days_of_a_month_are_paid_in_proportion_and_all_of_them_are_the_whole_month(day: int, income: int) -> None:
    at = month(2025, 5)
    whole = by_month(assessed(PERMANENT, date(2025, 5, 2), income, incapacity=incapable()))[at]
    part = by_month(assessed(PERMANENT, date(2025, 5, 2), income, incapacity=incapable(date(2025, 5, day))))[at]

    assert abs(part - Fraction(whole * day, days_in(at))) <= 1
    assert day < last_day(at).day or part == whole


@given(st.integers(0, 500_000), st.lists(st.integers(1, 500_000), max_size=4), ON)
def test_what_is_set_off_is_never_more_than_the_act_lets_be_taken_nor_than_is_owed(
    due: int, owed: list[int], on: date
) -> None:
    share = LAW.on(on).ratio("potracenie_z_biezacych_swiadczen_maks")
    found = deducted(due, [Debt(UUID(int=number), amount, share) for number, amount in enumerate(owed)])

    assert sum(one.amount for one in found) == min(due * share.numerator // share.denominator, sum(owed))
    assert all(0 < one.amount <= owed[one.overpayment.int] for one in found)
    assert share == (1 if on < date(2021, 5, 30) else Fraction(1, 2))


@given(st.booleans(), st.integers(0, 1_000_000), st.integers(0, 60), st.dates(date(2015, 10, 1), date(2026, 11, 22)))
def test_a_fee_for_specialist_services_is_collected_from_twenty_zloty_on(
    single: bool, income: int, hours: int, on: date
) -> None:
    view = LAW.on(on)
    least = view.amount("spec_uslugi_zp_kwota_nie_pobierana_ponizej")
    fee = specialist_fee(single, Fraction(income), 3_500, Fraction(hours), view)
    exact = fee.cost * (fee.share or 0)

    assert fee.amount == 0 or fee.amount >= least
    assert fee.amount <= fee.cost
    assert (fee.amount == 0) is (exact < least - Fraction(1, 2))


@settings(deadline=None)
@given(ON, GROSZE, st.integers(1, 5), st.integers(1, 600_000))
def test_a_special_allowance_is_for_those_above_the_criterion_and_never_above_it(
    on: date, income: int, persons: int, amount: int
) -> None:
    help_stated = {"circumstances": {"reasons": ["bezrobocie"]}, "special": {"amount": zloty(amount)}}
    answer = assessed("specjalny_zasilek_celowy", on, income, persons, **help_stated)
    name = "osoba_samotnie_gospodarujaca" if persons == 1 else "osoba_w_rodzinie"
    criterion = persons * LAW.on(on).amount(f"kryterium_{name}")

    assert answer.eligible is (income > criterion)
    assert [one.amount for one in answer.months] == ([min(amount, criterion)] if income > criterion else [])


@given(st.integers(1, 900_000), GROSZE, st.integers(1, 29))
def test_two_parts_of_a_month_in_a_care_home_cost_the_month(cost: int, income: int, days: int) -> None:
    june = month_of(date(2025, 6, 1))
    whole = divided(cost, Resident(income=income), [], 0, LAW.month(june))
    parts = [drawn_up(whole, june, one, NOTHING_FREE) for one in (days, 30 - days)]

    for got, name in ((parts, "cost"), (parts, "resident"), (parts, "gmina")):
        assert abs(sum(getattr(one, name) for one in got) - getattr(whole, name)) <= 2
    assert all(one.resident + one.gmina == one.cost for one in parts)
