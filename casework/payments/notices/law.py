"""After how many months in a row that were not collected the benefit's own act has the office stop paying (parameters of the law).

u.ś.r. art. 28 and u.p.o.u.a. art. 21 ust. 1 pkt 3 say three calendar months, u.p.s. art. 106a two; other acts say nothing.
"""

from dataclasses import dataclass
from datetime import date

from casework.benefits.catalogue import Catalogue

_OF_ACT = "_uncollected_months"


@dataclass(frozen=True, slots=True)
class Uncollected:
    """Months in a row, and the article that counts them."""

    months: int
    article: str


def uncollected(catalogue: Catalogue, benefit: str, gmina: str, on: date) -> Uncollected | None:
    """What the act of the benefit says on the day; None where it says nothing."""
    act, view = catalogue.act_of(benefit), catalogue.law(gmina).on(on)
    for name, parameter in view.parameters.items():
        if name.endswith(_OF_ACT) and parameter.act == act and view.has(name):
            return Uncollected(view.count(name), view.value(name).article)
    return None
