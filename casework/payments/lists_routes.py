"""/payment-lists: preview, generate, exclude, approve, settle; every step with If-Match and Idempotency-Key."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response

from casework.authority.veil import VeiledMoney
from casework.benefits.catalogue import Catalogue
from casework.booking import CannotBeBooked
from casework.budget.asked import AskPlan
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.payments import lists
from casework.payments import problems as refused
from casework.payments.acts.problems import SamePerson
from casework.payments.deductions.hooks import DeductionHooks
from casework.payments.lists import Desk
from casework.payments.lists_store import Filter
from casework.payments.preview_schemas import ListEffectOut, PreviewOut
from casework.payments.schemas import (
    AnyWay,
    ApprovalIn,
    Code,
    ExclusionIn,
    ListIn,
    ListOut,
    ListShort,
    ListState,
    MonthText,
    SettlementIn,
)
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.auth import Principal, requires
from kit.db import Read, Write, WriteSession
from kit.etag import etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.periods import first_day, parse_month
from kit.problems import problems

Accountant = Annotated[Principal, requires("accountant")]
Approver = Annotated[Principal, requires("head")]
Reader = Annotated[Principal, requires("caseworker", "head", "accountant", "auditor")]

_STEP = (refused.PaymentListNotFound, TransitionNotAllowed, *CHANGE_REFUSED)
_NOTHING = DeductionHooks()


def payment_lists_router(catalogue: Catalogue, deductions: DeductionHooks = _NOTHING) -> APIRouter:
    """Routes of payment lists; the catalogue says where each payment is booked, `deductions` what overpayments set off."""

    def at_desk(db: WriteSession) -> Desk:
        return Desk(db, catalogue, deductions)

    router = APIRouter(prefix="/payment-lists", tags=["payment lists"])

    @router.post(
        "",
        status_code=201,
        operation_id="payment_list_generate",
        summary="Generate a month's list from the awards",
        responses=problems(refused.NothingDue, refused.DayImpossible, CannotBeBooked, *CREATION_REFUSED),
    )
    async def generate(body: ListIn, who: Accountant, creation: Creating, today: Today) -> Answer:
        return await creation.run(
            "payment-lists",
            lambda: lists.generate(desk=at_desk(creation.db), order=body, by=who.subject, today=today),
        )

    @router.post(
        "/preview",
        operation_id="payment_list_preview",
        summary="What a list would hold, by budget line with what is left of the plan, and what is left out and why; stores nothing",
        responses=problems(),
    )
    async def preview(
        body: ListIn, who: Reader, veil: VeiledMoney, db: Write, plan: AskPlan, today: Today
    ) -> PreviewOut:
        return await lists.preview(desk=at_desk(db), veil=veil, plan=plan, order=body, by=who.subject, today=today)

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
    async def withdraw(payment_list: UUID, who: Accountant, change: Changing, today: Today) -> Answer:
        return await change.run(
            lambda: lists.withdraw(
                db=change.db, payment_list=payment_list, by=who.subject, version=change.version, today=today
            )
        )

    @router.post(
        "/{payment_list}/approve",
        operation_id="payment_list_approve",
        summary="Approve, as another person than the one who generated it",
        responses=problems(
            *_STEP,
            refused.SameApprover,
            SamePerson,
            refused.ListEmpty,
            refused.NotEnforceable,
            refused.RightChanged,
            refused.DayImpossible,
            CannotBeBooked,
        ),
    )
    async def approve(payment_list: UUID, body: ApprovalIn, who: Approver, change: Changing, today: Today) -> Answer:
        return await change.run(
            lambda: lists.approve(
                desk=at_desk(change.db),
                payment_list=payment_list,
                who=who,
                on=body.on,
                version=change.version,
                today=today,
            )
        )

    @router.post(
        "/{payment_list}/settle",
        operation_id="payment_list_settle",
        summary="Note the day of the bank, cash desk or post and what did not go out; all of it, some ways or single payments",
        responses=problems(*_STEP, refused.NotOnList, refused.DayImpossible, refused.OtherBudgetYear, CannotBeBooked),
    )
    async def settle(payment_list: UUID, body: SettlementIn, who: Accountant, change: Changing, today: Today) -> Answer:
        return await change.run(
            lambda: lists.settle(
                desk=at_desk(change.db),
                payment_list=payment_list,
                settlement=body,
                by=who.subject,
                version=change.version,
                today=today,
            )
        )

    @router.get(
        "",
        operation_id="payment_list_list",
        summary="Payment lists by month",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[ListShort],
    )
    async def list_lists(
        _: Reader,
        db: Read,
        paging: Paging,
        month: Annotated[MonthText | None, Query()] = None,
        state: Annotated[ListState | None, Query()] = None,
        kind: Annotated[Literal["monthly", "imported"] | None, Query()] = None,
        benefit: Annotated[Code | None, Query(description="something of it is on the list")] = None,
        way: Annotated[AnyWay | None, Query(description="something on the list is paid so")] = None,
        sort: Literal["month", "-month"] = "-month",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[ListShort] | Response:
        due = None if month is None else first_day(parse_month(month))
        found = await lists.page(
            db=db, paging=paging, wanted=Filter(due, state, kind, benefit, way), sort=sort, everything=format == "csv"
        )
        return csv_response(ListShort, found.items, "listy-wyplat") if format == "csv" else found

    @router.get(
        "/{payment_list}/effect",
        operation_id="payment_list_effect",
        summary="What a list that waits for its signatures would pay, beside what is left of the plan; it warns and stops none of them",
        responses=problems(refused.PaymentListNotFound),
    )
    async def show_effect(payment_list: UUID, _: Reader, db: Read, plan: AskPlan, today: Today) -> ListEffectOut:
        return await lists.effect(db=db, catalogue=catalogue, plan=plan, payment_list=payment_list, today=today)

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
