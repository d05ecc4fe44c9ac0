"""Attachments with what was noted of them later; the only SQL that reads them so."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from psycopg.rows import dict_row

from casework.authority.sight import Sight, hidden_applications
from casework.persons.one_person import entries_of
from kit.db import WriteSession, raw

_HERS = entries_of("%(person)s::uuid")
# The last description counts as a whole; a withdrawal is the last note of all.
_ATTACHMENTS = f"""
SELECT * FROM (
    SELECT t.id, t.application, t.name, t.media_type, t.size, t.sha256, t.added_by,
           CASE WHEN d.number IS NULL THEN t.kind ELSE d.kind END AS kind,
           CASE WHEN d.number IS NULL THEN t.received_on ELSE d.received_on END AS received_on,
           CASE WHEN d.number IS NULL THEN t.posted_on ELSE d.posted_on END AS posted_on,
           CASE WHEN w.number IS NULL THEN 'standing' ELSE 'withdrawn' END AS state,
           w.noted_on AS withdrawn_on, w.reason AS withdrawal,
           1 + (SELECT count(*) FROM attachment_note n WHERE n.gmina = t.gmina AND n.attachment = t.id) AS version
      FROM attachment t
      JOIN application a ON a.gmina = t.gmina AND a.id = t.application
      LEFT JOIN LATERAL (
           SELECT n.number, n.kind, n.received_on, n.posted_on FROM attachment_note n
            WHERE n.gmina = t.gmina AND n.attachment = t.id AND n.act = 'described' ORDER BY n.number DESC LIMIT 1) AS d ON true
      LEFT JOIN attachment_note w ON w.gmina = t.gmina AND w.attachment = t.id AND w.act = 'withdrawn'
     WHERE t.gmina = %(gmina)s
       AND (%(application)s::uuid IS NULL OR t.application = %(application)s::uuid)
       AND (%(attachment)s::uuid IS NULL OR t.id = %(attachment)s::uuid)
       AND (%(person)s::uuid IS NULL OR {_HERS} && ARRAY[a.applicant, a.representative])
       AND (%(hidden)s::uuid[] IS NULL OR t.application <> ALL (%(hidden)s::uuid[]))
       AND (%(units)s::text[] IS NULL OR a.unit = ANY (%(units)s::text[]))
) AS t
 WHERE (%(kind)s::text IS NULL OR kind = %(kind)s)
   AND (%(described)s::boolean IS NULL OR (kind IS NOT NULL) = %(described)s)
   AND (%(state)s::text IS NULL OR state = %(state)s)
   AND (%(since)s::date IS NULL OR received_on >= %(since)s)
   AND (%(until)s::date IS NULL OR received_on <= %(until)s)
"""
_ORDERS = {
    "received_on": """
   AND (%(after_day)s::date IS NULL OR (received_on, id) > (%(after_day)s::date, %(after_id)s::uuid))
 ORDER BY received_on, id LIMIT %(fetch)s""",
    "-received_on": """
   AND (%(after_day)s::date IS NULL OR (received_on, id) < (%(after_day)s::date, %(after_id)s::uuid))
 ORDER BY received_on DESC, id DESC LIMIT %(fetch)s""",
}
_NOTE = """
INSERT INTO attachment_note (gmina, attachment, number, act, kind, received_on, posted_on, reason, noted_by, noted_on)
VALUES (%(gmina)s, %(attachment)s, %(number)s, %(act)s, %(kind)s, %(received_on)s, %(posted_on)s, %(reason)s, %(by)s, %(on)s)
"""
# Of the versions of facts only those that stand hold an attachment: the newest of each, unless it was withdrawn.
_RELIED_ON = """
SELECT EXISTS (
    SELECT FROM evidence e JOIN established_fact f ON f.gmina = e.gmina AND f.evidence = e.id
     WHERE e.gmina = %(gmina)s AND e.attachment = %(attachment)s AND f.state = 'standing'
       AND NOT EXISTS (SELECT FROM established_fact l WHERE l.gmina = f.gmina AND l.fact = f.fact AND l.version > f.version))
"""


@dataclass(frozen=True, slots=True)
class AttachmentFilters:
    """Which attachments. described: of a stated kind, or of none; person: applicant or representative."""

    application: UUID | None = None
    person: UUID | None = None
    kind: str | None = None
    described: bool | None = None
    state: str | None = None
    since: date | None = None
    until: date | None = None


async def page(
    db: WriteSession,
    sight: Sight,
    filters: AttachmentFilters,
    *,
    after: tuple[Any, ...] | None,
    sort: str,
    fetch: int | None,
) -> list[dict[str, Any]]:
    """Attachments of applications that are seen, in order of receipt; fetch None: all."""
    units = None if sight.units is None else sorted(sight.units)
    day, last = after or (None, None)
    asked = {**asdict(filters), "hidden": await hidden_applications(db, sight), "units": units, "attachment": None}
    return await _rows(db, _ATTACHMENTS + _ORDERS[sort], {**asked, "after_day": day, "after_id": last, "fetch": fetch})


async def of_application(db: WriteSession, application: UUID) -> list[dict[str, Any]]:
    """Those of an application, in the order in which they were added."""
    asked = {**asdict(AttachmentFilters(application)), "hidden": None, "units": None, "attachment": None}
    return await _rows(db, f"{_ATTACHMENTS} ORDER BY id", asked)


async def one(db: WriteSession, attachment: UUID) -> dict[str, Any] | None:
    """The attachment with this id."""
    asked = {**asdict(AttachmentFilters()), "hidden": None, "units": None, "attachment": attachment}
    return next(iter(await _rows(db, _ATTACHMENTS, asked)), None)


async def note(db: WriteSession, attachment: UUID, number: int, act: str, by: str, on: date, **said: Any) -> None:
    """Writes down what was noted of it."""
    told = {"kind": None, "received_on": None, "posted_on": None, "reason": None, **said}
    place = {"gmina": db.gmina, "attachment": attachment, "number": number, "act": act, "by": by, "on": on}
    await (await raw(db)).execute(_NOTE, {**told, **place})


async def relied_on(db: WriteSession, attachment: UUID) -> bool:
    """Whether facts that stand rest on it."""
    told = {"gmina": db.gmina, "attachment": attachment}
    row = await (await (await raw(db)).execute(_RELIED_ON, told)).fetchone()
    return row is not None and bool(row[0])


async def _rows(db: WriteSession, statement: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        await cursor.execute(statement, {"gmina": db.gmina, **parameters})
        return await cursor.fetchall()
