"""Udział gminy w zwrotach dłużników alimentacyjnych.

Recorded: the amount is entered with a reason and an article (art. 27 ust. 4).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="udzial_gminy_w_zwrotach_fa",
    name="Udział gminy w zwrotach dłużników alimentacyjnych",
    act="ustawa z dnia 7 września 2007 r. o pomocy osobom uprawnionym do alimentów",
    article="art. 27 ust. 4",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
)
