"""A migrated reporting database, and pages applied to it as the projector applies them."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any, TypeVar

import pytest

from gops.postgres import Address
from kit.db import Database
from kit.feed.verify import Place, verify
from kit.testing.databases import ServiceDatabase, service_database
from services.reporting.classification.register import Classification, load
from services.reporting.ledger.apply import apply_page
from services.reporting.ledger.facts import Reader
from tests.services.reporting.logs import Log

T = TypeVar("T")
_gminas = count(200_000)


@dataclass
class Ledger:
    """The reporting database of a module's tests, and the loop that its connections belong to."""

    database: Database
    classification: Classification
    runner: asyncio.Runner

    def run(self, work: Awaitable[T]) -> T:
        async def wrapped() -> T:
            return await work

        return self.runner.run(wrapped())

    def gmina(self) -> str:
        """A gmina that no test has used."""
        return str(next(_gminas))

    def apply(self, log: Log, *, after: int = 0, until: int | None = None) -> bool:
        """One page of the log, from behind `after` to `until`, verified, read and applied."""
        return self.run(self.applied(log, after=after, until=until))

    async def applied(self, log: Log, *, after: int = 0, until: int | None = None) -> bool:
        last = len(log.items) if until is None else until
        page = verify(log.page(after, last - after), log.places[after])
        batch = Reader(log.gmina, log.service, self.classification).read(page.items)
        async with self.database.tenant(log.gmina) as connection:
            return await apply_page(connection, log.gmina, log.service, log.places[after], batch, page.place)

    def ask(self, gmina: str, question: Callable[..., Awaitable[T]], *arguments: Any) -> T:
        """Runs question(connection, …) in a transaction of the gmina."""

        async def asked() -> T:
            async with self.database.tenant(gmina) as connection:
                return await question(connection, *arguments)

        return self.run(asked())

    def rows(self, gmina: str, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        async def fetched(connection: Any) -> list[tuple[Any, ...]]:
            return list(await (await connection.execute(statement, parameters)).fetchall())

        return self.ask(gmina, fetched)

    def place(self, gmina: str, service: str) -> Place:
        """Where the cursor stands."""
        found = self.rows(
            gmina, "SELECT sequence, digest, time FROM source WHERE gmina = %s AND service = %s", gmina, service
        )
        return Place(*found[0]) if found else Place()


@pytest.fixture(scope="module")
def reporting_database(postgres: Address) -> Iterator[ServiceDatabase]:
    with service_database(postgres, "reporting") as database:
        yield database


@pytest.fixture(scope="module")
def ledger(reporting_database: ServiceDatabase) -> Iterator[Ledger]:
    database = Database(reporting_database.dsn, service="reporting")
    with asyncio.Runner() as runner:
        runner.run(database.open())

        async def register() -> Classification:
            async with database.tenant("000000") as connection:
                return await load(connection)

        yield Ledger(database, runner.run(register()), runner)
        runner.run(database.close())


@pytest.fixture
def fresh_gmina() -> str:
    """A gmina that no other test uses."""
    return str(next(_gminas))


@pytest.fixture
def ledger_gminas() -> list[str]:
    """Three gminas that no other test uses."""
    return [str(next(_gminas)) for _ in range(3)]
