"""Składka na ubezpieczenie emerytalne i rentowe za osobę rezygnującą z zatrudnienia.

Recorded: the amount is entered with a reason and an article (art. 42).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="skladka_spoleczna_za_opiekuna",
    name="Składka na ubezpieczenie emerytalne i rentowe za osobę rezygnującą z zatrudnienia",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 42",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="miesiac",
)
