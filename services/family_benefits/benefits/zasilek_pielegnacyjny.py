"""Zasiłek pielęgnacyjny (art. 16 u.ś.r.): no income test, whole months, the rate of each month."""

from datetime import date

from casework.benefits.types import Benefit, DatedValue
from services.family_benefits.nursing import GROUND_OF, NURSING, nursing_answer

_SINCE = date(2004, 5, 1)

BENEFIT = Benefit(
    code=NURSING,
    name="Zasiłek pielęgnacyjny",
    act="ustawa z dnia 28 listopada 2003 r. o świadczeniach rodzinnych",
    article="art. 16",
    unit="person",
    counted="entitled",
    kind="computed",
    variants=tuple(DatedValue(variant, name, _SINCE) for variant, name in GROUND_OF.items()),
    parts=("person",),
    assess=nursing_answer,
    amount_of={None: "zasilek_pielegnacyjny"},
)
