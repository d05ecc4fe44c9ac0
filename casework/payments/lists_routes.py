"""/payment-lists: generate, exclude, approve, settle; every step with If-Match and Idempotency-Key."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from casework.benefits.catalogue import Catalogue
from casework.booking import CannotBeBooked
from casework.payments import lists
from casework.payments import problems as refused
from casework.payments.schemas import (
    ApprovalIn,
    ExclusionIn,
    ListIn,
    ListOut,
    ListShort,
    ListState,
    MonthText,
    SettlementIn,
)
from casework.today import Today
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.auth import Principal, requires
from kit.db import Read
from kit.etag import etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import problems

Accountant = Annotated[Principal, requires("accountant")]
Approver = Annotated[Principal, requires("head", "accountant")]
Reader = Annotated[Principal, requires("caseworker", "head", "accountant", "auditor")]

_STEP = (refused.PaymentListNotFound, refused.ListWrongState, *CHANGE_REFUSED)


def payment_lists_router(catalogue: Catalogue) -> APIRouter:
    """Routes of payment lists; the catalogue says where each payment is booked."""
    router = APIRouter(prefix="/payment-lists", tags=["payment lists"])

    @router.post(
        "",
        status_code=201,
        operation_id="payment_list_generate",
        summary="Generate a month's list from the awards",
        responses=problems(refused.NothingDue, CannotBeBooked, *CREATION_REFUSED),
    )
    async def generate(body: ListIn, who: Accountant, creation: Creating) -> Answer:
        return await creation.run(
            "payment-lists", lambda: lists.generate(db=creation.db, catalogue=catalogue, order=body, by=who.subject)
        )

    @router.post(
        "/{payment_list}/exclude",
        operation_id="payment_list_exclude",
        summary="Take payments off a draft",
        responses=problems(*_STEP, refused.NotOnList),
    )
    async def exclude(payment_list: UUID, body: ExclusionIn, _: Accountant, change: Changing) -> Answer:
        return await change.run(
            lambda: lists.exclude(
                db=change.db, payment_list=payment_list, payments=body.payments, version=change.version
            )
        )

    @router.post(
        "/{payment_list}/withdraw",
        operation_id="payment_list_withdraw",
        summary="Give up a draft",
        responses=problems(*_STEP),
    )
    async def withdraw(payment_list: UUID, _: Accountant, change: Changing) -> Answer:
        return await change.run(lambda: lists.withdraw(db=change.db, payment_list=payment_list, version=change.version))

    @router.post(
        "/{payment_list}/approve",
        operation_id="payment_list_approve",
        summary="Approve, as another person than the one who generated it",
        responses=problems(*_STEP, refused.SameApprover, refused.ListEmpty, refused.DayImpossible, CannotBeBooked),
    )
    async def approve(payment_list: UUID, body: ApprovalIn, who: Approver, change: Changing, today: Today) -> Answer:
        return await change.run(
            lambda: lists.approve(
                db=change.db,
                catalogue=catalogue,
                payment_list=payment_list,
                by=who.subject,
                on=body.on,
                version=change.version,
                today=today,
            )
        )

    @router.post(
        "/{payment_list}/settle",
        operation_id="payment_list_settle",
        summary="Note the bank's day and what did not go out",
        responses=problems(*_STEP, refused.NotOnList, refused.DayImpossible, refused.OtherBudgetYear, CannotBeBooked),
    )
    async def settle(payment_list: UUID, body: SettlementIn, _: Accountant, change: Changing, today: Today) -> Answer:
        return await change.run(
            lambda: lists.settle(
                db=change.db,
                catalogue=catalogue,
                payment_list=payment_list,
                settlement=body,
                version=change.version,
                today=today,
            )
        )

    @router.get(
        "",
        operation_id="payment_list_list",
        summary="Payment lists, the latest month first",
        responses=problems(InvalidCursor),
    )
    async def list_lists(
        _: Reader,
        db: Read,
        paging: Paging,
        month: Annotated[MonthText | None, Query()] = None,
        state: Annotated[ListState | None, Query()] = None,
    ) -> Page[ListShort]:
        return await lists.page(db=db, paging=paging, month=month, state=state)

    @router.get(
        "/{payment_list}",
        operation_id="payment_list_show",
        summary="A payment list with its totals; its payments are /payments?list=",
        responses=problems(refused.PaymentListNotFound),
    )
    async def show(payment_list: UUID, _: Reader, db: Read, response: Response) -> ListOut:
        found = await lists.show(db=db, payment_list=payment_list)
        response.headers["ETag"] = etag(found.version)
        return found

    return router
