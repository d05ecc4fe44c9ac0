"""Posiłek osoby dorosłej (art. 48b): recorded, the amount is entered with a reason and an article."""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="posilek_doroslego",
    name="Posiłek osoby dorosłej",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 48b",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="posilek",
    paid_by="invoice",
)
