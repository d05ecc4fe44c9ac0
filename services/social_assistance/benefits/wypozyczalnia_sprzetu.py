"""Wypożyczalnia sprzętu rehabilitacyjnego.

Recorded: the amount is entered with a reason and an article (uchwała rady gminy).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="wypozyczalnia_sprzetu",
    name="Wypożyczalnia sprzętu rehabilitacyjnego",
    act="zadanie własne gminy",
    article="uchwała rady gminy",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="sztuka",
)
