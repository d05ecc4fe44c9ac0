"""Gminne świadczenie na rzecz rodziny (art. 22b u.ś.r.): by the gmina's resolution."""

from casework.benefits.types import Benefit
from services.family_benefits.local import BENEFIT_PART, LocalBenefit, benefit_answer

BENEFIT = Benefit(
    code="swiadczenie_gminne_art_22b",
    name="Gminne świadczenie na rzecz rodziny",
    act="ustawa z dnia 28 listopada 2003 r. o świadczeniach rodzinnych",
    article="art. 22b",
    unit="family",
    counted="recipient",
    kind="computed",
    quantity="swiadczenie",
    parts=("family", BENEFIT_PART),
    own_parts={BENEFIT_PART: LocalBenefit},
    assess=benefit_answer,
)
