"""Zasiłek pielęgnacyjny obywatela Ukrainy (art. 26 ustawy o pomocy obywatelom Ukrainy), z Funduszu Pomocy."""

from datetime import date

from casework.benefits.types import Benefit, DatedValue
from services.family_benefits.nursing import GROUND_OF
from services.family_benefits.ukraine import UkraineStatus, nursing_allowance

BENEFIT = Benefit(
    code="ukraina_zasilek_pielegnacyjny",
    name="Zasiłek pielęgnacyjny obywatela Ukrainy",
    act="ustawa z dnia 12 marca 2022 r. o pomocy obywatelom Ukrainy w związku z konfliktem zbrojnym na terytorium tego państwa",
    article="art. 26",
    unit="person",
    counted="entitled",
    kind="computed",
    variants=tuple(DatedValue(variant, name, date(2022, 3, 12)) for variant, name in GROUND_OF.items()),
    parts=("person", "ukraine"),
    own_parts={"ukraine": UkraineStatus},
    assess=nursing_allowance,
)
