"""Świadczenie wychowawcze (art. 5): recorded, the amount is entered with a reason and an article."""

from datetime import date

from casework.benefits.types import Benefit, DatedValue

BENEFIT = Benefit(
    code="swiadczenie_wychowawcze",
    name="Świadczenie wychowawcze",
    act="ustawa z dnia 11 lutego 2016 r. o pomocy państwa w wychowywaniu dzieci",
    article="art. 5",
    unit="child",
    counted="entitled",
    kind="recorded",
    quantity="swiadczenie",
    variants=(
        DatedValue("pierwsze_dziecko", "pierwsze dziecko, z kryterium dochodowym", date(2016, 4, 1), date(2019, 6, 30)),
        DatedValue("kolejne_dziecko", "drugie i kolejne dziecko", date(2016, 4, 1), date(2019, 6, 30)),
        DatedValue("kazde_dziecko", "każde dziecko, bez kryterium", date(2019, 7, 1)),
    ),
    note="Gmina przyznaje i wypłaca do 31 maja 2022 r., potem ZUS.",
    amount_of={None: "swiadczenie_wychowawcze"},
)
