"""The income of a business on tax card or lump-sum tax, as the minister's table of the base year gives it (art. 9 ust. 6a u.p.o.u.a.).

A table has the income of the year for each stretch of the tax that was paid (tax card), or of the revenue at a rate (lump sum). The tables
are law by year of income; of a year whose tables are not there the office reads the income in the notice and enters it.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from casework.benefits.results import UnfitFacts
from kit.law import Record, Rule, View
from kit.money import grosze
from services.alimony_fund.case import Case

RATES: Final = "ryczalt_tabele_stawek"
TABLE: Final = "ryczalt_tabela_"
"""What the names of the tables' parameters begin with; the number is that of the notice."""
CARD: Final = "karta"
_ABOVE = "*"
LUMP_SUM = Rule(
    "lump_sum_income",
    "art. 9 ust. 6a u.p.o.u.a.",
    "Działalność opodatkowana ryczałtem ({member}), stawka {rate}: od {figure} zł dochód roczny z obwieszczenia ministra to {income} zł.",
    ("member:text", "rate:text", "figure:zl", "income:zl"),
    result="income",
    parameters=(RATES,),
    depth=2,
)


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


def looked_up(case: Case, view: View, trace: list[Record]) -> Case:
    """The case with the yearly income of every such business; view: the law of the base year. Raises UnfitFacts."""
    sources = []
    for source in case.sources:
        if (asked := source.lump_sum) is None:
            sources.append(source)
            continue
        rate, figure, where = asked.rate or CARD, grosze(asked.figure), f"/income/items/{source.index}/lump_sum"
        if not view.has(RATES):
            reason = "System nie ma tabel z obwieszczenia ministra za ten rok (art. 9 ust. 6a): odczytaj w nim dochód i podaj kwotę."
            raise UnfitFacts("lump_sum_table_not_known", where, reason)
        table = view.resolved(tables).of.get(rate)
        if table is None:
            reason = "Obwieszczenie ministra za ten rok nie ma tabeli dla tej stawki."
            raise UnfitFacts("unknown_lump_sum_rate", f"{where}/rate", reason)
        income = table.income(figure)
        trace.append((LUMP_SUM, source.member, rate, figure, income))
        sources.append(replace(source, yearly=income))
    return replace(case, sources=tuple(sources))


def tables(view: View) -> Tables:
    """The tables of the year of the view. Raises NoParameter."""
    of = dict(pair.split("=") for pair in view.text(RATES).split())
    read = {number: read_table(view.text(f"{TABLE}{number}")) for number in set(of.values())}
    return Tables({rate: read[number] for rate, number in of.items()})


def read_table(text: str) -> Table:
    """A table as the law writes it: `upper bound=income` in zł for each stretch, in order; the last bound is *."""
    rows = [row.partition("=") for row in text.split()]
    bounds = tuple(_grosze(bound) for bound, _, _ in rows if bound != _ABOVE)
    return Table(bounds, tuple(_grosze(income) for _, _, income in rows))


def _grosze(zl: str) -> int:
    return grosze(zl if "." in zl else f"{zl}.00")
