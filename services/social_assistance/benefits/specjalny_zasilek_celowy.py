"""Specjalny zasiłek celowy.

Recorded: the amount is entered with a reason and an article (art. 41 pkt 1).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="specjalny_zasilek_celowy",
    name="Specjalny zasiłek celowy",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 41 pkt 1",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
)
