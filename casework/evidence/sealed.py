"""Contents of evidence, facts, look-ups and answers: JSON, encrypted for the row it belongs to."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

import orjson

from casework.evidence import store
from casework.evidence.tables import ContentRow
from kit.db import ReadSession, WriteSession
from kit.secrets import KeyRing, Place


def seal(keys: KeyRing, gmina: str, row: UUID, content: Mapping[str, Any]) -> ContentRow:
    """The row that keeps the content of another one; empty members are left out."""
    said = {name: value for name, value in content.items() if value is not None}
    return ContentRow(gmina=gmina, id=row, body=keys.encrypt(orjson.dumps(said).decode(), _place(gmina), str(row)))


async def opened(db: ReadSession | WriteSession, keys: KeyRing, ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """Contents by the id of the row; what was destroyed is not among them. One query."""
    place = _place(db.gmina)
    return {
        row: orjson.loads(keys.decrypt(body, place, str(row))) for row, body in (await store.contents(db, ids)).items()
    }


def _place(gmina: str) -> Place:
    return Place(gmina, "evidence_content", "body")
