"""Udział gminy w opłatach za specjalistyczne usługi opiekuńcze zlecone.

Recorded: it follows from each receipt of the fee (fees/telling.py).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="udzial_gminy_w_oplatach_uslug",
    name="Udział gminy w opłatach za specjalistyczne usługi opiekuńcze zlecone",
    act="ustawa z dnia 13 listopada 2003 r. o dochodach jednostek samorządu terytorialnego",
    article="art. 4 ust. 1 pkt 7",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
)
