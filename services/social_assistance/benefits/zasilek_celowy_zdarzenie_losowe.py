"""Zasiłek celowy z tytułu zdarzenia losowego.

Recorded: the amount is entered with a reason and an article (art. 40 ust. 1).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="zasilek_celowy_zdarzenie_losowe",
    name="Zasiłek celowy z tytułu zdarzenia losowego",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 40 ust. 1",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
)
