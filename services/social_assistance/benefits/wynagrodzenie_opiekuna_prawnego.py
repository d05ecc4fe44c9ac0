"""Wynagrodzenie za sprawowanie opieki (art. 53a)."""

from casework.benefits.types import Benefit
from services.social_assistance.guardian_pay import CODE, FACTS, Guardianship, guardian_answer

BENEFIT = Benefit(
    code=CODE,
    name="Wynagrodzenie za sprawowanie opieki",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 53a",
    unit="person",
    counted="recipient",
    kind="computed",
    quantity="miesiac",
    parts=(FACTS,),
    own_parts={FACTS: Guardianship},
    assess=guardian_answer,
)
