"""How many social workers a centre employs (u.p.s. art. 110 ust. 11–12), how many families a family assistant works with and when their
situation is assessed (art. 15 ustawy o wspieraniu rodziny). Pure.

Posts are full-time equivalents: the act asks for proportion, so that half a post is half a worker and nothing is rounded.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kit.law import View
from kit.periods import add_months


@dataclass(frozen=True, slots=True)
class Staffing:
    """Posts that are asked for by inhabitants and by families, and at least; meets: whether those employed are enough by either measure."""

    by_inhabitants: Fraction
    by_families: Fraction
    at_least: int
    meets: bool


def staffing(employed: Fraction, inhabitants: int, families: int, view: View) -> Staffing:
    """Social workers against the act: one for so many inhabitants, or for so many families and single persons in social work, and never
    fewer than the least. families: in social work, single persons among them. Raises NoParameter before the measure by families.
    """
    by_inhabitants = Fraction(inhabitants, view.count("pracownik_socjalny_na_mieszkancow"))
    by_families = Fraction(families, view.count("pracownik_socjalny_na_rodziny"))
    least = view.count("pracownicy_socjalni_minimum")
    enough = employed >= least and (employed >= by_inhabitants or employed >= by_families)
    return Staffing(by_inhabitants, by_families, least, enough)


def room_for_families(families: int, view: View) -> int:
    """How many more families one assistant may take on (art. 15 ust. 4); never less than nothing. Raises NoParameter before 2014."""
    return max(0, view.count("asystent_rodziny_limit_rodzin") - families)


def assessed_by(last_on: date, view: View) -> date:
    """Until when the situation of a family with an assistant is assessed next: at least every half-year (art. 15 ust. 1 pkt 15)."""
    return add_months(last_on, view.count("asystent_rodziny_ocena_co"))
