"""Zwrot wydatków na świadczenia (art. 96): recorded, the amount is entered with a reason and an article."""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="zwrot_wydatkow_art_96",
    name="Zwrot wydatków na świadczenia",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 96",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
)
