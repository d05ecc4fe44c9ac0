"""/benefit-reviews: rights that run in the month of a review (June, December), and whether they were looked at."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Response

from casework.applications.desk import Hand
from casework.authority.veil import Seeing
from casework.decisions.schemas import Code, MonthText
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.today import Today
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Read, Write
from kit.paging import InvalidCursor, Page, Paging
from kit.periods import parse_month
from kit.problems import problems
from services.social_assistance.benefit_reviews import schemas as s
from services.social_assistance.benefit_reviews import service, store

Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "auditor")]


def reviews_router() -> APIRouter:
    """Routes of the review of running benefits; it is done by acts of the register `przeglad_swiadczen`."""
    router = APIRouter(prefix="/benefit-reviews", tags=["benefit-reviews"])

    @router.get(
        "",
        operation_id="benefit_review_list",
        summary="Rights that are due to be reviewed in a month, and when they were, by their first month (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.BenefitReviewOut],
    )
    async def list_reviews(
        hand: _Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.Filters, Depends(_filters)],
        sort: Literal["since", "-since"] = "since",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.BenefitReviewOut] | Response:
        whole = format == "csv"
        found = await service.page(hand, sight, paging, wanted, sort, everything=whole)
        return csv_response(s.BenefitReviewOut, found.items, "przeglad_swiadczen") if whole else found

    @router.get(
        "/counts",
        operation_id="benefit_review_counts",
        summary="Due against done, by benefit",
    )
    async def count(
        who: Reader, db: Read, sight: Seeing, month: Annotated[MonthText, Query(description="of the review")]
    ) -> s.BenefitReviewCountsOut:
        return await service.counts(db, sight, parse_month(month))

    return router


async def _looking(who: Reader, db: Write, audit: Audit, today: Today) -> Hand:
    return Hand(db, audit, who.subject, today)


_Looking = Annotated[Hand, Depends(_looking)]


async def _filters(
    month: Annotated[MonthText, Query(description="of the review")],
    done: Annotated[bool | None, Query(description="whether it was reviewed")] = None,
    benefit: Annotated[Code | None, Query()] = None,
    unit: Annotated[Code | None, Query()] = None,
) -> store.Filters:
    return store.Filters(parse_month(month), done, benefit, unit)
