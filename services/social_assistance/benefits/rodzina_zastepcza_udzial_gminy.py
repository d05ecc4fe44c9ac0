"""Udział gminy w wydatkach na dziecko w rodzinie zastępczej.

Recorded: the amount is entered with a reason and an article (art. 191 ust. 9–10).
"""

from datetime import date

from casework.benefits.types import Benefit, DatedValue

BENEFIT = Benefit(
    code="rodzina_zastepcza_udzial_gminy",
    name="Udział gminy w wydatkach na dziecko w rodzinie zastępczej",
    act="ustawa z dnia 9 czerwca 2011 r. o wspieraniu rodziny i systemie pieczy zastępczej",
    article="art. 191 ust. 9–10",
    unit="child",
    counted="entitled",
    kind="recorded",
    quantity="miesiac",
    paid_by="invoice",
    variants=(
        DatedValue("rok_1", "pierwszy rok pobytu", date(2012, 1, 1)),
        DatedValue("rok_2", "drugi rok pobytu", date(2012, 1, 1)),
        DatedValue("rok_3_i_nastepne", "trzeci i następne lata pobytu", date(2012, 1, 1)),
    ),
)
