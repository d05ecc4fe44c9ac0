"""Klub seniora (uchwała rady gminy): recorded, the amount is entered with a reason and an article."""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="klub_seniora",
    name="Klub seniora",
    act="zadanie własne gminy",
    article="uchwała rady gminy",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="osobodzien",
)
