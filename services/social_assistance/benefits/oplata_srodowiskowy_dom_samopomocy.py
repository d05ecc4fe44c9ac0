"""Opłata za pobyt w środowiskowym domu samopomocy.

Recorded: the amount is entered with a reason and an article (art. 51b ust. 3).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="oplata_srodowiskowy_dom_samopomocy",
    name="Opłata za pobyt w środowiskowym domu samopomocy",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 51b ust. 3",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="miesiac",
)
