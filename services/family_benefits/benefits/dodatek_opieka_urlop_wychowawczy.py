"""Dodatek z tytułu opieki nad dzieckiem w okresie korzystania z urlopu wychowawczego (art. 10 u.ś.r.)."""

from datetime import date
from functools import partial

from casework.benefits.types import Benefit, DatedValue
from services.family_benefits.award import supplement_answer

_SINCE = date(2004, 5, 1)

BENEFIT = Benefit(
    code="dodatek_opieka_urlop_wychowawczy",
    name="Dodatek z tytułu opieki nad dzieckiem w okresie korzystania z urlopu wychowawczego",
    act="ustawa z dnia 28 listopada 2003 r. o świadczeniach rodzinnych",
    article="art. 10",
    unit="person",
    counted="recipient",
    kind="computed",
    variants=(
        DatedValue("jedno_dziecko", "opieka nad jednym dzieckiem", _SINCE),
        DatedValue("wiecej_dzieci_z_jednego_porodu", "więcej niż jedno dziecko z jednego porodu", _SINCE),
        DatedValue("dziecko_z_orzeczeniem", "dziecko z orzeczeniem o niepełnosprawności lub znacznym stopniem", _SINCE),
    ),
    parts=("family", "income", "supplements"),
    assess=partial(supplement_answer, "dodatek_opieka_urlop_wychowawczy"),
)
