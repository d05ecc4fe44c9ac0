"""Usługi sąsiedzkie (art. 50 ust. 1a): recorded, the amount is entered with a reason and an article."""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="uslugi_sasiedzkie",
    name="Usługi sąsiedzkie",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 50 ust. 1a",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="godzina",
)
