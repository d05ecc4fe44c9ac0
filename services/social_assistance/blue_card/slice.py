"""Procedures "Niebieskie Karty" as a slice of the service: routes, and that the rest of the house knows nothing of them.

No row leads to the register of persons. No task, no letter, no file of a person, no search and no list saved as CSV tells of them; the
audit log tells readers alone.
"""

from casework.own import Slice
from services.social_assistance.blue_card.reader_routes import blue_card_readers_router
from services.social_assistance.blue_card.routes import blue_cards_router
from services.social_assistance.blue_card.service import AUDITED
from services.social_assistance.blue_card.store import IS_READER

_TABLES = ("blue_card", "blue_card_named", "blue_card_act", "blue_card_member", "blue_card_reader")

BLUE_CARDS = Slice(
    routers=lambda catalogue, keys: [blue_cards_router(catalogue, keys), blue_card_readers_router()],
    veils={AUDITED: IS_READER},
    kept=dict.fromkeys(_TABLES, "no file of a person leads here; destroyed by its own rules and by hand"),
)
