"""/applications: what comes in, what is called for, how it ends; every step with If-Match and Idempotency-Key, every reading audited."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.applications import answering, casing, correcting, electronic, ending, intake, problems, reading
from casework.applications.attachments_routes import attachments_router
from casework.applications.calls_routes import calls_router
from casework.applications.channels import Form
from casework.applications.desk import Desk, desk_of
from casework.applications.electronic_schemas import ElectronicFormOut, ElectronicIn
from casework.applications.members import Code, Day
from casework.applications.proposing_routes import proposing_router
from casework.applications.schemas import (
    ApplicationIn,
    ApplicationOut,
    ApplicationShort,
    CancellationIn,
    CaseOfIn,
    CorrectionIn,
    DecisionOfIn,
    ForwardingIn,
    LeavingIn,
    RestIn,
    TurnoverOut,
    WithdrawalIn,
)
from casework.applications.states import APPLICATION
from casework.applications.store import Filters
from casework.authority.problems import OfficialExcluded, OtherUnit
from casework.authority.sight import sight_of
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.benefits.refusals import UnknownBenefitCode
from casework.decisions.moments import DayOutOfOrder
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.facts.cases import Channel
from casework.persons.service import PersonExists
from casework.signs.giving import NoFilePlanClass
from casework.signs.sign import as_stored
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.etag import etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import ValidationFailed
from kit.problems import problems as told
from kit.secrets import KeyRing

Clerk = Annotated[Principal, requires("caseworker", "social_worker")]
Signer = Annotated[Principal, requires("caseworker", "social_worker", "head")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "auditor")]

_STEP = (
    problems.ApplicationNotFound,
    TransitionNotAllowed,
    DayOutOfOrder,
    OfficialExcluded,
    ValidationFailed,
    *CHANGE_REFUSED,
)
_END = (*_STEP, problems.MatterNotOpen)


def applications_router(catalogue: Catalogue, keys: KeyRing) -> APIRouter:
    """Routes of applications for the benefits of the catalogue; `keys` seals attachments."""
    router = APIRouter(tags=["applications"])
    router.include_router(_coming_in(catalogue, keys))
    router.include_router(calls_router(catalogue, keys))
    router.include_router(_steps(catalogue, keys))
    router.include_router(attachments_router(catalogue, keys))
    router.include_router(proposing_router(catalogue, keys))
    return router


def _coming_in(catalogue: Catalogue, keys: KeyRing) -> APIRouter:
    router = APIRouter()

    @router.post(
        "/applications",
        status_code=201,
        operation_id="application_register",
        summary="Register an application; it gets its number, and its matters their signs",
        responses=told(UnknownBenefitCode, OtherUnit, ValidationFailed, *CREATION_REFUSED),
    )
    async def register(body: ApplicationIn, who: Clerk, creation: Creating, audit: Audit, today: Today) -> Answer:
        desk = await desk_of(creation.db, audit, who, today, keys, catalogue)
        return await creation.run("applications", lambda: intake.register(desk, body))

    @router.post(
        "/applications/electronic",
        status_code=201,
        operation_id="application_register_electronic",
        summary="Register an electronic form; it is kept as it came",
        responses=told(problems.FormRefused, PersonExists, OtherUnit, ValidationFailed, *CREATION_REFUSED),
    )
    async def register_electronic(
        body: ElectronicIn, who: Clerk, creation: Creating, audit: Audit, today: Today
    ) -> Answer:
        desk = await desk_of(creation.db, audit, who, today, keys, catalogue)
        return await creation.run("applications", lambda: electronic.take(desk, body, audit))

    @router.get(
        "/applications",
        operation_id="application_list",
        summary="Applications by the day they came (audited)",
        responses={**CSV_ANSWER, **told(InvalidCursor)},
        response_model=Page[ApplicationShort],
    )
    async def list_applications(
        who: Reader,
        db: Write,
        audit: Audit,
        today: Today,
        paging: Paging,
        filters: Annotated[Filters, Depends(_filters)],
        sort: Literal["received_on", "-received_on"] = "-received_on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Response | Page[ApplicationShort]:
        desk = await desk_of(db, audit, who, today, keys, catalogue)
        sight = await sight_of(db, who, today)
        found = await reading.page(
            desk=desk, sight=sight, who=who, paging=paging, filters=filters, sort=sort, everything=format == "csv"
        )
        return csv_response(ApplicationShort, found.items, "wnioski") if format == "csv" else found

    @router.get(
        "/electronic-forms",
        operation_id="electronic_form_list",
        summary="Electronic forms that this service takes, and how sure their mapping is",
        responses=told(),
    )
    async def list_forms(_: Reader) -> list[ElectronicFormOut]:
        return [electronic.described(form) for form in catalogue.forms.values()]

    @router.get(
        "/applications/turnover",
        operation_id="application_turnover",
        summary="Opening, received, closed and pending of each benefit between two days, both included",
        responses={**CSV_ANSWER, **told()},
        response_model=list[TurnoverOut],
    )
    async def turnover(
        _: Reader,
        sight: Seeing,
        db: Write,
        since: Annotated[Day, Query()],
        until: Annotated[Day, Query()],
        format: Annotated[Format, Query()] = "json",  # noqa: A002
    ) -> Response | list[TurnoverOut]:
        found = await reading.turnover(db=db, sight=sight, since=since, until=max(since, until))
        return csv_response(TurnoverOut, found, "obroty") if format == "csv" else found

    @router.get(
        "/applications/{application}",
        operation_id="application_show",
        summary="An application with what was done and what may be done now (audited)",
        responses=told(problems.ApplicationNotFound),
    )
    async def show(
        application: UUID, who: Reader, db: Write, audit: Audit, today: Today, response: Response
    ) -> ApplicationOut:
        desk = await desk_of(db, audit, who, today, keys, catalogue)
        found = await reading.show(desk=desk, application=application)
        response.headers["ETag"] = etag(found.version)
        return found

    return router


def _steps(catalogue: Catalogue, keys: KeyRing) -> APIRouter:
    router = APIRouter(prefix="/applications/{application}")

    async def at_desk(who: Signer, change: Changing, audit: Audit, today: Today) -> Desk:
        return await desk_of(change.db, audit, who, today, keys, catalogue)

    Here = Annotated[Desk, Depends(at_desk)]  # noqa: N806

    @router.post(
        "/correct",
        operation_id="application_correct",
        summary="Put right the entry in the register; statistics are told anew",
        responses=told(*_STEP, UnknownBenefitCode, problems.CaseOpenAlready, problems.ApplicationAnswered),
    )
    async def correct(application: UUID, body: CorrectionIn, desk: Here, change: Changing) -> Answer:
        return await change.run(lambda: correcting.correct(desk, application, body, change.version))

    @router.post(
        "/cancel",
        operation_id="application_cancel",
        summary="Cancel an entry made in error; its number stays, it counts as neither received nor closed",
        responses=told(*_STEP, problems.ApplicationAnswered),
    )
    async def cancel(
        application: UUID, body: CancellationIn, _: Annotated[Principal, requires("head")], desk: Here, change: Changing
    ) -> Answer:
        return await change.run(lambda: correcting.cancel(desk, application, body, change.version))

    @router.post(
        "/leave-unexamined",
        operation_id="application_leave_unexamined",
        summary="Leave without examination, by letter and never by decision",
        responses=told(*_END, problems.CallTermRuns),
    )
    async def leave(application: UUID, body: LeavingIn, desk: Here, change: Changing) -> Answer:
        return await change.run(lambda: ending.leave_unexamined(desk, application, body, change.version))

    @router.post(
        "/forward",
        operation_id="application_forward",
        summary="Pass on to the competent organ, the term kept (art. 65 k.p.a.)",
        responses=told(*_END),
    )
    async def forward(application: UUID, body: ForwardingIn, desk: Here, change: Changing) -> Answer:
        return await change.run(lambda: ending.forward(desk, application, body, change.version))

    @router.post(
        "/withdraw",
        operation_id="application_withdraw",
        summary="The party takes the application back",
        responses=told(*_END),
    )
    async def withdraw(application: UUID, body: WithdrawalIn, desk: Here, change: Changing) -> Answer:
        return await change.run(lambda: ending.withdraw(desk, application, body, change.version))

    @router.post(
        "/other-matters",
        operation_id="application_tell_rest",
        summary="Note the notice that other matters are to be brought separately (art. 66 § 1 k.p.a.)",
        responses=told(*_STEP),
    )
    async def tell_rest(application: UUID, body: RestIn, desk: Here, change: Changing) -> Answer:
        return await change.run(lambda: ending.tell_rest(desk, application, body, change.version))

    @router.post(
        "/case",
        operation_id="application_open_case",
        summary="Give matters without a sign their case",
        responses=told(*_END, problems.CaseOpenAlready, NoFilePlanClass),
    )
    async def open_case(application: UUID, body: CaseOfIn, desk: Here, change: Changing) -> Answer:
        return await change.run(lambda: casing.open_case(desk, application, body, change.version))

    @router.post(
        "/decisions",
        operation_id="application_link_decision",
        summary="Link the decision that answers the application; once issued it ends it",
        responses=told(*_END, problems.DecisionOfAnother, problems.CallOutstanding),
    )
    async def link_decision(
        application: UUID, body: DecisionOfIn, desk: Here, sight: Seeing, change: Changing
    ) -> Answer:
        return await change.run(lambda: answering.link(desk, sight, application, body, change.version))

    return router


async def _filters(
    state: Annotated[str | None, Query(pattern=f"^({'|'.join(APPLICATION.states)})$")] = None,
    open: Annotated[bool | None, Query(description="true: something is left to settle")] = None,  # noqa: A002
    form: Annotated[Form | None, Query()] = None,
    benefit: Annotated[Code | None, Query()] = None,
    person: Annotated[UUID | None, Query(description="applicant or representative")] = None,
    sign: Annotated[
        str | None,
        Query(max_length=80, description="znak sprawy, in capital or small letters, with or without initials"),
    ] = None,
    since: Annotated[Day | None, Query(description="received on this day or later")] = None,
    until: Annotated[Day | None, Query(description="received on this day or earlier")] = None,
    number: Annotated[str | None, Query(max_length=80, description="in the register, e.g. RPW/12/2026")] = None,
    unit: Annotated[Code | None, Query()] = None,
    household: Annotated[UUID | None, Query()] = None,
    channel: Annotated[Channel | None, Query()] = None,
    settle_before: Annotated[
        Day | None,
        Query(description="open, and the office's term (settle_by) ends before this day: today's are overdue"),
    ] = None,
) -> Filters:
    return Filters(
        state,
        open,
        form,
        benefit,
        person,
        as_stored(sign),
        since,
        until,
        number,
        unit,
        household,
        channel,
        settle_before,
    )
