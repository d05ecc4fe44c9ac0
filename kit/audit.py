"""Who saw or did what (GDPR art. 30 and 32; metryka sprawy, KPA art. 66a).

Entries are appended in the transaction of the act and without a lock: a chain built at insert would queue every audited read. A
sealer chains what has been appended since, in batches; a seal covers the entries' texts and the seal before.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from kit.auth import Principal, requires
from kit.db.database import Database
from kit.db.sessions import WriteSession, raw
from kit.feed.envelope import GENESIS, new_id

SEAL_BATCH = 10_000

_INSERT = """
INSERT INTO audit_entry (gmina, id, who, roles, action, subject, subject_id, legal_basis, request_id)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_UNSEALED = """
SELECT e.id, concat_ws(E'\\x1f', e.id, e.at AT TIME ZONE 'UTC', e.who, array_to_string(e.roles, ','), e.action, e.subject,
                       e.subject_id, e.legal_basis, e.request_id)
  FROM audit_entry e
 WHERE e.gmina = %(gmina)s
   AND NOT EXISTS (SELECT FROM audit_sealed s WHERE s.gmina = e.gmina AND s.entry_id = e.id)
 ORDER BY e.at, e.id LIMIT %(limit)s
"""
_LAST_SEAL = "SELECT number, digest FROM audit_seal WHERE gmina = %s ORDER BY number DESC LIMIT 1"
_SEAL = "INSERT INTO audit_seal (gmina, number, entries, digest) VALUES (%s, %s, %s, %s)"
_SEALED = """
INSERT INTO audit_sealed (gmina, entry_id, number, place)
SELECT %s, id, %s, place FROM unnest(%s::uuid[]) WITH ORDINALITY AS n(id, place)
"""


@dataclass(frozen=True, slots=True)
class Auditor:
    """Writes entries for the person of this request."""

    who: str
    roles: tuple[str, ...]
    request_id: str | None

    async def note(
        self,
        db: WriteSession,
        action: str,
        subject: str,
        subject_id: UUID | None = None,
        *,
        legal_basis: str | None = None,
    ) -> None:
        """Notes an act on an object; ids only, never a name or a number of a person."""
        connection = await raw(db)
        await connection.execute(
            _INSERT,
            (
                db.gmina,
                new_id(),
                self.who,
                list(self.roles),
                action,
                subject,
                subject_id,
                legal_basis,
                self.request_id,
            ),
        )


async def seal(database: Database, gmina: str) -> int:
    """Chains the entries that no seal covers yet, at most one batch; returns how many."""
    async with database.tenant(gmina) as connection:
        await connection.execute("SELECT pg_advisory_xact_lock(hashtext('audit_seal'), hashtext(%s))", (gmina,))
        rows = await (await connection.execute(_UNSEALED, {"gmina": gmina, "limit": SEAL_BATCH})).fetchall()
        if not rows:
            return 0
        last = await (await connection.execute(_LAST_SEAL, (gmina,))).fetchone()
        number, digest = (last[0], last[1]) if last else (0, GENESIS)
        for _, text in rows:
            digest = sha256(digest + sha256(text.encode()).digest()).digest()
        await connection.execute(_SEAL, (gmina, number + 1, len(rows), digest))
        await connection.execute(_SEALED, (gmina, number + 1, [row[0] for row in rows]))
        return len(rows)


async def _auditor(request: Request, who: Annotated[Principal, requires()]) -> Auditor:
    return Auditor(who.subject, tuple(sorted(who.roles)), getattr(request.state, "request_id", None))


Audit = Annotated[Auditor, Depends(_auditor)]
