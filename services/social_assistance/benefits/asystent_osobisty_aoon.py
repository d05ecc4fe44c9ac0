"""Asystent osobisty osoby z niepełnosprawnością.

Recorded: the amount is entered with a reason and an article (program „Asystent osobisty osoby z niepełnosprawnością”).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="asystent_osobisty_aoon",
    name="Asystent osobisty osoby z niepełnosprawnością",
    act="program ministra finansowany z funduszu celowego",
    article="program „Asystent osobisty osoby z niepełnosprawnością”",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="godzina",
)
