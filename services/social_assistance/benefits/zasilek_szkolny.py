"""Zasiłek szkolny (art. 90e): computed by school/rules.py; the office sets the amount up to five times the base."""

from casework.benefits.types import Benefit
from services.social_assistance.school.facts import SchoolHardship
from services.social_assistance.school.rules import ALLOWANCE, ALLOWANCE_PART, allowance_answer

BENEFIT = Benefit(
    code=ALLOWANCE,
    name="Zasiłek szkolny",
    act="ustawa z dnia 7 września 1991 r. o systemie oświaty",
    article="art. 90e",
    unit="child",
    counted="entitled",
    kind="computed",
    quantity="swiadczenie",
    parts=(ALLOWANCE_PART,),
    own_parts={ALLOWANCE_PART: SchoolHardship},
    assess=allowance_answer,
)
