"""Karta Dużej Rodziny (act of 5.12.2014): holders and validity as rights of 0 zł, which statistics count; no money is paid."""

from datetime import date

from casework.benefits.types import Benefit, DatedValue
from services.family_benefits.large_family_card import (
    BOTH,
    CODE,
    FORMS,
    KINDS,
    MOBILE,
    PART,
    PLASTIC,
    LargeFamilyCard,
    card_answer,
)

_SINCE = date(2014, 6, 16)
_MOBILE_SINCE = date(2018, 1, 1)
_PLASTIC_UNTIL = date(2021, 6, 30)
"""End of the month in which the last cards without the electronic form were asked for (8 June)."""

BENEFIT = Benefit(
    code=CODE,
    name="Karta Dużej Rodziny",
    act="ustawa z dnia 5 grudnia 2014 r. o Karcie Dużej Rodziny",
    article="art. 4, art. 9–11",
    unit="person",
    counted="entitled",
    kind="computed",
    quantity="sztuka",
    variants=tuple(DatedValue(code, name, _SINCE) for code, name in KINDS.items()),
    mechanisms=(
        DatedValue(PLASTIC, FORMS[PLASTIC], _SINCE, _PLASTIC_UNTIL),
        DatedValue(MOBILE, FORMS[MOBILE], _MOBILE_SINCE),
        DatedValue(BOTH, FORMS[BOTH], _MOBILE_SINCE),
    ),
    parts=(PART,),
    own_parts={PART: LargeFamilyCard},
    assess=card_answer,
    note="Kartę przyznaje się bez decyzji; odmowa i utrata prawa wymagają decyzji. Duplikat i druga forma: opłata w figurze fee.",
    operative="Przyznać prawo do Karty Dużej Rodziny osobom i na okres podany w tabeli",
)
