"""Dodatek z tytułu nauki poza miejscem zamieszkania: dojazd do szkoły (art. 15 ust. 1 pkt 2 u.ś.r.)."""

from functools import partial

from casework.benefits.types import Benefit
from services.family_benefits.award import supplement_answer

BENEFIT = Benefit(
    code="dodatek_nauka_dojazd",
    name="Dodatek z tytułu nauki poza miejscem zamieszkania: dojazd do szkoły",
    act="ustawa z dnia 28 listopada 2003 r. o świadczeniach rodzinnych",
    article="art. 15 ust. 1 pkt 2",
    unit="child",
    counted="entitled",
    kind="computed",
    parts=("family", "income", "supplements"),
    assess=partial(supplement_answer, "dodatek_nauka_dojazd"),
    amount_of={None: "dodatek_nauka_dojazd"},
)
