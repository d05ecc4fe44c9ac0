"""Świadczenie rodzicielskie (art. 17c): recorded, the amount is entered with a reason and an article."""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="swiadczenie_rodzicielskie",
    name="Świadczenie rodzicielskie",
    act="ustawa z dnia 28 listopada 2003 r. o świadczeniach rodzinnych",
    article="art. 17c",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
    amount_of={None: "swiadczenie_rodzicielskie"},
)
