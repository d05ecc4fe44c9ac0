"""/appeals and /decisions/{id}/appeals: registered, reviewed or passed on, SKO's result carried out, complaints to the court."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse

from casework.appeals import court, reading, service
from casework.appeals import problems as refused
from casework.appeals.carrying_out_routes import carrying_out_router
from casework.appeals.schemas import (
    AppealIn,
    AppealOut,
    AppealShort,
    AppealState,
    ComplaintIn,
    JudgmentIn,
    OnIn,
    PassOnIn,
    ResultIn,
    SelfReviewIn,
)
from casework.appeals.store import Filter
from casework.assessments.service import NoLawForDate
from casework.authority.problems import NoAuthority, OfficialExcluded
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.booking import CannotBeBooked
from casework.decisions.moments import DayOutOfOrder, DecisionOfSko
from casework.decisions.schemas import Day
from casework.decisions.service import DecisionNotFound
from casework.deliveries.problems import PartyNotFound
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.audit import Audit
from kit.auth import Gmina, Principal, requires
from kit.db import Write
from kit.etag import etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import problems

Clerk = Annotated[Principal, requires("caseworker", "head")]
Head = Annotated[Principal, requires("head")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant", "auditor")]

_STEP = (refused.AppealNotFound, TransitionNotAllowed, DayOutOfOrder, OfficialExcluded, *CHANGE_REFUSED)


async def _filter(
    decision: Annotated[UUID | None, Query()] = None,
    state: Annotated[AppealState | None, Query()] = None,
    in_time: Annotated[bool | None, Query()] = None,
    forward_to: Annotated[Day | None, Query(description="to be passed on by this day")] = None,
    person: Annotated[UUID | None, Query(description="whose appeal it is, or her attorney's")] = None,
    party: Annotated[UUID | None, Query(description="of the decision, by the number of her entry")] = None,
    number: Annotated[str | None, Query(max_length=80, description="in the register, e.g. RPW/15/2026")] = None,
    since: Annotated[Day | None, Query(description="received on this day or later")] = None,
    until: Annotated[Day | None, Query(description="received on this day or earlier")] = None,
) -> Filter:
    return Filter(decision, state, in_time, forward_to, person, party, number, since, until)


Wanted = Annotated[Filter, Depends(_filter)]


def appeals_router(catalogue: Catalogue) -> APIRouter:
    """Routes of appeals; the catalogue says where freed money is booked."""
    router = APIRouter(tags=["appeals"])

    @router.post(
        "/decisions/{decision}/appeals",
        status_code=201,
        operation_id="appeal_register",
        summary="Register an appeal; late ones too, SKO says so",
        responses=problems(
            DecisionNotFound,
            PartyNotFound,
            TransitionNotAllowed,
            DayOutOfOrder,
            NoLawForDate,
            refused.AppealExists,
            DecisionOfSko,
            OfficialExcluded,
            *CREATION_REFUSED,
        ),
    )
    async def register(decision: UUID, body: AppealIn, who: Clerk, creation: Creating, today: Today) -> Answer:
        return await creation.run(
            "appeals",
            lambda: service.register(db=creation.db, decision=decision, appeal=body, by=who.subject, today=today),
        )

    @router.get(
        "/appeals",
        operation_id="appeal_list",
        summary="Appeals by the last day for passing them on (audited)",
        responses=problems(InvalidCursor),
    )
    async def list_appeals(
        _: Reader,
        sight: Seeing,
        db: Write,
        audit: Audit,
        paging: Paging,
        wanted: Wanted,
        today: Today,
        sort: Literal["forward_by", "-forward_by"] = "forward_by",
    ) -> Page[AppealShort]:
        await audit.note(db, "listed", "appeal", wanted.decision or wanted.person)
        return await reading.page(db=db, sight=sight, paging=paging, wanted=wanted, sort=sort, today=today)

    @router.get(
        "/appeals/export",
        operation_id="appeal_export",
        summary="The register of appeals as CSV, whole (audited)",
        response_class=StreamingResponse,
        responses={
            200: {
                "content": {"text/csv": {"schema": {"type": "string"}, "example": ",".join(reading.COLUMNS) + "\r\n"}},
                "description": "id, decision, party, state …",
            },
            **problems(),
        },
    )
    async def export(
        _: Reader,
        sight: Seeing,
        gmina: Gmina,
        db: Write,
        audit: Audit,
        wanted: Wanted,
        today: Today,
        request: Request,
    ) -> StreamingResponse:
        await audit.note(db, "exported", "appeal", wanted.decision or wanted.person)
        rows = reading.export(database=request.app.state.database, gmina=gmina, sight=sight, wanted=wanted, today=today)
        headers = {"Content-Disposition": 'attachment; filename="odwolania.csv"'}
        return StreamingResponse(rows, media_type="text/csv; charset=utf-8; header=present", headers=headers)

    @router.get(
        "/appeals/{appeal}",
        operation_id="appeal_show",
        summary="An appeal with its results, complaints and the steps it allows (audited)",
        responses=problems(refused.AppealNotFound),
    )
    async def show(appeal: UUID, _: Reader, db: Write, audit: Audit, today: Today, response: Response) -> AppealOut:
        found = await reading.show(db=db, appeal=appeal, today=today)
        await audit.note(db, "read", "appeal", appeal)
        response.headers["ETag"] = etag(found.version)
        return found

    @router.post(
        "/appeals/{appeal}/restore-term",
        operation_id="appeal_restore_term",
        summary="SKO restored the missed term (art. 59)",
        responses=problems(*_STEP),
    )
    async def restore_term(appeal: UUID, body: OnIn, _: Clerk, change: Changing, today: Today) -> Answer:
        return await change.run(
            lambda: service.restore_term(db=change.db, appeal=appeal, on=body.on, version=change.version, today=today)
        )

    @router.post(
        "/appeals/{appeal}/withdrawal",
        operation_id="appeal_note_withdrawal",
        summary="The party withdrew it; SKO decides what follows (art. 137)",
        responses=problems(*_STEP),
    )
    async def note_withdrawal(appeal: UUID, body: OnIn, _: Clerk, change: Changing, today: Today) -> Answer:
        return await change.run(
            lambda: service.note_withdrawal(
                db=change.db, appeal=appeal, on=body.on, version=change.version, today=today
            )
        )

    @router.post(
        "/appeals/{appeal}/pass-on",
        operation_id="appeal_pass_on",
        summary="To SKO with the file, within seven days (art. 133)",
        responses=problems(*_STEP),
    )
    async def pass_on(appeal: UUID, body: PassOnIn, who: Clerk, change: Changing, today: Today) -> Answer:
        return await change.run(
            lambda: service.pass_on(
                db=change.db, appeal=appeal, passing=body, by=who.subject, version=change.version, today=today
            )
        )

    @router.post(
        "/appeals/{appeal}/self-review",
        operation_id="appeal_self_review",
        summary="The appeal is right in full and a new decision was issued (art. 132)",
        responses=problems(
            *_STEP,
            refused.ReviewModeNotInLaw,
            refused.SelfReviewWithoutAll,
            refused.SelfReviewTooLate,
            refused.DecisionUnfit,
            CannotBeBooked,
            NoAuthority,
            OfficialExcluded,
        ),
    )
    async def self_review(appeal: UUID, body: SelfReviewIn, who: Head, change: Changing, today: Today) -> Answer:
        return await change.run(
            lambda: service.self_review(
                db=change.db,
                catalogue=catalogue,
                appeal=appeal,
                review=body,
                by=who.subject,
                version=change.version,
                today=today,
            )
        )

    @router.post(
        "/appeals/{appeal}/result",
        operation_id="appeal_note_result",
        summary="What SKO decided (art. 134, 138)",
        responses=problems(*_STEP, refused.WorseningNotPossible, CannotBeBooked),
    )
    async def note_result(appeal: UUID, body: ResultIn, who: Clerk, change: Changing, today: Today) -> Answer:
        return await change.run(
            lambda: service.note_result(
                db=change.db,
                catalogue=catalogue,
                appeal=appeal,
                result=body,
                by=who.subject,
                version=change.version,
                today=today,
            )
        )

    @router.post(
        "/appeals/{appeal}/complaints",
        status_code=201,
        operation_id="complaint_note",
        summary="Complaint, or opposition to sending back, to the court",
        responses=problems(
            refused.AppealNotFound,
            PartyNotFound,
            TransitionNotAllowed,
            DayOutOfOrder,
            OfficialExcluded,
            *CREATION_REFUSED,
        ),
    )
    async def complain(appeal: UUID, body: ComplaintIn, who: Clerk, creation: Creating, today: Today) -> Answer:
        return await creation.run(
            f"appeals/{appeal}/complaints",
            lambda: court.complain(db=creation.db, appeal=appeal, complaint=body, by=who.subject, today=today),
        )

    @router.post(
        "/appeals/{appeal}/complaints/{complaint}/judgment",
        operation_id="complaint_note_judgment",
        summary="How the court's proceedings ended",
        responses=problems(*_STEP, refused.ComplaintNotFound, CannotBeBooked),
    )
    async def judge(
        appeal: UUID, complaint: UUID, body: JudgmentIn, who: Clerk, change: Changing, today: Today
    ) -> Answer:
        return await change.run(
            lambda: court.judge(
                db=change.db,
                catalogue=catalogue,
                appeal=appeal,
                complaint=complaint,
                judgment=body,
                by=who.subject,
                version=change.version,
                today=today,
            )
        )

    router.include_router(carrying_out_router(catalogue))
    return router
