"""/staffing-returns: the centre's staff by post, imported for the statistics (u.p.s. art. 110 ust. 11-12)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.applications.desk import Hand
from casework.benefits.catalogue import Catalogue
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.schemas import Day
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.today import Today
from casework.writes import CREATION_REFUSED, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import ValidationFailed, problems
from services.social_assistance.staffing import schemas as s
from services.social_assistance.staffing import service, store
from services.social_assistance.staffing.problems import StaffingReturnNotFound

Clerk = Annotated[Principal, requires("caseworker", "head")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant", "reporter", "auditor")]


def staffing_router(catalogue: Catalogue) -> APIRouter:
    """Routes of returns of staff."""
    router = APIRouter(prefix="/staffing-returns", tags=["staffing"])

    @router.get(
        "",
        operation_id="staffing_return_list",
        summary="Returns of staff by their day, against what the act asks for",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.StaffingReturnOut],
    )
    async def list_returns(
        hand: _Looking,
        paging: Paging,
        wanted: Annotated[store.Filters, Depends(_filters)],
        sort: Literal["on", "-on"] = "-on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.StaffingReturnOut] | Response:
        whole = format == "csv"
        found = await service.page(hand, catalogue, paging, wanted, sort, everything=whole)
        return csv_response(s.StaffingReturnOut, found.items, "zatrudnienie") if whole else found

    @router.post(
        "",
        status_code=201,
        operation_id="staffing_return_import",
        summary="Who is employed on a day, by post; a second return of the day takes the place of the first",
        responses=problems(DayOutOfOrder, ValidationFailed, *CREATION_REFUSED),
    )
    async def take_in(body: s.StaffingReturnIn, hand: _Receiving, creation: Creating) -> Answer:
        return await creation.run("staffing-returns", lambda: service.take_in(hand, body))

    @router.get(
        "/{staffing_return}",
        operation_id="staffing_return_show",
        summary="A return of staff with its posts",
        responses=problems(StaffingReturnNotFound),
    )
    async def show(staffing_return: UUID, hand: _Looking) -> s.StaffingReturnShown:
        return await service.show(hand, catalogue, staffing_return)

    return router


async def _receiving(who: Clerk, creation: Creating, audit: Audit, today: Today) -> Hand:
    return Hand(creation.db, audit, who.subject, today)


async def _looking(who: Reader, db: Write, audit: Audit, today: Today) -> Hand:
    return Hand(db, audit, who.subject, today)


_Receiving = Annotated[Hand, Depends(_receiving)]
_Looking = Annotated[Hand, Depends(_looking)]


async def _filters(
    since: Annotated[Day | None, Query(description="of this day or later")] = None,
    until: Annotated[Day | None, Query(description="of this day or earlier")] = None,
    holds: Annotated[bool | None, Query(description="no later return of the day took its place")] = None,
) -> store.Filters:
    return store.Filters(since, until, holds)
