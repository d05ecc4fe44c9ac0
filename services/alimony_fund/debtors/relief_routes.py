"""/debtor-reliefs: remission, deferral, instalments and expiry of what a debtor owes (u.p.o.u.a. art. 28 ust. 3, art. 30)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.authority.problems import NoAuthority, OfficialExcluded
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.booking import CannotBeBooked
from casework.decisions.moments import DayOutOfOrder, SameOfficial
from casework.decisions.schemas import Day
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.overpayments.problems import NoInterestRate
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import ValidationFailed, problems
from services.alimony_fund.debtors import relief_course_schemas as c
from services.alimony_fund.debtors import relief_courses as courses
from services.alimony_fund.debtors import relief_schemas as s
from services.alimony_fund.debtors import reliefs
from services.alimony_fund.debtors.hands import Heading, Here, Looking, Receiving
from services.alimony_fund.debtors.problems import (
    DebtorClosed,
    DebtorReliefNotFound,
    NotThisRole,
    ReliefWaits,
    StepUnfit,
)
from services.alimony_fund.ledger.problems import DebtRecordNotFound, MoreThanOwed, NotCreditorOrgan, SurplusTaken

Sort = Literal["requested_on", "-requested_on"]
_STEP = (DebtorReliefNotFound, TransitionNotAllowed, OfficialExcluded, *CHANGE_REFUSED)
_DECIDED = (SameOfficial, NoAuthority, DayOutOfOrder, ValidationFailed)


def relief_router(catalogue: Catalogue) -> APIRouter:
    """Routes of reliefs."""
    router = APIRouter(prefix="/debtor-reliefs", tags=["debtors"])
    _read(router)
    _decided(router, catalogue)
    _course(router, catalogue)
    return router


def _read(router: APIRouter) -> None:
    @router.get(
        "",
        operation_id="debtor_relief_list",
        summary="Reliefs of debtors, by the day they were registered (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.ReliefOut],
    )
    async def list_reliefs(
        hand: Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[reliefs.Filters, Depends(_filters)],
        sort: Sort = "requested_on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.ReliefOut] | Response:
        whole = format == "csv"
        found = await reliefs.page(hand, sight, paging, wanted, sort, everything=whole)
        return csv_response(s.ReliefOut, found.items, "ulgi_dluznikow") if whole else found

    @router.get(
        "/{relief}",
        operation_id="debtor_relief_show",
        summary="A relief with the steps of its decision: delivery, appeal, finality (audited)",
        responses=problems(DebtorReliefNotFound),
    )
    async def show(relief: UUID, hand: Looking, sight: Seeing) -> c.ReliefShown:
        return await courses.show(hand, sight, relief)

    @router.post(
        "",
        status_code=201,
        operation_id="debtor_relief_request",
        summary="A relief is to be decided: the debtor asks for it, the organ weighs it, or the debtor died",
        responses=problems(
            DebtorClosed, NotThisRole, ReliefWaits, DayOutOfOrder, OfficialExcluded, ValidationFailed, *CREATION_REFUSED
        ),
    )
    async def request(body: s.ReliefIn, hand: Receiving, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("debtor-reliefs", lambda: reliefs.request(hand, sight, body))


def _decided(router: APIRouter, catalogue: Catalogue) -> None:
    @router.post(
        "/{relief}/grant",
        operation_id="debtor_relief_grant",
        summary="Another person grants it: the ledger is written off (art. 28 ust. 3, art. 30 ust. 1-2), or days of payment are set",
        responses=problems(StepUnfit, MoreThanOwed, NoInterestRate, SurplusTaken, CannotBeBooked, *_DECIDED, *_STEP),
    )
    async def grant(relief: UUID, body: s.ReliefGrantedIn, hand: Heading, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: reliefs.grant(hand, sight, catalogue, relief, body, change.version))

    @router.post(
        "/{relief}/refuse",
        operation_id="debtor_relief_refuse",
        summary="Another person refuses it (art. 30)",
        responses=problems(*_DECIDED, *_STEP),
    )
    async def refuse(relief: UUID, body: s.ReliefRefusedIn, hand: Heading, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: reliefs.refuse(hand, sight, catalogue, relief, body, change.version))

    @router.post(
        "/{relief}/undo",
        operation_id="debtor_relief_undo",
        summary="A relief granted in error, or repealed, is none: what it wrote off is owed again",
        responses=problems(
            DebtRecordNotFound,
            NotCreditorOrgan,
            SurplusTaken,
            NoInterestRate,
            CannotBeBooked,
            DayOutOfOrder,
            ValidationFailed,
            *_STEP,
        ),
    )
    async def undo(relief: UUID, body: s.ReliefUndoneIn, hand: Heading, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: reliefs.undo(hand, sight, catalogue, relief, body, change.version))

    @router.post(
        "/{relief}/withdraw",
        operation_id="debtor_relief_withdraw",
        summary="It is not decided any more",
        responses=problems(*_STEP),
    )
    async def withdraw(relief: UUID, hand: Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: reliefs.withdraw(hand, sight, relief, change.version))


def _course(router: APIRouter, catalogue: Catalogue) -> None:
    @router.post(
        "/{relief}/steps",
        operation_id="debtor_relief_step",
        summary="One step of its decision: delivery, appeal, what SKO ruled, finality; what ends it has the debt owed again",
        responses=problems(
            DebtRecordNotFound, NotCreditorOrgan, SurplusTaken, NoInterestRate, CannotBeBooked, StepUnfit, ReliefWaits, NoAuthority,
            DayOutOfOrder, ValidationFailed, *_STEP,
        ),
    )  # fmt: skip
    async def step(relief: UUID, body: c.ReliefStepIn, hand: Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: courses.step(hand, sight, catalogue, relief, body, change.version))


async def _filters(
    debtor: Annotated[UUID | None, Query()] = None,
    kind: Annotated[s.ReliefKind | None, Query()] = None,
    state: Annotated[s.ReliefState | None, Query()] = None,
    due_to: Annotated[Day | None, Query(description="their soft term is this day or earlier")] = None,
) -> reliefs.Filters:
    return reliefs.Filters(debtor, kind, state, due_to)
