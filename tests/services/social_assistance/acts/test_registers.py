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
    codes += [product for one in found.by_code.values() for product in one.products]

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
    ("code", "counts", "quantity", "cost", "requesters"),
    [
        ("praca_socjalna", ("osoba", "rodzina"), None, False, False),
        ("wywiady_srodowiskowe", ("osoba", "rodzina"), None, False, False),
        ("kontrakty_socjalne", ("osoba", "rodzina"), None, False, False),
        ("poradnictwo", ("osoba", "rodzina"), None, False, False),
        ("asystent_rodziny", ("rodzina", "dziecko"), None, False, True),
        ("interwencja_kryzysowa", ("osoba", "rodzina"), None, False, False),
        ("decyzje_zdrowotne", ("osoba",), None, False, False),
        ("wnioski_mieszkaniowe", ("rodzina",), None, False, False),
        ("wywiady_dla_innych", ("osoba", "rodzina"), None, False, True),
        ("pomoc_we_wnioskach", ("osoba",), None, False, False),
        ("akcje", ("osoba",), "osobodzien", True, False),
        ("przeglad_swiadczen", ("osoba", "rodzina"), None, False, False),
        ("listy_dla_urzedu", ("rodzina",), None, False, True),
        ("pomoc_zywnosciowa", ("osoba", "rodzina"), "kg", True, False),
        ("darowizny", ("osoba", "rodzina"), "sztuka", True, False),
        ("wypozyczalnia_sprzetu", ("osoba",), "sztuka", False, False),
        ("klub_seniora", ("osoba",), "godzina", False, False),
        ("wolontariat", ("osoba",), "godzina", False, False),
        ("asystent_osobisty_aoon", ("osoba",), "godzina", False, False),
        ("opieka_wytchnieniowa", ("osoba",), "godzina", False, False),
        ("opieka_wytchnieniowa_calodobowa", ("osoba",), "dzien", False, False),
        ("korpus_wsparcia_seniorow", ("osoba",), "godzina", False, False),
        ("prace_spolecznie_uzyteczne", ("osoba",), "godzina", False, False),
    ],
)
def test_each_register_counts_whom_it_is_for_and_measures_what_it_gives(
    code: str, counts: tuple[str, ...], quantity: str | None, cost: bool, requesters: bool
) -> None:
    book = registers().by_code[code]

    assert (book.counts, book.quantity, book.cost, book.requesters) == (counts, quantity, cost, requesters)


def test_courts_bailiffs_and_the_powiat_are_told_apart() -> None:
    assert {"sad", "komornik", "pcpr", "inny"} <= set(registers().requesters)


@pytest.mark.parametrize(
    ("register", "act", "per", "on", "limit"),
    [
        ("asystent_osobisty_aoon", "znaczny_sprzezona", "year", date(2025, 3, 3), 840),
        ("asystent_osobisty_aoon", "znaczny", "year", date(2025, 3, 3), 720),
        ("asystent_osobisty_aoon", "umiarkowany_sprzezona", "year", date(2025, 3, 3), 480),
        ("asystent_osobisty_aoon", "umiarkowany", "year", date(2025, 3, 3), 360),
        ("opieka_wytchnieniowa", "dzienna", "year", date(2024, 6, 3), 240),
        ("opieka_wytchnieniowa_calodobowa", "calodobowa", "year", date(2024, 6, 3), 14),
        ("prace_spolecznie_uzyteczne", "praca", "week", date(2024, 6, 3), 10),
    ],
)
def test_a_programme_gives_one_person_no_more_than_its_limit(
    register: str, act: str, per: str, on: date, limit: int
) -> None:
    found = registers().by_code[register].acts[act].limit

    assert found is not None
    assert (found.per, left(found, Fraction(0), LAW.on(on))) == (per, limit)


@pytest.mark.parametrize(
    "wrong",
    [
        {"actions": {}},
        {"counts": ["osoba", "osoba"]},
        {"counts": ["gmina"]},
        {"acts": {}},
        {"acts": {"praca": {"title": "praca", "limit": {"parameter": "x", "per": "month"}}}, "quantity": "godzina"},
        {"acts": {"praca": {"title": "praca", "limit": {"parameter": "x", "per": "year"}}}},
        {"products": {"maczne": "artykuły mączne"}},
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


def test_food_and_gifts_are_told_apart_by_product_and_nothing_else_is() -> None:
    assert {one.code for one in registers().by_code.values() if one.products} == {"pomoc_zywnosciowa", "darowizny"}
