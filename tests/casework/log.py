"""The event log of a gmina as a test reads it: straight from the table, checked against the schemas of the facts."""

from typing import Any

import orjson

from casework.facts.registry import SCHEMAS
from kit.db import Database
from kit.testing.clients import GMINA


async def events(database: Database, *types: str, gmina: str = GMINA) -> list[dict[str, Any]]:
    """Events of these types (all when none is named) in order; each fits its published schema."""
    async with database.tenant(gmina) as connection:
        rows = await (
            await connection.execute("SELECT item FROM event_log WHERE gmina = %s ORDER BY sequence", (gmina,))
        ).fetchall()
    found = [orjson.loads(row[0]) for row in rows]
    for one in found:
        SCHEMAS[one["type"]].model_validate_json(orjson.dumps(one["data"]))
    return [one for one in found if not types or one["type"] in types]


async def audited(database: Database, gmina: str = GMINA) -> list[tuple[str, str, str | None]]:
    """Entries of the audit log: who, what, about whom."""
    async with database.tenant(gmina) as connection:
        rows = await (
            await connection.execute("SELECT who, action, subject_id::text FROM audit_entry ORDER BY at, id")
        ).fetchall()
    return [(row[0], row[1], row[2]) for row in rows]
