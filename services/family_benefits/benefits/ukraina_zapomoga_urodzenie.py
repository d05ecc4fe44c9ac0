"""Jednorazowa zapomoga z tytułu urodzenia dziecka obywatela Ukrainy (art. 26 ustawy o pomocy obywatelom Ukrainy), z Funduszu Pomocy."""

from casework.benefits.types import Benefit
from services.family_benefits.childhood.facts import BirthGrant
from services.family_benefits.ukraine import UkraineStatus, birth_grant

BENEFIT = Benefit(
    code="ukraina_zapomoga_urodzenie",
    name="Jednorazowa zapomoga z tytułu urodzenia się dziecka obywatela Ukrainy",
    act="ustawa z dnia 12 marca 2022 r. o pomocy obywatelom Ukrainy w związku z konfliktem zbrojnym na terytorium tego państwa",
    article="art. 26",
    unit="child",
    counted="entitled",
    kind="computed",
    quantity="swiadczenie",
    parts=("family", "income", "birth_grant", "ukraine"),
    own_parts={"birth_grant": BirthGrant, "ukraine": UkraineStatus},
    assess=birth_grant,
)
