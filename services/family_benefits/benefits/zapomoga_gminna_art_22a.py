"""Zapomoga gminna z tytułu urodzenia dziecka.

Recorded: the amount is entered with a reason and an article (art. 22a).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="zapomoga_gminna_art_22a",
    name="Zapomoga gminna z tytułu urodzenia dziecka",
    act="ustawa z dnia 28 listopada 2003 r. o świadczeniach rodzinnych",
    article="art. 22a",
    unit="child",
    counted="entitled",
    kind="recorded",
    quantity="swiadczenie",
)
