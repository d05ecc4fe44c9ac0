"""Rows that a mass recalculation moves on several times: a new version stands in the page of the old one and no index is written."""

import pytest

from kit.db import Database
from kit.testing.clients import GMINA

pytestmark = pytest.mark.postgres

_INDEXED = """
SELECT DISTINCT pg_get_indexdef(i.indexrelid) FROM pg_index i
  JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attname = ANY (%s)
 WHERE i.indrelid = %s::regclass
   AND (a.attnum = ANY (i.indkey) OR pg_get_expr(i.indpred, i.indrelid) ~ ('\\m' || a.attname || '\\M'))
"""
_ROOM = "SELECT split_part(option, '=', 2)::integer FROM pg_class, unnest(reloptions) AS option WHERE oid = %s::regclass AND option LIKE %s"


@pytest.mark.parametrize(
    ("table", "moved"),
    [
        ("recalculation_item", ["state", "code", "grants", "refusals", "steps", "receipt", "plan"]),
        ("award", ["state", "since", "until", "version"]),
    ],
)
@pytest.mark.asyncio
async def test_what_moves_on_stands_in_no_index_and_its_page_has_room(
    database: Database, table: str, moved: list[str]
) -> None:
    async with database.tenant(GMINA) as connection:
        indexed = await (await connection.execute(_INDEXED, (moved, table))).fetchall()
        room = await (await connection.execute(_ROOM, (table, "fillfactor=%"))).fetchall()

    assert indexed == []
    assert [one[0] < 90 for one in room] == [True]
