"""The catalogue of this service: whatever benefits/ holds, with the law beside it."""

from pathlib import Path

from casework.benefits.catalogue import Catalogue
from services.social_assistance import benefits
from services.social_assistance.case import prepare
from services.social_assistance.composing import compose
from services.social_assistance.facts import Facts
from services.social_assistance.slices import OWN

CATALOGUE = Catalogue.discover(
    "social_assistance",
    benefits,
    Path(__file__).parent / "law",
    facts=Facts,
    prepare=prepare,
    compose=compose,
    own=OWN,
    example_case="ps-staly-11",
)
