"""Dodatek energetyczny (art. 5c–5g): computed by energy.py for the months of the housing allowance."""

from datetime import date

from casework.benefits.types import Benefit, DatedValue
from services.social_assistance.energy import CODE, FROM_FIVE, ONE, PART, TO_FOUR, EnergySupplement, energy_answer

_SINCE = date(2014, 1, 1)

BENEFIT = Benefit(
    code=CODE,
    name="Dodatek energetyczny",
    act="ustawa z dnia 10 kwietnia 1997 r. – Prawo energetyczne",
    article="art. 5c–5g",
    unit="household",
    counted="recipient",
    kind="computed",
    quantity="swiadczenie",
    variants=(
        DatedValue(ONE, "gospodarstwo jednoosobowe", _SINCE),
        DatedValue(TO_FOUR, "od 2 do 4 osób", _SINCE),
        DatedValue(FROM_FIVE, "5 i więcej osób", _SINCE),
    ),
    parts=(PART,),
    own_parts={PART: EnergySupplement},
    assess=energy_answer,
)
