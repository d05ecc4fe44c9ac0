"""/care-months: months of care services of all persons, looked at and confirmed (u.p.s. art. 50 ust. 6-7)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.booking import CannotBeBooked
from casework.decisions.schemas import Code, MonthText
from casework.exports import CSV_ANSWER, Format, csv_response
from kit.idempotency import Answer, Idempotent, KeyReused
from kit.paging import InvalidCursor, Page, Paging
from kit.periods import first_day, parse_month
from kit.problems import ValidationFailed, problems
from services.social_assistance.care_services import confirming, reading, store
from services.social_assistance.care_services import schemas as s
from services.social_assistance.care_services.desk import Confirming, Looking, fee_tables
from services.social_assistance.care_services.months import Service
from services.social_assistance.care_services.problems import CareMonthOfHerOwn

Sort = Literal["month", "-month"]
_WHOLE = "csv: everything that the filter leaves"


def months_router(catalogue: Catalogue) -> APIRouter:
    """Routes of months. A wrong table of fees stops the start."""
    router = APIRouter(prefix="/care-months", tags=["care-services"])
    tables = fee_tables()

    @router.get(
        "",
        operation_id="care_month_list",
        summary="Months that were confirmed or reopened, as they hold (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.CareMonthOut],
    )
    async def list_months(
        hand: Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.MonthFilters, Depends(_filters)],
        sort: Sort = "month",
        format: Annotated[Format, Query(description=_WHOLE)] = "json",  # noqa: A002
    ) -> Page[s.CareMonthOut] | Response:
        whole = format == "csv"
        found = await reading.months_page(hand, sight, paging, wanted, sort, everything=whole)
        return csv_response(s.CareMonthOut, found.items, "miesiace_uslug") if whole else found

    @router.get(
        "/preview",
        operation_id="care_month_preview",
        summary="The month of every plan with days in it: as it was confirmed, or as it would be now (audited)",
        responses=CSV_ANSWER,
        response_model=list[s.CareMonthOut],
    )
    async def preview(
        hand: Looking,
        sight: Seeing,
        month: Annotated[MonthText, Query()],
        format: Annotated[Format, Query(description="csv: a line for each plan")] = "json",  # noqa: A002
    ) -> list[s.CareMonthOut] | Response:
        found = await reading.preview(hand, sight, catalogue, tables, parse_month(month))
        return csv_response(s.CareMonthOut, found, "miesiac_uslug") if format == "csv" else found

    @router.post(
        "/confirm",
        operation_id="care_month_confirm",
        summary="The month of every plan is confirmed by another person than whoever entered its days, and its fee is owed",
        responses=problems(CareMonthOfHerOwn, CannotBeBooked, ValidationFailed, KeyReused),
    )
    async def confirm(body: s.CareMonthIn, hand: Confirming, sight: Seeing, once: Idempotent) -> Answer:
        return await once.run(hand.db, lambda: confirming.confirm(hand, sight, catalogue, tables, body))

    return router


async def _filters(
    month: Annotated[MonthText | None, Query()] = None,
    plan: Annotated[UUID | None, Query()] = None,
    person: Annotated[UUID | None, Query()] = None,
    service: Annotated[Service | None, Query()] = None,
    state: Annotated[s.MonthState | None, Query()] = None,
    unit: Annotated[Code | None, Query()] = None,
) -> store.MonthFilters:
    return store.MonthFilters(
        None if month is None else first_day(parse_month(month)), plan, person, service, state, unit
    )
