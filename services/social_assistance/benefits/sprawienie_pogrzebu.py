"""Sprawienie pogrzebu (art. 44): recorded, the amount is entered with a reason and an article."""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="sprawienie_pogrzebu",
    name="Sprawienie pogrzebu",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 44",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="sztuka",
    without_decision="art. 106 ust. 2 u.p.s.",
    paid_by="invoice",
)
