"""/debtor-proceedings: what the debtor's organ does after a request for action (u.p.o.u.a. art. 4-6)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.authority.problems import NoAuthority, OfficialExcluded
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.decisions.moments import DayOutOfOrder, SameOfficial
from casework.decisions.schemas import Day
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import ValidationFailed, problems
from services.alimony_fund.debtors import proceeding_schemas as s
from services.alimony_fund.debtors import proceeding_store as store
from services.alimony_fund.debtors import proceedings
from services.alimony_fund.debtors.hands import Heading, Here, Looking, Receiving
from services.alimony_fund.debtors.problems import (
    DebtorClosed,
    DebtorNotProtected,
    DebtorProceedingNotFound,
    DebtorProtected,
    EarlierDecisionStands,
    NotThisRole,
    StepUnfit,
)

Sort = Literal["received_on", "-received_on"]
_STEP = (
    DebtorProceedingNotFound, TransitionNotAllowed, StepUnfit, EarlierDecisionStands, DayOutOfOrder, OfficialExcluded, ValidationFailed,
    *CHANGE_REFUSED,
)  # fmt: skip


def proceeding_router(catalogue: Catalogue) -> APIRouter:
    """Routes of proceedings against debtors."""
    router = APIRouter(prefix="/debtor-proceedings", tags=["debtors"])
    _read(router)
    _written(router, catalogue)
    return router


def _read(router: APIRouter) -> None:
    @router.get(
        "",
        operation_id="debtor_proceeding_list",
        summary="Proceedings against debtors, by the day of the request (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.ProceedingOut],
    )
    async def list_proceedings(
        hand: Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.Filters, Depends(_filters)],
        sort: Sort = "received_on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.ProceedingOut] | Response:
        whole = format == "csv"
        found = await proceedings.page(hand, sight, paging, wanted, sort, everything=whole)
        return csv_response(s.ProceedingOut, found.items, "postepowania_wobec_dluznikow") if whole else found

    @router.get(
        "/{proceeding}",
        operation_id="debtor_proceeding_show",
        summary="A proceeding with its steps, their articles and what they were weighed by (audited)",
        responses=problems(DebtorProceedingNotFound),
    )
    async def show(proceeding: UUID, hand: Looking, sight: Seeing) -> s.ProceedingShown:
        return await proceedings.show(hand, sight, proceeding)


def _written(router: APIRouter, catalogue: Catalogue) -> None:
    @router.post(
        "",
        status_code=201,
        operation_id="debtor_proceeding_start",
        summary="A request for action was received by this office as debtor's organ (art. 3 ust. 5)",
        responses=problems(
            DebtorClosed, NotThisRole, DayOutOfOrder, OfficialExcluded, ValidationFailed, *CREATION_REFUSED
        ),
    )
    async def start(body: s.ProceedingIn, hand: Receiving, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("debtor-proceedings", lambda: proceedings.start(hand, sight, body))

    @router.post(
        "/{proceeding}/steps",
        operation_id="debtor_proceeding_step",
        summary="One step of the proceeding: interview, order, opening, delivery, finality, motions, lifting, end",
        responses=problems(DebtorNotProtected, *_STEP),
    )
    async def step(proceeding: UUID, body: s.StepIn, hand: Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: proceedings.step(hand, sight, catalogue, proceeding, body, change.version))

    @router.post(
        "/{proceeding}/decide",
        operation_id="debtor_proceeding_decide",
        summary='The decision "uchylający się" is issued, unless payments of the last months bar it (art. 5 ust. 3-3a)',
        responses=problems(DebtorProtected, SameOfficial, NoAuthority, *_STEP),
    )
    async def decide(proceeding: UUID, body: s.DecideIn, hand: Heading, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: proceedings.decide(hand, sight, catalogue, proceeding, body, change.version))


async def _filters(
    debtor: Annotated[UUID | None, Query()] = None,
    state: Annotated[s.State | None, Query()] = None,
    reason: Annotated[s.Reason | None, Query()] = None,
    due_to: Annotated[Day | None, Query(description="their soft term is this day or earlier")] = None,
) -> store.Filters:
    return store.Filters(debtor, state, reason, due_to)
