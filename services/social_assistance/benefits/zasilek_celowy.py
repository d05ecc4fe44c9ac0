"""Zasiłek celowy (art. 39): recorded, the amount is entered with a reason and an article."""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="zasilek_celowy",
    name="Zasiłek celowy",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 39",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
)
