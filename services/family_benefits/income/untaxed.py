"""The closed list of incomes that are not taxed (art. 3 pkt 1 lit. c u.ś.r.): dated, by code; whatever is not on it is no income.

Each item is a parameter of the law; its value names what is taken off: `tax`, `social` and `health` contributions, or nothing.
"""

from casework.benefits.results import UnfitFacts
from kit.law import Law, Record
from services.family_benefits.income import told
from services.family_benefits.income.sources import Source

LIST = "dochod_nieopodatkowany_"
"""What the names of the list's parameters begin with."""
_FIGURES = ("costs", "tax", "social", "health")


def listed(source: Source, law: Law, at: int, incomes_at: str, trace: list[Record]) -> None:
    """Tell which item of the list of the month the income is.

    Raises:
        UnfitFacts: nobody told which item it is, the list has no such code in that month, or the item is not lessened by a figure that
            was told.
    """
    where = f"{incomes_at}/items/{source.index}"
    if source.code is None:
        raise UnfitFacts(
            "untaxed_income_not_named",
            f"{where}/untaxed_code",
            "Dochodem niepodlegającym opodatkowaniu jest tylko pozycja zamkniętego wykazu (art. 3 pkt 1 lit. c u.ś.r.): podaj, która.",
        )
    name = f"{LIST}{source.code}"
    if name not in law.parameters or not law.month(at).has(name):
        raise UnfitFacts(
            "unknown_untaxed_income",
            f"{where}/untaxed_code",
            "Zamknięty wykaz z art. 3 pkt 1 lit. c u.ś.r. nie ma takiej pozycji w miesiącu, za który ustala się prawo: nie jest to dochód.",
        )
    if source.figures is not None:
        taken_off = law.month(at).text(name).split()
        for figure, amount in zip(_FIGURES, source.figures[1:], strict=True):
            if amount and figure not in taken_off:
                raise UnfitFacts(
                    "figure_not_deducted",
                    f"{where}/figures/{figure}",
                    "Tej pozycji wykazu nie pomniejsza się o tę kwotę.",
                )
    trace.append((told.LISTED, source.member, law.parameters[name].title))
