"""/care-plans: care services of one person, and the days that were served (u.p.s. art. 50-50a)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.authority.problems import OfficialExcluded, OtherUnit
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.schemas import Code, Day, MonthText
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.etag import etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.periods import parse_month
from kit.problems import ValidationFailed, problems
from services.social_assistance.care_services import confirming, days, plans, reading, store
from services.social_assistance.care_services import schemas as s
from services.social_assistance.care_services.desk import Here, Looking, OfTheHead, Receiving, fee_tables
from services.social_assistance.care_services.months import Service
from services.social_assistance.care_services.problems import (
    CareMonthConfirmed,
    CarePlanExists,
    CarePlanNotFound,
    CareServed,
)

Sort = Literal["since", "-since"]
_STEP = (CarePlanNotFound, TransitionNotAllowed, OfficialExcluded, ValidationFailed, *CHANGE_REFUSED)


def plans_router(catalogue: Catalogue) -> APIRouter:
    """Routes of plans."""
    router = APIRouter(prefix="/care-plans", tags=["care-services"])
    _read(router, catalogue)
    _went(router, catalogue)
    _served(router)
    return router


def _read(router: APIRouter, catalogue: Catalogue) -> None:
    @router.get(
        "",
        operation_id="care_plan_list",
        summary="Care services of persons by their first day (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.CarePlanOut],
    )
    async def list_plans(
        hand: Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.Filters, Depends(_filters)],
        sort: Sort = "since",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.CarePlanOut] | Response:
        whole = format == "csv"
        found = await reading.page(hand, sight, paging, wanted, sort, everything=whole)
        return csv_response(s.CarePlanOut, found.items, "uslugi_opiekuncze") if whole else found

    @router.get(
        "/{plan}",
        operation_id="care_plan_show",
        summary="Care services of a person with what was stated of them and their confirmed months (audited)",
        responses=problems(CarePlanNotFound),
    )
    async def show(plan: UUID, hand: Looking, sight: Seeing, response: Response) -> s.CarePlanShown:
        found = await reading.show(hand, sight, plan)
        response.headers["ETag"] = etag(found.version)
        return found

    @router.get(
        "/{plan}/months/{month}",
        operation_id="care_plan_month_show",
        summary="A month with its days and every figure of its fee: as it was confirmed, or as it would be now (audited)",
        responses=problems(CarePlanNotFound),
    )
    async def show_month(plan: UUID, month: MonthText, hand: Looking, sight: Seeing) -> s.CareMonthShown:
        return await reading.show_month(hand, sight, catalogue, fee_tables(), plan, parse_month(month))


def _went(router: APIRouter, catalogue: Catalogue) -> None:
    @router.post(
        "",
        status_code=201,
        operation_id="care_plan_open",
        summary="Services of a person begin: by a decision, or urgently before it (art. 50 ust. 5, art. 50a)",
        responses=problems(
            OtherUnit, OfficialExcluded, DayOutOfOrder, CarePlanExists, ValidationFailed, *CREATION_REFUSED
        ),
    )
    async def open_plan(body: s.CarePlanIn, hand: Receiving, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("care-plans", lambda: plans.open_plan(hand, sight, catalogue, body))

    @router.post(
        "/{plan}/decide",
        operation_id="care_plan_decide",
        summary="The decision on services that began before it is there (art. 50a ust. 2)",
        responses=problems(CareServed, *_STEP),
    )
    async def decide(plan: UUID, body: s.CareDecideIn, hand: Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: plans.decide(hand, sight, plan, body, change.version))

    @router.post(
        "/{plan}/change",
        operation_id="care_plan_change",
        summary="Hours, income or what else the fee is measured by, from a month on",
        responses=problems(CareMonthConfirmed, *_STEP),
    )
    async def change_plan(plan: UUID, body: s.CareChangeIn, hand: Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: plans.change(hand, sight, plan, body, change.version))

    @router.post(
        "/{plan}/end",
        operation_id="care_plan_end",
        summary="The last day of the services",
        responses=problems(CareServed, *_STEP),
    )
    async def end(plan: UUID, body: s.CareEndIn, hand: Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: plans.end(hand, sight, plan, body, change.version))

    @router.post(
        "/{plan}/cancel",
        operation_id="care_plan_cancel",
        summary="The plan was entered in error, and nobody served under it",
        responses=problems(CareServed, *_STEP),
    )
    async def cancel(plan: UUID, hand: Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: plans.cancel(hand, sight, plan, change.version))


def _served(router: APIRouter) -> None:
    @router.post(
        "/{plan}/days",
        operation_id="care_day_enter",
        summary="A sheet of days that carers served, at once; 0 minutes take an entry back",
        responses=problems(CareMonthConfirmed, *_STEP),
    )
    async def enter(plan: UUID, body: s.CareSheetIn, hand: Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: days.enter(hand, sight, plan, body, change.version))

    @router.post(
        "/{plan}/reopen",
        operation_id="care_month_reopen",
        summary="Days of a confirmed month may be entered again; its fee stands until it is confirmed anew",
        responses=problems(*_STEP),
    )
    async def reopen(plan: UUID, body: s.CareMonthIn, hand: OfTheHead, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: confirming.reopen(hand, sight, plan, body, change.version))


async def _filters(
    state: Annotated[s.PlanState | None, Query()] = None,
    person: Annotated[UUID | None, Query()] = None,
    service: Annotated[Service | None, Query()] = None,
    unit: Annotated[Code | None, Query()] = None,
    on: Annotated[Day | None, Query(description="in force on this day")] = None,
    carer: Annotated[UUID | None, Query(description="under which this carer served")] = None,
) -> store.Filters:
    return store.Filters(state, person, service, unit, on, carer)
