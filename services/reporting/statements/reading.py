"""Several independent reads in one round trip: a statement needs half a dozen, and waiting between them would cost more than they do."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """A statement with its parameters, and what its rows mean."""

    statement: str
    parameters: Mapping[str, object]
    parse: Callable[[Sequence[TupleRow]], T]


async def read(connection: AsyncConnection[TupleRow], reading: Reading[T]) -> T:
    """One read."""
    cursor = connection.cursor(binary=True)
    await cursor.execute(reading.statement, reading.parameters)
    return reading.parse(await cursor.fetchall())


async def read_together(connection: AsyncConnection[TupleRow], readings: Sequence[Reading[Any]]) -> list[Any]:
    """All of them, sent at once; results in their order."""
    async with connection.pipeline():
        cursors = []
        for reading in readings:
            cursor = connection.cursor(binary=True)
            await cursor.execute(reading.statement, reading.parameters)
            cursors.append(cursor)
        rows = [await cursor.fetchall() for cursor in cursors]
    return [reading.parse(found) for reading, found in zip(readings, rows, strict=True)]
