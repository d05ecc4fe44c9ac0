"""Sums of the State's revenue by measure and codes: of the year, and of the years before it, for what is still owed."""

from typing import NamedTuple

from services.reporting.ledger.months import AFTER_THE_YEAR, MONTHS
from services.reporting.statements.reading import Reading
from services.reporting.statements.view import View

STATE_SOURCE = "dochod_panstwa"
MEASURES = ("assessed", "written_off", "received", "retained", "passed_on")

# The gmina's share is its own money; from whose revenue it was kept the layout says.
_REVENUE = "p.side = 'revenue' AND p.measure = ANY (%(measures)s)"
# What a unit hands over to the gmina's account is not with the State yet; its own report counts that and nothing else (annex 38 § 6).
_TO_GMINA = "p.measure = 'passed_on' AND p.variant = 'do_gminy'"
_OF_THE_STATE = f"{_REVENUE} AND (p.source = '{STATE_SOURCE}' OR p.measure = 'retained') AND NOT ({_TO_GMINA})"
# A unit beneath the gmina keeps nothing and hands all of it over to the gmina's account (annex 38 § 6 ust. 1 pkt 4 and 6).
_OF_A_UNIT = f"{_REVENUE} AND ((p.source = '{STATE_SOURCE}' AND p.measure <> 'passed_on') OR ({_TO_GMINA})) AND p.unit = %(unit)s"
_KEY = "p.measure, p.dzial, p.rozdzial, p.paragraf || p.p4, p.benefit"


class Summed(NamedTuple):
    """Grosze of a measure on codes: of the year until the day, and of all earlier budget years."""

    measure: str
    dzial: str
    rozdzial: str
    paragraf: str
    benefit: str
    amount: int
    before: int


def sums(view: View) -> Reading[list[Summed]]:
    """From the projection where it can answer for the day, else from the facts."""
    chosen = _OF_THE_STATE if view.unit is None else _OF_A_UNIT
    # What goes on in January for 31 December stands in the report of the year, though it is booked after it.
    whole = "p.measure = 'passed_on'" if view.whole_year else "false"
    if view.month is None:
        statement = f"""
        SELECT {_KEY}, coalesce(sum(e.amount) FILTER (WHERE e.budget_year = %(year)s AND (e.booked_on <= %(until)s OR {whole})), 0)::bigint,
               coalesce(sum(e.amount) FILTER (WHERE e.budget_year < %(year)s), 0)::bigint
          FROM ledger_entry e JOIN posting p ON p.gmina = %(gmina)s AND p.id = e.posting
         WHERE e.gmina = %(gmina)s AND e.budget_year <= %(year)s AND e.mirrors IS NULL AND {chosen} AND {view.limits()}
         GROUP BY {_KEY}
        """
    else:
        year, earlier = (" + ".join(f"c.a{m}" for m in months) for months in (range(1, view.month + 1), MONTHS))
        after = f"CASE WHEN {whole} THEN c.a{AFTER_THE_YEAR} ELSE 0 END"
        statement = f"""
        SELECT {_KEY}, coalesce(sum({year} + {after}) FILTER (WHERE c.budget_year = %(year)s), 0)::bigint,
               coalesce(sum({earlier}) FILTER (WHERE c.budget_year < %(year)s), 0)::bigint
          FROM posting p JOIN amount_cell c ON c.gmina = %(gmina)s AND c.posting = p.id AND c.budget_year <= %(year)s
         WHERE p.gmina = %(gmina)s AND {chosen}
         GROUP BY {_KEY}
        """
    told = {**view.parameters(), "measures": list(MEASURES)}
    return Reading(statement, told, lambda rows: [Summed._make(row) for row in rows])
