"""Decyzja potwierdzająca prawo do świadczeń opieki zdrowotnej.

Recorded: the amount is entered with a reason and an article (art. 54).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="prawo_do_swiadczen_opieki_zdrowotnej_decyzje",
    name="Decyzja potwierdzająca prawo do świadczeń opieki zdrowotnej",
    act="ustawa z dnia 27 sierpnia 2004 r. o świadczeniach opieki zdrowotnej finansowanych ze środków publicznych",
    article="art. 54",
    unit="decision",
    counted="entitled",
    kind="recorded",
    quantity="decyzja",
    operative="Potwierdzić prawo strony do świadczeń opieki zdrowotnej finansowanych ze środków publicznych, za okres podany w tabeli",
)
