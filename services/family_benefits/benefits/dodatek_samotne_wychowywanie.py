"""Dodatek z tytułu samotnego wychowywania dziecka (art. 11a u.ś.r.)."""

from datetime import date
from functools import partial

from casework.benefits.types import Benefit, DatedValue
from services.family_benefits.award import supplement_answer

_SINCE = date(2004, 5, 1)

BENEFIT = Benefit(
    code="dodatek_samotne_wychowywanie",
    name="Dodatek z tytułu samotnego wychowywania dziecka",
    act="ustawa z dnia 28 listopada 2003 r. o świadczeniach rodzinnych",
    article="art. 11a",
    unit="child",
    counted="entitled",
    kind="computed",
    variants=(
        DatedValue("bez_zwiekszenia", "bez zwiększenia", _SINCE),
        DatedValue("zwiekszony_niepelnosprawnosc", "zwiększony z tytułu niepełnosprawności dziecka", _SINCE),
    ),
    parts=("family", "income", "supplements"),
    assess=partial(supplement_answer, "dodatek_samotne_wychowywanie"),
)
