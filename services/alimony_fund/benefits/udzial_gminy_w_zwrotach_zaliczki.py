"""Udział gminy w zwrotach zaliczki alimentacyjnej.

Recorded: the amount is entered with a reason and an article (act of 22 April 2005, art. 12 ust. 2).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="udzial_gminy_w_zwrotach_zaliczki",
    name="Udział gminy w zwrotach zaliczki alimentacyjnej",
    act="ustawa z dnia 22 kwietnia 2005 r. o postępowaniu wobec dłużników alimentacyjnych oraz zaliczce alimentacyjnej",
    article="art. 12 ust. 2",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
)
