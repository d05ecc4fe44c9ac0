"""Pomoc żywnościowa (skierowanie).

Recorded: the amount is entered with a reason and an article (wytyczne programu).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="pomoc_zywnosciowa",
    name="Pomoc żywnościowa (skierowanie)",
    act="program Fundusze Europejskie na Pomoc Żywnościową",
    article="wytyczne programu",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="kg",
    note="Tylko skierowanie: bez zapisu w budżecie.",
)
