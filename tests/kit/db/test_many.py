"""Many rows of one table in one statement: every type that columns have, nothing where nothing is, defaults as the database gives them."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import LargeBinary, Text, func
from sqlmodel import Field, SQLModel, col, select

from gops.postgres import Address
from kit.db import Database, insert_rows, raw, update_rows
from kit.testing.databases import ServiceDatabase, service_database

pytestmark = pytest.mark.postgres

GMINA = "101805"
_TABLE = """
CREATE TEMPORARY TABLE thing (id uuid, name text, on_day date, body bytea, public boolean, count integer, "to" text,
                              made_at timestamptz NOT NULL DEFAULT now())
"""
_ALL = 'SELECT id, name, on_day, body, public, count, "to", made_at = now() FROM thing ORDER BY name'


class ThingRow(SQLModel, table=True):
    __tablename__ = "thing"

    id: UUID = Field(primary_key=True)
    name: str | None = Field(default=None, sa_type=Text)
    on_day: date | None = None
    body: bytes | None = Field(default=None, sa_type=LargeBinary)
    public: bool | None = None
    count: int | None = None
    to: str | None = Field(default=None, sa_type=Text)
    made_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


@pytest.fixture
def store(postgres: Address) -> Iterator[ServiceDatabase]:
    with service_database(postgres, "family_benefits") as made:
        yield made


async def inserted(store: ServiceDatabase, rows: list[ThingRow]) -> list[Any]:
    database = Database(store.dsn, service="family_benefits", pool_size=1)
    await database.open()
    try:
        async with database.write(GMINA) as db:
            await (await raw(db)).execute(_TABLE)
            await insert_rows(db, rows)
            return await (await (await raw(db)).execute(_ALL)).fetchall()
    finally:
        await database.close()


@pytest.mark.asyncio
async def test_rows_of_every_type_are_added_and_the_database_fills_in_its_defaults(store: ServiceDatabase) -> None:
    first, second = uuid4(), uuid4()
    full = ThingRow(
        id=first, name="a", on_day=date(2019, 1, 10), body=b"\x00\xff", public=True, count=70_000, to='x,"{y}'
    )

    found = await inserted(store, [full, ThingRow(id=second, name="b")])

    assert found == [
        (first, "a", date(2019, 1, 10), b"\x00\xff", True, 70_000, 'x,"{y}', True),
        (second, "b", None, None, None, None, None, True),
    ]


@pytest.mark.asyncio
async def test_columns_that_are_empty_in_every_row_are_added_too_and_no_rows_are_no_statement(
    store: ServiceDatabase,
) -> None:
    (row,) = await inserted(store, [ThingRow(id=uuid4(), name="a")])

    assert row[2:7] == (None, None, None, None, None)
    assert await inserted(store, []) == []


@pytest.mark.asyncio
async def test_thousands_of_rows_are_one_statement(store: ServiceDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    executed: list[str] = []
    execute = psycopg.AsyncCursor.execute

    async def told(self: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
        executed.append(str(query))
        return await execute(self, query, *args, **kwargs)

    monkeypatch.setattr(psycopg.AsyncCursor, "execute", told)

    found = await inserted(store, [ThingRow(id=uuid4(), name=f"{number:05}") for number in range(3_000)])

    assert len(found) == 3_000
    assert len([one for one in executed if one.startswith('INSERT INTO "thing"')]) == 1


@pytest.mark.asyncio
async def test_rows_that_were_read_and_changed_are_written_in_one_statement_and_once(
    store: ServiceDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    executed: list[str] = []
    execute = psycopg.AsyncCursor.execute

    async def told(self: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
        executed.append(str(query))
        return await execute(self, query, *args, **kwargs)

    database = Database(store.dsn, service="family_benefits", pool_size=1)
    await database.open()
    try:
        async with database.write(GMINA) as db:
            await (await raw(db)).execute(_TABLE)
            await insert_rows(db, [ThingRow(id=uuid4(), name=name, count=1) for name in "abc"])
            rows = (await db.exec(select(ThingRow).order_by(col(ThingRow.name)))).all()
            monkeypatch.setattr(psycopg.AsyncCursor, "execute", told)
            for row in rows[:2]:
                row.count, row.on_day = 2, date(2019, 1, 10)
            rows[1].to = "later"

            await update_rows(db, rows, ("count", "on_day"))
            await db.flush()

            found = await (await (await raw(db)).execute(_ALL)).fetchall()
    finally:
        await database.close()
    assert [(row[1], row[2], row[5], row[6]) for row in found] == [
        ("a", date(2019, 1, 10), 2, None),
        ("b", date(2019, 1, 10), 2, "later"),
        ("c", None, 1, None),
    ]
    assert [one.split(" SET ")[1].split()[0] for one in executed if one.startswith("UPDATE")] == [
        '"count"',
        '"to"=%(to)s::VARCHAR',
    ]
