"""/payment-notices: rights whose money was not collected, or that a person has under two entries; a caseworker looks into it and closes
the notice.
"""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import Field

from casework.authority.problems import OfficialExcluded
from casework.authority.veil import VeiledMoney
from casework.benefits.catalogue import Catalogue
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.payments.acts.schemas import Reason
from casework.payments.notices import store
from casework.payments.notices.law import uncollected
from casework.today import Today
from casework.writes import CHANGE_REFUSED, Change, Changing
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.etag import check_version
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import Conflict, NotFound, problems
from kit.schemas import Out, Schema

Official = Annotated[Principal, requires("caseworker", "social_worker", "head")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant", "auditor")]


class NoticeNotFound(NotFound):
    """No such notice in this gmina."""

    code = "payment_notice_not_found"
    title = "Nie znaleziono zawiadomienia o wypłatach"


class NoticeClosed(Conflict):
    """The notice is closed already."""

    code = "payment_notice_closed"
    title = "Zawiadomienie jest już zamknięte"


class ClosingIn(Schema):
    """What was found out or done."""

    reason: Reason


class NoticeOut(Out):
    """Months of a right in a row that were not collected, or for which the person has the same benefit under another entry of hers
    (right_twice: lists leave them out as long as it is open); open until somebody has looked into it.
    """

    id: UUID
    kind: Literal["uncollected", "right_twice"]
    award: UUID
    benefit: str
    first_month: str
    last_month: Annotated[str | None, Field(description="null: both rights go on without an end")]
    months: Annotated[int, Field(description="of rights without an end, up to the month in which it was raised")]
    act_months: Annotated[
        int | None,
        Field(description="after how many in a row the benefit's act has the payments stopped; null: it does not say"),
    ]
    act_article: str | None
    act_reached: bool | None
    raised_on: date
    closed_on: date | None
    closed_by: Annotated[
        str | None, Field(description="of a closed one null: an act left the rights no month in common")
    ]
    close_reason: str | None
    version: int


def payment_notices_router(catalogue: Catalogue) -> APIRouter:
    """Routes of notices; they are raised by settlements and returns, and by merging two entries of a person.

    The catalogue says what each benefit's act makes of what was not collected.
    """
    router = APIRouter(prefix="/payment-notices", tags=["payments"])

    @router.get(
        "",
        operation_id="payment_notice_list",
        summary="Rights not collected for two or more months in a row, or had under two entries of a person (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[NoticeOut],
    )
    async def list_notices(
        _: Reader,
        veil: VeiledMoney,
        db: Write,
        audit: Audit,
        paging: Paging,
        award: Annotated[UUID | None, Query()] = None,
        person: Annotated[UUID | None, Query(description="entitled or recipient")] = None,
        open: Annotated[bool | None, Query(description="only open ones, or only closed ones")] = None,  # noqa: A002
        sort: Literal["raised_on", "-raised_on"] = "raised_on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[NoticeOut] | Response:
        keyset = paging.keyset(
            f"payment notices by {sort}", {"gmina": db.gmina, "award": award, "person": person, "open": open}
        )
        whole = format == "csv"
        rows = await store.page(
            db, veil, award=award, person=person, is_open=open, after=None if whole else keyset.after,
            descending=sort.startswith("-"), fetch=None if whole else keyset.fetch,
        )  # fmt: skip
        await audit.note(db, "exported" if whole else "listed", "payment_notice", person or award)
        if whole:
            return csv_response(NoticeOut, [_shown(catalogue, db.gmina, row) for row in rows], "zawiadomienia")
        shown, cursor = keyset.page(rows, lambda row: (row["raised_on"], row["id"]))
        return Page(items=[_shown(catalogue, db.gmina, row) for row in shown], next_cursor=cursor)

    @router.post(
        "/{notice}/close",
        operation_id="payment_notice_close",
        summary="It was looked into",
        responses=problems(NoticeNotFound, NoticeClosed, OfficialExcluded, *CHANGE_REFUSED),
    )
    async def close(notice: UUID, body: ClosingIn, who: Official, change: Changing, today: Today) -> Answer:
        return await change.run(lambda: _close(change, notice, body.reason, who.subject, today))

    return router


def _shown(catalogue: Catalogue, gmina: str, row: dict[str, Any]) -> NoticeOut:
    counted = row["kind"] == "uncollected"
    law = uncollected(catalogue, row["benefit"], gmina, row["raised_on"]) if counted else None
    if law is None:
        return NoticeOut(**row, act_months=None, act_article=None, act_reached=None)
    return NoticeOut(**row, act_months=law.months, act_article=law.article, act_reached=row["months"] >= law.months)


async def _close(change: Change, notice: UUID, reason: str, by: str, today: date) -> Answer:
    found = await store.lock(change.db, notice)
    if found is None:
        raise NoticeNotFound
    check_version(change.version, found[0])
    if found[1] is not None:
        raise NoticeClosed
    await store.close(change.db, notice, on=today, by=by, reason=reason)
    return Answer(id=notice, version=found[0] + 1, state="closed")
