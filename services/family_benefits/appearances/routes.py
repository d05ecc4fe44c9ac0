"""/appearance-calls: citizens of Ukraine called to appear in person, and what follows when they do not (art. 26 ust. 3c-3f)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.applications.desk import Hand
from casework.applications.problems import MatterNotOpen
from casework.authority.problems import OfficialExcluded
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
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import ValidationFailed, problems
from services.family_benefits.appearances import schemas as s
from services.family_benefits.appearances import service, store
from services.family_benefits.appearances.problems import (
    AppearanceNotFound,
    AppearanceTermRuns,
    AppearanceWaits,
    NotCalledToAppear,
)

Clerk = Annotated[Principal, requires("caseworker", "head")]
Reader = Annotated[Principal, requires("caseworker", "head", "auditor")]
Sort = Literal["called_on", "-called_on"]
_STEP = (AppearanceNotFound, TransitionNotAllowed, DayOutOfOrder, OfficialExcluded, *CHANGE_REFUSED)


def appearances_router(catalogue: Catalogue) -> APIRouter:
    """Routes of calls to appear in person."""
    router = APIRouter(prefix="/appearance-calls", tags=["appearance-calls"])
    _read(router)
    _written(router, catalogue)
    return router


def _read(router: APIRouter) -> None:
    @router.get(
        "",
        operation_id="appearance_list",
        summary="Calls to appear in person by their day (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.AppearanceOut],
    )
    async def list_calls(
        hand: _Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.Filters, Depends(_filters)],
        sort: Sort = "-called_on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.AppearanceOut] | Response:
        whole = format == "csv"
        found = await service.page(hand, sight, paging, wanted, sort, everything=whole)
        return csv_response(s.AppearanceOut, found.items, "wezwania_do_stawiennictwa") if whole else found

    @router.get(
        "/{appearance}",
        operation_id="appearance_show",
        summary="A call to appear (audited)",
        responses=problems(AppearanceNotFound),
    )
    async def show(appearance: UUID, hand: _Looking, sight: Seeing) -> s.AppearanceOut:
        return await service.show(hand, sight, appearance)


def _written(router: APIRouter, catalogue: Catalogue) -> None:
    @router.post(
        "",
        status_code=201,
        operation_id="appearance_call",
        summary="Call a person to appear about an application or a right (art. 26 ust. 3c)",
        responses=problems(
            NotCalledToAppear, AppearanceWaits, DayOutOfOrder, OfficialExcluded, ValidationFailed, *CREATION_REFUSED
        ),
    )
    async def call(body: s.AppearanceIn, hand: _Receiving, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("appearance-calls", lambda: service.call(hand, sight, catalogue, body))

    @router.post(
        "/{appearance}/delivery",
        operation_id="appearance_note_delivery",
        summary="The call was delivered: its three working days run",
        responses=problems(*_STEP),
    )
    async def delivery(
        appearance: UUID, body: s.AppearanceDayIn, hand: _Here, sight: Seeing, change: Changing
    ) -> Answer:
        return await change.run(lambda: service.note_delivery(hand, sight, catalogue, appearance, body, change.version))

    @router.post(
        "/{appearance}/appearance",
        operation_id="appearance_note",
        summary="The person appeared, in time or late (ust. 3f)",
        responses=problems(*_STEP),
    )
    async def appeared(
        appearance: UUID, body: s.AppearanceDayIn, hand: _Here, sight: Seeing, change: Changing
    ) -> Answer:
        return await change.run(lambda: service.note_appearance(hand, sight, appearance, body, change.version))

    @router.post(
        "/{appearance}/leave-unexamined",
        operation_id="appearance_leave_unexamined",
        summary="Nobody appeared in time: the application is left unexamined (ust. 3d)",
        responses=problems(AppearanceTermRuns, NotCalledToAppear, MatterNotOpen, *_STEP, ValidationFailed),
    )
    async def leave(appearance: UUID, body: s.LeftIn, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: service.leave_unexamined(hand, sight, appearance, body, change.version))

    @router.post(
        "/{appearance}/withdraw",
        operation_id="appearance_withdraw",
        summary="Nobody is called any more",
        responses=problems(*_STEP),
    )
    async def withdraw(
        appearance: UUID, body: s.AppearanceDayIn, hand: _Here, sight: Seeing, change: Changing
    ) -> Answer:
        return await change.run(lambda: service.withdraw(hand, sight, appearance, body, change.version))


async def _at_hand(who: Clerk, change: Changing, audit: Audit, today: Today) -> Hand:
    return Hand(change.db, audit, who.subject, today)


async def _receiving(who: Clerk, creation: Creating, audit: Audit, today: Today) -> Hand:
    return Hand(creation.db, audit, who.subject, today)


async def _looking(who: Reader, db: Write, audit: Audit, today: Today) -> Hand:
    return Hand(db, audit, who.subject, today)


_Here = Annotated[Hand, Depends(_at_hand)]
_Receiving = Annotated[Hand, Depends(_receiving)]
_Looking = Annotated[Hand, Depends(_looking)]


async def _filters(
    state: Annotated[s.AppearanceState | None, Query()] = None,
    person: Annotated[UUID | None, Query()] = None,
    application: Annotated[UUID | None, Query()] = None,
    award: Annotated[UUID | None, Query()] = None,
    unit: Annotated[Code | None, Query()] = None,
    due_to: Annotated[Day | None, Query(description="their last day is this day or earlier")] = None,
) -> store.Filters:
    return store.Filters(state, person, application, award, unit, due_to)
