"""Zasiłek okresowy (art. 38, art. 147): recorded, the amount is entered with a reason and an article."""

from datetime import date

from casework.benefits.types import Benefit, DatedValue

BENEFIT = Benefit(
    code="zasilek_okresowy",
    name="Zasiłek okresowy",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 38, art. 147",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
    variants=(
        DatedValue("samotnie_gospodarujaca", "osoba samotnie gospodarująca", date(2004, 5, 1)),
        DatedValue("w_rodzinie", "osoba w rodzinie", date(2004, 5, 1)),
    ),
)
