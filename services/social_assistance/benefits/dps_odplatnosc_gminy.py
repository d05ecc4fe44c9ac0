"""Odpłatność gminy za pobyt w domu pomocy społecznej.

Recorded: the amount is entered with a reason and an article (art. 61 ust. 1–2).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="dps_odplatnosc_gminy",
    name="Odpłatność gminy za pobyt w domu pomocy społecznej",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 61 ust. 1–2",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="osobodzien",
    paid_by="invoice",
    operative="Ustalić opłatę, którą gmina wnosi za pobyt strony w domu pomocy społecznej, za okresy i w kwotach podanych w tabeli",
)
