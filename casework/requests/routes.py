"""/certificate-requests and /urgings: what the office answers, or passes on, within seven days."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.applications.desk import Hand
from casework.applications.problems import ApplicationNotFound
from casework.authority.problems import OfficialExcluded, OtherUnit
from casework.authority.veil import Seeing
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.schemas import Code, Day
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.requests import service, store
from casework.requests.problems import RequestAnswerUnfit, RequestNotFound
from casework.requests.schemas import (
    CertificateRequestIn,
    CertificateRequestOut,
    EndedIn,
    IssuedIn,
    PassedOnIn,
    RefusedIn,
    RequestState,
    RulingIn,
    UrgingIn,
    UrgingOut,
)
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import ValidationFailed, problems

Clerk = Annotated[Principal, requires("caseworker", "social_worker", "head")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "auditor")]
Sort = Literal["due_on", "-due_on"]
_STEP = problems(RequestNotFound, TransitionNotAllowed, DayOutOfOrder, *CHANGE_REFUSED)


def requests_router() -> APIRouter:
    """Routes of both kinds of requests."""
    router = APIRouter(tags=["requests"])

    async def at_hand(who: Clerk, change: Changing, audit: Audit, today: Today) -> Hand:
        return Hand(change.db, audit, who.subject, today)

    async def receiving(who: Clerk, creation: Creating, audit: Audit, today: Today) -> Hand:
        return Hand(creation.db, audit, who.subject, today)

    async def looking(who: Reader, db: Write, audit: Audit, today: Today) -> Hand:
        return Hand(db, audit, who.subject, today)

    Here = Annotated[Hand, Depends(at_hand)]  # noqa: N806
    Receiving = Annotated[Hand, Depends(receiving)]  # noqa: N806
    Looking = Annotated[Hand, Depends(looking)]  # noqa: N806

    @router.post(
        "/certificate-requests",
        status_code=201,
        operation_id="certificate_request_register",
        summary="A person asks for a certificate: seven days (art. 217 § 3 k.p.a.)",
        responses=problems(OtherUnit, ValidationFailed, *CREATION_REFUSED),
    )
    async def ask(body: CertificateRequestIn, hand: Receiving, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("certificate-requests", lambda: service.ask_certificate(hand, sight, body))

    @router.post(
        "/certificate-requests/{request}/issue",
        operation_id="certificate_request_issue",
        summary="The certificate was made",
        responses=problems(RequestAnswerUnfit, RequestNotFound, TransitionNotAllowed, DayOutOfOrder, *CHANGE_REFUSED),
    )
    async def issue(request: UUID, body: IssuedIn, hand: Here, change: Changing) -> Answer:
        return await change.run(lambda: service.issue(hand, request, body, change.version))

    @router.post(
        "/certificate-requests/{request}/refuse",
        operation_id="certificate_request_refuse",
        summary="It was refused by an order (art. 219 k.p.a.)",
        responses=problems(RequestAnswerUnfit, RequestNotFound, TransitionNotAllowed, DayOutOfOrder, *CHANGE_REFUSED),
    )
    async def refuse(request: UUID, body: RefusedIn, hand: Here, change: Changing) -> Answer:
        return await change.run(lambda: service.refuse(hand, request, body, change.version))

    @router.post(
        "/certificate-requests/{request}/withdraw",
        operation_id="certificate_request_withdraw",
        summary="The person asks for it no more",
        responses=_STEP,
    )
    async def withdraw(request: UUID, body: EndedIn, hand: Here, change: Changing) -> Answer:
        return await change.run(lambda: service.withdraw(hand, request, "certificate", body, change.version))

    @router.get(
        "/certificate-requests",
        operation_id="certificate_request_list",
        summary="Requests for certificates by their last day (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[CertificateRequestOut],
    )
    async def list_certificates(
        hand: Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.Filters, Depends(_filters)],
        sort: Sort = "due_on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[CertificateRequestOut] | Response:
        whole = format == "csv"
        found = await service.certificates(hand, sight, paging, wanted, sort, everything=whole)
        return csv_response(CertificateRequestOut, found.items, "zaswiadczenia") if whole else found

    @router.post(
        "/applications/{application}/urgings",
        status_code=201,
        operation_id="urging_register",
        summary="A party urges (art. 37 k.p.a.): to SKO in seven days",
        responses=problems(
            ApplicationNotFound, TransitionNotAllowed, OfficialExcluded, ValidationFailed, *CREATION_REFUSED
        ),
    )
    async def urge(application: UUID, body: UrgingIn, hand: Receiving, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("urgings", lambda: service.urge(hand, sight, application, body))

    @router.post(
        "/urgings/{request}/pass-on",
        operation_id="urging_pass_on",
        summary="It goes to SKO with a copy of the file",
        responses=_STEP,
    )
    async def pass_on(request: UUID, body: PassedOnIn, hand: Here, change: Changing) -> Answer:
        return await change.run(lambda: service.pass_on(hand, request, body, change.version))

    @router.post(
        "/urgings/{request}/ruling",
        operation_id="urging_note_ruling",
        summary="What SKO ruled, and until when the case is to be settled",
        responses=_STEP,
    )
    async def ruling(request: UUID, body: RulingIn, hand: Here, change: Changing) -> Answer:
        return await change.run(lambda: service.note_ruling(hand, request, body, change.version))

    @router.post(
        "/urgings/{request}/withdraw",
        operation_id="urging_withdraw",
        summary="The party urges no more",
        responses=_STEP,
    )
    async def withdraw_urging(request: UUID, body: EndedIn, hand: Here, change: Changing) -> Answer:
        return await change.run(lambda: service.withdraw(hand, request, "urging", body, change.version))

    @router.get(
        "/urgings",
        operation_id="urging_list",
        summary="Urgings by the last day for passing them on (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[UrgingOut],
    )
    async def list_urgings(
        hand: Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.Filters, Depends(_filters)],
        sort: Sort = "due_on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[UrgingOut] | Response:
        whole = format == "csv"
        found = await service.urgings(hand, sight, paging, wanted, sort, everything=whole)
        return csv_response(UrgingOut, found.items, "ponaglenia") if whole else found

    return router


async def _filters(
    state: Annotated[RequestState | None, Query()] = None,
    person: Annotated[UUID | None, Query()] = None,
    application: Annotated[UUID | None, Query()] = None,
    unit: Annotated[Code | None, Query()] = None,
    due_to: Annotated[Day | None, Query(description="their last day is this day or earlier")] = None,
) -> store.Filters:
    return store.Filters(state, person, application, unit, due_to)
