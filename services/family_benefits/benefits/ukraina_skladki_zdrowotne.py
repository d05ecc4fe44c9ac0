"""Składki zdrowotne za opiekunów, obywateli Ukrainy (art. 66 ust. 1 pkt 28-28b, art. 26 ustawy o pomocy), z Funduszu Pomocy."""

from datetime import date

from casework.benefits.types import Benefit, DatedValue
from services.family_benefits.carers.facts import Carer, Insurance
from services.family_benefits.ukraine import UkraineStatus, health_contributions

_ACT_SINCE = date(2022, 3, 12)

BENEFIT = Benefit(
    code="ukraina_skladki_zdrowotne",
    name="Składki zdrowotne za opiekunów – obywateli Ukrainy",
    act="ustawa z dnia 27 sierpnia 2004 r. o świadczeniach opieki zdrowotnej finansowanych ze środków publicznych",
    article="art. 66 ust. 1 pkt 28–28b, art. 79, art. 81",
    unit="person",
    counted="recipient",
    kind="computed",
    quantity="miesiac",
    variants=(
        DatedValue("swiadczenie_pielegnacyjne", "od świadczenia pielęgnacyjnego", _ACT_SINCE),
        DatedValue("specjalny_zasilek_opiekunczy", "od specjalnego zasiłku opiekuńczego", _ACT_SINCE),
    ),
    parts=("carer", "insurance", "ukraine"),
    own_parts={"carer": Carer, "insurance": Insurance, "ukraine": UkraineStatus},
    assess=health_contributions,
)
