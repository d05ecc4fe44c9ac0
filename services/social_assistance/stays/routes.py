"""/support-stays, /support-months: stays in shelters, day homes, flats, family homes, short stays, and their months (u.p.s. art. 48a-53,
55a, 97-97a).
"""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.applications.desk import Hand
from casework.authority.problems import OfficialExcluded
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.booking import CannotBeBooked
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.schemas import Code, Day, MonthText
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.idempotency import Answer, Idempotent, KeyReused
from kit.paging import InvalidCursor, Page, Paging
from kit.periods import first_day, parse_month
from kit.problems import ValidationFailed, problems
from services.social_assistance.stays import months, reading, service, store
from services.social_assistance.stays import problems as refused
from services.social_assistance.stays import schemas as s

Clerk = Annotated[Principal, requires("caseworker", "social_worker")]
Head = Annotated[Principal, requires("head")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant", "auditor")]
_STEP = (
    refused.SupportStayNotFound, TransitionNotAllowed, OfficialExcluded, ValidationFailed, *CHANGE_REFUSED,
)  # fmt: skip


def stays_router(catalogue: Catalogue) -> APIRouter:
    """Routes of stays."""
    router = APIRouter(prefix="/support-stays", tags=["support-stays"])
    _read(router)
    _written(router, catalogue)
    return router


def months_router(catalogue: Catalogue) -> APIRouter:
    """Routes of the months of all stays."""
    router = APIRouter(prefix="/support-months", tags=["support-stays"])

    @router.get(
        "",
        operation_id="support_month_list",
        summary="Months of stays as they hold (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.SupportMonthLineOut],
    )
    async def list_months(
        hand: _Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.MonthFilters, Depends(_of_months)],
        sort: Literal["month", "-month"] = "month",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.SupportMonthLineOut] | Response:
        whole = format == "csv"
        found = await reading.months_page(hand, sight, paging, wanted, sort, everything=whole)
        return csv_response(s.SupportMonthLineOut, found.items, "miesiace_pobytow") if whole else found

    @router.post(
        "/confirm",
        operation_id="support_month_confirm",
        summary="The month of every stay is confirmed by another person than whoever entered it; fees that the gmina collects are owed",
        responses=problems(CannotBeBooked, ValidationFailed, KeyReused),
    )
    async def confirm(body: s.SupportMonthsIn, hand: _Confirming, sight: Seeing, once: Idempotent) -> Answer:
        return await once.run(hand.db, lambda: months.confirm(hand, sight, catalogue, body))

    return router


def _read(router: APIRouter) -> None:
    @router.get(
        "",
        operation_id="support_stay_list",
        summary="Stays in shelters, day homes, flats, family homes and short stays, by their first day (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.SupportStayOut],
    )
    async def list_stays(
        hand: _Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.Filters, Depends(_filters)],
        sort: Literal["since", "-since"] = "since",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.SupportStayOut] | Response:
        whole = format == "csv"
        found = await reading.page(hand, sight, paging, wanted, sort, everything=whole)
        return csv_response(s.SupportStayOut, found.items, "pobyty") if whole else found

    @router.get(
        "/{stay}",
        operation_id="support_stay_show",
        summary="A stay with what was stated of its fee and its months (audited)",
        responses=problems(refused.SupportStayNotFound),
    )
    async def show(stay: UUID, hand: _Looking, sight: Seeing) -> s.SupportStayShown:
        return await reading.show(hand, sight, stay)


def _written(router: APIRouter, catalogue: Catalogue) -> None:
    @router.post(
        "",
        status_code=201,
        operation_id="support_stay_begin",
        summary="A person's stay begins",
        responses=problems(
            refused.SupportStayExists, OfficialExcluded, DayOutOfOrder, ValidationFailed, *CREATION_REFUSED
        ),
    )
    async def begin(body: s.SupportStayIn, hand: _Receiving, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("support-stays", lambda: service.begin(hand, sight, body))

    @router.post(
        "/{stay}/terms",
        operation_id="support_term_state",
        summary="By what the stay is charged from a month on: agreed with the person, decided, or by the act (art. 51b, 97-97a)",
        responses=problems(refused.SupportFeeAboveBound, *_STEP),
    )
    async def state_term(stay: UUID, body: s.SupportTermIn, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: service.state_term(hand, sight, catalogue, stay, body, change.version))

    @router.post(
        "/{stay}/months",
        operation_id="support_month_enter",
        summary="Days or hours of a month; the fee follows, and is owed when the month is confirmed",
        responses=problems(refused.SupportMonthNotCharged, *_STEP),
    )
    async def enter(stay: UUID, body: s.SupportMonthIn, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: months.enter(hand, sight, catalogue, stay, body, change.version))

    @router.post(
        "/{stay}/end",
        operation_id="support_stay_end",
        summary="The last day of the stay",
        responses=problems(refused.SupportStayHasMonths, DayOutOfOrder, *_STEP),
    )
    async def end(stay: UUID, body: s.SupportEndIn, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: service.end(hand, sight, stay, body, change.version))

    @router.post(
        "/{stay}/cancel",
        operation_id="support_stay_cancel",
        summary="The stay was entered in error, and none of its months",
        responses=problems(refused.SupportStayHasMonths, *_STEP),
    )
    async def cancel(stay: UUID, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: service.cancel(hand, sight, stay, change.version))


async def _at_hand(who: Clerk, change: Changing, audit: Audit, today: Today) -> Hand:
    return Hand(change.db, audit, who.subject, today)


async def _receiving(who: Clerk, creation: Creating, audit: Audit, today: Today) -> Hand:
    return Hand(creation.db, audit, who.subject, today)


async def _confirming(who: Head, db: Write, audit: Audit, today: Today) -> Hand:
    return Hand(db, audit, who.subject, today)


async def _looking(who: Reader, db: Write, audit: Audit, today: Today) -> Hand:
    return Hand(db, audit, who.subject, today)


_Here = Annotated[Hand, Depends(_at_hand)]
_Receiving = Annotated[Hand, Depends(_receiving)]
_Confirming = Annotated[Hand, Depends(_confirming)]
_Looking = Annotated[Hand, Depends(_looking)]


async def _filters(
    state: Annotated[s.StayState | None, Query()] = None,
    kind: Annotated[s.StayKind | None, Query()] = None,
    person: Annotated[UUID | None, Query()] = None,
    facility: Annotated[UUID | None, Query()] = None,
    unit: Annotated[Code | None, Query()] = None,
    on: Annotated[Day | None, Query(description="with this day in it")] = None,
) -> store.Filters:
    return store.Filters(state, kind, person, facility, unit, on)


async def _of_months(
    month: Annotated[MonthText | None, Query()] = None,
    stay: Annotated[UUID | None, Query()] = None,
    facility: Annotated[UUID | None, Query()] = None,
    kind: Annotated[s.StayKind | None, Query()] = None,
    state: Annotated[s.MonthState | None, Query()] = None,
) -> store.MonthFilters:
    return store.MonthFilters(None if month is None else first_day(parse_month(month)), stay, facility, kind, state)
