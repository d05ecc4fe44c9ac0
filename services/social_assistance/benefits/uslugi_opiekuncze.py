"""Usługi opiekuńcze (art. 50): recorded, the amount is entered with a reason and an article."""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="uslugi_opiekuncze",
    name="Usługi opiekuńcze",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 50",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="godzina",
)
