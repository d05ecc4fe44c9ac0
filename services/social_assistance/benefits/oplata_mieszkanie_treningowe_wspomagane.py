"""Opłata za pobyt w mieszkaniu treningowym albo wspomaganym.

Recorded: the amount is entered with a reason and an article (art. 53 ust. 12, art. 97 ust. 1).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="oplata_mieszkanie_treningowe_wspomagane",
    name="Opłata za pobyt w mieszkaniu treningowym albo wspomaganym",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 53 ust. 12, art. 97 ust. 1",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="miesiac",
)
