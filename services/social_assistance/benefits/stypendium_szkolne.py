"""Stypendium szkolne (art. 90d): computed by school/rules.py; the office sets the amount within the act, by the council's rules."""

from casework.benefits.types import Benefit
from services.social_assistance.school.facts import SchoolStipend
from services.social_assistance.school.rules import STIPEND, STIPEND_PART, stipend_answer

BENEFIT = Benefit(
    code=STIPEND,
    name="Stypendium szkolne",
    act="ustawa z dnia 7 września 1991 r. o systemie oświaty",
    article="art. 90d",
    unit="child",
    counted="entitled",
    kind="computed",
    quantity="swiadczenie",
    parts=("household", "income", STIPEND_PART),
    own_parts={STIPEND_PART: SchoolStipend},
    assess=stipend_answer,
)
