"""Mieszkanie treningowe (art. 53): recorded, the amount is entered with a reason and an article."""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="mieszkanie_treningowe",
    name="Mieszkanie treningowe",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 53",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="osobodzien",
)
