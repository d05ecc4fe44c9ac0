"""Udział gminy w opłatach za pobyt w środowiskowym domu samopomocy.

Recorded: it follows from each receipt of the fee (fees/telling.py).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="udzial_gminy_w_oplatach_sds",
    name="Udział gminy w opłatach za pobyt w środowiskowym domu samopomocy",
    act="ustawa z dnia 13 listopada 2003 r. o dochodach jednostek samorządu terytorialnego",
    article="art. 4 ust. 1 pkt 7",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
)
