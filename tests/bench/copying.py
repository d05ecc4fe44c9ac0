"""The ceiling of what writes many rows: a superuser's binary COPY of exactly the finished rows into a database of the same shape."""

import time
from collections.abc import Iterable, Mapping
from typing import Any

import psycopg

Connection = psycopg.Connection[Any]


def copied_out(source: Connection, queries: Mapping[str, str]) -> dict[str, bytes]:
    """The rows of each table that its query gives, as binary COPY writes them."""
    found = {}
    for table, query in queries.items():
        with source.cursor().copy(f"COPY ({query}) TO STDOUT (FORMAT BINARY)") as copy:
            found[table] = b"".join(bytes(piece) for piece in copy)
    source.commit()
    return found


def copied_in(target: Connection, rows: Mapping[str, bytes], tables: Iterable[str]) -> float:
    """Writes the tables' rows in this order in one transaction; seconds to its commit."""
    begun = time.perf_counter()
    for table in tables:
        with target.cursor().copy(f"COPY {table} FROM STDIN (FORMAT BINARY)") as copy:
            copy.write(rows[table])
    target.commit()
    return time.perf_counter() - begun


def counted(source: Connection, queries: Mapping[str, str]) -> dict[str, int]:
    """How many rows each query gives."""
    return {table: scalar(source, f"SELECT count(*) FROM ({query}) AS rows") for table, query in queries.items()}


def scalar(connection: Connection, statement: str, *parameters: object) -> int:
    """One number."""
    row = connection.execute(statement, parameters or None).fetchone()
    connection.commit()
    return int(row[0]) if row else 0
