"""Zwrot opłaty wniesionej zastępczo.

Recorded: the amount is entered with a reason and an article (art. 61 ust. 3, art. 104).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="zwrot_dps_oplata_zastepcza",
    name="Zwrot opłaty wniesionej zastępczo",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 61 ust. 3, art. 104",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
)
