"""Składki emerytalne i rentowe za opiekunów (art. 6 ust. 2a-2b, art. 22 SUS): on the benefit due, or what KRUS states."""

from datetime import date

from casework.benefits.types import Benefit, DatedValue
from services.family_benefits.carers.contributions import PENSION, pension_answer
from services.family_benefits.carers.facts import Carer, Insurance

BENEFIT = Benefit(
    code=PENSION,
    name="Składki emerytalne i rentowe za opiekunów",
    act="ustawa z dnia 13 października 1998 r. o systemie ubezpieczeń społecznych",
    article="art. 6 ust. 2a–2b, art. 22",
    unit="person",
    counted="recipient",
    kind="computed",
    quantity="miesiac",
    variants=(
        DatedValue("swiadczenie_pielegnacyjne_zus", "od świadczenia pielęgnacyjnego, ZUS", date(2004, 5, 1)),
        DatedValue("swiadczenie_pielegnacyjne_krus", "od świadczenia pielęgnacyjnego, KRUS", date(2004, 5, 1)),
        DatedValue("specjalny_zasilek_opiekunczy_zus", "od specjalnego zasiłku opiekuńczego, ZUS", date(2013, 1, 1)),
        DatedValue("specjalny_zasilek_opiekunczy_krus", "od specjalnego zasiłku opiekuńczego, KRUS", date(2013, 1, 1)),
        DatedValue("zasilek_dla_opiekuna_zus", "od zasiłku dla opiekuna, ZUS", date(2013, 7, 1)),
        DatedValue("zasilek_dla_opiekuna_krus", "od zasiłku dla opiekuna, KRUS", date(2013, 7, 1)),
    ),
    parts=("carer", "insurance"),
    own_parts={"carer": Carer, "insurance": Insurance},
    assess=pension_answer,
)
