"""/destructions: lists of what may be destroyed, the state archive's consent, approval by another person, destruction and protocol."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response

from casework.archives import carrying_out, proposing, reading
from casework.archives.problems import (
    DestructionBlocked,
    DestructionNotFound,
    ItemNotListed,
    NothingToDestroy,
    ProposerApproves,
)
from casework.archives.schemas import (
    CandidateOut,
    CarryingOutIn,
    ConsentIn,
    DestructionOut,
    DestructionShort,
    DestructionState,
    ItemOut,
    LeavingOutIn,
    ProposalIn,
    RefusalIn,
    SubmissionIn,
)
from casework.authority.sight import sight_of
from casework.decisions.moments import DayOutOfOrder
from casework.exports import csv_response
from casework.letters.pdf import MEDIA_TYPE
from casework.letters.service import rendered
from casework.own import NOTHING, Own
from casework.records.routes import pdf_response
from casework.signs.schemas import Symbol
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Read, Write
from kit.etag import etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import problems

Reader = Annotated[Principal, requires("caseworker", "head", "auditor")]
Clerk = Annotated[Principal, requires("caseworker", "head")]
Head = Annotated[Principal, requires("head")]
_STEP = (DestructionNotFound, TransitionNotAllowed, *CHANGE_REFUSED)
_PDF: dict[int | str, dict[str, Any]] = {
    200: {"content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}}
}
_CSV: dict[int | str, dict[str, Any]] = {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}


def archives_router(own: Own = NOTHING) -> APIRouter:
    """Routes of lists of what is to be destroyed."""
    router = APIRouter(tags=["archives"])
    router.include_router(_reading())
    router.include_router(_steps(own))
    return router


def _reading() -> APIRouter:
    router = APIRouter()

    @router.get(
        "/destruction-candidates",
        operation_id="destruction_candidate_list",
        summary="Closed cases whose term has passed, with what holds each of them back (audited)",
        responses=problems(InvalidCursor),
    )
    async def candidates(
        who: Reader,
        db: Write,
        audit: Audit,
        today: Today,
        paging: Paging,
        symbol: Annotated[Symbol | None, Query(description="class of the file plan")] = None,
    ) -> Page[CandidateOut]:
        sight = await sight_of(db, who, today)
        return await reading.candidates(db=db, audit=audit, sight=sight, paging=paging, symbol=symbol, on=today)

    @router.get(
        "/destructions",
        operation_id="destruction_list",
        summary="Lists of what is to be destroyed, the newest first",
        responses=problems(InvalidCursor),
    )
    async def list_destructions(
        _: Reader, db: Read, paging: Paging, state: Annotated[DestructionState | None, Query()] = None
    ) -> Page[DestructionShort]:
        return await reading.page(db=db, paging=paging, state=state)

    @router.get(
        "/destructions/{destruction}",
        operation_id="destruction_show",
        summary="A list with its acts, and how much was erased under it",
        responses=problems(DestructionNotFound),
    )
    async def show(destruction: UUID, _: Reader, db: Read, response: Response) -> DestructionOut:
        found = await reading.show(db=db, destruction=destruction)
        response.headers["ETag"] = etag(found.version)
        return found

    @router.get(
        "/destructions/{destruction}/items",
        operation_id="destruction_items",
        summary="The cases on a list, in order",
        responses=problems(DestructionNotFound, InvalidCursor),
    )
    async def items(destruction: UUID, _: Reader, db: Read, paging: Paging) -> Page[ItemOut]:
        return await reading.items(db=db, paging=paging, destruction=destruction)

    @router.get(
        "/destructions/{destruction}/items.csv",
        operation_id="destruction_export",
        summary="The whole list as CSV",
        responses={**_CSV, **problems(DestructionNotFound)},
        response_class=Response,
    )
    async def export(destruction: UUID, _: Reader, db: Read) -> Response:
        _row, places = await reading.whole(db=db, destruction=destruction)
        return csv_response(ItemOut, places, "spis-dokumentacji-niearchiwalnej")

    @router.get(
        "/destructions/{destruction}/protocol",
        operation_id="destruction_protocol",
        summary="The list for the state archive as PDF; once carried out, the protocol of destruction",
        responses={**_PDF, **problems(DestructionNotFound)},
        response_class=Response,
    )
    async def protocol(destruction: UUID, _: Reader, db: Read, today: Today) -> Response:
        row, places = await reading.whole(db=db, destruction=destruction)
        body = await rendered(reading.paper(row, places, row.carried_out_on or today), "pdf")
        return pdf_response(body, "protokol-brakowania")

    return router


def _steps(own: Own) -> APIRouter:
    router = APIRouter(prefix="/destructions")

    @router.post(
        "",
        status_code=201,
        operation_id="destruction_propose",
        summary="Draw up a list of the cases that may be destroyed",
        responses=problems(NothingToDestroy, *CREATION_REFUSED),
    )
    async def propose(body: ProposalIn, who: Clerk, creation: Creating, audit: Audit, today: Today) -> Answer:
        sight = await sight_of(creation.db, who, today)
        return await creation.run("destructions", lambda: proposing.propose(creation.db, audit, sight, body, today))

    @router.post(
        "/{destruction}/leave-out",
        operation_id="destruction_leave_out",
        summary="Keep a case that the list names",
        responses=problems(*_STEP, ItemNotListed),
    )
    async def leave_out(
        destruction: UUID, body: LeavingOutIn, _: Clerk, change: Changing, audit: Audit, today: Today
    ) -> Answer:
        return await change.run(lambda: proposing.leave_out(change.db, audit, destruction, body, change.version, today))

    @router.post(
        "/{destruction}/submit",
        operation_id="destruction_submit",
        summary="Note that the state archive was asked for its consent",
        responses=problems(*_STEP, DayOutOfOrder, NothingToDestroy),
    )
    async def submit(
        destruction: UUID, body: SubmissionIn, _: Clerk, change: Changing, audit: Audit, today: Today
    ) -> Answer:
        return await change.run(lambda: proposing.submit(change.db, audit, destruction, body, change.version, today))

    @router.post(
        "/{destruction}/consent",
        operation_id="destruction_note_consent",
        summary="Note the state archive's consent, with its number and day",
        responses=problems(*_STEP, DayOutOfOrder),
    )
    async def consent(
        destruction: UUID, body: ConsentIn, _: Clerk, change: Changing, audit: Audit, today: Today
    ) -> Answer:
        return await change.run(lambda: proposing.consent(change.db, audit, destruction, body, change.version, today))

    @router.post(
        "/{destruction}/refusal",
        operation_id="destruction_note_refusal",
        summary="Note that the state archive does not consent",
        responses=problems(*_STEP, DayOutOfOrder),
    )
    async def refusal(
        destruction: UUID, body: RefusalIn, _: Clerk, change: Changing, audit: Audit, today: Today
    ) -> Answer:
        return await change.run(lambda: proposing.refuse(change.db, audit, destruction, body, change.version, today))

    @router.post(
        "/{destruction}/approve",
        operation_id="destruction_approve",
        summary="Approve the destruction, as another person than who drew the list up",
        responses=problems(*_STEP, ProposerApproves, NothingToDestroy),
    )
    async def approve(destruction: UUID, _: Head, change: Changing, audit: Audit, today: Today) -> Answer:
        return await change.run(lambda: proposing.approve(change.db, audit, destruction, change.version, today))

    @router.post(
        "/{destruction}/carry-out",
        operation_id="destruction_carry_out",
        summary="Destroy what is listed: erases what only these cases hold, and persons whom nothing else names",
        responses=problems(*_STEP, DestructionBlocked, NothingToDestroy),
    )
    async def carry_out(
        destruction: UUID, body: CarryingOutIn, _: Clerk, change: Changing, audit: Audit, today: Today
    ) -> Answer:
        return await change.run(
            lambda: carrying_out.carry_out(change.db, audit, destruction, body, change.version, today, own)
        )

    @router.post(
        "/{destruction}/withdraw",
        operation_id="destruction_withdraw",
        summary="Give a list up; its cases may be proposed anew",
        responses=problems(*_STEP),
    )
    async def withdraw(destruction: UUID, _: Clerk, change: Changing, audit: Audit, today: Today) -> Answer:
        return await change.run(lambda: proposing.withdraw(change.db, audit, destruction, change.version, today))

    return router
