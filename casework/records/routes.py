"""/cases/{case}: what belongs to a case, its history and metryka (audited); closing, opening again, linking."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response

from casework.authority.problems import OfficialExcluded
from casework.authority.sight import sight_of
from casework.decisions.moments import DayOutOfOrder
from casework.exports import csv_response
from casework.letters.pdf import MEDIA_TYPE
from casework.letters.service import rendered
from casework.records import closing, reading
from casework.records.problems import CaseNotFound, CaseOnList, CaseUnfinished, LinkedElsewhere
from casework.records.schemas import (
    CaseFileOut,
    CloseIn,
    HistoryEntryOut,
    LinkIn,
    MetrykaOut,
    MetrykaRowOut,
    ReopenIn,
    RequalifyIn,
)
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, Changing
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.etag import etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import ValidationFailed, problems

Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "auditor")]
Clerk = Annotated[Principal, requires("caseworker", "head")]
Head = Annotated[Principal, requires("head")]
PaperFormat = Literal["json", "csv", "pdf"]
PAPERS: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            "text/csv": {"schema": {"type": "string"}},
            MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}},
        }
    }
}
_STEP = (CaseNotFound, TransitionNotAllowed, OfficialExcluded, *CHANGE_REFUSED)


def records_router() -> APIRouter:
    """Routes of the files of cases."""
    router = APIRouter(tags=["records"])
    router.include_router(_reading())
    router.include_router(_steps())
    return router


def pdf_response(body: bytes, name: str) -> Response:
    """A document to be saved and not to be kept by anybody on its way."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"', "Cache-Control": "no-store"}
    return Response(body, media_type=MEDIA_TYPE, headers=headers)


def _reading() -> APIRouter:
    router = APIRouter(prefix="/cases/{case}")

    @router.get(
        "",
        operation_id="case_show",
        summary="A case with what belongs to it, its retention and what is still to be settled (audited)",
        responses=problems(CaseNotFound),
    )
    async def show(case: UUID, who: Reader, db: Write, audit: Audit, today: Today, response: Response) -> CaseFileOut:
        sight = await sight_of(db, who, today)
        found = await reading.show(db=db, audit=audit, sight=sight, case=case, today=today)
        response.headers["ETag"] = etag(found.version)
        return found

    @router.get(
        "/history",
        operation_id="case_history",
        summary="Everything that happened in a case, from the application to the last payment, in order of days (audited)",
        responses=problems(CaseNotFound, InvalidCursor),
    )
    async def history(
        case: UUID, who: Reader, db: Write, audit: Audit, today: Today, paging: Paging
    ) -> Page[HistoryEntryOut]:
        sight = await sight_of(db, who, today)
        return await reading.history(db=db, audit=audit, sight=sight, paging=paging, case=case)

    @router.get(
        "/metryka",
        operation_id="case_metryka",
        summary="Metryka sprawy (KPA art. 66a): who did what and when, on which document (audited)",
        responses={**PAPERS, **problems(CaseNotFound)},
        response_model=MetrykaOut,
    )
    async def metryka(
        case: UUID,
        who: Reader,
        db: Write,
        audit: Audit,
        today: Today,
        format: Annotated[PaperFormat, Query()] = "json",  # noqa: A002
    ) -> Response | MetrykaOut:
        made = await reading.metryka(db=db, audit=audit, sight=await sight_of(db, who, today), case=case)
        if format == "csv":
            return csv_response(MetrykaRowOut, made.rows, "metryka")
        if format == "pdf":
            return pdf_response(await rendered(reading.metryka_paper(made, today), "pdf"), "metryka")
        return made

    return router


def _steps() -> APIRouter:
    router = APIRouter(prefix="/cases/{case}")

    @router.post(
        "/close",
        operation_id="case_close",
        summary="Close a case in which everything is settled; retention is counted from 1 January after",
        responses=problems(*_STEP, DayOutOfOrder, CaseUnfinished),
    )
    async def close(case: UUID, body: CloseIn, _: Clerk, change: Changing, audit: Audit, today: Today) -> Answer:
        return await change.run(lambda: closing.close(change.db, audit, case, body, change.version, today))

    @router.post(
        "/reopen",
        operation_id="case_reopen",
        summary="Open a closed case again",
        responses=problems(*_STEP, CaseOnList),
    )
    async def reopen(case: UUID, body: ReopenIn, _: Clerk, change: Changing, audit: Audit, today: Today) -> Answer:
        return await change.run(lambda: closing.reopen(change.db, audit, case, body, change.version, today))

    @router.post(
        "/links",
        operation_id="case_link",
        summary="Join a decision, a right or an undue payment with a case where no act does",
        responses=problems(*_STEP, LinkedElsewhere, ValidationFailed),
    )
    async def link(case: UUID, body: LinkIn, who: Clerk, change: Changing, audit: Audit, today: Today) -> Answer:
        sight = await sight_of(change.db, who, today)
        return await change.run(lambda: closing.link(change.db, audit, sight, case, body, change.version, today))

    @router.post(
        "/requalify",
        operation_id="case_requalify",
        summary="Note the state archive's expert opinion on a case of category BE",
        responses=problems(*_STEP, CaseOnList, DayOutOfOrder, ValidationFailed),
    )
    async def requalify(case: UUID, body: RequalifyIn, _: Head, change: Changing, audit: Audit, today: Today) -> Answer:
        return await change.run(lambda: closing.requalify(change.db, audit, case, body, change.version, today))

    return router
