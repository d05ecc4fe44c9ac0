"""Świadczenie pielęgnacyjne (art. 17): recorded, the amount is entered with a reason and an article."""

from datetime import date

from casework.benefits.types import Benefit, DatedValue

BENEFIT = Benefit(
    code="swiadczenie_pielegnacyjne",
    name="Świadczenie pielęgnacyjne",
    act="ustawa z dnia 28 listopada 2003 r. o świadczeniach rodzinnych",
    article="art. 17",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
    variants=(
        DatedValue("stare_zasady", "przyznane na zasadach obowiązujących do 31 grudnia 2023 r.", date(2004, 5, 1)),
        DatedValue("nowe_zasady", "na osobę do ukończenia 18. roku życia", date(2024, 1, 1)),
    ),
    amount_of={None: "swiadczenie_pielegnacyjne"},
)
