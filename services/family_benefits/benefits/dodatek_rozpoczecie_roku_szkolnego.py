"""Dodatek z tytułu rozpoczęcia roku szkolnego (art. 14 u.ś.r.)."""

from functools import partial

from casework.benefits.types import Benefit
from services.family_benefits.award import supplement_answer

BENEFIT = Benefit(
    code="dodatek_rozpoczecie_roku_szkolnego",
    name="Dodatek z tytułu rozpoczęcia roku szkolnego",
    act="ustawa z dnia 28 listopada 2003 r. o świadczeniach rodzinnych",
    article="art. 14",
    unit="child",
    counted="entitled",
    kind="computed",
    parts=("family", "income", "supplements"),
    assess=partial(supplement_answer, "dodatek_rozpoczecie_roku_szkolnego"),
)
