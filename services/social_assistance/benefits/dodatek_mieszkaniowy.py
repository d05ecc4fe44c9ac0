"""Dodatek mieszkaniowy (art. 2–8 ustawy z 21.06.2001): computed by housing/rules.py from the dwelling and three months' income."""

from casework.benefits.types import Benefit
from services.social_assistance.housing.facts import Housing
from services.social_assistance.housing.rules import CODE, PART, housing_answer

BENEFIT = Benefit(
    code=CODE,
    name="Dodatek mieszkaniowy",
    act="ustawa z dnia 21 czerwca 2001 r. o dodatkach mieszkaniowych",
    article="art. 2–6",
    unit="household",
    counted="recipient",
    kind="computed",
    quantity="swiadczenie",
    parts=(PART,),
    own_parts={PART: Housing},
    assess=housing_answer,
    note="Zmiany w ciągu 6 miesięcy nie wpływają na wysokość (art. 7 ust. 10); wypłata do 10. dnia miesiąca (art. 8).",
)
