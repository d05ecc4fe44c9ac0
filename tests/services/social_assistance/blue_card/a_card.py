"""Procedures "Niebieskie Karty" in tests, over HTTP."""

from datetime import date
from typing import Any

from kit.testing.clients import Caller
from tests.casework.people import a_pesel
from tests.services.social_assistance.acts.an_act import ok

CARDS = "/v1/blue-cards"
ANNA = a_pesel(date(1984, 5, 17))
ADAM = a_pesel(date(1982, 3, 9), 2)
ON_ANNA = [
    {"role": "doznajaca", "name": "Anna Nowak", "pesel": ANNA},
    {"role": "stosujaca", "name": "Adam Nowak", "pesel": ADAM},
]
GROUP = [{"body": "pomoc_spoleczna", "name": "Zofia Kos"}, {"body": "policja", "name": "Jan Wrona"}]


async def a_card(who: Caller, on: str = "2026-03-02", persons: Any = ON_ANNA) -> str:
    """Its address."""
    body = {"unit": "gops", "on": on, "body": "policja", "persons": persons}
    made = await ok(who.post(CARDS, body))
    return f"{CARDS}/{made['id']}"


async def then(who: Caller, card: str, step: str, version: int, **body: Any) -> dict[str, Any]:
    """A step of the procedure."""
    return await ok(who.post(f"{card}/{step}", body, if_match=version))


async def noted(who: Caller, card: str, version: int, **acts: str) -> int:
    """Acts by day, in the order given; the version after them."""
    for act, on in acts.items():
        body = {"act": act, "on": on} | ({"body": "oswiata"} if act == "formularz_a" else {})
        version = (await then(who, card, "acts", version, **body))["version"]
    return version
