"""An office of a real service: its own catalogue behind HTTP on a database of its own, with a day that a test turns."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from casework.benefits.catalogue import Catalogue
from casework.routers import case_routers
from casework.today import _today
from gops.postgres import Address
from kit.app import create_app
from kit.db import Database
from kit.secrets import KeyRing
from kit.testing.clients import GMINA, running
from kit.testing.databases import service_database
from kit.testing.tokens import TokenIssuer
from tests.casework.rights import Staff, head_authorised, simple_lists, staff


@dataclass(frozen=True, slots=True)
class AnOffice:
    """Its people, its database, and how its calendar is turned."""

    people: Staff
    database: Database
    turn: Callable[[date], None]


@asynccontextmanager
async def an_office(server: Address, folder: Path, catalogue: Catalogue, day: date) -> AsyncIterator[AnOffice]:
    """Open on the day."""
    issuer, keys, on = TokenIssuer(), KeyRing.generate(folder / "keys.json"), [day]
    app = create_app("Usługa", catalogue.service, case_routers(catalogue, keys), authenticator=issuer.authenticator())

    async def told() -> date:
        return on[0]

    def turn(to: date) -> None:
        on[0] = to

    app.dependency_overrides[_today] = told
    with service_database(server, catalogue.service) as stored:
        app.state.database = Database(stored.dsn, service=catalogue.service)
        await app.state.database.open()
        try:
            await head_authorised(app.state.database, GMINA)
            await simple_lists(app.state.database, GMINA)
            async with running(app, issuer) as office:
                yield AnOffice(staff(office), app.state.database, turn)
        finally:
            await app.state.database.close()
