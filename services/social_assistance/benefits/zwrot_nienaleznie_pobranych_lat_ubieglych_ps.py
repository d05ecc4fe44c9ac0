"""Zwrot nienależnie pobranych świadczeń pomocy społecznej z lat ubiegłych.

Recorded: the amount is entered with a reason and an article (art. 98).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="zwrot_nienaleznie_pobranych_lat_ubieglych_ps",
    name="Zwrot nienależnie pobranych świadczeń pomocy społecznej z lat ubiegłych",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 98",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
)
