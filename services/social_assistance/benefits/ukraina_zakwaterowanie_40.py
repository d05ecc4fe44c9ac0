"""Świadczenie za zakwaterowanie i wyżywienie (art. 13)."""

from casework.benefits.types import Benefit
from services.social_assistance.ukraine_stay import CODE, FACTS, UkraineStay, stay_answer

BENEFIT = Benefit(
    code=CODE,
    name="Świadczenie za zakwaterowanie i wyżywienie",
    act="ustawa z dnia 12 marca 2022 r. o pomocy obywatelom Ukrainy w związku z konfliktem zbrojnym na terytorium tego państwa",
    article="art. 13",
    unit="person",
    counted="entitled",
    kind="computed",
    quantity="osobodzien",
    parts=(FACTS,),
    own_parts={FACTS: UkraineStay},
    assess=stay_answer,
    note="Nie wydaje się decyzji i nie stosuje się k.p.a. (art. 13 ust. 1a).",
)
