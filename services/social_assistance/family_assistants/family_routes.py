"""/assisted-families: families that have an assistant, plans of work and half-year assessments (ustawa o wspieraniu rodziny art. 10-15)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response

from casework.authority.problems import OfficialExcluded, OtherUnit
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.schemas import Code, Day
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import ValidationFailed, problems
from services.social_assistance.family_assistants import problems as refused
from services.social_assistance.family_assistants import schemas as s
from services.social_assistance.family_assistants import service, store
from services.social_assistance.family_assistants.desk import Here, Looking, Receiving

Sort = Literal["since", "-since", "review_by", "-review_by"]
_STEP = (
    refused.AssistedFamilyNotFound, TransitionNotAllowed, DayOutOfOrder, OfficialExcluded, OtherUnit, ValidationFailed,
    *CHANGE_REFUSED,
)  # fmt: skip
_FULL = (refused.AssistantFull, refused.AssistantNotThere)


def families_router(catalogue: Catalogue) -> APIRouter:
    """Routes of work with families that have an assistant."""
    router = APIRouter(prefix="/assisted-families", tags=["family-assistants"])
    _read(router)
    _given(router, catalogue)
    _planned(router)
    _assessed(router, catalogue)
    return router


def _read(router: APIRouter) -> None:
    @router.get(
        "",
        operation_id="assisted_family_list",
        summary="Families that have or had an assistant, by the first day, or by the next assessment (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.AssistedFamilyOut],
    )
    async def list_families(
        hand: Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.Filters, Depends(_filters)],
        sort: Sort = "-since",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.AssistedFamilyOut] | Response:
        whole = format == "csv"
        found = await service.page(hand, sight, paging, wanted, sort, everything=whole)
        return csv_response(s.AssistedFamilyOut, found.items, "rodziny_z_asystentem") if whole else found

    @router.get(
        "/{assisted_family}",
        operation_id="assisted_family_show",
        summary="Work with a family: children, plan, assessments (audited)",
        responses=problems(refused.AssistedFamilyNotFound),
    )
    async def show(assisted_family: UUID, hand: Looking, sight: Seeing) -> s.AssistedFamilyShown:
        return await service.show(hand, sight, assisted_family)


def _given(router: APIRouter, catalogue: Catalogue) -> None:
    @router.post(
        "",
        status_code=201,
        operation_id="assisted_family_take_on",
        summary="A family is given an assistant (art. 11 ust. 4)",
        responses=problems(
            refused.FamilyAssisted, *_FULL, DayOutOfOrder, OfficialExcluded, OtherUnit, ValidationFailed,
            *CREATION_REFUSED,
        ),
    )  # fmt: skip
    async def take_on(body: s.AssistedFamilyIn, hand: Receiving, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("assisted-families", lambda: service.take_on(hand, sight, catalogue, body))

    @router.post(
        "/{assisted_family}/hand-over",
        operation_id="assisted_family_hand_over",
        summary="Another assistant works with the family",
        responses=problems(*_FULL, *_STEP),
    )
    async def hand_over(
        assisted_family: UUID, body: s.FamilyHandedOverIn, hand: Here, sight: Seeing, change: Changing
    ) -> Answer:
        return await change.run(
            lambda: service.hand_over(hand, sight, catalogue, assisted_family, body, change.version)
        )  # fmt: skip

    @router.post(
        "/{assisted_family}/withdraw",
        operation_id="assisted_family_withdraw",
        summary="It was entered in error",
        responses=problems(refused.FamilyReviewed, *_STEP),
    )
    async def withdraw(assisted_family: UUID, hand: Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: service.withdraw(hand, sight, assisted_family, change.version))


def _planned(router: APIRouter) -> None:
    @router.post(
        "/{assisted_family}/children",
        operation_id="assisted_family_add_child",
        summary="The work is for one more child of the family",
        responses=problems(*_STEP),
    )
    async def add_child(
        assisted_family: UUID, body: s.FamilyChildIn, hand: Here, sight: Seeing, change: Changing
    ) -> Answer:
        return await change.run(lambda: service.add_child(hand, sight, assisted_family, body, change.version))

    @router.post(
        "/{assisted_family}/children/{child}/end",
        operation_id="assisted_family_end_child",
        summary="The work is for the child no more",
        responses=problems(*_STEP),
    )
    async def end_child(
        assisted_family: UUID, child: UUID, body: s.FamilyChildEndedIn, hand: Here, sight: Seeing, change: Changing
    ) -> Answer:
        return await change.run(lambda: service.end_child(hand, sight, assisted_family, child, body, change.version))

    @router.post(
        "/{assisted_family}/steps",
        operation_id="assisted_family_add_step",
        summary="The plan of work says one more step, with its term (art. 15 ust. 3)",
        responses=problems(*_STEP),
    )
    async def add_step(
        assisted_family: UUID, body: s.FamilyStepIn, hand: Here, sight: Seeing, change: Changing
    ) -> Answer:
        return await change.run(lambda: service.add_step(hand, sight, assisted_family, body, change.version))

    @router.post(
        "/{assisted_family}/steps/{number}/note",
        operation_id="assisted_family_note_step",
        summary="What came of a step of the plan",
        responses=problems(refused.FamilyStepNoted, *_STEP),
    )
    async def note_step(
        assisted_family: UUID,
        number: Annotated[int, Path(ge=1, le=1000)],
        body: s.FamilyStepNotedIn,
        hand: Here,
        sight: Seeing,
        change: Changing,
    ) -> Answer:
        return await change.run(lambda: service.note_step(hand, sight, assisted_family, number, body, change.version))


def _assessed(router: APIRouter, catalogue: Catalogue) -> None:
    @router.post(
        "/{assisted_family}/review",
        operation_id="assisted_family_review",
        summary="The family's situation was assessed: at least every half-year (art. 15 ust. 1 pkt 15)",
        responses=problems(*_STEP),
    )
    async def review(
        assisted_family: UUID, body: s.FamilyReviewIn, hand: Here, sight: Seeing, change: Changing
    ) -> Answer:
        return await change.run(lambda: service.review(hand, sight, catalogue, assisted_family, body, change.version))

    @router.post(
        "/{assisted_family}/end",
        operation_id="assisted_family_end",
        summary="The work with the family ended",
        responses=problems(*_STEP),
    )
    async def end(
        assisted_family: UUID, body: s.AssistedFamilyEndIn, hand: Here, sight: Seeing, change: Changing
    ) -> Answer:
        return await change.run(lambda: service.end(hand, sight, catalogue, assisted_family, body, change.version))


async def _filters(
    state: Annotated[s.FamilyState | None, Query()] = None,
    unit: Annotated[Code | None, Query()] = None,
    assistant: Annotated[UUID | None, Query()] = None,
    household: Annotated[UUID | None, Query()] = None,
    child: Annotated[UUID | None, Query()] = None,
    basis: Annotated[s.Basis | None, Query()] = None,
    on: Annotated[Day | None, Query(description="the work ran on this day")] = None,
    review_to: Annotated[Day | None, Query(description="running, and assessed by this day or earlier")] = None,
) -> store.Filters:
    return store.Filters(state, unit, assistant, household, child, basis, on, review_to)
