"""The register of cards as a slice of the service: routes, what of it goes with destroyed files, what its holder is told, what it knows of
a case."""

from casework.own import Slice
from services.family_benefits.card_register.file import OF_CARDS
from services.family_benefits.card_register.known import held_cards
from services.family_benefits.card_register.routes import card_register_router

_ERASE = """
UPDATE large_family_card SET number = NULL, number_index = NULL, version = version + 1
 WHERE gmina = %(gmina)s AND number IS NOT NULL AND person IN (
       SELECT record FROM erased_record WHERE gmina = %(gmina)s AND kind = 'person' AND destruction = %(destruction)s)
"""
_HOLDS_ONE = """
SELECT c.person FROM large_family_card c
 WHERE c.gmina = %(gmina)s AND c.state IN ('ordered', 'issued') AND (c.valid_until IS NULL OR c.valid_until >= %(on)s::date)
"""

CARD_REGISTER = Slice(
    routers=lambda catalogue, keys: [card_register_router(catalogue, keys)],
    erase={"large_family_card": _ERASE},
    keeps=(_HOLDS_ONE,),
    held=(OF_CARDS,),
    recorded=(held_cards,),
)
