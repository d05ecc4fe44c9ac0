"""The catalogue of this service: whatever benefits/ holds, with the law beside it."""

from pathlib import Path

from casework.benefits.catalogue import Catalogue
from services.alimony_fund import benefits

CATALOGUE = Catalogue.discover("alimony_fund", benefits, Path(__file__).parent / "law")
