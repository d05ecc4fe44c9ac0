"""Zwrot nienależnie pobranych świadczeń z funduszu alimentacyjnego z lat ubiegłych.

Recorded: the amount is entered with a reason and an article (art. 23).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="zwrot_nienaleznie_pobranych_lat_ubieglych_fa",
    name="Zwrot nienależnie pobranych świadczeń z funduszu alimentacyjnego z lat ubiegłych",
    act="ustawa z dnia 7 września 2007 r. o pomocy osobom uprawnionym do alimentów",
    article="art. 23",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
)
