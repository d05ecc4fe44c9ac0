"""/file-plan and /cases: the file plan (JRWA) of the centre, and the list of cases with their signs."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi.responses import Response

from casework.authority.seen import seen_persons
from casework.authority.veil import Seeing
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.signs import giving
from casework.signs.schemas import CaseIn, CaseOut, Day, FilePlanIn, FilePlanOut, FileState
from casework.signs.sign import as_stored
from casework.today import Today
from casework.writes import CREATION_REFUSED, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Read, Write
from kit.etag import IfMatch, etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import (
    ConcurrentChange,
    PreconditionFailed,
    PreconditionRequired,
    problems,
)

Clerk = Annotated[Principal, requires("caseworker", "social_worker", "head")]
Head = Annotated[Principal, requires("head")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant", "auditor")]


def signs_router() -> APIRouter:
    """Routes of the file plan and of signs."""
    router = APIRouter(tags=["signs"])

    @router.get(
        "/file-plan",
        operation_id="file_plan_show",
        summary="The file plan (JRWA) in force",
        responses=problems(),
    )
    async def show(
        _: Reader,
        db: Read,
        response: Response,
        on: Annotated[Day | None, Query(description="only classes that are valid on this day")] = None,
    ) -> FilePlanOut:
        found = await giving.show_plan(db, on)
        response.headers["ETag"] = etag(found.version)
        return found

    @router.put(
        "/file-plan",
        operation_id="file_plan_replace",
        summary="A new version of the file plan; If-Match: the version that it follows, 0 for the first",
        responses=problems(PreconditionFailed, PreconditionRequired, ConcurrentChange),
    )
    async def replace(
        body: FilePlanIn, who: Head, db: Write, if_match: IfMatch, audit: Audit, today: Today, response: Response
    ) -> FilePlanOut:
        made = await giving.replace_plan(db, body, version=if_match, by=who.subject, today=today)
        await audit.note(db, "replaced", "file_plan")
        response.headers["ETag"] = etag(made.version)
        return made

    @router.post(
        "/cases",
        status_code=201,
        operation_id="case_open",
        summary="Open a case without an application; it gets the next sign of its class",
        responses=problems(giving.NoFilePlanClass, *CREATION_REFUSED),
    )
    async def open_case(body: CaseIn, who: Clerk, sight: Seeing, creation: Creating, today: Today) -> Answer:
        async def work() -> Answer:
            db, on = creation.db, body.on or today
            await seen_persons(db, sight, {"/party": body.party})
            plan = await giving.plan_in_force(db)
            chosen = plan.of_benefit(body.benefit, on) if body.benefit else plan.of_symbol(body.symbol or "", on)
            if chosen is None:
                raise giving.no_class("/benefit" if body.benefit else "/symbol")
            opening = giving.Opening(body.party, on, who.subject, body.subset)
            return Answer(id=(await giving.open_case(db, plan, chosen, opening)).id, version=1, state="open")

        return await creation.run("cases", work)

    @router.get(
        "/cases",
        operation_id="case_list",
        summary="The list of cases (spis spraw): by year, class and number (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[CaseOut],
    )
    async def list_cases(
        _: Reader,
        sight: Seeing,
        db: Write,
        audit: Audit,
        paging: Paging,
        year: Annotated[int | None, Query(ge=2000, le=2099)] = None,
        symbol: Annotated[str | None, Query(pattern=r"^[0-9]{2,6}$")] = None,
        party: Annotated[UUID | None, Query(description="the person whose cases they are")] = None,
        sign: Annotated[
            str | None,
            Query(max_length=80, description="the whole sign, in capital or small letters, with or without initials"),
        ] = None,
        state: Annotated[FileState | None, Query(description="of the file")] = None,
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Response | Page[CaseOut]:
        await audit.note(db, "listed", "case", party)
        filters = giving.Filters(year, symbol, party, as_stored(sign), state)
        found = await giving.page(db, sight, paging, filters, everything=format == "csv")
        return csv_response(CaseOut, found.items, "spis-spraw") if format == "csv" else found

    return router
