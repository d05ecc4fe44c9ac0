"""Zwrot zaliczki alimentacyjnej przez dłużnika alimentacyjnego.

Recorded: the amount is entered with a reason and an article (act of 22 April 2005, art. 12).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="zwrot_dluznika_zaliczka",
    name="Zwrot zaliczki alimentacyjnej przez dłużnika alimentacyjnego",
    act="ustawa z dnia 22 kwietnia 2005 r. o postępowaniu wobec dłużników alimentacyjnych oraz zaliczce alimentacyjnej",
    article="art. 12",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
)
