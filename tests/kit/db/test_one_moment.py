"""Reads of one moment: figures and the places of the logs behind them never come from two states of the database."""

from collections.abc import Iterator

import psycopg
import pytest

from gops.postgres import Address
from kit.db import Database
from kit.testing.databases import ServiceDatabase, service_database

pytestmark = pytest.mark.postgres

_COUNT = "SELECT count(*) FROM event_head"
_ISOLATION = "SHOW transaction_isolation"
GMINA = "101805"


@pytest.fixture
def store(postgres: Address) -> Iterator[ServiceDatabase]:
    with service_database(postgres, "family_benefits") as made:
        yield made


@pytest.mark.asyncio
@pytest.mark.parametrize(("one_moment", "seen"), [(True, 0), (False, 1)])
async def test_what_is_committed_between_two_reads_is_seen_only_by_reads_of_many_moments(
    store: ServiceDatabase, one_moment: bool, seen: int
) -> None:
    database = Database(store.dsn, service="family_benefits", pool_size=1)
    await database.open()
    try:
        async with database.tenant(GMINA, one_moment=one_moment) as connection:
            assert await (await connection.execute(_COUNT)).fetchone() == (0,)
            with psycopg.connect(store.superuser_dsn) as other:
                other.execute(
                    "INSERT INTO event_head (gmina, sequence, digest, time) VALUES (%s, 1, decode(repeat('00', 32), 'hex'), now())",
                    (GMINA,),
                )
            found = await (await connection.execute(_COUNT)).fetchone()
        async with database.tenant(GMINA) as connection:
            after = await (await connection.execute(_ISOLATION)).fetchone()
    finally:
        await database.close()
    assert found == (seen,)
    assert after == ("read committed",)


@pytest.mark.asyncio
async def test_a_read_of_one_moment_that_fails_leaves_the_connection_as_it_was(store: ServiceDatabase) -> None:
    database = Database(store.dsn, service="family_benefits", pool_size=1)
    await database.open()
    try:
        with pytest.raises(psycopg.errors.DivisionByZero):
            async with database.tenants([GMINA], one_moment=True) as connection:
                await connection.execute("SELECT 1 / 0")
        async with database.tenant(GMINA) as connection:
            after = await (await connection.execute(_ISOLATION)).fetchone()
    finally:
        await database.close()
    assert after == ("read committed",)
