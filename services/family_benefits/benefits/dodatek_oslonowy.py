"""Dodatek osłonowy (art. 2): recorded, the amount is entered with a reason and an article."""

from datetime import date

from casework.benefits.types import Benefit, DatedValue

BENEFIT = Benefit(
    code="dodatek_oslonowy",
    name="Dodatek osłonowy",
    act="ustawa z dnia 17 grudnia 2021 r. o dodatku osłonowym",
    article="art. 2",
    unit="household",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
    variants=(
        DatedValue("podstawowy", "bez ogrzewania węglem", date(2022, 1, 1)),
        DatedValue("weglowy", "główne źródło ogrzewania węglem", date(2022, 1, 1)),
    ),
)
