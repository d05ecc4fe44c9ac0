"""Dodatek z tytułu urodzenia dziecka obywatela Ukrainy.

Recorded: the amount is entered with a reason and an article (art. 26).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="ukraina_dodatek_urodzenie",
    name="Dodatek z tytułu urodzenia dziecka obywatela Ukrainy",
    act="ustawa z dnia 12 marca 2022 r. o pomocy obywatelom Ukrainy w związku z konfliktem zbrojnym na terytorium tego państwa",
    article="art. 26",
    unit="child",
    counted="entitled",
    kind="recorded",
    quantity="swiadczenie",
)
