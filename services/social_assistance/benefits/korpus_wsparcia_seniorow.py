"""Korpus Wsparcia Seniorów.

Recorded: the amount is entered with a reason and an article (program „Korpus Wsparcia Seniorów”).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="korpus_wsparcia_seniorow",
    name="Korpus Wsparcia Seniorów",
    act="program ministra finansowany z funduszu celowego",
    article="program „Korpus Wsparcia Seniorów”",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="godzina",
)
