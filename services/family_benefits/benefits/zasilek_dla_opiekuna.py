"""Zasiłek dla opiekuna (act of 4.04.2014): for those whose nursing benefit expired by law on 30.06.2013; no income test."""

from casework.benefits.types import Benefit
from services.family_benefits.carers.carers_allowance import carers_allowance_answer
from services.family_benefits.carers.conditions import GUARDIAN
from services.family_benefits.carers.facts import Carer, ExpiredDecision

BENEFIT = Benefit(
    code=GUARDIAN,
    name="Zasiłek dla opiekuna",
    act="ustawa z dnia 4 kwietnia 2014 r. o ustaleniu i wypłacie zasiłków dla opiekunów",
    article="art. 2",
    unit="person",
    counted="recipient",
    kind="computed",
    quantity="swiadczenie",
    parts=("carer", "expired_decision"),
    own_parts={"carer": Carer, "expired_decision": ExpiredDecision},
    assess=carers_allowance_answer,
    note="Nie jest świadczeniem rodzinnym: osobne sprawozdanie kwartalne.",
    amount_of={None: "zasilek_dla_opiekuna"},
)
