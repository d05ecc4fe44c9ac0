"""Bon energetyczny (art. 2): recorded, the amount is entered with a reason and an article."""

from datetime import date

from casework.benefits.types import Benefit, DatedValue

BENEFIT = Benefit(
    code="bon_energetyczny",
    name="Bon energetyczny",
    act="ustawa z dnia 23 maja 2024 r. o bonie energetycznym",
    article="art. 2",
    unit="household",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
    variants=(
        DatedValue("podstawowy", "bez ogrzewania elektrycznego", date(2024, 7, 1)),
        DatedValue("ogrzewanie_elektryczne", "główne źródło ogrzewania elektryczne", date(2024, 7, 1)),
    ),
)
