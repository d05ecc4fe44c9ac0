"""Appending to the log. The one dangerous order of the system stands here.

An identity column numbers rows when they are inserted, not when they commit, and a reader that has passed number 2 never sees a
number 1 that commits later. So each (service, gmina) has one counter row; its lock is taken last in the transaction, after every
other write, and held to the commit: numbers are then without holes, and their order is the order of the commits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from struct import Struct

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from kit.feed.envelope import GENESIS, Event, chain

CHANNEL = "gops_feed"
BULK = 64
"""From so many events on they travel through the stage."""
CHUNK = 1_000
"""So many bodies wait in memory at most."""
HASH = 32

_LOCK_HEAD = """
UPDATE event_head SET time = greatest(time, clock_timestamp()) WHERE gmina = %s
RETURNING sequence, digest, to_char(time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
"""
_FIRST_HEAD = """
INSERT INTO event_head (gmina, sequence, time, digest) VALUES (%s, 0, '-infinity', %s) ON CONFLICT (gmina) DO NOTHING
"""
_INSERT_FEW = """
INSERT INTO event_log (gmina, sequence, time, subject, item)
SELECT %(gmina)s, n.sequence, %(time)s::timestamptz, n.subject, n.item
  FROM unnest(%(sequences)s::bigint[], %(subjects)s::uuid[], %(items)s::text[]) AS n(sequence, subject, item)
"""
_STAGE = """
CREATE TEMPORARY TABLE IF NOT EXISTS event_stage (n integer, subject uuid, body text) ON COMMIT DELETE ROWS
"""
# Binary rows, written here and not by the driver, which takes ten times as long. Without its first brace a body is joined to its
# prefix as it is; the server would count its letters to find the second one.
_COPY_STAGE = "COPY event_stage (n, subject, body) FROM STDIN (FORMAT BINARY)"
_COPY_BEGINS, _COPY_ENDS = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"
_ROW = Struct(">hiii16si")
# Without a sort, which would go to disk: an event's place is its n, whichever is written first.
_INSERT_STAGED = """
INSERT INTO event_log (gmina, sequence, time, subject, item)
SELECT %(gmina)s, %(base)s + n, %(time)s::timestamptz, subject,
       '{"sequence":' || (%(base)s + n)::text || %(between)s::text
       || encode(substr(%(digests)s::bytea, (n - 1) * 32 + 1, 32), 'hex') || '",' || body
  FROM event_stage
"""
_MOVE_HEAD = """
WITH moved AS (UPDATE event_head SET sequence = %s, digest = %s WHERE gmina = %s RETURNING gmina)
SELECT pg_notify(%s, gmina) FROM moved
"""


@dataclass(frozen=True, slots=True)
class Span:
    """The places that a transaction's events took: first to last, both included."""

    first: int
    last: int


class Outbox:
    """The events of one transaction on their way to the log, in the order in which they will stand in it.

    A few wait in memory. Many go by COPY into a temporary stage as they are made, because COPY cannot write a table under row-level
    security, and only their hashes stay: memory grows by 32 bytes an event and not by its body.
    """

    def __init__(self) -> None:
        self._waiting: list[Event] = []
        self._staged = bytearray()

    def put(self, *events: Event) -> None:
        """Events behind the ones that are here."""
        self._waiting.extend(events)

    def __len__(self) -> int:
        return len(self._staged) // HASH + len(self._waiting)

    @property
    def full(self) -> bool:
        """Whether it is time to stage what waits."""
        return len(self._waiting) >= CHUNK

    async def stage(self, connection: AsyncConnection[TupleRow]) -> None:
        """Takes the bodies that wait out of memory. The stage lives as long as the transaction."""
        if not self._staged:
            await connection.execute(_STAGE)
        async with connection.cursor().copy(_COPY_STAGE) as copy:
            await copy.write(_COPY_BEGINS)
            first = len(self._staged) // HASH + 1
            for at in range(0, len(self._waiting), CHUNK):
                await copy.write(_rows(self._waiting[at : at + CHUNK], first + at))
            await copy.write(_COPY_ENDS)
        self._staged += b"".join(event.body_hash for event in self._waiting)
        self._waiting.clear()

    async def append(self, connection: AsyncConnection[TupleRow], gmina: str) -> Span:
        """Writes the events at the end of the gmina's log; the caller commits next and writes nothing in between.

        Takes a bounded number of statements whatever the number of events. What is rendered, hashed or copied is so before the
        lock is taken.
        """
        if not len(self):
            raise ValueError("an append without events would lock the log for nothing")
        if self._waiting and len(self) >= BULK:
            await self.stage(connection)
        hashes = self._staged or b"".join(event.body_hash for event in self._waiting)
        base, previous, time = await _lock_head(connection, gmina)
        stamp = time.encode()
        digests = bytearray()
        for sequence, at in enumerate(range(0, len(hashes), HASH), start=base + 1):
            previous = chain(previous, sequence, stamp, bytes(hashes[at : at + HASH]))
            digests += previous
        last = base + len(self)
        if self._staged:
            await _insert_staged(connection, gmina, base, time, digests)
        else:
            await _insert_few(connection, gmina, base, time, digests, self._waiting)
        await connection.execute(_MOVE_HEAD, (last, previous, gmina, CHANNEL))
        return Span(base + 1, last)


async def append(connection: AsyncConnection[TupleRow], gmina: str, events: Sequence[Event]) -> Span:
    """Writes events that are all at hand at the end of the gmina's log, as an outbox does."""
    outbox = Outbox()
    outbox.put(*events)
    return await outbox.append(connection, gmina)


async def _insert_staged(
    connection: AsyncConnection[TupleRow], gmina: str, base: int, time: str, digests: bytearray
) -> None:
    place = {
        "gmina": gmina,
        "base": base,
        "time": time,
        "between": f',"time":"{time}","digest":"',
        "digests": bytes(digests),
    }
    written = (await connection.execute(_INSERT_STAGED, place)).rowcount
    if written != len(digests) // HASH:
        # A savepoint was rolled back behind the stage's back: the log would have a hole, and its chain would not hold.
        raise RuntimeError("the stage does not hold the events that were put into it")


async def _insert_few(
    connection: AsyncConnection[TupleRow], gmina: str, base: int, time: str, digests: bytearray, events: Sequence[Event]
) -> None:
    place = {
        "gmina": gmina,
        "time": time,
        "sequences": list(range(base + 1, base + len(events) + 1)),
        "subjects": [event.subject for event in events],
        "items": [
            _item(base + 1 + i, time, digests[HASH * i : HASH * (i + 1)], event.body) for i, event in enumerate(events)
        ],
    }
    await connection.execute(_INSERT_FEW, place)


async def _lock_head(connection: AsyncConnection[TupleRow], gmina: str) -> tuple[int, bytes, str]:
    head = await (await connection.execute(_LOCK_HEAD, (gmina,))).fetchone()
    if head is None:
        await connection.execute(_FIRST_HEAD, (gmina, GENESIS))
        head = await (await connection.execute(_LOCK_HEAD, (gmina,))).fetchone()
    if head is None:
        raise RuntimeError("the log of this gmina cannot be seen; was the transaction opened for another gmina?")
    return head[0], head[1], head[2]


def _rows(events: Sequence[Event], first: int) -> bytes:
    """The events as rows of a binary COPY: three fields each, a length before each field, every number big-endian."""
    parts: list[bytes] = []
    for n, event in enumerate(events, start=first):
        parts += _ROW.pack(3, 4, n, 16, event.subject.bytes, len(event.body) - 1), event.body[1:]
    return b"".join(parts)


def _item(sequence: int, time: str, digest: bytes | bytearray, body: bytes) -> str:
    return f'{{"sequence":{sequence},"time":"{time}","digest":"{digest.hex()}",{body[1:].decode()}'
