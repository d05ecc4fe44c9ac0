"""Świadczenie rodzicielskie obywatela Ukrainy (art. 26 ustawy o pomocy obywatelom Ukrainy), z Funduszu Pomocy."""

from datetime import date

from casework.benefits.types import Benefit, DatedValue
from services.family_benefits.childhood.facts import ParentalBenefit
from services.family_benefits.childhood.parental import DIFFERENCE
from services.family_benefits.ukraine import UkraineStatus, parental

BENEFIT = Benefit(
    code="ukraina_swiadczenie_rodzicielskie",
    name="Świadczenie rodzicielskie obywatela Ukrainy",
    act="ustawa z dnia 12 marca 2022 r. o pomocy obywatelom Ukrainy w związku z konfliktem zbrojnym na terytorium tego państwa",
    article="art. 26",
    unit="person",
    counted="recipient",
    kind="computed",
    quantity="swiadczenie",
    mechanisms=(DatedValue(DIFFERENCE, "różnica do zasiłku dla bezrobotnych", date(2022, 3, 12)),),
    parts=("parental", "ukraine"),
    own_parts={"parental": ParentalBenefit, "ukraine": UkraineStatus},
    assess=parental,
)
