"""Odsetki zwrócone przez dłużnika alimentacyjnego.

Recorded: the amount is entered with a reason and an article (art. 27 ust. 1a).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="zwrot_dluznika_odsetki",
    name="Odsetki zwrócone przez dłużnika alimentacyjnego",
    act="ustawa z dnia 7 września 2007 r. o pomocy osobom uprawnionym do alimentów",
    article="art. 27 ust. 1a",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
)
