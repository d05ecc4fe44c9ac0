"""Zasiłek okresowy (art. 38, art. 147): the office fixes amount and months within the bounds of the act."""

from datetime import date

from casework.benefits.types import Benefit, DatedValue
from services.social_assistance.periodic import FACTS, IN_FAMILY, PERIODIC, SINGLE, Periodic, periodic_answer

_SINCE = date(2004, 5, 1)

BENEFIT = Benefit(
    code=PERIODIC,
    name="Zasiłek okresowy",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 38, art. 147",
    unit="person",
    counted="recipient",
    kind="computed",
    quantity="swiadczenie",
    variants=(
        DatedValue(SINGLE, "osoba samotnie gospodarująca", _SINCE),
        DatedValue(IN_FAMILY, "osoba w rodzinie", _SINCE),
    ),
    parts=("household", "income", "circumstances", FACTS),
    own_parts={FACTS: Periodic},
    assess=periodic_answer,
)
