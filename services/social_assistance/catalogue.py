"""The catalogue of this service: whatever benefits/ holds, with the law beside it."""

from pathlib import Path

from casework.benefits.catalogue import Catalogue
from services.social_assistance import benefits

CATALOGUE = Catalogue.discover("social_assistance", benefits, Path(__file__).parent / "law")
