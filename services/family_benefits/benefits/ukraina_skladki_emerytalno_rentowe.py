"""Składki emerytalne i rentowe za opiekunów, obywateli Ukrainy (art. 6 ust. 2a-2b SUS, art. 26 ustawy o pomocy), z Funduszu Pomocy."""

from datetime import date

from casework.benefits.types import Benefit, DatedValue
from services.family_benefits.carers.facts import Carer, Insurance
from services.family_benefits.ukraine import UkraineStatus, pension_contributions

_ACT_SINCE = date(2022, 3, 12)

BENEFIT = Benefit(
    code="ukraina_skladki_emerytalno_rentowe",
    name="Składki emerytalne i rentowe za opiekunów – obywateli Ukrainy",
    act="ustawa z dnia 13 października 1998 r. o systemie ubezpieczeń społecznych",
    article="art. 6 ust. 2a–2b, art. 22",
    unit="person",
    counted="recipient",
    kind="computed",
    quantity="miesiac",
    variants=(
        DatedValue("swiadczenie_pielegnacyjne_zus", "od świadczenia pielęgnacyjnego, ZUS", _ACT_SINCE),
        DatedValue("swiadczenie_pielegnacyjne_krus", "od świadczenia pielęgnacyjnego, KRUS", _ACT_SINCE),
        DatedValue("specjalny_zasilek_opiekunczy_zus", "od specjalnego zasiłku opiekuńczego, ZUS", _ACT_SINCE),
        DatedValue("specjalny_zasilek_opiekunczy_krus", "od specjalnego zasiłku opiekuńczego, KRUS", _ACT_SINCE),
    ),
    parts=("carer", "insurance", "ukraine"),
    own_parts={"carer": Carer, "insurance": Insurance, "ukraine": UkraineStatus},
    assess=pension_contributions,
)
