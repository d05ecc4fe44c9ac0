"""The sealer: chains entries in batches, so that reads do not queue, and checks what was sealed before."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from hashlib import sha256

import psycopg
from fastapi import FastAPI

from kit.background import beside
from kit.db.database import Database
from kit.feed.envelope import GENESIS

log = logging.getLogger(__name__)

SEAL_BATCH = 10_000
EVERY_SECONDS = 60.0

_TEXT = """concat_ws(E'\\x1f', e.id, e.at AT TIME ZONE 'UTC', e.who, array_to_string(e.roles, ','), e.action, e.subject,
                       e.subject_id, e.legal_basis, e.request_id)"""
# What the newest seal covers was written about then, and no transaction stays open for a day: nothing older is still without a seal.
_UNSEALED = f"""
SELECT e.id, {_TEXT} FROM audit_entry e
 WHERE e.gmina = %(gmina)s
   AND e.at > coalesce((SELECT max(n.at) FROM audit_sealed s JOIN audit_entry n ON n.gmina = s.gmina AND n.id = s.entry_id
                         WHERE s.gmina = %(gmina)s AND s.number = %(last)s), '-infinity') - interval '1 day'
   AND NOT EXISTS (SELECT FROM audit_sealed s WHERE s.gmina = e.gmina AND s.entry_id = e.id)
 ORDER BY e.at, e.id LIMIT %(limit)s
"""
_LAST_SEAL = "SELECT number, digest FROM audit_seal WHERE gmina = %s ORDER BY number DESC LIMIT 1"
_SEAL = "INSERT INTO audit_seal (gmina, number, entries, digest) VALUES (%s, %s, %s, %s)"
_SEALED = """
INSERT INTO audit_sealed (gmina, entry_id, number, place)
SELECT %s, id, %s, place FROM unnest(%s::uuid[]) WITH ORDINALITY AS n(id, place)
"""
_SEALS = "SELECT number, entries, digest FROM audit_seal WHERE gmina = %s ORDER BY number"
_COVERED = f"""
SELECT {_TEXT} FROM audit_sealed s JOIN audit_entry e ON e.gmina = s.gmina AND e.id = s.entry_id
 WHERE s.gmina = %s AND s.number = %s ORDER BY s.place
"""


class SealBroken(Exception):
    """The entries under a seal are not those that were sealed; `number`."""

    def __init__(self, number: int) -> None:
        super().__init__(f"seal {number} does not follow from its entries")
        self.number = number


async def seal(database: Database, gmina: str) -> int:
    """Chains the entries that no seal covers yet, at most one batch; returns how many."""
    async with database.tenant(gmina) as connection:
        await connection.execute("SELECT pg_advisory_xact_lock(hashtext('audit_seal'), hashtext(%s))", (gmina,))
        last = await (await connection.execute(_LAST_SEAL, (gmina,))).fetchone()
        number, digest = (last[0], last[1]) if last else (0, GENESIS)
        given = {"gmina": gmina, "last": number, "limit": SEAL_BATCH}
        rows = await (await connection.execute(_UNSEALED, given)).fetchall()
        if not rows:
            return 0
        digest = _chained(digest, [row[1] for row in rows])
        await connection.execute(_SEAL, (gmina, number + 1, len(rows), digest))
        await connection.execute(_SEALED, (gmina, number + 1, [row[0] for row in rows]))
        return len(rows)


async def check_seals(database: Database, gmina: str) -> int:
    """Recomputes every seal of the gmina; returns how many there are, raises SealBroken at the first that does not hold."""
    async with database.tenant(gmina) as connection:
        seals = await (await connection.execute(_SEALS, (gmina,))).fetchall()
        before = GENESIS
        for place, (number, entries, digest) in enumerate(seals, start=1):
            texts = [row[0] for row in await (await connection.execute(_COVERED, (gmina, number))).fetchall()]
            if number != place or len(texts) != entries or _chained(before, texts) != digest:
                raise SealBroken(number)
            before = digest
    return len(seals)


def audit_sealer(
    database: Database, gminas: Sequence[str], every: float = EVERY_SECONDS
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """A piece of an application: seals the gminas' entries from time to time while it lives."""

    async def work() -> None:
        while True:
            await asyncio.sleep(every)
            for gmina in gminas:
                try:
                    while await seal(database, gmina) == SEAL_BATCH:
                        pass
                except (psycopg.Error, OSError) as error:
                    log.warning("sealing was put off", extra={"gmina": gmina, "failure": type(error).__name__})

    @contextlib.asynccontextmanager
    async def living(_: FastAPI) -> AsyncIterator[None]:
        async with beside(work(), "audit sealer"):
            yield

    return living


def _chained(digest: bytes, texts: Sequence[str]) -> bytes:
    for text in texts:
        digest = sha256(digest + sha256(text.encode()).digest()).digest()
    return digest
