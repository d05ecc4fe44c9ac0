"""Podwyższenie dodatków do zasiłku rodzinnego (art. 15a u.ś.r.): what the gmina's resolution adds, from its own money."""

from datetime import date

from casework.benefits.types import Benefit, DatedValue
from services.family_benefits.local import raise_answer
from services.family_benefits.supplements import NAMES

BENEFIT = Benefit(
    code="podwyzszenie_dodatkow_art_15a",
    name="Podwyższenie dodatków do zasiłku rodzinnego",
    act="ustawa z dnia 28 listopada 2003 r. o świadczeniach rodzinnych",
    article="art. 15a",
    unit="child",
    counted="entitled",
    kind="computed",
    quantity="swiadczenie",
    variants=tuple(DatedValue(code, f"podwyższenie: {NAMES[code]}", date(2004, 5, 1)) for code in sorted(NAMES)),
    parts=("family", "income", "supplements"),
    assess=raise_answer,
)
