"""Dodatek z tytułu nauki poza miejscem zamieszkania: zamieszkanie w miejscowości szkoły
(art. 15 ust. 1 pkt 1 u.ś.r.).
"""

from functools import partial

from casework.benefits.types import Benefit
from services.family_benefits.award import supplement_answer

BENEFIT = Benefit(
    code="dodatek_nauka_zamieszkanie",
    name="Dodatek z tytułu nauki poza miejscem zamieszkania: zamieszkanie w miejscowości szkoły",
    act="ustawa z dnia 28 listopada 2003 r. o świadczeniach rodzinnych",
    article="art. 15 ust. 1 pkt 1",
    unit="child",
    counted="entitled",
    kind="computed",
    parts=("family", "income", "supplements"),
    assess=partial(supplement_answer, "dodatek_nauka_zamieszkanie"),
    amount_of={None: "dodatek_nauka_zamieszkanie"},
)
