"""The law as a table: what is in force, what changes, and how a value is written."""

from datetime import date
from fractions import Fraction

import pytest

from kit.law import Law, Parameter, Value, changes, in_force, value_text

OLD, NEW = date(2018, 11, 1), date(2019, 11, 1)


def _value(
    raw: int | Fraction | bool | str, since: date, to: date | None = None, confidence: str = "confirmed"
) -> Value:
    return Value(raw, since, to, "art. 16", "Dz.U. 2018 poz. 1497", confidence, date(2026, 11, 22))  # type: ignore[arg-type]


def _law() -> Law:
    return Law(
        (
            Parameter(
                "kwota",
                "Kwota zasiłku",
                "usr",
                "money",
                "zl/mies",
                (_value(18442, OLD, date(2019, 10, 31)), _value(21584, NEW)),
            ),
            Parameter("wiek", "Wiek", "usr", "count", "lata", (_value(75, OLD),)),
            Parameter("stawka", "Stawka", "kc", "ratio", "rok", (_value(Fraction(7, 100), NEW, None, "unconfirmed"),)),
            Parameter("bon", "Bon", "bon", "money", "zl", (_value(30000, OLD, date(2019, 10, 31)),)),
        )
    )


def test_a_day_has_its_values_by_act_and_name() -> None:
    found = [(one.parameter.name, one.text) for one in in_force(_law(), NEW)]
    assert found == [("stawka", "7 %"), ("kwota", "215.84"), ("wiek", "75")]


def test_the_day_before_has_those_of_before() -> None:
    found = [(one.parameter.name, one.text) for one in in_force(_law(), date(2019, 10, 31))]
    assert found == [("bon", "300.00"), ("kwota", "184.42"), ("wiek", "75")]


def test_what_nobody_confirmed_is_found_by_itself_and_a_title_by_its_part() -> None:
    assert [one.parameter.name for one in in_force(_law(), NEW, confidence="unconfirmed")] == ["stawka"]
    assert [one.parameter.name for one in in_force(_law(), NEW, term="ZASIŁ")] == ["kwota"]
    assert [one.parameter.name for one in in_force(_law(), NEW, act="kc")] == ["stawka"]


def test_a_change_a_beginning_and_an_end_are_changes_and_what_stays_is_none() -> None:
    found = {
        one.parameter.name: (one.before and one.before.value, one.after and one.after.value)
        for one in changes(_law(), OLD, NEW)
    }
    assert found == {"bon": (30000, None), "stawka": (None, Fraction(7, 100)), "kwota": (18442, 21584)}


@pytest.mark.parametrize(
    ("kind", "raw", "text"),
    [
        ("ratio", Fraction(9, 100), "9 %"),
        ("ratio", Fraction(1952, 10000), "19.52 %"),
        ("ratio", Fraction(1, 3), "100/3 %"),
        ("quantity", Fraction(5, 2), "2.5"),
        ("quantity", Fraction(1000), "1000"),
        ("flag", True, "tak"),
        ("flag", False, "nie"),
        ("month_day", "11-30", "30.11"),
        ("text", "dni_rzeczywiste", "dni_rzeczywiste"),
        ("text", "x" * 120, "x" * 120),
        ("text", "x" * 121, "x" * 120 + "…"),
        ("money", -5, "-0.05"),
    ],
)
def test_a_value_is_written_as_people_write_it(kind: str, raw: int | Fraction | bool | str, text: str) -> None:
    assert value_text(kind, _value(raw, OLD)) == text  # type: ignore[arg-type]
