"""Noclegownia i ogrzewalnia.

Recorded: the amount is entered with a reason and an article (art. 48a ust. 3–4).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="noclegownia",
    name="Noclegownia i ogrzewalnia",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 48a ust. 3–4",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="osobodzien",
    without_decision="art. 106 ust. 2 u.p.s.",
    paid_by="invoice",
)
