"""Świadczenie rzeczowe w postaci produktów żywnościowych.

Recorded: the amount is entered with a reason and an article (art. 48b; program „Posiłek w szkole i w domu”).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="swiadczenie_rzeczowe_posilek",
    name="Świadczenie rzeczowe w postaci produktów żywnościowych",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 48b; program „Posiłek w szkole i w domu”",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
)
