"""Zasiłek stały (art. 37 u.p.s.)."""

from datetime import date

from casework.benefits.types import Benefit, DatedValue
from services.social_assistance.permanent import IN_FAMILY, PERMANENT, SINGLE, permanent_answer

_SINCE = date(2004, 5, 1)

BENEFIT = Benefit(
    code=PERMANENT,
    name="Zasiłek stały",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 37",
    unit="person",
    counted="recipient",
    kind="computed",
    variants=(
        DatedValue(SINGLE, "osoba samotnie gospodarująca", _SINCE),
        DatedValue(IN_FAMILY, "osoba w rodzinie", _SINCE),
    ),
    parts=("household", "income", "incapacity"),
    assess=permanent_answer,
)
