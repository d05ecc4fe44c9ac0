"""/debtor-actions: what the organs do about a debtor beside his proceedings (u.p.o.u.a. art. 3 ust. 8, 5 ust. 4a, 7, 27 ust. 3-8)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.authority.problems import OfficialExcluded
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.schemas import Day
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import ValidationFailed, problems
from services.alimony_fund.debtors import action_schemas as s
from services.alimony_fund.debtors import actions
from services.alimony_fund.debtors.hands import Here, Looking, Receiving
from services.alimony_fund.debtors.problems import DebtorActionNotFound, DebtorClosed, NotThisRole, StepUnfit

Sort = Literal["filed_on", "-filed_on"]
_STEP = (DebtorActionNotFound, TransitionNotAllowed, OfficialExcluded, *CHANGE_REFUSED)


def action_router(catalogue: Catalogue) -> APIRouter:
    """Routes of actions beside proceedings."""
    router = APIRouter(prefix="/debtor-actions", tags=["debtors"])
    _filed(router, catalogue)
    _answered(router)
    return router


def _filed(router: APIRouter, catalogue: Catalogue) -> None:
    @router.get(
        "",
        operation_id="debtor_action_list",
        summary="What was filed about debtors with courts, bailiffs and labour offices, by its day (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.ActionOut],
    )
    async def list_actions(
        hand: Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[actions.Filters, Depends(_filters)],
        sort: Sort = "filed_on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.ActionOut] | Response:
        whole = format == "csv"
        found = await actions.page(hand, sight, paging, wanted, sort, everything=whole)
        return csv_response(s.ActionOut, found.items, "pisma_o_dluznikach") if whole else found

    @router.post(
        "",
        status_code=201,
        operation_id="debtor_action_file",
        summary="The court was told of an idle bailiff, a lawsuit was brought, the labour office told, the bailiff asked to enforce",
        responses=problems(
            DebtorClosed, NotThisRole, StepUnfit, DayOutOfOrder, OfficialExcluded, ValidationFailed, *CREATION_REFUSED
        ),
    )
    async def file(body: s.ActionIn, hand: Receiving, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("debtor-actions", lambda: actions.file(hand, sight, catalogue, body))


def _answered(router: APIRouter) -> None:
    @router.post(
        "/{action}/answer",
        operation_id="debtor_action_note_answer",
        summary="What the court or the bailiff did about it",
        responses=problems(StepUnfit, DayOutOfOrder, ValidationFailed, *_STEP),
    )
    async def answer(action: UUID, body: s.ActionAnsweredIn, hand: Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: actions.note_answer(hand, sight, action, body, change.version))

    @router.post(
        "/{action}/withdraw",
        operation_id="debtor_action_withdraw",
        summary="It was taken back, or noted in error",
        responses=problems(*_STEP),
    )
    async def withdraw(action: UUID, hand: Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: actions.withdraw(hand, sight, action, change.version))


async def _filters(
    debtor: Annotated[UUID | None, Query()] = None,
    kind: Annotated[s.ActionKind | None, Query()] = None,
    state: Annotated[s.ActionState | None, Query()] = None,
    due_to: Annotated[Day | None, Query(description="an answer is waited for until this day or earlier")] = None,
) -> actions.Filters:
    return actions.Filters(debtor, kind, state, due_to)
