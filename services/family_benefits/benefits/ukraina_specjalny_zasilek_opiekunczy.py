"""Specjalny zasiłek opiekuńczy obywatela Ukrainy (art. 26 ustawy o pomocy obywatelom Ukrainy), z Funduszu Pomocy."""

from casework.benefits.types import Benefit
from services.family_benefits.carers.facts import CareOfTwoFamilies, Carer
from services.family_benefits.ukraine import UkraineStatus, special_allowance

BENEFIT = Benefit(
    code="ukraina_specjalny_zasilek_opiekunczy",
    name="Specjalny zasiłek opiekuńczy obywatela Ukrainy",
    act="ustawa z dnia 12 marca 2022 r. o pomocy obywatelom Ukrainy w związku z konfliktem zbrojnym na terytorium tego państwa",
    article="art. 26",
    unit="person",
    counted="recipient",
    kind="computed",
    quantity="swiadczenie",
    parts=("carer", "family", "income", "special_allowance", "ukraine"),
    own_parts={"carer": Carer, "special_allowance": CareOfTwoFamilies, "ukraine": UkraineStatus},
    assess=special_allowance,
    note="Od 1 stycznia 2024 r. tylko prawa nabyte wcześniej.",
    amount_of={None: "specjalny_zasilek_opiekunczy"},
)
