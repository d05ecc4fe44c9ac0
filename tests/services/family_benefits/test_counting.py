"""What counts the worked cases misses no change of the law, and takes no excess of less than a grosz for one of a grosz."""

from datetime import date
from typing import Any

import pytest

from kit.law import Law, Parameter, Value, View
from services.family_benefits.catalogue import CATALOGUE
from services.family_benefits.rates import Rates, rates
from tests.services.family_benefits.income_limits import Limit, exceeds
from tests.services.family_benefits.law_reading import Readings, ReadLaw, Turn, reads, turns_of

LEAST = "zl_za_zl_minimalna_wyplata_zasilek_rodzinny"


def a_value(value: int, since: date, until: date | None) -> Value:
    return Value(value, since, until, "art. 1", "Dz.U. 2020 poz. 1", "confirmed", date(2026, 1, 1))


def turns(*values: Value) -> list[tuple[date, date]]:
    return [(one.last, one.first) for one in turns_of(Parameter("p", "", "usr", "count", "", values))]


def test_a_parameter_turns_where_it_begins_changes_and_ends() -> None:
    first, second = a_value(1, date(2020, 3, 1), date(2020, 5, 31)), a_value(2, date(2020, 6, 1), date(2020, 8, 31))

    assert turns(first, second) == [
        (date(2020, 2, 29), date(2020, 3, 1)),
        (date(2020, 5, 31), date(2020, 6, 1)),
        (date(2020, 8, 31), date(2020, 9, 1)),
    ]


def test_time_without_a_value_has_two_turns_and_the_same_value_again_none() -> None:
    first, same = a_value(1, date(2020, 3, 1), date(2020, 5, 31)), a_value(1, date(2020, 6, 1), None)
    later = a_value(1, date(2020, 7, 1), None)

    assert turns(first, same) == [(date(2020, 2, 29), date(2020, 3, 1))]
    assert turns(first, later)[1:] == [(date(2020, 5, 31), date(2020, 6, 1)), (date(2020, 6, 30), date(2020, 7, 1))]


def the_turn(name: str, first: date) -> Turn:
    (found,) = [one for one in turns_of(CATALOGUE.law().parameters[name]) if one.first == first]
    return found


@pytest.mark.parametrize(
    ("member", "changes"), [("least_payment", True), ("reduced_since", True), ("threshold", False)]
)
def test_of_what_is_made_of_many_parameters_the_members_that_were_taken_count(member: str, changes: bool) -> None:
    readings = Readings()
    law = ReadLaw(CATALOGUE.law(), readings)

    getattr(law.on(date(2016, 5, 1)).resolved(rates), member)

    assert readings.names == set()
    assert readings.members == {(rates, f".{member}")}
    assert reads(CATALOGUE.law(), the_turn(LEAST, date(2016, 1, 1)), readings.members) is changes


def test_a_law_that_tells_what_is_read_of_it_is_the_same_law() -> None:
    law, readings = CATALOGUE.law(), Readings()
    at = 2020 * 12

    found: Rates = ReadLaw(law, readings).resolved(rates, at)

    assert found.supplements.birth == law.resolved(rates, at).supplements.birth
    assert readings.members == {(rates, ".supplements.birth")}


def amount_read(view: View) -> int:
    return view.amount("kryterium_zasilek_rodzinny_ogolne")


def test_what_is_made_of_parameters_and_is_no_object_counts_whole() -> None:
    readings = Readings()
    law: Law = ReadLaw(CATALOGUE.law(), readings)

    law.on(date(2016, 5, 1)).resolved(amount_read)

    assert reads(CATALOGUE.law(), the_turn("kryterium_zasilek_rodzinny_ogolne", date(2015, 11, 1)), readings.members)
    assert not reads(CATALOGUE.law(), the_turn(LEAST, date(2016, 1, 1)), readings.members)


def of_year(amount: str) -> dict[str, Any]:
    return {"income": {"base_year": 2020, "items": [{"member": "matka", "amount": amount}]}}


@pytest.mark.parametrize(
    ("amount", "shown", "at", "over"),
    [
        ("24264.00", 202200, True, False),
        ("24264.06", 202201, False, False),
        ("24264.12", 202201, False, True),
        ("24264.13", 202201, False, False),
    ],
)
def test_a_family_is_over_by_a_grosz_when_a_month_has_exactly_one_more(
    amount: str, shown: int, at: bool, over: bool
) -> None:
    limit = Limit(shown, 202200, 67400, of_family=True)

    assert (exceeds(of_year(amount), limit, 0), exceeds(of_year(amount), limit, 1)) == (at, over)


@pytest.mark.parametrize(("amount", "over"), [("54000.12", False), ("54000.36", True)])
def test_a_person_is_over_by_a_grosz_when_each_of_the_household_has_one_more(amount: str, over: bool) -> None:
    assert exceeds(of_year(amount), Limit(150001, 150000, 150000, of_family=False), 1) is over
