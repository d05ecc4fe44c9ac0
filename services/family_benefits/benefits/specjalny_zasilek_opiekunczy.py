"""Specjalny zasiłek opiekuńczy (art. 16a): recorded, the amount is entered with a reason and an article."""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="specjalny_zasilek_opiekunczy",
    name="Specjalny zasiłek opiekuńczy",
    act="ustawa z dnia 28 listopada 2003 r. o świadczeniach rodzinnych",
    article="art. 16a",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
    note="Od 1 stycznia 2024 r. tylko prawa nabyte wcześniej.",
    amount_of={None: "specjalny_zasilek_opiekunczy"},
)
