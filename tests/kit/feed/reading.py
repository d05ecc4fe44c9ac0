"""Builders and a reader for tests of the log."""

from uuid import uuid4

from kit.db import Database
from kit.feed.envelope import Event, event
from kit.feed.pages import read_page
from kit.feed.verify import Page, Place, verify

GMINA = "101805"
OTHER = "101803"


def an_event(text: str = "x", gmina: str = GMINA) -> Event:
    return event(
        service="family_benefits",
        gmina=gmina,
        type="pl.gops.payment.settled.v1",
        subject=uuid4(),
        data={"text": text},
    )


async def page(database: Database, after: Place, limit: int = 5000, gmina: str = GMINA) -> Page:
    """The next page, verified."""
    text, _ = await read_page(database, gmina, after.sequence, limit)
    return verify(text, after)


async def everything(database: Database, gmina: str = GMINA) -> tuple[list[bytes], Place]:
    """All items of a log and the last place; raises as soon as something is missing or does not follow."""
    items: list[bytes] = []
    place = Place()
    while (found := await page(database, place, gmina=gmina)).items:
        items += found.items
        place = found.place
    return items, place
