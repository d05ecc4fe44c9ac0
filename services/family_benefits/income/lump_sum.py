"""The income of a business taxed by the tax card or by lump sum as the minister's table of the year gives it (art. 5 ust. 7a u.ś.r.).

A table has the income of the year for each stretch of the tax that was paid (tax card), or of the revenue at a rate (lump sum). The tables
are law by year of income; of a year whose tables are not there the office reads the income in the notice and enters it.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import Field

from casework.benefits.results import UnfitFacts
from kit.law import View
from kit.money import ZlotyInput, grosze
from kit.schemas import Schema

BY_NOTICE: Final = "ryczalt_wedlug_obwieszczenia"
RATES: Final = "ryczalt_tabele_stawek"
TABLE: Final = "ryczalt_tabela_"
"""What the names of the tables' parameters begin with; the number is that of the notice."""
CARD = "karta"
_ABOVE = "*"
LumpSumFigure = tuple[str | None, int]
"""Rate (None: tax card), and the tax paid or the revenue of the year in grosze."""


class LumpSum(Schema):
    """By what the income of the year is found in the minister's table (art. 5 ust. 7a)."""

    rate: Annotated[
        str | None,
        Field(
            pattern=r"^[0-9]{1,2}(\.[0-9])?$",
            description="stawka ryczałtu w procentach; bez niej karta podatkowa",
            examples=["5.5"],
        ),
    ] = None
    figure: Annotated[
        ZlotyInput,
        Field(description="w roku bazowym: przychód objęty stawką, a przy karcie podatkowej opłacony podatek"),
    ]


@dataclass(frozen=True, slots=True)
class Table:
    """Stretches of tax or revenue by their upper bounds, and the income of each; the last one has no bound. Grosze."""

    bounds: tuple[int, ...]
    incomes: tuple[int, ...]

    def income(self, figure: int) -> int:
        """The income of the year; nothing for no tax or revenue."""
        return self.incomes[bisect_left(self.bounds, figure)] if figure else 0


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a year of income by rate, CARD for the tax card."""

    of: Mapping[str, Table]


def yearly_income(found: LumpSumFigure, view: View, where: str) -> int:
    """The income of the year in grosze. view: the law of the year of income. where: pointer to the figure in the facts.

    Raises:
        UnfitFacts: of that year the income is as declared, its tables are not in the law, or they know no such rate.
    """
    rate, figure = found
    if not view.has(BY_NOTICE):
        raise UnfitFacts(
            "lump_sum_as_declared",
            where,
            "Dochód z działalności na ryczałcie lub karcie podatkowej przyjmuje się za ten rok według oświadczenia: podaj kwotę.",
        )
    if not view.has(RATES):
        raise UnfitFacts(
            "lump_sum_table_not_known",
            where,
            "System nie ma tabel z obwieszczenia ministra za ten rok (art. 5 ust. 7a u.ś.r.): odczytaj w nim dochód i podaj kwotę.",
        )
    table = view.resolved(tables).of.get(rate or CARD)
    if table is None:
        raise UnfitFacts(
            "unknown_lump_sum_rate", f"{where}/rate", "Obwieszczenie ministra za ten rok nie ma tabeli dla tej stawki."
        )
    return table.income(figure)


def tables(view: View) -> Tables:
    """The tables of the year of the view. Raises NoParameter."""
    read: dict[str, Table] = {}
    of: dict[str, Table] = {}
    for pair in view.text(RATES).split():
        rate, _, number = pair.partition("=")
        if number not in read:
            read[number] = read_table(view.text(f"{TABLE}{number}"))
        of[rate] = read[number]
    return Tables(of)


def read_table(text: str) -> Table:
    """A table as the law writes it: `upper bound=income` in zł for each stretch, in order; the last bound is *."""
    bounds: list[int] = []
    incomes: list[int] = []
    for row in text.split():
        bound, _, income = row.partition("=")
        if bound != _ABOVE:
            bounds.append(_grosze(bound))
        incomes.append(_grosze(income))
    return Table(tuple(bounds), tuple(incomes))


def _grosze(zl: str) -> int:
    return grosze(zl if "." in zl else f"{zl}.00")
