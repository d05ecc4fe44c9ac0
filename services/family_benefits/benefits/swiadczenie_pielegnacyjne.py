"""Świadczenie pielęgnacyjne (art. 17 u.ś.r.): by the rules to 2023 with kept rights, and by those from 2024 for children."""

from datetime import date

from casework.benefits.types import Benefit, DatedValue
from services.family_benefits.carers.conditions import NURSING_BENEFIT
from services.family_benefits.carers.facts import Carer
from services.family_benefits.carers.nursing_benefit import INCREASE, NEW, OLD, nursing_benefit_answer

_NEW_RULES = date(2024, 1, 1)

BENEFIT = Benefit(
    code=NURSING_BENEFIT,
    name="Świadczenie pielęgnacyjne",
    act="ustawa z dnia 28 listopada 2003 r. o świadczeniach rodzinnych",
    article="art. 17",
    unit="person",
    counted="recipient",
    kind="computed",
    quantity="swiadczenie",
    variants=(
        DatedValue(OLD, "przyznane na zasadach obowiązujących do 31 grudnia 2023 r.", date(2004, 5, 1)),
        DatedValue(NEW, "na osobę do ukończenia 18. roku życia", _NEW_RULES),
    ),
    mechanisms=(DatedValue(INCREASE, "podwyższone na drugą i każdą kolejną osobę (art. 17 ust. 3e)", _NEW_RULES),),
    parts=("carer",),
    own_parts={"carer": Carer},
    assess=nursing_benefit_answer,
    amount_of={None: "swiadczenie_pielegnacyjne"},
)
