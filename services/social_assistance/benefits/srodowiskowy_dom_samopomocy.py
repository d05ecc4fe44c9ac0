"""Środowiskowy dom samopomocy.

Recorded: the amount is entered with a reason and an article (art. 51–51c).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="srodowiskowy_dom_samopomocy",
    name="Środowiskowy dom samopomocy",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 51–51c",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="osobodzien",
)
