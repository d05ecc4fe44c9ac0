"""/applications/{application}: the note of mediation, and what is done about a suspension that nobody lifts."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path

from casework.applications import problems as refused
from casework.applications import suspending
from casework.applications.desk import Hand
from casework.applications.suspending_schemas import DiscontinuingNoticeIn, MediationIn, NotResumedIn, ObjectionIn
from casework.assessments.service import NoLawForDate
from casework.authority.problems import OfficialExcluded
from casework.decisions.moments import DayOutOfOrder
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, Changing
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.idempotency import Answer
from kit.problems import problems

Signer = Annotated[Principal, requires("caseworker", "social_worker", "head")]
Number = Annotated[int, Path(ge=1, le=10_000)]
_STEP = (refused.ApplicationNotFound, TransitionNotAllowed, DayOutOfOrder, OfficialExcluded, *CHANGE_REFUSED)


def suspending_router() -> APIRouter:
    """Routes of notes; the steps stand with the application's others."""
    router = APIRouter(prefix="/applications/{application}", tags=["applications"])

    async def at_hand(who: Signer, change: Changing, audit: Audit, today: Today) -> Hand:
        return Hand(change.db, audit, who.subject, today)

    Here = Annotated[Hand, Depends(at_hand)]  # noqa: N806

    @router.post(
        "/mediation-note",
        operation_id="application_note_mediation",
        summary="Note whether the case allows mediation (art. 96a § 1b k.p.a.)",
        responses=problems(*_STEP, refused.NotInThisWording),
    )
    async def mediation(application: UUID, body: MediationIn, hand: Here, change: Changing) -> Answer:
        return await change.run(lambda: suspending.note_mediation(hand, application, body, change.version))

    @router.post(
        "/not-resumed",
        operation_id="application_not_resumed",
        summary="Nobody asked in time to resume: it counts as withdrawn (art. 98 § 2 k.p.a.)",
        responses=problems(*_STEP, refused.SuspensionTermRuns),
    )
    async def not_resumed(application: UUID, body: NotResumedIn, hand: Here, change: Changing) -> Answer:
        return await change.run(lambda: suspending.not_resumed(hand, application, body, change.version))

    @router.post(
        "/discontinuing-notices",
        operation_id="application_tell_discontinuing",
        summary="Another party was told of discontinuing; she may object (art. 97 § 4-7 k.p.a.)",
        responses=problems(*_STEP, refused.SuspensionTermRuns, refused.NotInThisWording),
    )
    async def tell(application: UUID, body: DiscontinuingNoticeIn, hand: Here, change: Changing) -> Answer:
        return await change.run(lambda: suspending.tell_discontinuing(hand, application, body, change.version))

    @router.post(
        "/discontinuing-notices/{number}/objection",
        operation_id="application_object_to_discontinuing",
        summary="A party objects to discontinuing",
        responses=problems(*_STEP, refused.NoticeNotFound, refused.ObjectionExists, NoLawForDate),
    )
    async def objection(application: UUID, number: Number, body: ObjectionIn, hand: Here, change: Changing) -> Answer:
        return await change.run(
            lambda: suspending.object_to_discontinuing(hand, application, number, body, change.version)
        )

    return router
