"""Opłata wniesiona zastępczo za pobyt w domu pomocy społecznej.

Recorded: the amount is entered with a reason and an article (art. 61 ust. 3).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="dps_oplata_zastepcza",
    name="Opłata wniesiona zastępczo za pobyt w domu pomocy społecznej",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 61 ust. 3",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="miesiac",
    paid_by="invoice",
)
