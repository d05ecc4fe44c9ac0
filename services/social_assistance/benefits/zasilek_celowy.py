"""Zasiłek celowy (art. 39-40): a need of life, the income not above the criterion."""

from casework.benefits.types import Benefit
from services.social_assistance.targeted import ORDINARY, Way, assessing
from services.social_assistance.targeted_facts import Targeted

CODE, PART = "zasilek_celowy", "targeted"

BENEFIT = Benefit(
    code=CODE,
    name="Zasiłek celowy",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 39",
    unit="person",
    counted="recipient",
    kind="computed",
    quantity="swiadczenie",
    parts=("household", "income", "circumstances", PART),
    own_parts={PART: Targeted},
    assess=assessing(Way(CODE, PART, ORDINARY)),
)
