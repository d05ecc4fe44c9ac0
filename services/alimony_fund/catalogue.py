"""The catalogue of this service: whatever benefits/ holds, with the law beside it."""

from pathlib import Path

from casework.benefits.catalogue import Catalogue
from services.alimony_fund import benefits
from services.alimony_fund.case import prepare
from services.alimony_fund.composing import compose
from services.alimony_fund.facts import Facts
from services.alimony_fund.slices import OWN

CATALOGUE = Catalogue.discover(
    "alimony_fund",
    benefits,
    Path(__file__).parent / "law",
    facts=Facts,
    prepare=prepare,
    compose=compose,
    example_case="fa-amount-01",
    own=OWN,
)
