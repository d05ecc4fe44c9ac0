"""Świadczenie z funduszu alimentacyjnego (art. 9-11 u.p.o.u.a.), for each entitled person."""

from datetime import date

from casework.benefits.types import Benefit, DatedValue, SettledBy
from services.alimony_fund.fund import FROM_25, FUND, TO_17, TO_24, ZLOTOWKA, fund_answer, settled_by

_SINCE = date(2008, 10, 1)

BENEFIT = Benefit(
    code=FUND,
    name="Świadczenie z funduszu alimentacyjnego",
    act="ustawa z dnia 7 września 2007 r. o pomocy osobom uprawnionym do alimentów",
    article="art. 9-11",
    unit="person",
    counted="entitled",
    kind="computed",
    variants=(
        DatedValue(TO_17, "osoby do 17 lat", _SINCE),
        DatedValue(TO_24, "osoby w wieku 18-24 lat", _SINCE),
        DatedValue(FROM_25, "osoby w wieku 25 lat i więcej", _SINCE),
    ),
    mechanisms=(DatedValue(ZLOTOWKA, "złotówka za złotówkę", date(2020, 10, 1)),),
    parts=("application", "household", "income", "claims"),
    assess=fund_answer,
    follows_person="fa_decision_follows_moved_person",
    settled_by=SettledBy("art. 20 ust. 4-8 u.p.o.u.a.", settled_by),
)
