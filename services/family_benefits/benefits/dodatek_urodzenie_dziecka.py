"""Dodatek z tytułu urodzenia dziecka (art. 9 u.ś.r.)."""

from functools import partial

from casework.benefits.types import Benefit
from services.family_benefits.award import supplement_answer

BENEFIT = Benefit(
    code="dodatek_urodzenie_dziecka",
    name="Dodatek z tytułu urodzenia dziecka",
    act="ustawa z dnia 28 listopada 2003 r. o świadczeniach rodzinnych",
    article="art. 9",
    unit="child",
    counted="entitled",
    kind="computed",
    parts=("family", "income", "supplements"),
    assess=partial(supplement_answer, "dodatek_urodzenie_dziecka"),
)
