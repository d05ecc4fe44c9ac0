"""Zasiłek celowy na zakup posiłku lub żywności (art. 39, art. 48b; the meal programme): an income within its limit."""

from casework.benefits.types import Benefit
from services.social_assistance.targeted import FOR_FOOD, Way, assessing
from services.social_assistance.targeted_facts import Help

CODE, PART = "zasilek_celowy_na_zywnosc_posilek", "food"

BENEFIT = Benefit(
    code=CODE,
    name="Zasiłek celowy na zakup posiłku lub żywności",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 39, art. 48b; program „Posiłek w szkole i w domu”",
    unit="person",
    counted="recipient",
    kind="computed",
    quantity="swiadczenie",
    parts=("household", "income", "circumstances", PART),
    own_parts={PART: Help},
    assess=assessing(Way(CODE, PART, FOR_FOOD)),
)
