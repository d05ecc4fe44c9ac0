"""Jednorazowe świadczenie „Za życiem”.

Recorded: the amount is entered with a reason and an article (art. 10).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="jednorazowe_swiadczenie_za_zyciem",
    name="Jednorazowe świadczenie „Za życiem”",
    act="ustawa z dnia 4 listopada 2016 r. o wsparciu kobiet w ciąży i rodzin „Za życiem”",
    article="art. 10",
    unit="child",
    counted="entitled",
    kind="recorded",
    quantity="swiadczenie",
)
