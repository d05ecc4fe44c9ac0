"""Świadczenie rodzicielskie (art. 17c u.ś.r., from 1.01.2016): by weeks, without a test of income, for who has no maternity benefit."""

from datetime import date

from casework.benefits.types import Benefit, DatedValue
from services.family_benefits.childhood.facts import ParentalBenefit
from services.family_benefits.childhood.parental import (
    CODE,
    DIFFERENCE,
    PART,
    TOLD_APART_SINCE,
    VARIANTS,
    parental_answer,
)

BENEFIT = Benefit(
    code=CODE,
    name="Świadczenie rodzicielskie",
    act="ustawa z dnia 28 listopada 2003 r. o świadczeniach rodzinnych",
    article="art. 17c",
    unit="person",
    counted="recipient",
    kind="computed",
    quantity="swiadczenie",
    variants=tuple(DatedValue(variant, name, TOLD_APART_SINCE) for variant, name in VARIANTS.items()),
    mechanisms=(DatedValue(DIFFERENCE, "różnica do zasiłku dla bezrobotnych", date(2016, 1, 1)),),
    parts=(PART,),
    own_parts={PART: ParentalBenefit},
    assess=parental_answer,
    amount_of={None: "swiadczenie_rodzicielskie"},
)
