"""Specjalistyczne usługi opiekuńcze.

Recorded: the amount is entered with a reason and an article (art. 50).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="specjalistyczne_uslugi_opiekuncze",
    name="Specjalistyczne usługi opiekuńcze",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 50",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="godzina",
)
