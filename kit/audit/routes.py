"""The audit log for the auditor: entries by object or person, and whether the seals hold.

Entries of a kind may have a veil: that there are such objects at all is told only to whom the veil's condition lets.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from psycopg.rows import class_row
from pydantic import AwareDatetime, Field, StringConstraints

from kit.audit.sealing import SealBroken, check_seals
from kit.auth import Access, access
from kit.paging import Page, Paging
from kit.problems import Conflict, problems
from kit.schemas import Out

_ENTRIES = """
SELECT id, at, who, roles, action, subject, subject_id, legal_basis, request_id
  FROM audit_entry
 WHERE gmina = %(gmina)s
   AND (%(subject_id)s::uuid IS NULL OR subject_id = %(subject_id)s)
   AND (%(who)s::text IS NULL OR who = %(who)s)
   AND (%(subject)s::text IS NULL OR subject = %(subject)s)
   AND (%(action)s::text IS NULL OR action = %(action)s)
   AND (%(since)s::timestamptz IS NULL OR at >= %(since)s)
   AND (%(until)s::timestamptz IS NULL OR at < %(until)s)
   AND (%(after_at)s::timestamptz IS NULL OR (at, id) < (%(after_at)s, %(after_id)s::uuid)){veiled}
 ORDER BY at DESC, id DESC LIMIT %(fetch)s
"""

Kind = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[a-z_]+$")]
Moment = Annotated[AwareDatetime, Field(ge=datetime(2000, 1, 1, tzinfo=UTC), le=datetime(2100, 1, 1, tzinfo=UTC))]
AuditReader = Annotated[Access, access("auditor")]


class SealsBroken(Conflict):
    """Sealed entries were changed or removed behind the system's back."""

    code = "audit_seal_broken"
    title = "Pieczęć dziennika dostępu nie zgadza się z wpisami"


class AuditEntryOut(Out):
    """Who did what with which object, when."""

    id: UUID
    at: datetime
    who: Annotated[str, Field(description="subject of the token")]
    roles: list[str]
    action: str
    subject: Annotated[str, Field(description="kind of the object")]
    subject_id: UUID | None
    legal_basis: str | None
    request_id: str | None


class SealsOut(Out):
    """How many seals hold."""

    seals: int


async def _real_day() -> date:
    return datetime.now(UTC).date()


def audit_router(
    veils: Mapping[str, str] = MappingProxyType({}), today: Callable[..., Awaitable[date]] = _real_day
) -> APIRouter:
    """Routes of the audit log; the application's state carries `database`.

    veils: kind of object to the SQL condition under which its entries are told, which may ask for %(asks)s, the subject of the token,
    and %(today)s. today: a dependency that tells the day.
    """
    router = APIRouter(tags=["audit"])
    veiled = "".join(f"\n   AND (subject <> '{kind}' OR {condition})" for kind, condition in sorted(veils.items()))
    entries = _ENTRIES.format(veiled=veiled)

    @router.get(
        "/audit-entries",
        operation_id="audit_entry_list",
        summary="Audit entries, the newest first, by object, person, kind of act and time",
        responses=problems(),
    )
    async def audit_entry_list(
        request: Request,
        who_asks: AuditReader,
        paging: Paging,
        day: Annotated[date, Depends(today)],
        subject_id: Annotated[UUID | None, Query(description="only acts on this object")] = None,
        who: Annotated[str | None, Query(max_length=200, description="only acts of this person")] = None,
        subject: Annotated[
            Kind | None, Query(description="only acts on objects of this kind: person, case, letter …")
        ] = None,
        action: Annotated[Kind | None, Query(description="only this act: read, exported, searched …")] = None,
        since: Annotated[Moment | None, Query(description="from this moment on")] = None,
        until: Annotated[Moment | None, Query(description="before this moment")] = None,
    ) -> Page[AuditEntryOut]:
        filters = {
            "gmina": who_asks.gmina, "subject_id": subject_id, "who": who, "subject": subject, "action": action, "since": since,
            "until": until,
        }  # fmt: skip
        keyset = paging.keyset("audit by at desc,id", filters)
        after_at, after_id = keyset.after or (None, None)
        async with request.app.state.database.tenant(who_asks.gmina) as connection:
            cursor = connection.cursor(row_factory=class_row(AuditEntryOut))
            given = {"after_at": after_at, "after_id": after_id, "fetch": keyset.fetch}
            await cursor.execute(entries, {**filters, **given, "asks": who_asks.principal.subject, "today": day})
            rows = await cursor.fetchall()
        shown, next_cursor = keyset.page(rows, lambda row: (row.at, row.id))
        return Page(items=shown, next_cursor=next_cursor)

    @router.get(
        "/audit-seals",
        operation_id="audit_seal_check",
        summary="Recompute the seals of the audit log",
        responses=problems(SealsBroken),
    )
    async def audit_seal_check(request: Request, who_asks: AuditReader) -> SealsOut:
        try:
            return SealsOut(seals=await check_seals(request.app.state.database, who_asks.gmina))
        except SealBroken as broken:
            raise SealsBroken(f"Nie zgadza się pieczęć numer {broken.number}.") from None

    return router
