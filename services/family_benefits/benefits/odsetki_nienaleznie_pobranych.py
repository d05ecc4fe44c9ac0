"""Odsetki od nienależnie pobranych świadczeń.

Recorded: the amount is entered with a reason and an article (art. 30 ust. 8).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="odsetki_nienaleznie_pobranych",
    name="Odsetki od nienależnie pobranych świadczeń",
    act="ustawa z dnia 28 listopada 2003 r. o świadczeniach rodzinnych",
    article="art. 30 ust. 8",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
)
