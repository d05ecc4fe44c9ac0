"""Pages of a log, sent on while they are being read: the reader at the other end parses what the database is still finding."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

from psycopg.adapt import Loader
from psycopg.pq import Format

from kit.db.database import Database

_PARTS_AT_ONCE = 4

# The planner is told to walk the index: on a table that it has no statistics of it would sort, in the worst case the whole log.
_HEAD = """
SELECT (SELECT sequence FROM event_head WHERE gmina = %(gmina)s),
       set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true)
"""
# Places have no holes, so a range of places is a number of events, whatever lies behind it. Texts are joined a hundred at a time:
# one text of five megabytes would be grown, copied and sent in buffers that the server gets anew from the system each time.
_PARTS = """
SELECT behind, part.events, part.item
  FROM generate_series(%(after)s::bigint, %(last)s::bigint - 1, 100) AS behind
 CROSS JOIN LATERAL (
       SELECT string_agg(item, E',\\n') AS item, count(*) AS events
         FROM (SELECT item FROM event_log
                WHERE gmina = %(gmina)s AND sequence > behind AND sequence <= least(behind + 100, %(last)s)
                ORDER BY sequence) AS these) AS part
"""


class PageBroken(Exception):
    """The database gave other events than the head of the log promised; the answer is cut and asked for again."""


class _Bytes(Loader):
    """The server's bytes as they are: a page of five megabytes is not decoded into text and encoded again."""

    format = Format.BINARY

    def load(self, data: object) -> bytes:
        return bytes(data)  # type: ignore[call-overload, no-any-return]


@dataclass(frozen=True, slots=True)
class Page:
    """How many events the page holds, and its text: a JSON array, one event on a line, each as it was stored."""

    count: int
    parts: "asyncio.Queue[bytes | Exception | None]"

    async def text(self) -> AsyncIterator[bytes]:
        """The text, once; raises what the database raised."""
        before = b"["
        while (part := await self.parts.get()) is not None:
            if isinstance(part, Exception):
                raise part
            yield before + part
            before = b",\n"
        yield b"]" if self.count else b"[]"


_reading: set[asyncio.Task[None]] = set()


async def open_page(database: Database, gmina: str, after: int, limit: int) -> Page:
    """The page behind a place; it is read to its end at the database's pace, and waits in memory for a slow reader.

    So a reader that is slow or gone holds no connection for longer than the statement takes.
    """
    counted: asyncio.Future[Page] = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(_read(database, gmina, after, limit, counted))
    _reading.add(task)
    task.add_done_callback(_reading.discard)
    return await counted


async def read_page(database: Database, gmina: str, after: int, limit: int) -> tuple[bytes, int]:
    """The whole text of the page behind a place, and how many events it holds."""
    page = await open_page(database, gmina, after, limit)
    return b"".join([part async for part in page.text()]), page.count


async def _read(database: Database, gmina: str, after: int, limit: int, counted: "asyncio.Future[Page]") -> None:
    parts: asyncio.Queue[bytes | Exception | None] = asyncio.Queue()
    try:
        async with database.tenant(gmina) as connection:
            head = (await (await connection.execute(_HEAD, {"gmina": gmina})).fetchone() or (None,))[0] or 0
            last = min(head, after + limit)
            _tell(counted, Page(max(0, last - after), parts))
            if last > after:
                cursor = connection.cursor(binary=True)
                cursor.adapters.register_loader("text", _Bytes)
                told = {"gmina": gmina, "after": after, "last": last}
                place = after
                async for behind, events, text in cursor.stream(_PARTS, told, size=_PARTS_AT_ONCE):
                    # The plan has no other way than this order, but no promise either: a sort would write the page to disk first.
                    if behind != place or not events:
                        raise PageBroken
                    place += events
                    parts.put_nowait(text)
                if place != last:
                    raise PageBroken
        parts.put_nowait(None)
    except Exception as error:
        if counted.done():
            parts.put_nowait(error)
        else:
            counted.set_exception(error)
    except asyncio.CancelledError:
        counted.cancel()
        parts.put_nowait(PageBroken())
        raise


def _tell(counted: "asyncio.Future[Page]", page: Page) -> None:
    # Whoever asked may have gone already.
    if not counted.done():
        counted.set_result(page)
