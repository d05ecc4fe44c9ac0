"""Jednorazowa zapomoga z tytułu urodzenia się dziecka.

Recorded: the amount is entered with a reason and an article (art. 15b).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="jednorazowa_zapomoga_urodzenie",
    name="Jednorazowa zapomoga z tytułu urodzenia się dziecka",
    act="ustawa z dnia 28 listopada 2003 r. o świadczeniach rodzinnych",
    article="art. 15b",
    unit="child",
    counted="entitled",
    kind="recorded",
    quantity="swiadczenie",
)
