"""Specjalny zasiłek opiekuńczy (art. 16a u.ś.r.): two families' income, granted by periods; since 2024 kept rights only."""

from casework.benefits.types import Benefit
from services.family_benefits.carers.conditions import SPECIAL
from services.family_benefits.carers.facts import CareOfTwoFamilies, Carer
from services.family_benefits.carers.special_allowance import special_allowance_answer

BENEFIT = Benefit(
    code=SPECIAL,
    name="Specjalny zasiłek opiekuńczy",
    act="ustawa z dnia 28 listopada 2003 r. o świadczeniach rodzinnych",
    article="art. 16a",
    unit="person",
    counted="recipient",
    kind="computed",
    quantity="swiadczenie",
    parts=("carer", "family", "income", "special_allowance"),
    own_parts={"carer": Carer, "special_allowance": CareOfTwoFamilies},
    assess=special_allowance_answer,
    note="Od 1 stycznia 2024 r. tylko prawa nabyte wcześniej.",
    amount_of={None: "specjalny_zasilek_opiekunczy"},
)
