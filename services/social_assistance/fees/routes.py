"""/fees: what people owe for services and for what the gmina paid in their place, and what came in (u.p.s. art. 61 ust. 3, 96-97, 104)."""

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
from casework.writes import CHANGE_REFUSED, Changing
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.etag import etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.periods import first_day, parse_month
from kit.problems import ValidationFailed, problems
from services.social_assistance.fees import schemas as s
from services.social_assistance.fees import service, store
from services.social_assistance.fees.problems import (
    FeeEntryNotStanding,
    FeeNotFound,
    MoreThanFeeOpen,
    MoreThanOverpaid,
)

Accountant = Annotated[Principal, requires("accountant")]
Head = Annotated[Principal, requires("head")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant", "auditor")]
Sort = Literal["due_on", "-due_on", "month", "-month"]
_STEP = (FeeNotFound, DayOutOfOrder, OfficialExcluded, CannotBeBooked, ValidationFailed, *CHANGE_REFUSED)


def fees_router(catalogue: Catalogue) -> APIRouter:
    """Routes of fees."""
    router = APIRouter(prefix="/fees", tags=["fees"])
    _read(router)
    _written(router, catalogue)
    return router


def _read(router: APIRouter) -> None:
    @router.get(
        "",
        operation_id="fee_list",
        summary="Fees by the day on which they are due, with what is open (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.FeeOut],
    )
    async def list_fees(
        hand: _Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.Filters, Depends(_filters)],
        sort: Sort = "due_on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.FeeOut] | Response:
        whole = format == "csv"
        found = await service.page(hand, sight, paging, wanted, sort, everything=whole)
        return csv_response(s.FeeOut, found.items, "oplaty") if whole else found

    @router.get(
        "/balance",
        operation_id="fee_balance",
        summary="What one payer owes in all on a day (audited)",
    )
    async def show_balance(
        hand: _Looking,
        sight: Seeing,
        payer: Annotated[UUID, Query()],
        on: Annotated[Day | None, Query(description="at the end of this day; today unless stated")] = None,
    ) -> s.FeeBalanceOut:
        return await service.payers_balance(hand, sight, payer, on or hand.today)

    @router.get(
        "/{fee}",
        operation_id="fee_show",
        summary="A fee with its entries and what it was computed from (audited)",
        responses=problems(FeeNotFound),
    )
    async def show(fee: UUID, hand: _Looking, sight: Seeing, response: Response) -> s.FeeShown:
        found = await service.show(hand, sight, fee)
        response.headers["ETag"] = etag(found.version)
        return found


def _written(router: APIRouter, catalogue: Catalogue) -> None:
    @router.post(
        "/{fee}/received",
        operation_id="fee_note_received",
        summary="Money came in for the fee",
        responses=problems(*_STEP),
    )
    async def note_received(fee: UUID, body: s.FeeReceivedIn, hand: _Paid, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: service.note_received(hand, sight, catalogue, fee, body, change.version))

    @router.post(
        "/{fee}/give-back",
        operation_id="fee_give_back",
        summary="What came in beyond the fee went back to the payer",
        responses=problems(MoreThanOverpaid, *_STEP),
    )
    async def give_back(fee: UUID, body: s.FeeGiveBackIn, hand: _Paid, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: service.give_back(hand, sight, catalogue, fee, body, change.version))

    @router.post(
        "/{fee}/write-off",
        operation_id="fee_write_off",
        summary="What is open is let go, all or in part (art. 104 ust. 4)",
        responses=problems(MoreThanFeeOpen, *_STEP),
    )
    async def write_off(fee: UUID, body: s.FeeWriteOffIn, hand: _Heads, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: service.write_off(hand, sight, catalogue, fee, body, change.version))

    @router.post(
        "/{fee}/correct",
        operation_id="fee_correct",
        summary="An entry that was made in error is countered",
        responses=problems(FeeEntryNotStanding, *_STEP),
    )
    async def correct(fee: UUID, body: s.FeeCorrectIn, hand: _Paid, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: service.correct(hand, sight, catalogue, fee, body, change.version))


async def _at_the_till(who: Accountant, change: Changing, audit: Audit, today: Today) -> Hand:
    return Hand(change.db, audit, who.subject, today)


async def _of_the_head(who: Head, change: Changing, audit: Audit, today: Today) -> Hand:
    return Hand(change.db, audit, who.subject, today)


async def _looking(who: Reader, db: Write, audit: Audit, today: Today) -> Hand:
    return Hand(db, audit, who.subject, today)


_Paid = Annotated[Hand, Depends(_at_the_till)]
_Heads = Annotated[Hand, Depends(_of_the_head)]
_Looking = Annotated[Hand, Depends(_looking)]


async def _filters(
    payer: Annotated[UUID | None, Query()] = None,
    person: Annotated[UUID | None, Query(description="whom the service is for")] = None,
    benefit: Annotated[Code | None, Query()] = None,
    decision: Annotated[UUID | None, Query()] = None,
    month: Annotated[MonthText | None, Query()] = None,
    unit: Annotated[Code | None, Query()] = None,
    due_to: Annotated[Day | None, Query(description="due that day or earlier")] = None,
    open: Annotated[bool | None, Query(description="something is owed still")] = None,  # noqa: A002
) -> store.Filters:
    first = None if month is None else first_day(parse_month(month))
    return store.Filters(payer, person, benefit, decision, first, unit, due_to, open)
