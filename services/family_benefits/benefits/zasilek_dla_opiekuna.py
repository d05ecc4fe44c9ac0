"""Zasiłek dla opiekuna (art. 2): recorded, the amount is entered with a reason and an article."""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="zasilek_dla_opiekuna",
    name="Zasiłek dla opiekuna",
    act="ustawa z dnia 4 kwietnia 2014 r. o ustaleniu i wypłacie zasiłków dla opiekunów",
    article="art. 2",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
    note="Nie jest świadczeniem rodzinnym: osobne sprawozdanie kwartalne.",
    amount_of={None: "zasilek_dla_opiekuna"},
)
