"""Składki zdrowotne za opiekunów (art. 66 ust. 1 pkt 28–28b, art. 79, art. 81): a share of the benefit due, without a limit of time."""

from datetime import date

from casework.benefits.types import Benefit, DatedValue
from services.family_benefits.carers.contributions import HEALTH, health_answer
from services.family_benefits.carers.facts import Carer, Insurance

BENEFIT = Benefit(
    code=HEALTH,
    name="Składki zdrowotne za opiekunów",
    act="ustawa z dnia 27 sierpnia 2004 r. o świadczeniach opieki zdrowotnej finansowanych ze środków publicznych",
    article="art. 66 ust. 1 pkt 28–28b, art. 79, art. 81",
    unit="person",
    counted="recipient",
    kind="computed",
    quantity="miesiac",
    variants=(
        DatedValue("swiadczenie_pielegnacyjne", "od świadczenia pielęgnacyjnego", date(2004, 5, 1)),
        DatedValue("specjalny_zasilek_opiekunczy", "od specjalnego zasiłku opiekuńczego", date(2013, 1, 1)),
        DatedValue("zasilek_dla_opiekuna", "od zasiłku dla opiekuna", date(2013, 7, 1)),
    ),
    parts=("carer", "insurance"),
    own_parts={"carer": Carer, "insurance": Insurance},
    assess=health_answer,
)
