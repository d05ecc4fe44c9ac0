"""Decyzja potwierdzająca prawo do świadczeń opieki zdrowotnej (art. 54)."""

from casework.benefits.types import Benefit
from services.social_assistance.health_right import CODE, FACTS, Uninsured, health_answer

BENEFIT = Benefit(
    code=CODE,
    name="Decyzja potwierdzająca prawo do świadczeń opieki zdrowotnej",
    act="ustawa z dnia 27 sierpnia 2004 r. o świadczeniach opieki zdrowotnej finansowanych ze środków publicznych",
    article="art. 54",
    unit="decision",
    counted="entitled",
    kind="computed",
    quantity="decyzja",
    parts=("household", "income", FACTS),
    own_parts={FACTS: Uninsured},
    assess=health_answer,
    operative="Potwierdzić prawo strony do świadczeń opieki zdrowotnej finansowanych ze środków publicznych, za okres podany w tabeli",
)
