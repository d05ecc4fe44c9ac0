"""Świadczenie pielęgnacyjne obywatela Ukrainy (art. 26 ustawy o pomocy obywatelom Ukrainy), z Funduszu Pomocy."""

from datetime import date

from casework.benefits.types import Benefit, DatedValue
from services.family_benefits.carers.facts import Carer
from services.family_benefits.carers.nursing_benefit import INCREASE, NEW, OLD
from services.family_benefits.ukraine import UkraineStatus, nursing_benefit

_NEW_RULES = date(2024, 1, 1)

BENEFIT = Benefit(
    code="ukraina_swiadczenie_pielegnacyjne",
    name="Świadczenie pielęgnacyjne obywatela Ukrainy",
    act="ustawa z dnia 12 marca 2022 r. o pomocy obywatelom Ukrainy w związku z konfliktem zbrojnym na terytorium tego państwa",
    article="art. 26",
    unit="person",
    counted="recipient",
    kind="computed",
    quantity="swiadczenie",
    variants=(
        DatedValue(OLD, "przyznane na zasadach obowiązujących do 31 grudnia 2023 r.", date(2022, 3, 12)),
        DatedValue(NEW, "na osobę do ukończenia 18. roku życia", _NEW_RULES),
    ),
    mechanisms=(DatedValue(INCREASE, "podwyższone na drugą i każdą kolejną osobę (art. 17 ust. 3e)", _NEW_RULES),),
    parts=("carer", "ukraine"),
    own_parts={"carer": Carer, "ukraine": UkraineStatus},
    assess=nursing_benefit,
)
