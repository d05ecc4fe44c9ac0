"""The log of a gmina: gapless, in commit order, chained, append-only."""

import tracemalloc
from collections.abc import AsyncIterator
from uuid import UUID

import orjson
import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from kit.db import Database
from kit.feed.envelope import Envelope, Event
from kit.feed.log import BULK, CHUNK, append
from kit.testing.databases import ServiceDatabase
from tests.kit.feed.reading import GMINA, OTHER, an_event, everything

pytestmark = pytest.mark.postgres


@pytest.mark.asyncio
@pytest.mark.parametrize("count", [1, 2, BULK - 1, BULK, BULK + 1, 700])
async def test_events_take_places_without_holes_however_many_come_at_once(database: Database, count: int) -> None:
    for _ in range(3):
        async with database.tenant(GMINA) as connection:
            await append(connection, GMINA, [an_event(f"zażółć {n}") for n in range(count)])

    items, place = await everything(database)

    assert place.sequence == len(items) == 3 * count
    assert [orjson.loads(item)["sequence"] for item in items] == list(range(1, 3 * count + 1))
    assert [orjson.loads(item)["data"]["text"] for item in items][:count] == [f"zażółć {n}" for n in range(count)]


@pytest.mark.asyncio
async def test_an_item_is_a_cloud_event(database: Database) -> None:
    sent = an_event("x")
    async with database.tenant(GMINA) as connection:
        await append(connection, GMINA, [sent])

    (item,), _ = await everything(database)

    found = Envelope.model_validate_json(item)
    assert found.subject == sent.subject
    assert found.source == "urn:gops:family_benefits"
    assert isinstance(found.id, UUID)


@pytest.mark.asyncio
async def test_a_transaction_that_fails_leaves_no_place_empty(database: Database) -> None:
    class Cancelled(Exception):
        pass

    async with database.tenant(GMINA) as connection:
        await append(connection, GMINA, [an_event("kept")])
    with pytest.raises(Cancelled):
        async with database.tenant(GMINA) as connection:
            await append(connection, GMINA, [an_event("lost")] * 100)
            raise Cancelled
    async with database.tenant(GMINA) as connection:
        span = await append(connection, GMINA, [an_event("next")])

    items, _ = await everything(database)

    assert span.first == 2
    assert [orjson.loads(item)["data"]["text"] for item in items] == ["kept", "next"]


@pytest.mark.asyncio
async def test_each_gmina_has_a_log_of_its_own(database: Database) -> None:
    async with database.tenant(GMINA) as connection:
        await append(connection, GMINA, [an_event()] * 3)
    async with database.tenant(OTHER) as connection:
        await append(connection, OTHER, [an_event(gmina=OTHER)] * 2)

    assert (await everything(database, GMINA))[1].sequence == 3
    assert (await everything(database, OTHER))[1].sequence == 2


@pytest.mark.asyncio
async def test_an_event_of_another_gmina_is_refused(database: Database) -> None:
    with pytest.raises((psycopg.errors.InsufficientPrivilege, RuntimeError)):
        async with database.tenant(GMINA) as connection:
            await append(connection, OTHER, [an_event(gmina=OTHER)])


@pytest.mark.parametrize(
    "statement", ["UPDATE event_log SET item = item", "DELETE FROM event_log", "TRUNCATE event_log"]
)
@pytest.mark.parametrize("role", ["runtime", "owner", "administrator"])
@pytest.mark.asyncio
async def test_nobody_changes_what_is_in_the_log(
    database: Database, store: ServiceDatabase, statement: str, role: str
) -> None:
    async with database.tenant(GMINA) as connection:
        await append(connection, GMINA, [an_event()])
    dsn = {"runtime": store.dsn, "owner": store.owner_dsn, "administrator": store.superuser_dsn}[role]

    with (
        psycopg.connect(dsn) as connection,
        pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.RestrictViolation)),
    ):
        connection.execute("SELECT set_config('app.gmina', %s, true)", (GMINA,))
        connection.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event_head SET sequence = sequence - 1",
        "UPDATE event_head SET time = time - interval '1 s'",
        "DELETE FROM event_head",
    ],
)
@pytest.mark.asyncio
async def test_the_head_only_moves_forward(database: Database, store: ServiceDatabase, statement: str) -> None:
    async with database.tenant(GMINA) as connection:
        await append(connection, GMINA, [an_event()])

    with psycopg.connect(store.owner_dsn) as connection, pytest.raises(psycopg.errors.RestrictViolation):
        connection.execute("SELECT set_config('app.gmina', %s, true)", (GMINA,))
        connection.execute(statement)


