"""The gmina's share in foster care: every worked case beside the slice, and the powiat's note checked row by row."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

import services.social_assistance.foster_care as slice_of_foster_care
from kit.law import Law, NoParameter
from kit.money import grosze, zloty
from kit.periods import parse_month
from services.social_assistance.catalogue import CATALOGUE
from services.social_assistance.foster_care.rules import (
    ANNIVERSARY,
    Asked,
    Child,
    Found,
    Part,
    Stretch,
    checked,
    owed,
    parts_of,
    stretches,
)
from services.social_assistance.foster_care.schemas import NoteIn
from services.social_assistance.third_parties.schemas import AllocationsIn

LAW = CATALOGUE.law()
CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(str(slice_of_foster_care.__file__)).parent / "cases.yaml").read_text("utf-8")
)
MARCH = parse_month("2022-03")
PLACED = Child("jan", date(2021, 11, 15))


def law_read_as(reading: str | None) -> Law:
    if reading is None:
        return LAW
    values = tuple(replace(one, value=reading) for one in LAW.parameters[ANNIVERSARY].values)
    return LAW.with_values("990101", {ANNIVERSARY: values})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_month_is_owed_as_the_year_of_care_says(case: dict[str, Any]) -> None:
    child = Child("jan", case["first_placement"], case.get("until"), case.get("no_share"))

    of_month = stretches(child, parse_month(case["month"]), law_read_as(case.get("reading")))

    assert of_month == tuple(Stretch(year, Fraction(share), days) for year, share, days in case["days"])
    assert zloty(owed(grosze(case["cost"]), of_month)) == case["owed"]


def test_no_case_comes_twice() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)


def test_before_the_act_there_was_no_share_and_none_is_invented() -> None:
    child = Child("jan", date(2010, 5, 1))

    with pytest.raises(NoParameter):
        stretches(child, parse_month("2011-12"), LAW)
    assert [one.year for one in stretches(child, parse_month("2012-01"), LAW)] == [2]


def row(child: str = "jan", month: int = MARCH, amount: int = 10_520) -> Asked:
    return Asked(child, month, 105_200, amount)


@pytest.mark.parametrize(
    ("asked", "child", "found", "difference"),
    [
        (row(), PLACED, "agrees", 0),
        (row(amount=10_519), PLACED, "differs", -1),
        (row(amount=10_521), PLACED, "differs", 1),
        (row("ola"), PLACED, "not_a_child_of_ours", 10_520),
        (row(), replace(PLACED, no_share="left_or_unknown_parents"), "no_share", 10_520),
        (row(), replace(PLACED, no_share="foreign_minor"), "no_share", 10_520),
        (row(), replace(PLACED, until=date(2022, 2, 28)), "not_in_care", 10_520),
        (row(), replace(PLACED, until=date(2022, 3, 1)), "agrees", 0),
        (row(month=parse_month("2021-10")), PLACED, "not_in_care", 10_520),
    ],
)
def test_a_row_of_the_note_is_told_as_it_differs(asked: Asked, child: Child, found: Found, difference: int) -> None:
    (one,) = checked([asked], [child], [], LAW)

    assert (one.found, one.difference) == (found, difference)


def test_a_child_of_another_powiat_is_told_when_nothing_weightier_is() -> None:
    note = [row(), row(amount=10_521), row(month=parse_month("2021-10"))]

    found = checked(note, [PLACED], [], LAW, {"jan"})

    assert [(one.found, one.expected) for one in found] == [
        ("of_another_powiat", 10_520),
        ("asked_twice", 0),
        ("not_in_care", 0),
    ]
    assert [one.found for one in checked(note[:1], [PLACED], [], LAW, {"ola"})] == ["agrees"]


def test_what_is_given_back_asks_for_no_month_and_is_not_asked_twice() -> None:
    less, more = Asked("jan", MARCH, -105_200, -10_520), row()

    found = checked([less, more, less, more], [PLACED], [], LAW)
    asked_elsewhere = checked([less, more], [PLACED], [("jan", MARCH)], LAW)

    assert [one.found for one in found] == ["agrees", "agrees", "agrees", "asked_twice"]
    assert [one.found for one in asked_elsewhere] == ["agrees", "asked_twice"]


@pytest.mark.parametrize(("month", "found"), [("2011-12", "no_share"), ("2012-01", "agrees")])
def test_in_a_month_before_the_act_no_gmina_pays(month: str, found: Found) -> None:
    child = Child("jan", date(2011, 6, 1))

    (one,) = checked([Asked("jan", parse_month(month), 105_200, 10_520)], [child], [], LAW)

    assert one.found == found


def test_a_month_is_paid_once_also_within_one_note() -> None:
    note = [row(), row(month=MARCH + 1), row()]

    again = checked(note, [PLACED], [("jan", MARCH + 1)], LAW)

    assert [(one.found, one.expected) for one in again] == [("agrees", 10_520), ("asked_twice", 0), ("asked_twice", 0)]


def test_every_month_of_a_note_over_the_anniversary_is_computed_on_its_own() -> None:
    child = Child("ola", date(2017, 6, 1))
    note = [Asked("ola", month, 100_000, 30_000) for month in range(parse_month("2019-04"), parse_month("2019-08"))]

    found = checked(note, [child], [], LAW)

    assert [(one.found, one.expected, one.difference) for one in found] == [
        ("agrees", 30_000, 0),
        ("agrees", 30_000, 0),
        ("differs", 50_000, -20_000),
        ("differs", 50_000, -20_000),
    ]


def test_a_month_of_two_years_of_care_is_told_in_two_parts_that_make_the_amount() -> None:
    of_month = stretches(PLACED, parse_month("2022-11"), LAW)

    assert parts_of(21_741, of_month) == (Part(1, 467, 4_909), Part(2, 533, 16_832))
    assert parts_of(-21_741, of_month) == (Part(1, 467, -4_909), Part(2, 533, -16_832))
    assert parts_of(10_520, stretches(PLACED, MARCH, LAW)) == (Part(1, 1_000, 10_520),)
    assert parts_of(10_520, ()) == ()


def test_a_note_of_any_length_fits_the_division_of_its_document_also_with_an_anniversary_in_each_month() -> None:
    rows, parts = (kind.model_json_schema()["properties"]["items"]["maxItems"] for kind in (NoteIn, AllocationsIn))
    assert 2 * rows <= parts
