"""/coordination-matters: what waits for the voivode's finding whether coordination applies, and what follows from it (u.ś.r. art. 23a)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.applications.desk import Hand
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
from services.family_benefits.coordination_matters import registering, service, store
from services.family_benefits.coordination_matters import schemas as s
from services.family_benefits.coordination_matters.problems import (
    CoordinationMatterNotFound,
    CoordinationWaits,
    NotForCoordination,
    NothingPaidThen,
    ReturnedUnfit,
)

Clerk = Annotated[Principal, requires("caseworker", "head")]
Reader = Annotated[Principal, requires("caseworker", "head", "auditor")]
Sort = Literal["answer_by", "-answer_by", "forwarded_on", "-forwarded_on"]
_STEP = (CoordinationMatterNotFound, TransitionNotAllowed, DayOutOfOrder, OfficialExcluded, *CHANGE_REFUSED)


def coordination_router(catalogue: Catalogue) -> APIRouter:
    """Routes of matters of coordination."""
    router = APIRouter(prefix="/coordination-matters", tags=["coordination"])
    _read(router)
    _written(router, catalogue)
    return router


def _read(router: APIRouter) -> None:
    @router.get(
        "",
        operation_id="coordination_list",
        summary="Matters at the voivode and what he found, by their soft term (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.CoordinationOut],
    )
    async def list_matters(
        hand: _Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.Filters, Depends(_filters)],
        sort: Sort = "answer_by",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.CoordinationOut] | Response:
        whole = format == "csv"
        found = await service.page(hand, sight, paging, wanted, sort, everything=whole)
        return csv_response(s.CoordinationOut, found.items, "koordynacja") if whole else found

    @router.get(
        "/{matter}",
        operation_id="coordination_show",
        summary="A matter with what the voivode wrote, and the rights, months and payments that are concerned (audited)",
        responses=problems(CoordinationMatterNotFound),
    )
    async def show(matter: UUID, hand: _Looking, sight: Seeing) -> s.CoordinationShown:
        return await service.show(hand, sight, matter)


def _written(router: APIRouter, catalogue: Catalogue) -> None:
    @router.post(
        "",
        status_code=201,
        operation_id="coordination_register",
        summary="A matter went to the voivode: an application passed on, or a decision he is asked about",
        responses=problems(
            NotForCoordination, CoordinationWaits, DayOutOfOrder, OfficialExcluded, ValidationFailed, *CREATION_REFUSED
        ),
    )
    async def register(body: s.CoordinationIn, hand: _Receiving, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("coordination-matters", lambda: registering.register(hand, sight, catalogue, body))

    @router.post(
        "/{matter}/opinion",
        operation_id="coordination_note_opinion",
        summary="The voivode wrote without a finding; the matter goes on waiting",
        responses=problems(*_STEP, ValidationFailed),
    )
    async def note_opinion(matter: UUID, body: s.OpinionIn, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: service.note_opinion(hand, sight, matter, body, change.version))

    @router.post(
        "/{matter}/answer",
        operation_id="coordination_answer",
        summary="He found that coordination applies, for which time, or that it does not (art. 23a ust. 3)",
        responses=problems(*_STEP, ValidationFailed),
    )
    async def answer(matter: UUID, body: s.FindingIn, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: service.answer(hand, sight, matter, body, change.version))

    @router.post(
        "/{matter}/returned",
        operation_id="coordination_link_returned",
        summary="The matter came back and was registered: the gmina decides from the month of the application (ust. 8)",
        responses=problems(ReturnedUnfit, *_STEP, ValidationFailed),
    )
    async def returned(matter: UUID, body: s.ReturnedIn, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: service.link_returned(hand, sight, matter, body, change.version))

    @router.post(
        "/{matter}/tell-undue",
        operation_id="coordination_tell_undue",
        summary="The voivode was told what was paid for the time: he establishes and collects it (ust. 9)",
        responses=problems(NothingPaidThen, *_STEP),
    )
    async def tell_undue(matter: UUID, body: s.ToldIn, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: service.tell_undue(hand, sight, matter, body, change.version))

    @router.post(
        "/{matter}/withdraw",
        operation_id="coordination_withdraw",
        summary="It waits no more",
        responses=problems(*_STEP),
    )
    async def withdraw(matter: UUID, body: s.ToldIn, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: service.withdraw(hand, sight, matter, body, change.version))


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
    state: Annotated[s.MatterState | None, Query()] = None,
    way: Annotated[s.Way | None, Query()] = None,
    person: Annotated[UUID | None, Query()] = None,
    application: Annotated[UUID | None, Query()] = None,
    decision: Annotated[UUID | None, Query()] = None,
    benefit: Annotated[Code | None, Query()] = None,
    unit: Annotated[Code | None, Query()] = None,
    due_to: Annotated[Day | None, Query(description="their soft term is this day or earlier")] = None,
) -> store.Filters:
    return store.Filters(state, way, person, application, decision, benefit, unit, due_to)
