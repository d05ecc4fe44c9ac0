"""Zasiłek celowy z tytułu klęski żywiołowej lub ekologicznej (art. 40 ust. 2): losses by a disaster, whatever the income."""

from casework.benefits.types import Benefit
from services.social_assistance.targeted import Way, assessing
from services.social_assistance.targeted_facts import Loss

CODE, PART = "zasilek_celowy_kleska_zywiolowa", "disaster"

BENEFIT = Benefit(
    code=CODE,
    name="Zasiłek celowy z tytułu klęski żywiołowej lub ekologicznej",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 40 ust. 2",
    unit="person",
    counted="recipient",
    kind="computed",
    quantity="swiadczenie",
    parts=("circumstances", PART),
    own_parts={PART: Loss},
    assess=assessing(Way(CODE, PART, None)),
)
