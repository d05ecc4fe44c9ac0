"""Karta Dużej Rodziny (act of 5.12.2014): holders and validity as rights of 0 zł, which statistics count; no money is paid."""

from datetime import date

from casework.benefits.types import Benefit, DatedValue
from services.family_benefits.large_family_card import (
    BOTH,
    CHILD,
    CODE,
    FOSTER,
    MOBILE,
    PARENT,
    PART,
    PLASTIC,
    SPOUSE,
    LargeFamilyCard,
    card_answer,
)

_SINCE = date(2014, 6, 16)
_MOBILE_SINCE = date(2018, 1, 1)

BENEFIT = Benefit(
    code=CODE,
    name="Karta Dużej Rodziny",
    act="ustawa z dnia 5 grudnia 2014 r. o Karcie Dużej Rodziny",
    article="art. 4, art. 9–10",
    unit="person",
    counted="entitled",
    kind="computed",
    quantity="sztuka",
    variants=(
        DatedValue(PARENT, "rodzic", _SINCE),
        DatedValue(SPOUSE, "małżonek rodzica", _SINCE),
        DatedValue(FOSTER, "rodzic zastępczy lub prowadzący rodzinny dom dziecka", _SINCE),
        DatedValue(CHILD, "dziecko", _SINCE),
    ),
    mechanisms=(
        DatedValue(PLASTIC, "karta tradycyjna", _SINCE, date(2021, 6, 8)),
        DatedValue(MOBILE, "karta elektroniczna", _MOBILE_SINCE),
        DatedValue(BOTH, "karta tradycyjna i elektroniczna", _MOBILE_SINCE),
    ),
    parts=(PART,),
    own_parts={PART: LargeFamilyCard},
    assess=card_answer,
    note="Kartę przyznaje się bez decyzji; odmowa i utrata prawa wymagają decyzji. Duplikat i druga forma: opłata w figurze fee.",
    operative="Przyznać prawo do Karty Dużej Rodziny osobom i na okres podany w tabeli",
)
