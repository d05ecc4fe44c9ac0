"""/applications/{application}/calls: calls for completion, how they are delivered, and what the party sends."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path

from casework.applications import calling, delivering, problems
from casework.applications.calls_schemas import CallIn, CallSendingIn, DeliveredIn, SuppliedIn
from casework.applications.desk import Desk, desk_of
from casework.assessments.service import NoLawForDate
from casework.authority.problems import OfficialExcluded
from casework.benefits.catalogue import Catalogue
from casework.decisions.moments import DayOutOfOrder
from casework.deliveries.problems import DeliveryImpossible
from casework.deliveries.schemas import EventIn
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, Changing
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.idempotency import Answer
from kit.problems import ValidationFailed
from kit.problems import problems as told
from kit.secrets import KeyRing

Signer = Annotated[Principal, requires("caseworker", "social_worker", "head")]
Number = Annotated[int, Path(ge=1, le=1000, description="of the call")]
Sending = Annotated[int, Path(ge=1, le=1000, description="of the call's sending")]

_STEP = (
    problems.ApplicationNotFound,
    TransitionNotAllowed,
    DayOutOfOrder,
    OfficialExcluded,
    ValidationFailed,
    *CHANGE_REFUSED,
)
_ON_ITS_WAY = (*_STEP, problems.CallNotFound, DeliveryImpossible, NoLawForDate)


def calls_router(catalogue: Catalogue, keys: KeyRing) -> APIRouter:
    """Routes of the calls of an application; the law of the catalogue tells their terms."""
    router = APIRouter(prefix="/applications/{application}/calls")

    async def at_desk(who: Signer, change: Changing, audit: Audit, today: Today) -> Desk:
        return await desk_of(change.db, audit, who, today, keys, catalogue)

    Here = Annotated[Desk, Depends(at_desk)]  # noqa: N806

    @router.post(
        "",
        operation_id="application_call",
        summary="Call for completion, with the term of the sector act",
        responses=told(
            *_STEP,
            problems.NotADefect,
            problems.NoCallNeeded,
            problems.CallTermRefused,
            problems.CallAnswered,
            problems.MatterNotOpen,
        ),
    )
    async def call(application: UUID, body: CallIn, desk: Here, change: Changing) -> Answer:
        return await change.run(lambda: calling.make_call(desk, application, body, change.version))

    @router.post(
        "/{number}/deliver",
        operation_id="application_call_deliver",
        summary="Note in one word that a call was handed over; its term starts",
        responses=told(*_ON_ITS_WAY, problems.CallAnswered),
    )
    async def deliver(application: UUID, number: Number, body: DeliveredIn, desk: Here, change: Changing) -> Answer:
        return await change.run(lambda: delivering.deliver_call(desk, application, number, body, change.version))

    @router.post(
        "/{number}/supply",
        operation_id="application_call_supply",
        summary="Note what the party sent: completed in time, in part, or late",
        responses=told(*_STEP, problems.CallNotFound, problems.CallAnswered),
    )
    async def supply(application: UUID, number: Number, body: SuppliedIn, desk: Here, change: Changing) -> Answer:
        return await change.run(lambda: calling.supply(desk, application, number, body, change.version))

    @router.post(
        "/{number}/sendings",
        operation_id="application_call_send",
        summary="Send a call in one of the ways of delivery; its term follows from what happens to it",
        responses=told(*_ON_ITS_WAY, problems.CallAnswered),
    )
    async def send(application: UUID, number: Number, body: CallSendingIn, desk: Here, change: Changing) -> Answer:
        return await change.run(lambda: delivering.send_call(desk, application, number, body, change.version))

    @router.post(
        "/{number}/sendings/{sending}/events",
        operation_id="application_call_note_event",
        summary="Note what happened to a call on its way, or correct what was noted in error",
        responses=told(*_ON_ITS_WAY, problems.SendingNotFound),
    )
    async def note(
        application: UUID, number: Number, sending: Sending, body: EventIn, desk: Here, change: Changing
    ) -> Answer:
        return await change.run(lambda: delivering.note_event(desk, application, number, sending, body, change.version))

    return router
