"""Zasiłek celowy zwrotny (art. 41 pkt 2): above the criterion, in a specially justified case, to be returned in whole or in part."""

from casework.benefits.types import Benefit
from services.social_assistance.targeted import ABOVE, Way, assessing
from services.social_assistance.targeted_facts import Returnable

CODE, PART = "zasilek_celowy_zwrotny", "returnable"

BENEFIT = Benefit(
    code=CODE,
    name="Zasiłek celowy zwrotny",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 41 pkt 2",
    unit="person",
    counted="recipient",
    kind="computed",
    quantity="swiadczenie",
    parts=("household", "income", "circumstances", PART),
    own_parts={PART: Returnable},
    assess=assessing(Way(CODE, PART, ABOVE, against="special_income_not_above")),
)