@pytest.mark.asyncio
async def test_a_bulk_append_takes_a_bounded_number_of_statements(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    executed: list[int] = []
    original = psycopg.AsyncConnection.execute

    async def counted(self, *args, **kwargs):  # type: ignore[no-untyped-def]
        executed.append(1)
        return await original(self, *args, **kwargs)

    counts = []
    monkeypatch.setattr(psycopg.AsyncConnection, "execute", counted)
    for size in (1000, 5000):
        executed.clear()
        async with database.tenant(GMINA) as connection:
            await append(connection, GMINA, [an_event()] * size)
        counts.append(len(executed))

    assert counts[0] <= 9
    assert counts[1] <= counts[0]


async def many(count: int, size: int = 1) -> AsyncIterator[Event]:
    for n in range(count):
        yield an_event(f"{n:05d}" + "x" * size)


@pytest.mark.parametrize("count", [1, BULK, CHUNK - 1, CHUNK, 2 * CHUNK + 1])
@pytest.mark.asyncio
async def test_events_that_are_staged_as_they_are_made_stand_between_those_emitted_before_and_after(
    database: Database, count: int
) -> None:
    for _ in range(2):
        async with database.write(GMINA) as session:
            session.emit(an_event("before"))
            await session.emit_many(many(count, size=0))
            session.emit(an_event("after"))
            await session.commit()

    items, _ = await everything(database)

    texts = [orjson.loads(item)["data"]["text"] for item in items]
    assert texts == ["before", *(f"{n:05d}" for n in range(count)), "after"] * 2


@pytest.mark.asyncio
async def test_memory_does_not_grow_with_the_bodies_of_a_bulk(database: Database) -> None:
    async def peak(count: int) -> int:
        async with database.write(GMINA) as session:
            await session.connection()
            tracemalloc.start()
            await session.emit_many(many(count, size=2_000))
            await session.commit()
            _, reached = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        return reached

    await peak(CHUNK)
    short, long = await peak(CHUNK), await peak(8 * CHUNK)

    # 7 000 more bodies are 15 MB; their hashes and digests are less than a megabyte.
    assert long - short < 3_000_000


@pytest.mark.asyncio
async def test_what_was_rolled_back_is_told_to_nobody(database: Database) -> None:
    async with database.write(GMINA) as session:
        await session.emit_many(many(CHUNK + 1))
        await session.rollback()
        session.emit(an_event("kept"))
        await session.commit()

    items, _ = await everything(database)

    assert [orjson.loads(item)["data"]["text"] for item in items] == ["kept"]


@pytest.mark.asyncio
async def test_a_stage_that_lost_its_events_stops_the_commit(database: Database) -> None:
    async with database.write(GMINA) as session:
        await session.connection()
        nested = await session.begin_nested()
        await session.emit_many(many(CHUNK))
        await nested.rollback()

        with pytest.raises((RuntimeError, DBAPIError, psycopg.Error)):
            await session.commit()

    assert (await everything(database))[0] == []


@pytest.mark.asyncio
async def test_a_bulk_is_made_and_copied_before_the_log_is_locked(database: Database) -> None:
    async with database.write(GMINA) as session:
        await session.emit_many(many(2 * CHUNK))
        async with database.tenant(GMINA) as other:
            await append(other, GMINA, [an_event("meanwhile")])
        await session.commit()

    items, _ = await everything(database)

    assert orjson.loads(items[0])["data"]["text"] == "meanwhile"
