"""Zasiłek rodzinny obywatela Ukrainy z dodatkami (art. 26 ustawy o pomocy obywatelom Ukrainy), z Funduszu Pomocy."""

from datetime import date

from casework.benefits.types import Benefit, DatedValue
from services.family_benefits.award import ZLOTY_FOR_ZLOTY
from services.family_benefits.stretches import GROWN, MIDDLE, YOUNG
from services.family_benefits.supplements import NAMES
from services.family_benefits.ukraine import SUPPLEMENTS, UkraineStatus, allowance

_SINCE = date(2022, 3, 12)

BENEFIT = Benefit(
    code="ukraina_zasilek_rodzinny",
    name="Zasiłek rodzinny obywatela Ukrainy",
    act="ustawa z dnia 12 marca 2022 r. o pomocy obywatelom Ukrainy w związku z konfliktem zbrojnym na terytorium tego państwa",
    article="art. 26",
    unit="child",
    counted="entitled",
    kind="computed",
    quantity="swiadczenie",
    variants=(
        DatedValue(YOUNG, "do ukończenia 5. roku życia", _SINCE),
        DatedValue(MIDDLE, "powyżej 5. do ukończenia 18. roku życia", _SINCE),
        DatedValue(GROWN, "powyżej 18. do ukończenia 24. roku życia", _SINCE),
        *(DatedValue(code, NAMES[code], _SINCE) for code in SUPPLEMENTS),
    ),
    mechanisms=(DatedValue(ZLOTY_FOR_ZLOTY, "złotówka za złotówkę", _SINCE),),
    parts=("family", "income", "ukraine"),
    own_parts={"ukraine": UkraineStatus},
    assess=allowance,
)
