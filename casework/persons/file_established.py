"""The same file, further: what was established of her, from what, and which registers were asked about her."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from casework.evidence import sealed
from casework.persons.file_schemas import FileFact, FileRegisterLookup
from casework.persons.file_store import rows
from kit.db import WriteSession
from kit.secrets import KeyRing

_FACTS = """
SELECT f.id, f.fact, f.kind, f.code, f.act, f.valid_from, f.valid_to, e.source, e.known_since, f.recorded_on
  FROM established_fact f JOIN evidence e ON e.gmina = f.gmina AND e.id = f.evidence
 WHERE f.gmina = %(gmina)s AND f.person = %(person)s ORDER BY f.fact, f.version
"""
_LOOKUPS = """
SELECT l.id, l.register_code, l.legal_basis, l.asked_on, l.asked_by, a.id AS answer, a.state
  FROM register_lookup l
  JOIN LATERAL (SELECT id, state FROM register_answer WHERE gmina = l.gmina AND lookup = l.id ORDER BY number DESC LIMIT 1) a ON true
 WHERE l.gmina = %(gmina)s AND l.person = %(person)s ORDER BY l.id
"""
# The office's conclusions may tell of others (art. 15 ust. 4); that there are some is said, and they are given out without those.
_WITHHELD = frozenset({"conclusions"})


async def facts(db: WriteSession, keys: KeyRing, person: UUID) -> list[FileFact]:
    """Every version of every fact about her."""
    found = await rows(db, _FACTS, person)
    said = await sealed.opened(db, keys, [one["id"] for one in found])
    return [
        FileFact.model_validate(
            {
                **one,
                "says": _told(said.get(one["id"], {})),
                "withheld": bool(_WITHHELD & said.get(one["id"], {}).keys()),
            }
        )
        for one in found
    ]


async def lookups(db: WriteSession, keys: KeyRing, person: UUID) -> list[FileRegisterLookup]:
    """Every question about her to a register, with what it answered last."""
    found = await rows(db, _LOOKUPS, person)
    said = await sealed.opened(db, keys, [id_ for one in found for id_ in (one["id"], one["answer"])])
    return [
        FileRegisterLookup.model_validate(
            {
                **one,
                "purpose": said.get(one["id"], {}).get("purpose"),
                "says": [line for item in said.get(one["answer"], {}).get("items", []) for line in _told(item)],
            }
        )
        for one in found
    ]


def _told(said: Mapping[str, Any], within: str = "") -> list[str]:
    lines: list[str] = []
    for name, value in said.items():
        if name in _WITHHELD:
            continue
        if isinstance(value, dict):
            lines += _told(value, f"{within}{name} ")
        elif isinstance(value, list):
            lines += [
                line
                for item in value
                for line in (_told(item, f"{within}{name} ") if isinstance(item, dict) else [str(item)])
            ]
        else:
            lines.append(f"{within}{name}: {value}")
    return lines
