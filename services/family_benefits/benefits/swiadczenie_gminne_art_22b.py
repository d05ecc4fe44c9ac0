"""Gminne świadczenie na rzecz rodziny.

Recorded: the amount is entered with a reason and an article (art. 22b).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="swiadczenie_gminne_art_22b",
    name="Gminne świadczenie na rzecz rodziny",
    act="ustawa z dnia 28 listopada 2003 r. o świadczeniach rodzinnych",
    article="art. 22b",
    unit="family",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
)
