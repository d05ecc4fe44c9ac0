"""Opłata za usługi opiekuńcze.

Recorded: the amount is entered with a reason and an article (art. 50 ust. 6).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="oplata_uslugi_opiekuncze",
    name="Opłata za usługi opiekuńcze",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 50 ust. 6",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="miesiac",
)
