"""The catalogue of this service: whatever benefits/ holds, with the law beside it."""

from pathlib import Path

from casework.benefits.catalogue import Catalogue
from services.family_benefits import benefits
from services.family_benefits.case import prepare
from services.family_benefits.composing import compose
from services.family_benefits.coordination import forwarded
from services.family_benefits.facts import Facts
from services.family_benefits.rights import FACTS_OF_RIGHTS

CATALOGUE = Catalogue.discover(
    "family_benefits",
    benefits,
    Path(__file__).parent / "law",
    facts=Facts,
    prepare=prepare,
    compose=compose,
    rights=FACTS_OF_RIGHTS,
    elsewhere=forwarded,
    example_case="fb-zr-07",
)
