"""Several independent reads in one round trip: a statement needs half a dozen, and waiting between them would cost more than they do."""

from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from psycopg import AsyncConnection, AsyncCursor
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


class Sent:
    """Reads that are under way; each is waited for when its answer is needed, in the order in which they were sent."""

    def __init__(self, readings: Sequence[Reading[Any]], cursors: Sequence[AsyncCursor[TupleRow]]) -> None:
        self._waiting = deque(zip(readings, cursors, strict=True))

    async def next(self) -> Any:
        """The next answer."""
        reading, cursor = self._waiting.popleft()
        return reading.parse(await cursor.fetchall())

    async def rest(self) -> list[Any]:
        """All other answers."""
        return [await self.next() for _ in range(len(self._waiting))]


@asynccontextmanager
async def sent_together(connection: AsyncConnection[TupleRow], readings: Sequence[Reading[Any]]) -> AsyncIterator[Sent]:
    """All of them, sent at once: what comes first can be worked on while the server reads the rest."""
    async with connection.pipeline():
        cursors = []
        for reading in readings:
            cursor = connection.cursor(binary=True)
            await cursor.execute(reading.statement, reading.parameters)
            cursors.append(cursor)
        yield Sent(readings, cursors)


async def read_together(connection: AsyncConnection[TupleRow], readings: Sequence[Reading[Any]]) -> list[Any]:
    """All of them, sent at once; results in their order."""
    async with sent_together(connection, readings) as sent:
        return await sent.rest()
