"""Zasiłek rodzinny (art. 4-7 u.ś.r.), with złotówka za złotówkę (art. 5 ust. 3-3c) as its mechanism."""

from datetime import date

from casework.benefits.types import Benefit, DatedValue
from services.family_benefits.allowance import ALLOWANCE
from services.family_benefits.award import ZLOTY_FOR_ZLOTY, allowance_answer
from services.family_benefits.stretches import GROWN, MIDDLE, YOUNG

_SINCE = date(2004, 5, 1)

BENEFIT = Benefit(
    code=ALLOWANCE,
    name="Zasiłek rodzinny",
    act="ustawa z dnia 28 listopada 2003 r. o świadczeniach rodzinnych",
    article="art. 4–7",
    unit="child",
    counted="entitled",
    kind="computed",
    variants=(
        DatedValue(YOUNG, "do ukończenia 5. roku życia", _SINCE),
        DatedValue(MIDDLE, "powyżej 5. do ukończenia 18. roku życia", _SINCE),
        DatedValue(GROWN, "powyżej 18. do ukończenia 24. roku życia", _SINCE),
    ),
    mechanisms=(DatedValue(ZLOTY_FOR_ZLOTY, "złotówka za złotówkę", date(2016, 1, 1)),),
    parts=("family", "income"),
    assess=allowance_answer,
)
