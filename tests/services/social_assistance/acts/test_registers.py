"""The registers of acts: what stands in registers.yaml is whole, and a limit is that of the programme on the day."""

import re
from datetime import date
from fractions import Fraction
from typing import Any, get_args

import pytest

from casework.facts.money import QuantityUnit
from services.social_assistance.acts.registers import BadRegisters, Limit, left, read, registers, span
from services.social_assistance.catalogue import CATALOGUE

LAW = CATALOGUE.law()
CODE = re.compile(r"[a-z][a-z0-9_]{0,79}")
WRITTEN: dict[str, Any] = {"title": "Próba", "article": "art. 1", "acts": {"rozmowa": "rozmowa"}, "counts": ["osoba"]}


def test_every_code_can_stand_in_an_event() -> None:
    found = registers()
    codes = [*found.by_code, *found.requesters, *(act for one in found.by_code.values() for act in one.acts)]

    assert [code for code in codes if not CODE.fullmatch(code)] == []


def test_what_is_measured_is_a_unit_that_events_know() -> None:
    measured = {one.quantity for one in registers().by_code.values() if one.quantity is not None}

    assert measured
    assert measured <= set(get_args(QuantityUnit))


def test_every_limit_is_a_parameter_of_the_law() -> None:
    limits = {
        act.limit.parameter
        for one in registers().by_code.values()
        for act in one.acts.values()
        if act.limit is not None
    }

    assert limits
    assert limits <= set(LAW.parameters)


@pytest.mark.parametrize(
    "wrong",
    [
        {"actions": {}},
        {"counts": ["osoba", "osoba"]},
        {"counts": ["gmina"]},
        {"acts": {}},
        {"acts": {"praca": {"title": "praca", "limit": {"parameter": "x", "per": "month"}}}, "quantity": "godzina"},
        {"acts": {"praca": {"title": "praca", "limit": {"parameter": "x", "per": "year"}}}},
    ],
)
def test_a_register_that_is_written_wrong_stops_the_start(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadRegisters):
        read("proba", {**WRITTEN, **wrong})


def test_a_year_and_a_week_are_counted_from_their_first_day() -> None:
    assert span(date(2024, 12, 31), "year") == (date(2024, 1, 1), date(2024, 12, 31))
    assert span(date(2025, 1, 1), "year") == (date(2025, 1, 1), date(2025, 12, 31))
    assert span(date(2025, 1, 5), "week") == (date(2024, 12, 30), date(2025, 1, 5))
    assert span(date(2025, 1, 6), "week") == (date(2025, 1, 6), date(2025, 1, 12))


@pytest.mark.parametrize(("used", "expected"), [("230", 10), ("240", 0), ("241", 0), ("239.5", Fraction(1, 2))])
def test_what_is_left_of_a_limit_is_never_less_than_nothing(used: str, expected: Fraction) -> None:
    limit = Limit("opieka_wytchnieniowa_limit_godzin_dzienna", "year")

    assert left(limit, Fraction(used), LAW.on(date(2024, 6, 3))) == expected


def test_an_edition_that_was_not_read_limits_nothing() -> None:
    limit = Limit("aoon_limit_godzin_znaczny", "year")

    assert left(limit, Fraction(700), LAW.on(date(2025, 12, 31))) == 20
    assert left(limit, Fraction(700), LAW.on(date(2026, 1, 1))) is None
