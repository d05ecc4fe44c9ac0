"""/care-home-stays, /care-home-costs, /care-home-months: who stays in a care home and who pays for it (u.p.s. art. 54-66)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.applications.desk import Hand
from casework.authority.problems import OfficialExcluded, OtherUnit
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.booking import CannotBeBooked
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.schemas import Code, MonthText
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.etag import etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.periods import first_day, parse_month
from kit.problems import ValidationFailed, problems
from services.social_assistance.care_homes import months, reading, service, store
from services.social_assistance.care_homes import schemas as s
from services.social_assistance.care_homes.problems import (
    CareHomeStayNotFound,
    InCareHome,
    MoreThanCapacity,
    NothingInSubstitution,
    StayMonthNotDrawn,
)

Clerk = Annotated[Principal, requires("caseworker", "social_worker")]
Booking = Annotated[Principal, requires("caseworker", "accountant")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant", "auditor")]
Sort = Literal["referred_on", "-referred_on"]
MonthSort = Literal["month", "-month"]
_STEP = (
    CareHomeStayNotFound, TransitionNotAllowed, DayOutOfOrder, OfficialExcluded, ValidationFailed, *CHANGE_REFUSED,
)  # fmt: skip


def stays_router(catalogue: Catalogue) -> APIRouter:
    """Routes of stays."""
    router = APIRouter(prefix="/care-home-stays", tags=["care-homes"])
    _read(router, catalogue)
    _went(router)
    _stated(router, catalogue)
    return router


def homes_router(catalogue: Catalogue) -> APIRouter:
    """Routes of what is the same for many stays: a home's cost, and the month of all of them."""
    router = APIRouter(tags=["care-homes"])

    @router.post(
        "/care-home-costs",
        status_code=201,
        operation_id="care_home_cost_state",
        summary="A home's average monthly cost as it was announced, or by contract (art. 60 ust. 2, art. 65 ust. 2)",
        responses=problems(ValidationFailed, *CREATION_REFUSED),
    )
    async def state_cost(body: s.CareHomeCostIn, hand: _Receiving, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("care-home-costs", lambda: service.state_cost(hand, sight, body))

    @router.get(
        "/care-home-months",
        operation_id="care_home_month_list",
        summary="Months of stays as they hold, for a home's invoice and for statements (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.CareHomeMonthLineOut],
    )
    async def list_months(
        hand: _Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.MonthFilters, Depends(_of_months)],
        sort: MonthSort = "month",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.CareHomeMonthLineOut] | Response:
        whole = format == "csv"
        found = await reading.months_page(hand, sight, paging, wanted, sort, everything=whole)
        return csv_response(s.CareHomeMonthLineOut, found.items, "miesiace_dps") if whole else found

    @router.post(
        "/care-home-months",
        operation_id="care_home_month_draw_up",
        summary="The month of all stays is divided over who pays; what came to the same before is left",
        responses=problems(ValidationFailed),
    )
    async def draw_up(body: s.CareHomeMonthIn, hand: _Drawing) -> s.CareHomeMonthsOut:
        return await months.draw_up(hand, catalogue, body)

    return router


def _read(router: APIRouter, catalogue: Catalogue) -> None:
    @router.get(
        "",
        operation_id="care_home_stay_list",
        summary="Stays in care homes by the day of their referral (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.CareHomeStayOut],
    )
    async def list_stays(
        hand: _Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.Filters, Depends(_filters)],
        sort: Sort = "referred_on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.CareHomeStayOut] | Response:
        whole = format == "csv"
        found = await reading.page(hand, sight, paging, wanted, sort, everything=whole)
        return csv_response(s.CareHomeStayOut, found.items, "pobyty_dps") if whole else found

    @router.get(
        "/{stay}",
        operation_id="care_home_stay_show",
        summary="A stay with its payers, absences and months (audited)",
        responses=problems(CareHomeStayNotFound),
    )
    async def show(stay: UUID, hand: _Looking, sight: Seeing, response: Response) -> s.CareHomeStayShown:
        found = await reading.show(hand, sight, stay)
        response.headers["ETag"] = etag(found.version)
        return found

    @router.get(
        "/{stay}/months/{month}",
        operation_id="care_home_month_preview",
        summary="A month of the stay as it would be drawn up now, with every step of the law (audited)",
        responses=problems(CareHomeStayNotFound, StayMonthNotDrawn),
    )
    async def preview(stay: UUID, month: MonthText, hand: _Looking, sight: Seeing) -> s.CareHomeMonthOut:
        return await months.preview(hand, sight, catalogue, stay, parse_month(month))


