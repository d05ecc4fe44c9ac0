"""Składka na ubezpieczenie emerytalne i rentowe za osobę rezygnującą z zatrudnienia (art. 42)."""

from casework.benefits.types import Benefit
from services.social_assistance.carer_contribution import CODE, FACTS, CareForIll, care_answer

BENEFIT = Benefit(
    code=CODE,
    name="Składka na ubezpieczenie emerytalne i rentowe za osobę rezygnującą z zatrudnienia",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 42",
    unit="person",
    counted="recipient",
    kind="computed",
    quantity="miesiac",
    parts=("household", "income", FACTS),
    own_parts={FACTS: CareForIll},
    assess=care_answer,
)
