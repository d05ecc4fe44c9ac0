"""Prace społecznie użyteczne.

Recorded: the amount is entered with a reason and an article (przepisy o pracach społecznie użytecznych).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="prace_spolecznie_uzyteczne",
    name="Prace społecznie użyteczne",
    act="ustawa z dnia 20 marca 2025 r. o rynku pracy i służbach zatrudnienia",
    article="przepisy o pracach społecznie użytecznych",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="godzina",
)
