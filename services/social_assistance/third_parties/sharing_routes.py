"""/funding-shares: the grant's share as the voivode states it, and documents divided anew by it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from casework.applications.desk import Hand
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.schemas import Code
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.today import Today
from casework.writes import CREATION_REFUSED, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.idempotency import Answer
from kit.paging import Page
from kit.problems import ValidationFailed, problems
from services.social_assistance.third_parties import problems as refused
from services.social_assistance.third_parties import schemas as s
from services.social_assistance.third_parties import sharing
from services.social_assistance.third_parties.desk import Desk

Accountant = Annotated[Principal, requires("accountant")]
Reader = Annotated[Principal, requires("head", "accountant", "auditor")]


def funding_shares_router(catalogue: Catalogue) -> APIRouter:
    """Routes of stated shares."""
    router = APIRouter(prefix="/funding-shares", tags=["third_parties"])

    @router.get(
        "",
        operation_id="funding_share_list",
        summary="What was said of the grant's share, the latest first (audited)",
        responses={**CSV_ANSWER, **problems()},
        response_model=Page[s.ShareOut],
    )
    async def list_shares(
        who: Reader,
        db: Write,
        audit: Audit,
        today: Today,
        sight: Seeing,
        benefit: Annotated[Code | None, Query()] = None,
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.ShareOut] | Response:
        found = await sharing.stated(Desk(Hand(db, audit, who.subject, today), sight, catalogue), benefit)
        return (
            csv_response(s.ShareOut, found, "udzialy-dotacji")
            if format == "csv"
            else Page(items=found, next_cursor=None)
        )

    @router.post(
        "",
        status_code=201,
        operation_id="funding_share_state",
        summary="State the grant's share in a benefit for months of service, as the voivode said",
        responses=problems(refused.SharesNothing, refused.FundingShareNotFound, ValidationFailed, *CREATION_REFUSED),
    )
    async def state(
        body: s.ShareIn, who: Accountant, audit: Audit, today: Today, sight: Seeing, creation: Creating
    ) -> Answer:
        desk = Desk(Hand(creation.db, audit, who.subject, today), sight, catalogue)
        return await creation.run("funding-shares", lambda: sharing.state(desk, body))

    @router.get(
        "/{share}/documents",
        operation_id="invoice_resplit_preview",
        summary="Documents that it divides anew, and what goes from one source to the other (audited)",
        responses=problems(refused.FundingShareNotFound),
    )
    async def preview(
        share: UUID, who: Reader, db: Write, audit: Audit, today: Today, sight: Seeing
    ) -> s.DividedAnewOut:
        return await sharing.preview(Desk(Hand(db, audit, who.subject, today), sight, catalogue), share)

    @router.post(
        "/{share}/divide-anew",
        status_code=201,
        operation_id="invoice_resplit_carry_out",
        summary="Divide them anew: money moves between sources",
        responses=problems(
            refused.FundingShareNotFound,
            refused.SharesNothing,
            refused.InvoiceOtherYear,
            DayOutOfOrder,
            *CREATION_REFUSED,
        ),
    )
    async def carry_out(
        share: UUID, body: s.DayIn, who: Accountant, audit: Audit, today: Today, sight: Seeing, creation: Creating
    ) -> Answer:
        desk = Desk(Hand(creation.db, audit, who.subject, today), sight, catalogue)
        return await creation.run("funding-shares", lambda: sharing.carry_out(desk, share, body))

    return router
