"""Appending to the log. The one dangerous order of the system stands here.

An identity column numbers rows when they are inserted, not when they commit, and a reader that has passed number 2 never sees a
number 1 that commits later. So each (service, gmina) has one counter row; its lock is taken last in the transaction, after every
other write, and held to the commit: numbers are then without holes, and their order is the order of the commits.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from kit.feed.envelope import GENESIS, Event, chain

CHANNEL = "gops_feed"
BULK = 64

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
_INSERT_STAGED = """
INSERT INTO event_log (gmina, sequence, time, subject, item)
SELECT %(gmina)s, %(base)s + n, %(time)s::timestamptz, subject,
       '{"sequence":' || (%(base)s + n)::text || %(between)s::text
       || encode(substr(%(digests)s::bytea, (n - 1) * 32 + 1, 32), 'hex') || '",' || substr(body, 2)
  FROM event_stage ORDER BY n
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


async def append(connection: AsyncConnection[TupleRow], gmina: str, events: Sequence[Event]) -> Span:
    """Writes the events at the end of the gmina's log; the caller commits next and writes nothing in between.

    Takes a bounded number of statements whatever the number of events. Many go through COPY into a temporary stage, because COPY
    cannot write a table under row-level security, and they are copied before the lock is taken.
    """
    if not events:
        raise ValueError("an append without events would lock the log for nothing")
    staged = len(events) >= BULK
    if staged:
        await _stage(connection, events)
    base, previous, time = await _lock_head(connection, gmina)
    stamp = time.encode()
    digests = bytearray()
    for sequence, event in enumerate(events, start=base + 1):
        previous = chain(previous, sequence, stamp, event.body_hash)
        digests += previous
    last = base + len(events)
    if staged:
        await connection.execute(
            _INSERT_STAGED,
            {
                "gmina": gmina,
                "base": base,
                "time": time,
                "between": f',"time":"{time}","digest":"',
                "digests": bytes(digests),
            },
        )
    else:
        await connection.execute(
            _INSERT_FEW,
            {
                "gmina": gmina,
                "time": time,
                "sequences": list(range(base + 1, last + 1)),
                "subjects": [event.subject for event in events],
                "items": [
                    _item(base + 1 + i, time, digests[32 * i : 32 * i + 32], e.body) for i, e in enumerate(events)
                ],
            },
        )
    await connection.execute(_MOVE_HEAD, (last, previous, gmina, CHANNEL))
    return Span(base + 1, last)


async def _stage(connection: AsyncConnection[TupleRow], events: Sequence[Event]) -> None:
    await connection.execute(_STAGE)
    async with connection.cursor().copy("COPY event_stage (n, subject, body) FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(["int4", "uuid", "text"])
        for n, event in enumerate(events, start=1):
            await copy.write_row((n, event.subject, event.body.decode()))


async def _lock_head(connection: AsyncConnection[TupleRow], gmina: str) -> tuple[int, bytes, str]:
    head = await (await connection.execute(_LOCK_HEAD, (gmina,))).fetchone()
    if head is None:
        await connection.execute(_FIRST_HEAD, (gmina, GENESIS))
        head = await (await connection.execute(_LOCK_HEAD, (gmina,))).fetchone()
    if head is None:
        raise RuntimeError("the log of this gmina cannot be seen; was the transaction opened for another gmina?")
    return head[0], head[1], head[2]


def _item(sequence: int, time: str, digest: bytes | bytearray, body: bytes) -> str:
    return f'{{"sequence":{sequence},"time":"{time}","digest":"{digest.hex()}",{body[1:].decode()}'
