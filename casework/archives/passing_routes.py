"""/archive-passings: lists of files of category A that pass to the state archive, and their protocol."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response

from casework.archives import passing
from casework.archives.passing_schemas import (
    PassingIn,
    PassingItemOut,
    PassingLeavingOutIn,
    PassingNotedIn,
    PassingOut,
    PassingState,
)
from casework.archives.problems import ItemNotListed, NothingToPass, PassingBlocked, PassingNotFound
from casework.authority.sight import sight_of
from casework.decisions.moments import DayOutOfOrder
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.letters.pdf import MEDIA_TYPE
from casework.letters.service import rendered
from casework.records.routes import pdf_response
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Read
from kit.etag import etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import problems

Reader = Annotated[Principal, requires("caseworker", "head", "auditor")]
Clerk = Annotated[Principal, requires("caseworker", "head")]
Head = Annotated[Principal, requires("head")]
_STEP = (PassingNotFound, TransitionNotAllowed, *CHANGE_REFUSED)
_PDF: dict[int | str, dict[str, Any]] = {
    200: {"content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}}
}


def passings_router() -> APIRouter:
    """Routes of lists of what passes to the state archive."""
    router = APIRouter(tags=["archives"])
    router.include_router(_reading())
    router.include_router(_steps())
    return router


def _reading() -> APIRouter:
    router = APIRouter(prefix="/archive-passings")

    @router.get(
        "",
        operation_id="archive_passing_list",
        summary="Lists of files that pass to the state archive",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[PassingOut],
    )
    async def list_passings(
        _: Reader,
        db: Read,
        paging: Paging,
        state: Annotated[PassingState | None, Query()] = None,
        sort: Literal["drawn_on", "-drawn_on"] = "-drawn_on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Response | Page[PassingOut]:
        found = await passing.page(db, paging, state, sort, everything=format == "csv")
        return csv_response(PassingOut, found.items, "spisy-zdawczo-odbiorcze") if format == "csv" else found

    @router.get(
        "/{passing_list}",
        operation_id="archive_passing_show",
        summary="A list and what came of it",
        responses=problems(PassingNotFound),
    )
    async def show(passing_list: UUID, _: Reader, db: Read, response: Response) -> PassingOut:
        found = await passing.show(db, passing_list)
        response.headers["ETag"] = etag(found.version)
        return found

    @router.get(
        "/{passing_list}/items",
        operation_id="archive_passing_items",
        summary="The files on a list, in order",
        responses={**CSV_ANSWER, **problems(PassingNotFound)},
        response_model=list[PassingItemOut],
    )
    async def items(
        passing_list: UUID,
        _: Reader,
        db: Read,
        format: Annotated[Format, Query()] = "json",  # noqa: A002
    ) -> Response | list[PassingItemOut]:
        found = await passing.items(db, passing_list)
        return csv_response(PassingItemOut, found, "spis-zdawczo-odbiorczy") if format == "csv" else found

    @router.get(
        "/{passing_list}/protocol",
        operation_id="archive_passing_protocol",
        summary="The list for the state archive as PDF; once noted, the protocol of passing",
        responses={**_PDF, **problems(PassingNotFound)},
        response_class=Response,
    )
    async def protocol(passing_list: UUID, _: Reader, db: Read, today: Today) -> Response:
        paper = await passing.paper(db, passing_list, today)
        return pdf_response(await rendered(paper, "pdf"), "spis-zdawczo-odbiorczy")

    return router


def _steps() -> APIRouter:
    router = APIRouter(prefix="/archive-passings")

    @router.post(
        "",
        status_code=201,
        operation_id="archive_passing_draw_up",
        summary="Draw up a list of closed files of category A whose term has passed",
        responses=problems(NothingToPass, *CREATION_REFUSED),
    )
    async def draw_up(body: PassingIn, who: Clerk, creation: Creating, audit: Audit, today: Today) -> Answer:
        sight = await sight_of(creation.db, who, today)
        return await creation.run("archive-passings", lambda: passing.draw_up(creation.db, audit, sight, body, today))

    @router.post(
        "/{passing_list}/leave-out",
        operation_id="archive_passing_leave_out",
        summary="Keep a file that the list names",
        responses=problems(*_STEP, ItemNotListed),
    )
    async def leave_out(
        passing_list: UUID, body: PassingLeavingOutIn, _: Clerk, change: Changing, audit: Audit
    ) -> Answer:
        return await change.run(lambda: passing.leave_out(change.db, audit, passing_list, body, change.version))

    @router.post(
        "/{passing_list}/note",
        operation_id="archive_passing_note",
        summary="Note that the state archive took the files over: the sign of its protocol, the day",
        responses=problems(*_STEP, DayOutOfOrder, NothingToPass, PassingBlocked),
    )
    async def note(
        passing_list: UUID, body: PassingNotedIn, _: Head, change: Changing, audit: Audit, today: Today
    ) -> Answer:
        return await change.run(lambda: passing.note(change.db, audit, passing_list, body, change.version, today))

    @router.post(
        "/{passing_list}/withdraw",
        operation_id="archive_passing_withdraw",
        summary="Give a list up; its files may be listed anew",
        responses=problems(*_STEP),
    )
    async def withdraw(passing_list: UUID, _: Clerk, change: Changing, audit: Audit) -> Answer:
        return await change.run(lambda: passing.withdraw(change.db, audit, passing_list, change.version))

    return router
