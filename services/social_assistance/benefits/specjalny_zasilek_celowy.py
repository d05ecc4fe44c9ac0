"""Specjalny zasiłek celowy (art. 41 pkt 1): above the criterion, in a specially justified case, to the criterion at most."""

from casework.benefits.types import Benefit
from services.social_assistance.targeted import ABOVE, Way, assessing, special_limit
from services.social_assistance.targeted_facts import Special

CODE, PART = "specjalny_zasilek_celowy", "special"

BENEFIT = Benefit(
    code=CODE,
    name="Specjalny zasiłek celowy",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 41 pkt 1",
    unit="person",
    counted="recipient",
    kind="computed",
    quantity="swiadczenie",
    parts=("household", "income", "circumstances", PART),
    own_parts={PART: Special},
    assess=assessing(Way(CODE, PART, ABOVE, against="special_income_not_above", most=special_limit)),
)
