"""The minister's tables of income on lump-sum tax and tax card, by year: their form, both ends of a stretch, years without tables."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from pydantic import ValidationError

from casework.benefits.results import UnfitFacts
from kit.law import View
from services.family_benefits.catalogue import CATALOGUE
from services.family_benefits.income.lump_sum import CARD, RATES, TABLE, tables, yearly_income

LAW = CATALOGUE.law()
YEARS = [value.valid_from.year for value in LAW.parameters[RATES].values]


def of_year(year: int) -> View:
    return LAW.on(date(year, 1, 1))


@pytest.mark.parametrize("year", YEARS)
def test_every_table_has_a_hundred_stretches_and_more_of_all_brings_more(year: int) -> None:
    found = tables(of_year(year)).of

    assert CARD in found
    for table in found.values():
        assert (len(table.bounds), len(table.incomes)) == (99, 100)
        # Two stretches of the tax card end at 540.00 zł in M.P. 2024 poz. 715.
        assert all(less <= more for less, more in pairwise(table.bounds))
        assert all(less < more for less, more in pairwise(table.incomes))


@pytest.mark.parametrize("year", YEARS)
def test_every_table_of_a_year_is_for_some_rate(year: int) -> None:
    view = of_year(year)

    printed = {name.removeprefix(TABLE) for name in LAW.parameters if name.startswith(TABLE) and view.has(name)}

    assert printed == {pair.partition("=")[2] for pair in view.text(RATES).split()}


@pytest.mark.parametrize(
    ("year", "rate", "figure", "income"),
    [
        (2016, None, 0, 0),
        (2016, None, 1, 56),
        (2016, None, 113, 56),
        (2016, None, 114, 253),
        (2016, None, 1513799, 3722129),
        (2016, None, 1513800, 6101946),
        (2018, "3", 65200, 1053),
        (2018, "3", 65201, 2821),
        (2019, "20", 970000, 309056),
        (2019, "20", 970001, 319399),
        (2020, "17", 41000, 4335),
        (2022, "14", 116690701, 100553947),
        (2023, None, 54000, 79361),
        (2023, None, 54001, 87042),
        (2024, "12", 1439000, 94764),
        (2024, "12", 1439001, 241576),
    ],
)
def test_a_stretch_ends_with_its_upper_bound(year: int, rate: str | None, figure: int, income: int) -> None:
    assert yearly_income((rate, figure), of_year(year), "/x") == income


@pytest.mark.parametrize(
    ("year", "rate", "code"),
    [
        (2015, "5.5", "lump_sum_as_declared"),
        (2017, "5.5", "lump_sum_table_not_known"),
        (2025, None, "lump_sum_table_not_known"),
        (2016, "12", "unknown_lump_sum_rate"),
    ],
)
def test_what_no_table_tells_is_refused_by_name(year: int, rate: str | None, code: str) -> None:
    with pytest.raises(UnfitFacts) as refused:
        yearly_income((rate, 100), of_year(year), "/income/items/0/lump_sum")

    (error,) = refused.value.errors
    assert error.code == code
    assert error.pointer.startswith("/facts/income/items/0/lump_sum")


@pytest.mark.parametrize(
    "item",
    [
        {"kind": "taxed", "lump_sum": {"figure": "1.00"}},
        {"kind": "ryczalt", "amount": "1.00", "lump_sum": {"figure": "1.00"}},
        {"kind": "ryczalt", "lump_sum": {"figure": "1.00", "rate": "8,5"}},
    ],
)
def test_the_table_is_for_lump_sum_tax_and_instead_of_an_amount(item: dict[str, Any]) -> None:
    income = {"base_year": 2022, "items": [{"member": "matka", **item}]}

    with pytest.raises(ValidationError):
        CATALOGUE.facts.model_validate({"application": {"received_on": "2023-11-06"}, "income": income})
