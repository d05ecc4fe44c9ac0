"""Wynagrodzenie za sprawowanie opieki.

Recorded: the amount is entered with a reason and an article (art. 53a).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="wynagrodzenie_opiekuna_prawnego",
    name="Wynagrodzenie za sprawowanie opieki",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 53a",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="miesiac",
)
