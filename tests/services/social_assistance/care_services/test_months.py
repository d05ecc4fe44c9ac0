"""A month of care at home: of each day the last entry counts, within the plan, and the fee is the council's or the regulation's."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

import services.social_assistance as service
from kit.money import zloty
from kit.periods import first_day, last_day, month_of, parse_month
from services.social_assistance.care_services.fee_tables import FeeTables, NoFeeTable
from services.social_assistance.care_services.months import (
    FEES,
    MENTAL,
    Entry,
    MoreThanADay,
    Plan,
    PriceMissing,
    held,
    minutes_of,
    month_of_care,
    months_of,
)
from services.social_assistance.catalogue import CATALOGUE

LAW = CATALOGUE.law()
TABLES = FeeTables.read(Path(str(service.__file__)).parent / "law")
EWA, OLA = UUID(int=1), UUID(int=2)
JUNE = parse_month("2022-06")


def entry(day: int, minutes: int, *, number: int = 1, carer: UUID = EWA, month: str = "2022-06") -> Entry:
    return Entry(first_day(parse_month(month)).replace(day=day), carer, number, minutes)


def plan(**other: Any) -> Plan:
    told: dict[str, Any] = {
        "service": "uslugi_opiekuncze",
        "care_level": "zwykla",
        "household_kind": "samotna",
        "hours_month": 20,
    }
    return Plan(**{**told, "since": date(2022, 2, 1), **other})


def fee_of(one: Plan, *entries: Entry, income: str = "1200.00", gmina: str = "990103", month: str = "2022-06") -> str:
    grosze = Fraction(income) * 100
    return zloty(month_of_care(one, entries, parse_month(month), grosze, TABLES, gmina, LAW).fee.amount)


def test_of_a_day_and_a_carer_the_last_entry_counts_and_none_takes_it_back() -> None:
    kept = held([entry(1, 60), entry(1, 90, number=2), entry(1, 30, carer=OLA), entry(2, 60), entry(2, 0, number=2)])

    assert [(one.on.day, one.carer, one.minutes) for one in kept] == [(1, EWA, 90), (1, OLA, 30)]


@given(
    st.permutations(
        [entry(1, 60), entry(1, 90, number=2), entry(1, 45, number=3), entry(2, 30), entry(2, 10, carer=OLA)]
    )
)
def test_the_order_in_which_entries_come_changes_nothing(entries: list[Entry]) -> None:
    assert minutes_of(plan(), entries, JUNE) == 45 + 30 + 10


@pytest.mark.parametrize("minutes", [-1, 1441])
def test_a_day_has_no_more_minutes_than_it_has(minutes: int) -> None:
    with pytest.raises(MoreThanADay):
        held([entry(1, minutes)])

    assert held([entry(1, minutes), entry(1, 1440, number=2)])[0].minutes == 1440


@pytest.mark.parametrize(
    ("since", "until", "minutes"),
    [
        (date(2022, 6, 1), None, 100),
        (date(2022, 6, 2), None, 40),
        (date(2022, 2, 1), date(2022, 6, 30), 100),
        (date(2022, 2, 1), date(2022, 6, 29), 60),
    ],
)
def test_what_lies_outside_the_plan_is_not_of_it(since: date, until: date | None, minutes: int) -> None:
    entries = [entry(1, 60), entry(30, 40), entry(31, 500, month="2022-05"), entry(1, 500, month="2022-07")]

    assert minutes_of(plan(since=since, until=until), entries, JUNE) == minutes


def test_a_month_by_the_hour_takes_the_minutes_done_and_says_what_is_over_the_decision() -> None:
    found = month_of_care(plan(), [entry(1, 900), entry(2, 315)], JUNE, Fraction(120_000), TABLES, "990103", LAW)

    # 20.25 hours of 24.00 are 486.00, a tenth of them 48.60
    assert (found.minutes, found.over_plan, zloty(found.fee.cost), zloty(found.fee.amount)) == (
        1215,
        15,
        "486.00",
        "48.60",
    )
    assert found.basis["price"] == "24.00"
    assert found.basis["resolution"].startswith("Uchwała Nr IV/17/2021")


def test_two_gminas_charge_the_same_month_each_by_its_own_table() -> None:
    assert fee_of(plan(), entry(1, 1200)) == "48.00"
    assert fee_of(plan(care_level="chodzaca"), entry(1, 1200), gmina="990102") == "60.00"


@pytest.mark.parametrize(("gmina", "level"), [("990102", "chodzaca"), ("990103", "zwykla"), ("990101", "zwykla")])
def test_where_nothing_was_done_nothing_is_charged_also_by_the_month(gmina: str, level: str) -> None:
    assert fee_of(plan(care_level=level), entry(1, 60), entry(1, 0, number=2), gmina=gmina) == "0.00"


def test_without_a_table_of_the_council_a_month_of_work_is_not_charged_but_refused() -> None:
    with pytest.raises(NoFeeTable):
        fee_of(plan(), entry(1, 60), gmina="990101")


@pytest.mark.parametrize(("month", "fee"), [("2022-08", "48.00"), ("2022-09", "60.00")])
def test_a_month_is_of_the_table_of_its_first_day(month: str, fee: str) -> None:
    assert fee_of(plan(), entry(1, 1200, month=month), month=month) == fee


@pytest.mark.parametrize(("month", "fee"), [("2023-04", "132.00"), ("2023-05", "120.00")])
def test_services_of_the_state_take_the_price_of_the_plan_and_the_bands_of_the_month(month: str, fee: str) -> None:
    state = plan(service=MENTAL, hour_price=6_000)

    assert fee_of(state, entry(1, 1200, month=month), income="1800.00", month=month) == fee


def test_services_of_the_state_without_a_price_are_not_charged() -> None:
    with pytest.raises(PriceMissing):
        fee_of(plan(service=MENTAL), entry(1, 60))


def test_every_service_has_a_fee_of_the_catalogue_that_is_revenue() -> None:
    assert all(not CATALOGUE.get(code).granted for code in FEES.values())
    assert {line.source for line in CATALOGUE.get(FEES[MENTAL]).lines} == {"dochod_panstwa"}


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 1440), st.integers(1, 3)), max_size=40))
def test_the_months_of_a_plan_hold_all_that_was_done_and_nothing_twice(told: list[tuple[int, int, int]]) -> None:
    start = date(2022, 6, 1).toordinal()
    unique = {(day, number): minutes for day, minutes, number in told}
    entries = [Entry(date.fromordinal(start + day), EWA, number, minutes) for (day, number), minutes in unique.items()]

    whole = sum(one.minutes for one in held(entries))
    months = months_of(plan(), entries)

    assert sum(minutes_of(plan(), entries, at) for at in months) == whole
    assert all(first_day(at) <= one.on <= last_day(at) for one in held(entries) for at in [month_of(one.on)])
