"""What the log was told of undue payments, read back so that it can be taken back."""

from typing import Any
from uuid import UUID

from casework.facts.money import OVERPAYMENT_CORRECTED
from casework.overpayments.store import Booked
from kit.db import WriteSession, raw

_TOLD = """
SELECT sequence, item::json -> 'data' FROM event_log
 WHERE gmina = %s AND subject = %s AND strpos(item, %s) > 0
   AND item::json #>> '{data,document,version}' = %s
 ORDER BY sequence DESC LIMIT 1
"""
_TOLD_LAST = """
SELECT sequence, item::json -> 'data', strpos(item, %s) = 0
  FROM event_log WHERE gmina = %s AND subject = %s AND (strpos(item, %s) > 0 OR strpos(item, %s) > 0)
 ORDER BY sequence DESC LIMIT 1
"""


async def told(db: WriteSession, entry: Booked) -> tuple[int, dict[str, Any]] | None:
    """The fact that told an entry: its place in the log and its data."""
    # The text is ours (kit/feed/envelope): the type stands in it in exactly this form.
    place = (db.gmina, entry.told_subject, f'"type":"{entry.told_type}"', str(entry.told_version))
    row = await (await (await raw(db)).execute(_TOLD, place)).fetchone()
    return None if row is None else (int(row[0]), dict(row[1]))


async def told_last(db: WriteSession, subject: UUID, type_: str) -> tuple[int, dict[str, Any]] | None:
    """The last fact of the type about the subject, unless a later one has taken it back: its place in the log and its data."""
    told, taken_back = f'"type":"{type_}"', f'"type":"{OVERPAYMENT_CORRECTED}"'
    place = (told, db.gmina, subject, told, taken_back)
    row = await (await (await raw(db)).execute(_TOLD_LAST, place)).fetchone()
    return None if row is None or row[2] else (int(row[0]), dict(row[1]))
