"""Rodzinny dom pomocy (art. 52): recorded, the amount is entered with a reason and an article."""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="rodzinny_dom_pomocy_dofinansowanie",
    name="Rodzinny dom pomocy",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 52",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="osobodzien",
)
