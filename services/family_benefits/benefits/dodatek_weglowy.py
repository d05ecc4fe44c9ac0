"""Dodatek węglowy (art. 2): recorded, the amount is entered with a reason and an article."""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="dodatek_weglowy",
    name="Dodatek węglowy",
    act="ustawa z dnia 5 sierpnia 2022 r. o dodatku węglowym",
    article="art. 2",
    unit="household",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
)
