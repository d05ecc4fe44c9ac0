"""Rows of one table, however many, in one INSERT: their columns go along as arrays. An ORM flush sends them row by row."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql
from sqlmodel import SQLModel

from kit.db.sessions import WriteSession, raw


async def insert_rows(db: WriteSession, rows: Sequence[SQLModel]) -> None:
    """Adds rows of one table. The session does not know them, and what the database has a default for is the database's own.

    Columns are scalars: a list inside an array would be taken apart.
    """
    if not rows:
        return
    # What they refer to may still wait in the session.
    await db.flush()
    statement, columns = _insert(type(rows[0]))
    await (await raw(db)).execute(statement, {name: [getattr(row, name) for row in rows] for name in columns})


@cache
def _insert(kind: type[SQLModel]) -> tuple[str, tuple[str, ...]]:
    table: Table = kind.__table__  # type: ignore[attr-defined]
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    types: dict[str, Any] = {one.name: one.type.compile(dialect) for one in table.columns if one.server_default is None}
    names = ", ".join(f'"{name}"' for name in types)
    arrays = ", ".join(f"%({name})b::{written}[]" for name, written in types.items())
    return f'INSERT INTO "{table.name}" ({names}) SELECT n.* FROM unnest({arrays}) AS n', tuple(types)
