"""Zasiłek celowy z tytułu klęski żywiołowej lub ekologicznej.

Recorded: the amount is entered with a reason and an article (art. 40 ust. 2).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="zasilek_celowy_kleska_zywiolowa",
    name="Zasiłek celowy z tytułu klęski żywiołowej lub ekologicznej",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 40 ust. 2",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
)
