"""Pomoc na ekonomiczne usamodzielnienie.

Recorded: the amount is entered with a reason and an article (art. 43).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="pomoc_ekonomiczne_usamodzielnienie",
    name="Pomoc na ekonomiczne usamodzielnienie",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 43",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
)
