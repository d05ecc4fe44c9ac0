"""Opłata za wypożyczenie sprzętu.

Recorded: the amount is entered with a reason and an article (uchwała rady gminy).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="oplata_wypozyczalnia_sprzetu",
    name="Opłata za wypożyczenie sprzętu",
    act="zadanie własne gminy",
    article="uchwała rady gminy",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="miesiac",
)
