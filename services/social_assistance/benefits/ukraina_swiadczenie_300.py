"""Jednorazowe świadczenie pieniężne 300 zł.

Recorded: the amount is entered with a reason and an article (art. 31).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="ukraina_swiadczenie_300",
    name="Jednorazowe świadczenie pieniężne 300 zł",
    act="ustawa z dnia 12 marca 2022 r. o pomocy obywatelom Ukrainy w związku z konfliktem zbrojnym na terytorium tego państwa",
    article="art. 31",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="swiadczenie",
)
