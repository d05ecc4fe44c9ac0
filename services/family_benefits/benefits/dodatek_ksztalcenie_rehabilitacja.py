"""Dodatek z tytułu kształcenia i rehabilitacji dziecka niepełnosprawnego (art. 13 u.ś.r.)."""

from datetime import date
from functools import partial

from casework.benefits.types import Benefit, DatedValue
from services.family_benefits.award import supplement_answer

_SINCE = date(2004, 5, 1)

BENEFIT = Benefit(
    code="dodatek_ksztalcenie_rehabilitacja",
    name="Dodatek z tytułu kształcenia i rehabilitacji dziecka niepełnosprawnego",
    act="ustawa z dnia 28 listopada 2003 r. o świadczeniach rodzinnych",
    article="art. 13",
    unit="child",
    counted="entitled",
    kind="computed",
    variants=(
        DatedValue("do_5_lat", "do ukończenia 5. roku życia", _SINCE),
        DatedValue("powyzej_5_lat", "powyżej 5. do ukończenia 24. roku życia", _SINCE),
    ),
    parts=("family", "income", "supplements"),
    assess=partial(supplement_answer, "dodatek_ksztalcenie_rehabilitacja"),
)
