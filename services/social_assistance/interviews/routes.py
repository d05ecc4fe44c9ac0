"""/interview-orders: interviews that are to be held, with their terms (u.p.s. art. 107)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.applications.desk import Hand
from casework.authority.problems import OfficialExcluded, OtherUnit
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.schemas import Code, Day
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
from kit.problems import ValidationFailed, problems
from services.social_assistance.interviews import schemas as s
from services.social_assistance.interviews import service, store
from services.social_assistance.interviews.problems import InterviewOrderNotFound, InterviewUnfit

Worker = Annotated[Principal, requires("caseworker", "social_worker", "head")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "auditor")]
Sort = Literal["due_on", "-due_on", "learned_on", "-learned_on"]
_STEP = (InterviewOrderNotFound, TransitionNotAllowed, OfficialExcluded, OtherUnit, ValidationFailed, *CHANGE_REFUSED)


def interviews_router(catalogue: Catalogue) -> APIRouter:
    """Routes of interviews that are to be held."""
    router = APIRouter(prefix="/interview-orders", tags=["interviews"])
    _read(router)
    _written(router, catalogue)
    return router


def _read(router: APIRouter) -> None:
    @router.get(
        "",
        operation_id="interview_order_list",
        summary="Interviews that are to be held or were, by their term (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.InterviewOrderOut],
    )
    async def list_orders(
        hand: _Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.Filters, Depends(_filters)],
        sort: Sort = "due_on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.InterviewOrderOut] | Response:
        whole = format == "csv"
        found = await service.page(hand, sight, paging, wanted, sort, everything=whole)
        return csv_response(s.InterviewOrderOut, found.items, "wywiady_do_przeprowadzenia") if whole else found

    @router.get(
        "/{interview_order}",
        operation_id="interview_order_show",
        summary="An interview that is to be held (audited)",
        responses=problems(InterviewOrderNotFound),
    )
    async def show(interview_order: UUID, hand: _Looking, sight: Seeing, response: Response) -> s.InterviewOrderOut:
        found = await service.show(hand, sight, interview_order)
        response.headers["ETag"] = etag(found.version)
        return found


def _written(router: APIRouter, catalogue: Catalogue) -> None:
    @router.post(
        "",
        status_code=201,
        operation_id="interview_order_enter",
        summary="The office learned that an interview is needed: 14 working days, 2 where help is needed at once",
        responses=problems(DayOutOfOrder, OfficialExcluded, OtherUnit, ValidationFailed, *CREATION_REFUSED),
    )
    async def enter(body: s.InterviewOrderIn, hand: _Receiving, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("interview-orders", lambda: service.enter(hand, sight, catalogue, body))

    @router.post(
        "/{interview_order}/held",
        operation_id="interview_order_note_held",
        summary="It was held: the established interview answers it",
        responses=problems(InterviewUnfit, DayOutOfOrder, *_STEP),
    )
    async def held(
        interview_order: UUID, body: s.InterviewHeldIn, hand: _Here, sight: Seeing, change: Changing
    ) -> Answer:
        return await change.run(
            lambda: service.note_held(hand, sight, catalogue, interview_order, body, change.version)
        )

    @router.post(
        "/{interview_order}/withdraw",
        operation_id="interview_order_withdraw",
        summary="It is not held: not needed, or entered in error",
        responses=problems(*_STEP),
    )
    async def withdraw(
        interview_order: UUID, body: s.InterviewNotNeededIn, hand: _Here, sight: Seeing, change: Changing
    ) -> Answer:
        return await change.run(lambda: service.withdraw(hand, sight, interview_order, body, change.version))


async def _at_hand(who: Worker, change: Changing, audit: Audit, today: Today) -> Hand:
    return Hand(change.db, audit, who.subject, today)


async def _receiving(who: Worker, creation: Creating, audit: Audit, today: Today) -> Hand:
    return Hand(creation.db, audit, who.subject, today)


async def _looking(who: Reader, db: Write, audit: Audit, today: Today) -> Hand:
    return Hand(db, audit, who.subject, today)


_Here = Annotated[Hand, Depends(_at_hand)]
_Receiving = Annotated[Hand, Depends(_receiving)]
_Looking = Annotated[Hand, Depends(_looking)]


async def _filters(
    state: Annotated[s.OrderState | None, Query()] = None,
    unit: Annotated[Code | None, Query()] = None,
    urgent: Annotated[bool | None, Query()] = None,
    person: Annotated[UUID | None, Query()] = None,
    household: Annotated[UUID | None, Query()] = None,
    application: Annotated[UUID | None, Query()] = None,
    due_to: Annotated[Day | None, Query(description="not held, and due on this day or earlier")] = None,
) -> store.Filters:
    return store.Filters(state, unit, urgent, person, household, application, due_to)
