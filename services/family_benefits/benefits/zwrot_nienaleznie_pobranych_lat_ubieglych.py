"""Zwrot nienależnie pobranych świadczeń z lat ubiegłych.

Recorded: the amount is entered with a reason and an article (art. 30).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="zwrot_nienaleznie_pobranych_lat_ubieglych",
    name="Zwrot nienależnie pobranych świadczeń z lat ubiegłych",
    act="ustawa z dnia 28 listopada 2003 r. o świadczeniach rodzinnych",
    article="art. 30",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
)
