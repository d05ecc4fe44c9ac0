"""Dodatek mieszkaniowy (art. 2–6): recorded, the amount is entered with a reason and an article."""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="dodatek_mieszkaniowy",
    name="Dodatek mieszkaniowy",
    act="ustawa z dnia 21 czerwca 2001 r. o dodatkach mieszkaniowych",
    article="art. 2–6",
    unit="household",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
)
