"""The award that every screen and every neighbouring system asks for by its id: one round trip and no object in between.

The statement renders the JSON itself, notes the reader in the audit log and is planned once per connection. Tenant and read travel
in one message of the simple protocol, which the server runs as one transaction, so that `set_config(..., true)` holds for the read
and for nothing after it.
"""

import json
from typing import Any
from uuid import UUID

from psycopg import AsyncClientCursor, OperationalError
from psycopg.errors import InvalidSqlStatementName
from psycopg_pool import PoolTimeout

from casework.awards.states import AWARD
from kit.audit import Auditor
from kit.db import Database
from kit.feed.envelope import new_id


def _steps(state: str, *, origin: str, known: bool, held_by_act: bool = False) -> str:
    out = {"resume"} if held_by_act else set()
    if origin == "decision":
        out |= {"terminate", "note_decision"}
    if known:
        out.add("note_decision")
    return "'" + json.dumps([step for step in AWARD.allowed(state) if step not in out]) + "'::json"


_HELD_BY_ACT = """
EXISTS (SELECT FROM award_hold h WHERE h.gmina = a.gmina AND h.award = a.id AND h.until IS NULL AND h.decision IS NOT NULL)
"""
_KNOWN = "a.reference ->> 'number' IS NOT NULL"
_ALLOWED = " ".join(
    [
        "CASE",
        *(
            f"WHEN a.state = '{state}' AND a.origin = '{origin}'{f' AND {_KNOWN}' if known else ''}"
            f"{f' AND {_HELD_BY_ACT}' if act else ''} THEN {_steps(state, origin=origin, known=known, held_by_act=act)}"
            for state in AWARD.states
            for origin, known in (("decision", False), ("imported", True), ("imported", False))
            for act in ((True, False) if "resume" in AWARD.allowed(state) else (False,))
        ),
        "END",
    ]
)
"""The steps of the table: a right by decision is not ended by hand, nor is what an act holds let go; an earlier decision is noted once."""
_PREPARE = f"""
PREPARE award_read (text, uuid, uuid, text, text[], text) AS
WITH noted AS (
    INSERT INTO audit_entry (gmina, id, who, roles, action, subject, subject_id, request_id)
    SELECT $1, $3, $4, $5, 'read', 'award', a.id, $6 FROM award a WHERE a.gmina = $1 AND a.id = $2)
SELECT a.version, json_build_object(
           'id', a.id, 'benefit', a.benefit, 'variant', a.variant, 'mechanism', a.mechanism, 'unit', a.unit,
           'entitled', a.entitled, 'recipient', a.recipient, 'household', a.household, 'decision', a.decision,
           'origin', a.origin, 'state', a.state,
           'first_month', to_char(a.since, 'YYYY-MM'), 'last_month', to_char(a.until, 'YYYY-MM'),
           'amounts', coalesce((
               SELECT json_agg(json_build_object(
                          'first_month', to_char(m.since, 'YYYY-MM'), 'last_month', to_char(m.until, 'YYYY-MM'),
                          'amount', m.amount / 100 || '.' || lpad((m.amount % 100)::text, 2, '0')) ORDER BY m.since)
                 FROM award_amount m WHERE m.gmina = a.gmina AND m.award = a.id), '[]'),
           'earlier_decision', CASE WHEN {_KNOWN} THEN
               json_build_object('number', a.reference ->> 'number', 'issued_on', a.reference ->> 'issued_on') END,
           'allowed', {_ALLOWED},
           'version', a.version)::text
  FROM award a WHERE a.gmina = $1 AND a.id = $2
"""
_GONE = "08006"
_GOODBYES = frozenset({_GONE, "57P01", "57P02", "57P03"})
"""connection_failure (also when nothing was said any more), admin_shutdown, crash_shutdown, cannot_connect_now"""
# The reader waits for no disk: a server that dies may lose the entries of its last half second, and nothing that was changed.
_READ = """
SELECT set_config('app.gmina', %(gmina)s, true), set_config('synchronous_commit', 'off', true);
EXECUTE award_read (%(gmina)s, %(award)s, %(entry)s, %(who)s, %(roles)s, %(request)s)
"""


async def read(database: Database, gmina: str, award: UUID, auditor: Auditor) -> tuple[int, str] | None:
    """Version and JSON of the award, or None when this gmina has no such award; the reading is audited."""
    of = {
        "gmina": gmina, "award": award, "entry": new_id(), "who": auditor.who, "roles": list(auditor.roles),
        "request": auditor.request_id,
    }  # fmt: skip
    try:
        return await _read(database, of)
    except OperationalError as error:
        if isinstance(error, PoolTimeout) or (error.sqlstate or _GONE) not in _GOODBYES:
            raise
    # The server went away under the read; nothing was changed, so it is asked again, once, on a connection of the server that came.
    return await _read(database, of)


async def _read(database: Database, of: dict[str, Any]) -> tuple[int, str] | None:
    async with database.pool.connection() as connection:
        # Without autocommit the driver would send a BEGIN of its own first: a second round trip. Every other user of the pool
        # opens its transaction by name, so that the connection may stay like this.
        if not connection.autocommit:
            await connection.set_autocommit(True)
        cursor = AsyncClientCursor(connection)
        try:
            await cursor.execute(_READ, of)
        except InvalidSqlStatementName:
            # This connection's first award.
            await connection.execute(_PREPARE)
            await cursor.execute(_READ, of)
        cursor.nextset()
        row = await cursor.fetchone()
    return None if row is None else (row[0], row[1])
