"""Opieka wytchnieniowa.

Recorded: the amount is entered with a reason and an article (program „Opieka wytchnieniowa”).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="opieka_wytchnieniowa",
    name="Opieka wytchnieniowa",
    act="program ministra finansowany z funduszu celowego",
    article="program „Opieka wytchnieniowa”",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="godzina",
)
