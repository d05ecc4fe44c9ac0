"""Świadczenie wychowawcze in the gmina's years: the first child by income to 30.06.2019, every child after."""

from datetime import date

from casework.benefits.types import Benefit, DatedValue
from services.family_benefits.childhood.facts import ChildRaising
from services.family_benefits.childhood.raising import CODE, EVERY, FIRST, NEXT, PART, raising_answer

BENEFIT = Benefit(
    code=CODE,
    name="Świadczenie wychowawcze",
    act="ustawa z dnia 11 lutego 2016 r. o pomocy państwa w wychowywaniu dzieci",
    article="art. 5",
    unit="child",
    counted="entitled",
    kind="computed",
    quantity="swiadczenie",
    variants=(
        DatedValue(FIRST, "pierwsze dziecko, z kryterium dochodowym", date(2016, 4, 1), date(2019, 6, 30)),
        DatedValue(NEXT, "drugie i kolejne dziecko", date(2016, 4, 1), date(2019, 6, 30)),
        DatedValue(EVERY, "każde dziecko, bez kryterium", date(2019, 7, 1)),
    ),
    parts=("family", PART),
    own_parts={PART: ChildRaising},
    assess=raising_answer,
    note="Gmina przyznaje i wypłaca do 31 maja 2022 r., potem ZUS.",
    amount_of={None: "swiadczenie_wychowawcze"},
)
