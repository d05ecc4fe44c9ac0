"""Dodatek energetyczny (art. 5c–5g): recorded, the amount is entered with a reason and an article."""

from datetime import date

from casework.benefits.types import Benefit, DatedValue

BENEFIT = Benefit(
    code="dodatek_energetyczny",
    name="Dodatek energetyczny",
    act="ustawa z dnia 10 kwietnia 1997 r. – Prawo energetyczne",
    article="art. 5c–5g",
    unit="household",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
    variants=(
        DatedValue("jedna_osoba", "gospodarstwo jednoosobowe", date(2014, 1, 1)),
        DatedValue("dwie_do_czterech_osob", "od 2 do 4 osób", date(2014, 1, 1)),
        DatedValue("piec_i_wiecej_osob", "5 i więcej osób", date(2014, 1, 1)),
    ),
)
