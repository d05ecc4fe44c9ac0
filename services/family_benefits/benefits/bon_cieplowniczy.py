"""Bon ciepłowniczy (art. 2): recorded, the amount is entered with a reason and an article."""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="bon_cieplowniczy",
    name="Bon ciepłowniczy",
    act="ustawa z dnia 12 września 2025 r. o bonie ciepłowniczym",
    article="art. 2",
    unit="household",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
)
