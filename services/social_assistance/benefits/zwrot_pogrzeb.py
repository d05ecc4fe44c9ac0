"""Zwrot kosztów pogrzebu (art. 96 ust. 3): recorded, the amount is entered with a reason and an article."""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="zwrot_pogrzeb",
    name="Zwrot kosztów pogrzebu",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 96 ust. 3",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="swiadczenie",
)
