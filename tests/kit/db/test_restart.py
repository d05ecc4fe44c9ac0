"""PostgreSQL goes away and comes back: whoever asks afterwards is answered at once, on every kind of connection."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio
from sqlalchemy import text

from casework.awards import hot
from gops.postgres import EmbeddedPostgres
from kit.audit.entries import Auditor
from kit.db import Database, ReadSession, WriteSession
from kit.testing.databases import ServiceDatabase, service_database
from tests.conftest import PROJECT

pytestmark = pytest.mark.postgres

GMINA = "101805"
READER = Auditor("anna", ("caseworker",), None)
AT_ONCE = 3


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    """A server of these tests alone, which they may kill."""
    place = tmp_path_factory.mktemp("server")
    made = EmbeddedPostgres(place / "postgres", throwaway=True, template=PROJECT / "var" / "postgres-template")
    made.start()
    yield made
    made.destroy()


@pytest.fixture
def store(server: EmbeddedPostgres) -> Iterator[ServiceDatabase]:
    with service_database(server, "family_benefits") as made:
        yield made


@pytest_asyncio.fixture
async def database(store: ServiceDatabase) -> AsyncIterator[Database]:
    made = Database(store.dsn, service="family_benefits", pool_size=AT_ONCE)
    await made.open()
    yield made
    await made.close()


async def _one(session: ReadSession | WriteSession, query: str) -> object:
    return (await (await session.connection()).execute(text(query))).scalar_one()


async def _session(database: Database) -> object:
    async with database.read(GMINA) as session:
        return await _one(session, "SELECT current_setting('app.gmina')")


async def _write(database: Database) -> object:
    async with database.write(GMINA) as session:
        found = await _one(session, "SELECT current_setting('app.gmina')")
        await session.commit()
        return found


async def _driver(database: Database) -> object:
    async with database.tenant(GMINA) as connection:
        row = await (await connection.execute("SELECT current_setting('app.gmina'), pg_sleep(0.05)")).fetchone()
        assert row is not None
        return row[0]


async def _hot(database: Database) -> object:
    assert await hot.read(database, GMINA, uuid4(), READER) is None
    return GMINA


@pytest.mark.asyncio
@pytest.mark.parametrize("ask", [_session, _write, _driver, _hot])
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT], ids=["killed", "stopped"])
async def test_the_first_requests_after_a_restart_are_answered(
    server: EmbeddedPostgres, database: Database, ask: object, end: signal.Signals
) -> None:
    assert callable(ask)
    before = await asyncio.gather(*(ask(database) for _ in range(AT_ONCE)))

    os.kill(server.pid, end)
    await asyncio.to_thread(server.start)
    after = await asyncio.gather(*(ask(database) for _ in range(2 * AT_ONCE)))

    assert before == [GMINA] * AT_ONCE
    assert after == [GMINA] * 2 * AT_ONCE


@pytest.mark.asyncio
async def test_a_hot_read_under_which_the_server_goes_away_is_asked_again(
    server: EmbeddedPostgres, store: ServiceDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(store.dsn, service="family_benefits", pool_size=1)
    await database.open()
    await hot.read(database, GMINA, uuid4(), READER)

    # What is noticed too late: the connection is handed out although nobody is at its other end.
    monkeypatch.setattr("kit.db.database.is_left", lambda _: False)
    os.kill(server.pid, signal.SIGKILL)
    await asyncio.to_thread(server.start)
    found = await hot.read(database, GMINA, uuid4(), READER)
    await database.close()

    assert found is None


@pytest.mark.asyncio
async def test_a_hot_read_is_one_message_to_the_server(store: ServiceDatabase, tmp_path: Path) -> None:
    database = Database(store.dsn, service="family_benefits", pool_size=1)
    await database.open()
    await hot.read(database, GMINA, uuid4(), READER)

    told = tmp_path / "told"
    with told.open("w") as file:
        async with database.pool.connection() as connection:
            connection.pgconn.trace(file.fileno())
        await hot.read(database, GMINA, uuid4(), READER)
        async with database.pool.connection() as connection:
            connection.pgconn.untrace()
    await database.close()

    sent = [line for line in told.read_text().splitlines() if line.split("\t")[1:2] == ["F"]]
    assert len(sent) == 1, sent


@pytest.mark.asyncio
async def test_no_statement_runs_for_ever(database: Database) -> None:
    async def limit(connection_of: str) -> str:
        if connection_of == "session":
            async with database.read(GMINA) as session:
                return str(await _one(session, "SHOW statement_timeout"))
        async with database.tenant(GMINA) as connection:
            row = await (await connection.execute("SHOW statement_timeout")).fetchone()
            assert row is not None
            return str(row[0])

    assert (await limit("session"), await limit("driver")) == ("1min", "15min")
