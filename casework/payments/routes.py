"""/payments: what was paid, for whom by which award, and what came back in which way."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse

from casework.authority.veil import VeiledMoney
from casework.benefits.catalogue import Catalogue
from casework.booking import CannotBeBooked
from casework.payments import problems as refused
from casework.payments import reading, reversals, stornos
from casework.payments.deductions.hooks import DeductionHooks
from casework.payments.proposals import problems as proposals_refused
from casework.payments.proposals.schemas import ConfirmationIn, ProposalRefusedIn
from casework.payments.schemas import (
    AnyWay,
    Code,
    Day,
    MonthText,
    PaymentOut,
    PaymentsCardOut,
    PaymentShort,
    PaymentState,
    RefundIn,
    RepaymentIn,
    ReturnIn,
    StornoIn,
    VoidIn,
)
from casework.payments.store import Filter
from casework.persons.service import PersonNotFound
from casework.today import Today
from casework.writes import CHANGE_REFUSED, Change, Changing
from kit.audit import Audit
from kit.auth import Gmina, Principal, requires
from kit.db import Write
from kit.etag import etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.periods import first_day, parse_month
from kit.problems import problems

Accountant = Annotated[Principal, requires("accountant")]
Second = Annotated[Principal, requires("accountant", "head")]
Reader = Annotated[Principal, requires("caseworker", "head", "accountant", "auditor")]

_STEP = (refused.PaymentNotFound, refused.PaymentWrongState, refused.PaymentUndue, *CHANGE_REFUSED)
_BACK = (
    *_STEP, refused.DayImpossible, refused.OtherBudgetYear, refused.ReversalExceedsPayment, CannotBeBooked
)  # fmt: skip
_STORNO = (*_STEP, refused.PaymentHasReversals, refused.NothingToReverse, refused.OtherBudgetYear)


async def _filter(
    veil: VeiledMoney,
    payment_list: Annotated[UUID | None, Query(alias="list")] = None,
    award: Annotated[UUID | None, Query()] = None,
    benefit: Annotated[Code | None, Query()] = None,
    month: Annotated[MonthText | None, Query(description="the month it was due for")] = None,
    state: Annotated[PaymentState | None, Query()] = None,
    booked_from: Annotated[Day | None, Query()] = None,
    booked_to: Annotated[Day | None, Query()] = None,
    way: Annotated[AnyWay | None, Query(description="how it is paid: the cash desk's list, the post's list …")] = None,
    person: Annotated[UUID | None, Query(description="entitled or recipient")] = None,
) -> Filter:
    due = None if month is None else first_day(parse_month(month))
    return Filter(payment_list, award, benefit, due, state, booked_from, booked_to, way, person, veil)


async def _of_a_card(
    veil: VeiledMoney,
    benefit: Annotated[Code | None, Query()] = None,
    state: Annotated[PaymentState | None, Query()] = None,
    booked_from: Annotated[Day | None, Query()] = None,
    booked_to: Annotated[Day | None, Query()] = None,
) -> Filter:
    return Filter(benefit=benefit, state=state, booked_from=booked_from, booked_to=booked_to, veil=veil)


Wanted = Annotated[Filter, Depends(_filter)]


_NOTHING = DeductionHooks()


def payments_router(catalogue: Catalogue, deductions: DeductionHooks = _NOTHING) -> APIRouter:
    """Routes of single payments and of what comes back; `deductions` hears when a payment is undone."""
    router = APIRouter(prefix="/payments", tags=["payments"])

    async def alone(change: Change, payment: UUID, step: Callable[[], Awaitable[Answer]]) -> Answer:
        async def separately() -> Answer:
            await deductions.separate(change.db, payment)
            return await step()

        return await change.run(separately)

    @router.get(
        "",
        operation_id="payment_list_payments",
        summary="Payments by the month they were due for (audited)",
        responses=problems(InvalidCursor),
    )
    async def list_payments(
        _: Reader, db: Write, audit: Audit, paging: Paging, wanted: Wanted, sort: Literal["month", "-month"] = "month"
    ) -> Page[PaymentShort]:
        return await reading.page(db=db, audit=audit, paging=paging, wanted=wanted, sort=sort)

    @router.get(
        "/cards/{person}",
        operation_id="payment_person_card",
        summary="All that was paid for a person or to her, with totals by year and benefit (audited)",
        responses=problems(PersonNotFound, InvalidCursor),
    )
    async def card(
        person: UUID,
        _: Reader,
        db: Write,
        audit: Audit,
        paging: Paging,
        wanted: Annotated[Filter, Depends(_of_a_card)],
        sort: Literal["month", "-month"] = "-month",
    ) -> PaymentsCardOut:
        return await reading.card(db=db, audit=audit, person=person, paging=paging, wanted=wanted, sort=sort)

    @router.get(
        "/export",
        operation_id="payment_export",
        summary="The same as CSV, whole (audited)",
        response_class=StreamingResponse,
        responses={
            200: {
                "content": {"text/csv": {"schema": {"type": "string"}, "example": ",".join(reading.COLUMNS) + "\r\n"}},
                "description": "id, list, award, benefit, month, amount …",
            },
            **problems(),
        },
    )
    async def export(
        _: Reader, gmina: Gmina, db: Write, audit: Audit, wanted: Wanted, request: Request
    ) -> StreamingResponse:
        await reading.noted(db, audit, "exported", wanted)
        rows = reading.export(database=request.app.state.database, gmina=gmina, wanted=wanted)
        headers = {"Content-Disposition": 'attachment; filename="wyplaty.csv"'}
        return StreamingResponse(rows, media_type="text/csv; charset=utf-8; header=present", headers=headers)

    @router.get(
        "/{payment}",
        operation_id="payment_show",
        summary="A payment with its lines, what came back and what may be done now (audited)",
        responses=problems(refused.PaymentNotFound),
    )
    async def show(payment: UUID, _: Reader, db: Write, audit: Audit, today: Today, response: Response) -> PaymentOut:
        undue = await deductions.undue(db, payment)
        found = await reading.show(db=db, audit=audit, payment=payment, undue=undue, today=today)
        response.headers["ETag"] = etag(found.version)
        return found

    @router.post(
        "/{payment}/return",
        operation_id="payment_return",
        summary="The whole payment came back in its year",
        responses=problems(*_BACK),
    )
    async def give_back(payment: UUID, body: ReturnIn, who: Accountant, change: Changing, today: Today) -> Answer:
        return await alone(
            change,
            payment,
            lambda: reversals.give_back(
                db=change.db,
                catalogue=catalogue,
                payment=payment,
                booked_on=body.booked_on,
                reason=body.reason,
                document=body.document,
                by=who.subject,
                undone=deductions.undone,
                version=change.version,
                today=today,
            ),
        )

    @router.post(
        "/{payment}/repay",
        operation_id="payment_repay",
        summary="Part of it was paid back in its year",
        responses=problems(*_BACK),
    )
    async def repay(payment: UUID, body: RepaymentIn, who: Accountant, change: Changing, today: Today) -> Answer:
        return await alone(
            change,
            payment,
            lambda: reversals.repay(
                db=change.db,
                catalogue=catalogue,
                payment=payment,
                amount=body.amount,
                booked_on=body.booked_on,
                document=body.document,
                version=change.version,
                today=today,
                by=who.subject,
            ),
        )

    @router.post(
        "/{payment}/refund",
        operation_id="payment_refund",
        summary="Money of an earlier year came back, as revenue of this one; what the bank or the post brought back can be paid again",
        responses=problems(*_BACK, refused.RevenueLineRequired),
    )
    async def refund(payment: UUID, body: RefundIn, who: Accountant, change: Changing, today: Today) -> Answer:
        return await alone(
            change,
            payment,
            lambda: reversals.refund(
                db=change.db,
                catalogue=catalogue,
                payment=payment,
                refund=body,
                document=body.document,
                by=who.subject,
                undone=deductions.undone,
                version=change.version,
                today=today,
            ),
        )

    def desk(change: Change, payment: UUID, who: Principal, today: Today) -> stornos.Desk:
        return stornos.Desk(
            change.db, catalogue, payment, who.subject, deductions.undone, change.version, today
        )  # fmt: skip

    @router.post(
        "/{payment}/void",
        operation_id="payment_void",
        summary="A payment that was approved and not paid is an error: as if it had not been",
        responses=problems(*_STEP, refused.NothingToReverse),
    )
    async def void(payment: UUID, body: VoidIn, who: Accountant, change: Changing, today: Today) -> Answer:
        return await alone(change, payment, lambda: stornos.void(desk(change, payment, who, today), body.reason))

    @router.post(
        "/{payment}/storno",
        operation_id="payment_propose_storno",
        summary="Propose the storno of a payment that was paid; another person confirms it",
        responses=problems(*_STORNO, proposals_refused.ProposalOpen),
    )
    async def propose_storno(payment: UUID, body: StornoIn, who: Accountant, change: Changing, today: Today) -> Answer:
        return await alone(change, payment, lambda: stornos.propose(desk(change, payment, who, today), body))

    @router.post(
        "/{payment}/storno/confirm",
        operation_id="payment_confirm_storno",
        summary="Confirm the storno, as another person than who proposed it: as if the payment had not been",
        responses=problems(*_STORNO, proposals_refused.NothingProposed, proposals_refused.SameProposer),
    )
    async def confirm_storno(payment: UUID, _: ConfirmationIn, who: Second, change: Changing, today: Today) -> Answer:
        return await alone(change, payment, lambda: stornos.confirm(desk(change, payment, who, today)))

    @router.post(
        "/{payment}/storno/refuse",
        operation_id="payment_refuse_storno",
        summary="No storno of what was proposed: the payment stays",
        responses=problems(refused.PaymentNotFound, proposals_refused.NothingProposed, *CHANGE_REFUSED),
    )
    async def refuse_storno(
        payment: UUID, body: ProposalRefusedIn, who: Second, change: Changing, today: Today
    ) -> Answer:
        return await change.run(lambda: stornos.refuse(desk(change, payment, who, today), body.reason))

    return router
