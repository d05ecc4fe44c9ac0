"""Zasiłek celowy zwrotny (art. 41 pkt 2): recorded, the amount is entered with a reason and an article."""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="zasilek_celowy_zwrotny",
    name="Zasiłek celowy zwrotny",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 41 pkt 2",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
)
