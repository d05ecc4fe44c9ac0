"""Świadczenie za zakwaterowanie i wyżywienie.

Recorded: the amount is entered with a reason and an article (art. 13).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="ukraina_zakwaterowanie_40",
    name="Świadczenie za zakwaterowanie i wyżywienie",
    act="ustawa z dnia 12 marca 2022 r. o pomocy obywatelom Ukrainy w związku z konfliktem zbrojnym na terytorium tego państwa",
    article="art. 13",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="osobodzien",
)
