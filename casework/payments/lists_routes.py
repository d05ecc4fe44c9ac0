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
from kit.auth import Principal, requires
from kit.db import Read, Write
from kit.etag import IfMatch, etag
from kit.idempotency import Answer, Idempotent, KeyReused
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import PreconditionFailed, PreconditionRequired, problems

Accountant = Annotated[Principal, requires("accountant")]
Approver = Annotated[Principal, requires("head", "accountant")]
Reader = Annotated[Principal, requires("caseworker", "head", "accountant", "auditor")]

_STEP = (
    refused.PaymentListNotFound,
    refused.ListWrongState,
    PreconditionFailed,
    PreconditionRequired,
    KeyReused,
)


def payment_lists_router(catalogue: Catalogue) -> APIRouter:
    """Routes of payment lists; the catalogue says where each payment is booked."""
    router = APIRouter(prefix="/payment-lists", tags=["payment lists"])

    @router.post(
        "",
        status_code=201,
        operation_id="payment_list_generate",
        summary="Generate a month's list from the awards",
        responses=problems(refused.NothingDue, CannotBeBooked, KeyReused),
    )
    async def generate(body: ListIn, who: Accountant, db: Write, once: Idempotent, response: Response) -> Answer:
        answer = await once.run(db, lambda: lists.generate(db=db, catalogue=catalogue, order=body, by=who.subject))
        response.headers.update({"Location": f"/v1/payment-lists/{answer.id}", "ETag": etag(answer.version)})
        return answer

    @router.post(
        "/{payment_list}/exclude",
        operation_id="payment_list_exclude",
        summary="Take payments off a draft",
        responses=problems(*_STEP, refused.NotOnList),
    )
    async def exclude(
        payment_list: UUID,
        body: ExclusionIn,
        _: Accountant,
        db: Write,
        once: Idempotent,
        if_match: IfMatch,
        response: Response,
    ) -> Answer:
        answer = await once.run(
            db,
            lambda: lists.exclude(db=db, payment_list=payment_list, payments=body.payments, version=if_match),
        )
        return _told(response, answer)

    @router.post(
        "/{payment_list}/withdraw",
        operation_id="payment_list_withdraw",
        summary="Give up a draft",
        responses=problems(*_STEP),
    )
    async def withdraw(
        payment_list: UUID, _: Accountant, db: Write, once: Idempotent, if_match: IfMatch, response: Response
    ) -> Answer:
        answer = await once.run(db, lambda: lists.withdraw(db=db, payment_list=payment_list, version=if_match))
        return _told(response, answer)

    @router.post(
        "/{payment_list}/approve",
        operation_id="payment_list_approve",
        summary="Approve, as another person than the one who generated it",
        responses=problems(*_STEP, refused.SameApprover, refused.ListEmpty, refused.DayImpossible),
    )
    async def approve(
        payment_list: UUID,
        body: ApprovalIn,
        who: Approver,
        db: Write,
        once: Idempotent,
        if_match: IfMatch,
        today: Today,
        response: Response,
    ) -> Answer:
        answer = await once.run(
            db,
            lambda: lists.approve(
                db=db,
                catalogue=catalogue,
                payment_list=payment_list,
                by=who.subject,
                on=body.on,
                version=if_match,
                today=today,
            ),
        )
        return _told(response, answer)

    @router.post(
        "/{payment_list}/settle",
        operation_id="payment_list_settle",
        summary="Note the bank's day and what did not go out",
        responses=problems(*_STEP, refused.NotOnList, refused.DayImpossible),
    )
    async def settle(
        payment_list: UUID,
        body: SettlementIn,
        _: Accountant,
        db: Write,
        once: Idempotent,
        if_match: IfMatch,
        today: Today,
        response: Response,
    ) -> Answer:
        answer = await once.run(
            db,
            lambda: lists.settle(
                db=db,
                catalogue=catalogue,
                payment_list=payment_list,
                settlement=body,
                version=if_match,
                today=today,
            ),
        )
        return _told(response, answer)

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


def _told(response: Response, answer: Answer) -> Answer:
    response.headers["ETag"] = etag(answer.version)
    return answer
