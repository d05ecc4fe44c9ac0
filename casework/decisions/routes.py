"""/decisions: prepare, approve, issue, deliver; each step with If-Match and Idempotency-Key, in this order."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.appeals.problems import RequestLate
from casework.applications.problems import (
    NOT_DECIDED,
    CallOutstanding,
    DecisionOfAnother,
    MatterNotOpen,
    NotInThisWording,
    SuspensionTermRuns,
)
from casework.assessments.service import BenefitRecorded, NoLawForDate
from casework.authority.problems import NoAuthority, OfficialExcluded, OtherUnit
from casework.authority.sight import sight_of
from casework.authority.veil import Veiled
from casework.awards.carrying import AwardChanged
from casework.benefits.catalogue import Catalogue
from casework.benefits.refusals import UnknownBenefitCode
from casework.benefits.results import UnfitFacts
from casework.booking import CannotBeBooked
from casework.budget.asked import AskPlan
from casework.decisions import (
    acting,
    content,
    effects,
    finalising,
    kinds_listed,
    listing,
    moments,
    older,
    preparing,
    reading,
    service,
    sourcing,
)
from casework.decisions.act_schemas import EffectOut
from casework.decisions.grounds_checked import GroundNotAllowed
from casework.decisions.kind_schemas import KindsOut
from casework.decisions.schemas import (
    Code,
    Day,
    DecisionOut,
    DecisionShort,
    DeliveryIn,
    FinalisedOut,
    GiveBackIn,
    StepIn,
    decision_in,
)
from casework.deliveries.problems import DeliveryImpossible, PartyNotFound, PartyRequired
from casework.evidence.problems import FactRefused
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Read, Write
from kit.etag import etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import problems
from kit.secrets import KeyRing

Clerk = Annotated[Principal, requires("caseworker")]
Head = Annotated[Principal, requires("head")]
Sender = Annotated[Principal, requires("caseworker", "head")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant", "auditor")]
Finaliser = Annotated[Principal, requires("caseworker", "head", "system")]

_STEP = (
    service.DecisionNotFound,
    moments.WrongStep,
    moments.DecisionOfSko,
    moments.DayOutOfOrder,
    OfficialExcluded,
    *CHANGE_REFUSED,
)
_SIGNING = (*_STEP, NoAuthority, *NOT_DECIDED)
_PREPARING = (
    UnknownBenefitCode,
    content.ContentMissing,
    NoLawForDate,
    UnfitFacts,
    content.CertificateInstead,
    content.OverrideNotAllowed,
    content.PassedOnInstead,
    content.GrantedWithoutDecision,
    content.NotForDecision,
    content.JustificationRequired,
    CannotBeBooked,
    OtherUnit,
    OfficialExcluded,
    older.ActIncomplete,
    GroundNotAllowed,
    acting.ConsentRequired,
    TransitionNotAllowed,
    FactRefused,
    BenefitRecorded,
    DecisionOfAnother,
    MatterNotOpen,
    NotInThisWording,
    SuspensionTermRuns,
    RequestLate,
    *CREATION_REFUSED,
)


def decisions_router(catalogue: Catalogue, keys: KeyRing) -> APIRouter:
    """Routes of decisions on the benefits of the catalogue; `keys` seals the facts."""
    router = APIRouter(prefix="/decisions", tags=["decisions"])
    body_type = decision_in(catalogue.service, catalogue.facts)

    @router.post(
        "",
        status_code=201,
        operation_id="decision_prepare",
        summary="Prepare a decision, or with `act` a later act that refers to an older one",
        responses=problems(*_PREPARING),
    )
    async def prepare(
        body: body_type,  # type: ignore[valid-type]
        who: Clerk,
        creation: Creating,
        today: Today,
    ) -> Answer:
        return await creation.run(
            "decisions",
            lambda: preparing.prepare(db=creation.db, keys=keys, catalogue=catalogue, order=body, who=who, today=today),
        )

    @router.post(
        "/{decision}/approve",
        operation_id="decision_approve",
        summary="Approve, as another person than the one who prepared it",
        responses=problems(*_SIGNING, moments.SameOfficial, sourcing.FactsWithoutSource),
    )
    async def approve(decision: UUID, body: StepIn, who: Head, change: Changing, today: Today) -> Answer:
        return await change.run(
            lambda: service.approve(
                db=change.db,
                keys=keys,
                catalogue=catalogue,
                decision=decision,
                by=who.subject,
                on=body.on,
                version=change.version,
                today=today,
            )
        )

    @router.post(
        "/{decision}/issue",
        operation_id="decision_issue",
        summary="Issue; a grant makes its awards, a later act changes them",
        responses=problems(
            *_SIGNING, TransitionNotAllowed, SuspensionTermRuns, CallOutstanding, CannotBeBooked, AwardChanged
        ),
    )
    async def issue(decision: UUID, body: StepIn, who: Sender, change: Changing, today: Today) -> Answer:
        return await change.run(
            lambda: service.issue(
                db=change.db,
                catalogue=catalogue,
                decision=decision,
                by=who.subject,
                on=body.on,
                version=change.version,
                today=today,
            )
        )

    @router.post(
        "/{decision}/deliver",
        operation_id="decision_deliver",
        summary="Note the delivery to a party; with the last one the day it becomes final follows",
        responses=problems(*_STEP, PartyRequired, PartyNotFound, DeliveryImpossible, NoLawForDate),
    )
    async def deliver(decision: UUID, body: DeliveryIn, who: Sender, change: Changing, today: Today) -> Answer:
        return await change.run(
            lambda: service.deliver(
                db=change.db,
                decision=decision,
                delivered=body,
                by=who.subject,
                version=change.version,
                today=today,
            )
        )

    @router.post(
        "/{decision}/give-back",
        operation_id="decision_give_back",
        summary="Give a draft, or an approved decision before its issue, back with what is to be mended; another draft `replaces` it",
        responses=problems(service.DecisionNotFound, moments.WrongStep, OfficialExcluded, *CHANGE_REFUSED),
    )
    async def give_back(
        decision: UUID, body: GiveBackIn, who: Head, change: Changing, audit: Audit, today: Today
    ) -> Answer:
        return await change.run(
            lambda: service.give_back(
                db=change.db,
                keys=keys,
                audit=audit,
                decision=decision,
                order=body,
                by=who.subject,
                version=change.version,
                today=today,
            )
        )

    @router.post(
        "/{decision}/withdraw",
        operation_id="decision_withdraw",
        summary="Take back a draft that has not been issued",
        responses=problems(*_STEP),
    )
    async def withdraw(decision: UUID, _: Sender, change: Changing) -> Answer:
        return await change.run(lambda: service.withdraw(db=change.db, decision=decision, version=change.version))

    @router.post(
        "/finalise", operation_id="decision_finalise", summary="Delivered decisions whose term has run out become final"
    )
    async def finalise(_: Finaliser, db: Write, today: Today) -> FinalisedOut:
        return FinalisedOut(finalised=await finalising.finalise(db=db, today=today))

    @router.get(
        "",
        operation_id="decision_list",
        summary="Decisions by the day they were prepared",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[DecisionShort],
    )
    async def list_decisions(
        who: Reader,
        db: Read,
        paging: Paging,
        today: Today,
        filters: Annotated[listing.Filters, Depends(_filters)],
        sort: Literal["prepared_on", "-prepared_on"] = "-prepared_on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Response | Page[DecisionShort]:
        sight = await sight_of(db, who, today)
        found = await listing.page(
            db=db, sight=sight, paging=paging, filters=filters, sort=sort, everything=format == "csv"
        )
        return csv_response(DecisionShort, found.items, "decyzje") if format == "csv" else found

    @router.get(
        "/kinds", operation_id="decision_kinds", summary="Kinds of acts: what each may refer to, and on what ground"
    )
    async def list_kinds(_: Reader) -> KindsOut:
        return kinds_listed.listed(catalogue)

    @router.get(
        "/{decision}/effect",
        operation_id="decision_effect",
        summary="What a decision does in months and amounts, and what is left of the plan for it; it warns and refuses nothing",
        responses=problems(service.DecisionNotFound, CannotBeBooked),
    )
    async def show_effect(decision: UUID, _: Reader, db: Read, plan: AskPlan, today: Today, veil: Veiled) -> EffectOut:
        return await effects.show(
            db=db, keys=keys, catalogue=catalogue, plan=plan, decision=decision, today=today, veil=veil
        )

    @router.get(
        "/{decision}",
        operation_id="decision_show",
        summary="A decision with its grounds (audited)",
        responses=problems(service.DecisionNotFound),
    )
    async def show(decision: UUID, _: Reader, db: Write, audit: Audit, today: Today, response: Response) -> DecisionOut:
        found = await reading.show(db=db, keys=keys, catalogue=catalogue, audit=audit, decision=decision, today=today)
        response.headers["ETag"] = etag(found.version)
        return found

    return router


async def _filters(
    benefit: Annotated[Code | None, Query()] = None,
    state: Annotated[moments.State | None, Query()] = None,
    kind: Annotated[Code | None, Query(description="of GET /v1/decisions/kinds")] = None,
    outcome: Annotated[Code | None, Query()] = None,
    unit: Annotated[Code | None, Query()] = None,
    person: Annotated[UUID | None, Query(description="entitled or recipient")] = None,
    household: Annotated[UUID | None, Query()] = None,
    application: Annotated[UUID | None, Query(description="that they answer")] = None,
    prepared_by: Annotated[str | None, Query(max_length=200)] = None,
    number: Annotated[str | None, Query(pattern="^[1-9][0-9]{0,8}/20[0-9]{2}$", examples=["12/2026"])] = None,
    since: Annotated[Day | None, Query(description="prepared on this day or later")] = None,
    until: Annotated[Day | None, Query(description="prepared on this day or earlier")] = None,
    given_back: Annotated[bool | None, Query(description="true: with remarks of the head")] = None,
) -> listing.Filters:
    return listing.Filters(
        benefit,
        state,
        kind,
        outcome,
        unit,
        person,
        household,
        application,
        prepared_by,
        number,
        since,
        until,
        given_back,
    )
