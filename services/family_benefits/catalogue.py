"""The catalogue of this service: whatever benefits/ holds, with the law beside it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from casework.benefits.catalogue import Catalogue
from casework.benefits.results import Assessment
from kit.law import Law
from services.family_benefits import benefits
from services.family_benefits.case import Case, prepare
from services.family_benefits.citizenship import not_entitled
from services.family_benefits.composing import compose
from services.family_benefits.coordination import forwarded
from services.family_benefits.facts import OWN_OF_SEVERAL, Facts
from services.family_benefits.rights import FACTS_OF_RIGHTS
from services.family_benefits.slices import OWN
from services.family_benefits.ukraine import PART as UKRAINE
from services.family_benefits.ukraine import by_the_act

_DECIDED_ELSEWHERE = frozenset({*OWN_OF_SEVERAL, UKRAINE})
"""Parts of the facts by which another organ decides, or another act, or nobody has a right."""


def _elsewhere(case: Case) -> Callable[[str, Law, date], Assessment | None] | None:
    if _DECIDED_ELSEWHERE.isdisjoint(case.own):
        return None
    return lambda benefit, law, on: (
        forwarded(benefit, case, law, on) or by_the_act(benefit, case) or not_entitled(benefit, case, law)
    )


CATALOGUE = Catalogue.discover(
    "family_benefits",
    benefits,
    Path(__file__).parent / "law",
    facts=Facts,
    prepare=prepare,
    compose=compose,
    rights=FACTS_OF_RIGHTS,
    elsewhere=_elsewhere,
    example_case="fb-zr-07",
    own=OWN,
)
