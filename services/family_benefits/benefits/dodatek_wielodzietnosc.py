"""Dodatek z tytułu wychowywania dziecka w rodzinie wielodzietnej (art. 12a u.ś.r.)."""

from functools import partial

from casework.benefits.types import Benefit
from services.family_benefits.award import supplement_answer

BENEFIT = Benefit(
    code="dodatek_wielodzietnosc",
    name="Dodatek z tytułu wychowywania dziecka w rodzinie wielodzietnej",
    act="ustawa z dnia 28 listopada 2003 r. o świadczeniach rodzinnych",
    article="art. 12a",
    unit="child",
    counted="entitled",
    kind="computed",
    parts=("family", "income", "supplements"),
    assess=partial(supplement_answer, "dodatek_wielodzietnosc"),
    amount_of={None: "dodatek_wielodzietnosc"},
)