def _went(router: APIRouter) -> None:
    @router.post(
        "",
        status_code=201,
        operation_id="care_home_refer",
        summary="A person is referred to a care home (art. 59 ust. 1)",
        responses=problems(DayOutOfOrder, OfficialExcluded, OtherUnit, ValidationFailed, *CREATION_REFUSED),
    )
    async def refer(body: s.CareHomeReferIn, hand: _Receiving, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("care-home-stays", lambda: service.refer(hand, sight, body))

    @router.post(
        "/{stay}/admit",
        operation_id="care_home_admit",
        summary="The person moved in (art. 59 ust. 2)",
        responses=problems(InCareHome, *_STEP),
    )
    async def admit(stay: UUID, body: s.CareHomeAdmitIn, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: service.admit(hand, sight, stay, body, change.version))

    @router.post(
        "/{stay}/leave",
        operation_id="care_home_leave",
        summary="The last day in the home",
        responses=problems(InCareHome, *_STEP),
    )
    async def leave(stay: UUID, body: s.CareHomeDayIn, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: service.leave(hand, sight, stay, body, change.version))

    @router.post(
        "/{stay}/withdraw",
        operation_id="care_home_withdraw",
        summary="The person is not to go to the home",
        responses=problems(*_STEP),
    )
    async def withdraw(stay: UUID, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: service.withdraw(hand, sight, stay, change.version))


def _stated(router: APIRouter, catalogue: Catalogue) -> None:
    @router.post(
        "/{stay}/payers",
        operation_id="care_home_payer_state",
        summary="What holds of a payer from a month on: income, contract, decision, refusal, exemption (art. 61, 64-64a, 103)",
        responses=problems(MoreThanCapacity, *_STEP),
    )
    async def state_payer(stay: UUID, body: s.CareHomePayerIn, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: service.state_payer(hand, sight, catalogue, stay, body, change.version))

    @router.post(
        "/{stay}/absences",
        operation_id="care_home_absence_note",
        summary="Days away from the home (art. 63)",
        responses=problems(*_STEP),
    )
    async def note_absence(
        stay: UUID, body: s.CareHomeAbsenceIn, hand: _Here, sight: Seeing, change: Changing
    ) -> Answer:
        return await change.run(lambda: service.note_absence(hand, sight, stay, body, change.version))

    @router.post(
        "/{stay}/substitute",
        operation_id="care_home_substitute",
        summary="What did not come in for a month the gmina paid: the payer owes it (art. 61 ust. 3)",
        responses=problems(NothingInSubstitution, CannotBeBooked, *_STEP),
    )
    async def substitute(
        stay: UUID, body: s.CareHomeSubstituteIn, hand: _Booked, sight: Seeing, change: Changing
    ) -> Answer:
        return await change.run(lambda: months.substitute(hand, sight, catalogue, stay, body, change.version))


async def _at_hand(who: Clerk, change: Changing, audit: Audit, today: Today) -> Hand:
    return Hand(change.db, audit, who.subject, today)


async def _booking(who: Booking, change: Changing, audit: Audit, today: Today) -> Hand:
    return Hand(change.db, audit, who.subject, today)


async def _receiving(who: Clerk, creation: Creating, audit: Audit, today: Today) -> Hand:
    return Hand(creation.db, audit, who.subject, today)


async def _drawing(who: Booking, db: Write, audit: Audit, today: Today) -> Hand:
    return Hand(db, audit, who.subject, today)


async def _looking(who: Reader, db: Write, audit: Audit, today: Today) -> Hand:
    return Hand(db, audit, who.subject, today)


_Here = Annotated[Hand, Depends(_at_hand)]
_Booked = Annotated[Hand, Depends(_booking)]
_Receiving = Annotated[Hand, Depends(_receiving)]
_Drawing = Annotated[Hand, Depends(_drawing)]
_Looking = Annotated[Hand, Depends(_looking)]


async def _filters(
    state: Annotated[s.StayState | None, Query()] = None,
    person: Annotated[UUID | None, Query()] = None,
    home: Annotated[UUID | None, Query()] = None,
    payer: Annotated[UUID | None, Query(description="stays of which this person is a payer")] = None,
    unit: Annotated[Code | None, Query()] = None,
    in_month: Annotated[MonthText | None, Query(description="with a day of stay in this month")] = None,
) -> store.Filters:
    return store.Filters(state, person, home, payer, unit, None if in_month is None else parse_month(in_month))


async def _of_months(
    month: Annotated[MonthText | None, Query()] = None,
    stay: Annotated[UUID | None, Query()] = None,
    home: Annotated[UUID | None, Query()] = None,
) -> store.MonthFilters:
    return store.MonthFilters(None if month is None else first_day(parse_month(month)), stay, home)
