"""Guardians of children who came from Ukraine, of art. 25 and of art. 25¹ of the act of 12.03.2022 (its art. 26 ust. 4-4a).

What is due for the child is due to them too, but świadczenie rodzicielskie; the child alone is the family, as with a legal guardian (art. 5
ust. 11 u.ś.r. accordingly).
"""

from dataclasses import replace
from typing import Literal

from casework.benefits.results import Ground, UnfitFacts
from kit.law import Rule
from services.family_benefits.case import Case
from services.family_benefits.childhood.facts import BirthGrant

Guardian = Literal["temporary", "institutional"]
"""temporary: set by a Polish court (art. 25); institutional: by the Ukrainian authorities, of children of Ukrainian care (art. 25¹)."""

_ACT = "ustawy z 12.03.2022 o pomocy obywatelom Ukrainy"
_NAMES: dict[Guardian, str] = {
    "temporary": "opiekun tymczasowy",
    "institutional": "opiekun dzieci z ukraińskiej instytucjonalnej pieczy zastępczej",
}
NOT_FOR_GUARDIANS = Ground(
    "ukraine_guardian_no_parental",
    f"art. 26 ust. 4 {_ACT}",
    "Opiekunowi tymczasowemu i opiekunowi dzieci z ukraińskiej pieczy zastępczej świadczenie rodzicielskie nie przysługuje.",
)
TOLD = Rule(
    "ukraine_guardian",
    f"art. 26 ust. 4 {_ACT}; art. 5 ust. 11 u.ś.r.",
    "O świadczenia na dziecko ubiega się {who}; rodzinę stanowi dziecko i uwzględnia się tylko jego dochód.",
    ("who:text",),
)


def name_of(guardian: Guardian) -> str:
    """What the act calls the guardian."""
    return _NAMES[guardian]


def alone(case: Case) -> None:
    """The family of the facts is the child alone. Raises UnfitFacts."""
    if case.applicant not in (None, "legal_guardian"):
        raise UnfitFacts(
            "guardian_with_family",
            "/family/applicant",
            "Opiekun z ustawy o pomocy obywatelom Ukrainy ubiega się o świadczenia na samo dziecko, jak opiekun prawny.",
        )


def from_the_birth(case: Case, part: str) -> Case:
    """The term of the one-off grant runs from the birth, whenever the temporary guardian took the child (art. 26 ust. 4a)."""
    asked = case.own.get(part)
    if not isinstance(asked, BirthGrant):
        return case
    children = tuple(one.model_copy(update={"taken_on": None}) for one in asked.children)
    return replace(case, own={**case.own, part: asked.model_copy(update={"children": children})})
