"""/applications/{id}/clocks, /decisions/{id}/clocks, /overpayments/{id}/clocks: every term of a case, and what moves the office's own."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response

from casework.applications.problems import ApplicationNotFound
from casework.authority.problems import OfficialExcluded
from casework.authority.schemas import Day
from casework.authority.sight import sight_of
from casework.benefits.catalogue import Catalogue
from casework.decisions.service import DecisionNotFound
from casework.overpayments.problems import OverpaymentNotFound
from casework.tasks import clocks, debts, pausing
from casework.tasks import problems as refused
from casework.tasks.pausing import Hand
from casework.tasks.schemas import CaseClocksOut, ClocksOut, ComplexIn, DelayIn, PauseEndIn, PauseIn
from casework.today import Today
from casework.writes import CHANGE_REFUSED, Changing
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Read, Write
from kit.etag import etag
from kit.idempotency import Answer
from kit.problems import ValidationFailed, problems

Clerk = Annotated[Principal, requires("caseworker", "social_worker", "head")]
OfApplication = Annotated[Principal, requires("caseworker", "social_worker", "head", "auditor")]
OfDecision = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant", "auditor")]
OfDebt = Annotated[Principal, requires("caseworker", "head", "accountant", "auditor")]
On = Annotated[Day | None, Query(description="the day to look from; today unless stated")]
Number = Annotated[int, Path(ge=1, le=1000, description="of the stretch of days")]

_STEP = (ApplicationNotFound, refused.ClockStopped, ValidationFailed, OfficialExcluded, *CHANGE_REFUSED)


def clocks_router(catalogue: Catalogue) -> APIRouter:
    """Routes of clocks; the catalogue says until when benefits are settled, and how long undue payments may be decided on and claimed."""
    router = APIRouter(tags=["terms and tasks"])
    _shown(router, catalogue)
    router.include_router(_moved(catalogue))
    return router


def _shown(router: APIRouter, catalogue: Catalogue) -> None:
    @router.get(
        "/applications/{application}/clocks",
        operation_id="case_clock_show",
        summary="Every clock of an application and of the decisions that answer it (audited)",
        responses=problems(ApplicationNotFound),
    )
    async def of_application(
        application: UUID,
        who: OfApplication,
        db: Write,
        audit: Audit,
        today: Today,
        response: Response,
        on: On = None,
    ) -> CaseClocksOut:
        sight = await sight_of(db, who, today)
        found = await clocks.of_application(db, catalogue, sight, application, on or today)
        await audit.note(db, "read_clocks", "application", application)
        response.headers["ETag"] = etag(found.version)
        return found

    @router.get(
        "/decisions/{decision}/clocks",
        operation_id="decision_clock_show",
        summary="The clocks of a decision: of its parties, of appeals, of the court",
        responses=problems(DecisionNotFound),
    )
    async def of_decision(decision: UUID, _: OfDecision, db: Read, today: Today, on: On = None) -> ClocksOut:
        return await clocks.of_decision(db, decision, on or today)

    @router.get(
        "/overpayments/{overpayment}/clocks",
        operation_id="overpayment_clock_show",
        summary="The clocks of an undue payment: decision, limitation, instalments, reminder",
        responses=problems(OverpaymentNotFound),
    )
    async def of_overpayment(overpayment: UUID, _: OfDebt, db: Read, today: Today, on: On = None) -> ClocksOut:
        return await debts.of_overpayment(db, catalogue, overpayment, on or today)


def _moved(catalogue: Catalogue) -> APIRouter:
    router = APIRouter(prefix="/applications/{application}/clocks")

    async def at_desk(who: Clerk, change: Changing, audit: Audit, today: Today) -> Hand:
        return Hand(change.db, audit, who.subject, today)

    Here = Annotated[Hand, Depends(at_desk)]  # noqa: N806

    @router.post(
        "/complex",
        operation_id="case_clock_make_complex",
        summary="An especially complicated case: two months (art. 35 § 3 k.p.a.)",
        responses=problems(*_STEP, refused.AlreadyComplex),
    )
    async def make_complex(application: UUID, body: ComplexIn, hand: Here, change: Changing) -> Answer:
        return await change.run(lambda: pausing.make_complex(hand, application, body, change.version))

    @router.post(
        "/pauses",
        operation_id="case_clock_pause",
        summary="Days that do not count: suspension, mediation, delay by the party (art. 35 § 5 k.p.a.)",
        responses=problems(*_STEP),
    )
    async def pause(application: UUID, body: PauseIn, hand: Here, change: Changing) -> Answer:
        return await change.run(lambda: pausing.pause(hand, application, body, change.version))

    @router.post(
        "/pauses/{number}/end",
        operation_id="case_clock_end_pause",
        summary="The last day that does not count",
        responses=problems(*_STEP, refused.PauseNotFound, refused.PauseEnded, refused.PauseOrdered),
    )
    async def end_pause(application: UUID, number: Number, body: PauseEndIn, hand: Here, change: Changing) -> Answer:
        return await change.run(lambda: pausing.end_pause(hand, application, number, body, change.version))

    @router.post(
        "/delays",
        operation_id="case_clock_tell_delay",
        summary="Note that the parties were told of the delay, with the reason and the new day (art. 36 k.p.a.)",
        responses=problems(*_STEP),
    )
    async def tell_delay(application: UUID, body: DelayIn, hand: Here, change: Changing) -> Answer:
        return await change.run(lambda: pausing.tell_delay(hand, catalogue, application, body, change.version))

    return router
