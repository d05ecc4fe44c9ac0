"""Many rows of one table in one statement: their columns go along as arrays. An ORM flush would send them row by row."""

from collections.abc import Iterable, Sequence
from functools import cache

from sqlalchemy import Column, Table, inspect
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm.attributes import set_committed_value
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
    await _run(db, statement, columns, rows)


async def update_rows(db: WriteSession, rows: Iterable[SQLModel], names: tuple[str, ...]) -> None:
    """Writes these members of rows that the session has read, of those of them that were changed. Any other change waits for a flush."""
    changed = [row for row in rows if any(inspect(row).attrs[name].history.has_changes() for name in names)]
    if not changed:
        return
    statement, columns = _update(type(changed[0]), names)
    await _run(db, statement, columns, changed)
    for row in changed:
        for name in names:
            set_committed_value(row, name, getattr(row, name))


async def _run(db: WriteSession, statement: str, columns: tuple[str, ...], rows: Sequence[SQLModel]) -> None:
    told = {name: [getattr(row, name) for row in rows] for name in columns}
    await (await raw(db)).execute(statement, told)


@cache
def _insert(kind: type[SQLModel]) -> tuple[str, tuple[str, ...]]:
    table = _table(kind)
    columns = [one for one in table.columns if one.server_default is None]
    names = ", ".join(f'"{one.name}"' for one in columns)
    told = f'INSERT INTO "{table.name}" ({names}) SELECT n.* FROM unnest({_arrays(columns)}) AS n'
    return told, tuple(one.name for one in columns)


@cache
def _update(kind: type[SQLModel], names: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    table = _table(kind)
    keys = list(table.primary_key.columns)
    columns = [*keys, *(table.columns[name] for name in names)]
    named = ", ".join(f'"{one.name}"' for one in columns)
    put = ", ".join(f'"{name}" = n."{name}"' for name in names)
    same = " AND ".join(f't."{one.name}" = n."{one.name}"' for one in keys)
    told = f'UPDATE "{table.name}" AS t SET {put} FROM unnest({_arrays(columns)}) AS n({named}) WHERE {same}'
    return told, tuple(one.name for one in columns)


def _arrays(columns: Iterable["Column[object]"]) -> str:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    return ", ".join(f"%({one.name})b::{one.type.compile(dialect)}[]" for one in columns)


def _table(kind: type[SQLModel]) -> Table:
    table: Table = kind.__table__  # type: ignore[attr-defined]
    return table
