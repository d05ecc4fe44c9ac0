"""/reopenings and /nullities: requested, started or refused, decided; the terms and the years after which it is too late."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response

from casework.appeals import extraordinary, reading
from casework.appeals import problems as refused
from casework.appeals.schemas import (
    ExtraordinaryKind,
    ExtraordinaryOut,
    ExtraordinaryState,
    NullityDecidedIn,
    NullityIn,
    ReopeningDecidedIn,
    ReopeningIn,
    StartIn,
)
from casework.assessments.service import NoLawForDate
from casework.authority.problems import NoAuthority, OfficialExcluded
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.booking import CannotBeBooked
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.service import DecisionNotFound
from casework.deliveries.problems import PartyNotFound
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
from kit.problems import problems

Clerk = Annotated[Principal, requires("caseworker", "head")]
Head = Annotated[Principal, requires("head")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant", "auditor")]

_NEW = (DecisionNotFound, PartyNotFound, TransitionNotAllowed, DayOutOfOrder, OfficialExcluded, *CREATION_REFUSED)
_STEP = (refused.ExtraordinaryNotFound, TransitionNotAllowed, DayOutOfOrder, OfficialExcluded, *CHANGE_REFUSED)


def extraordinary_router(catalogue: Catalogue) -> APIRouter:
    """Routes of reopening and nullity; the catalogue says where freed money is booked."""
    router = APIRouter(tags=["extraordinary"])

    @router.post(
        "/decisions/{decision}/reopenings",
        status_code=201,
        operation_id="reopening_ask",
        summary="A party asks for reopening, or the office found a ground (art. 145-148)",
        responses=problems(*_NEW, NoLawForDate, refused.GroundOnRequestOnly, refused.LearntOnRequired),
    )
    async def ask(decision: UUID, body: ReopeningIn, who: Clerk, creation: Creating, today: Today) -> Answer:
        return await creation.run(
            "reopenings",
            lambda: extraordinary.ask_reopening(
                db=creation.db, decision=decision, order=body, by=who.subject, today=today
            ),
        )

    @router.post(
        "/decisions/{decision}/nullities",
        status_code=201,
        operation_id="nullity_claim",
        summary="A request for nullity, which SKO decides (art. 156-157)",
        responses=problems(*_NEW),
    )
    async def claim(decision: UUID, body: NullityIn, who: Clerk, creation: Creating, today: Today) -> Answer:
        return await creation.run(
            "nullities",
            lambda: extraordinary.claim_nullity(
                db=creation.db, decision=decision, order=body, by=who.subject, today=today
            ),
        )

    @router.post(
        "/reopenings/{proceeding}/decide",
        operation_id="reopening_decide",
        summary="The outcome (art. 151); after five or ten years only the breach of law (art. 146)",
        responses=problems(
            *_STEP, refused.BarredByTime, refused.DecisionUnfit, CannotBeBooked, NoAuthority, OfficialExcluded
        ),
    )
    async def decide_reopening(
        proceeding: UUID, body: ReopeningDecidedIn, who: Head, change: Changing, today: Today
    ) -> Answer:
        return await change.run(
            lambda: extraordinary.decide(
                db=change.db,
                catalogue=catalogue,
                kind="reopening",
                one=proceeding,
                order=body,
                by=who.subject,
                version=change.version,
                today=today,
            )
        )

    @router.post(
        "/nullities/{proceeding}/decide",
        operation_id="nullity_decide",
        summary="What SKO found (art. 158)",
        responses=problems(*_STEP, refused.BarredByTime, CannotBeBooked),
    )
    async def decide_nullity(
        proceeding: UUID, body: NullityDecidedIn, who: Clerk, change: Changing, today: Today
    ) -> Answer:
        return await change.run(
            lambda: extraordinary.decide(
                db=change.db,
                catalogue=catalogue,
                kind="nullity",
                one=proceeding,
                order=body,
                by=who.subject,
                version=change.version,
                today=today,
            )
        )

    @router.post(
        "/nullities/{proceeding}/start",
        operation_id="nullity_start",
        summary="SKO started the proceedings (art. 157 § 2)",
        responses=problems(*_STEP, refused.BarredByTime),
    )
    async def start_nullity(proceeding: UUID, body: StartIn, _: Head, change: Changing, today: Today) -> Answer:
        return await change.run(
            lambda: extraordinary.start_nullity(
                db=change.db, one=proceeding, order=body, version=change.version, today=today, refused=False
            )
        )

    @router.post(
        "/nullities/{proceeding}/refuse-start",
        operation_id="nullity_refuse_start",
        summary="SKO refused to start",
        responses=problems(*_STEP),
    )
    async def refuse_nullity(proceeding: UUID, body: StartIn, _: Head, change: Changing, today: Today) -> Answer:
        return await change.run(
            lambda: extraordinary.start_nullity(
                db=change.db, one=proceeding, order=body, version=change.version, today=today, refused=True
            )
        )

    _alike(router, "reopening", "reopenings")
    _alike(router, "nullity", "nullities")
    return router


def _alike(router: APIRouter, kind: ExtraordinaryKind, collection: str) -> None:
    """What both have alike: list and show."""

    @router.get(
        f"/{collection}",
        operation_id=f"{kind}_list",
        summary="By the day they were asked for (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[ExtraordinaryOut],
    )
    async def list_all(
        _: Reader,
        sight: Seeing,
        db: Write,
        audit: Audit,
        paging: Paging,
        decision: Annotated[UUID | None, Query()] = None,
        state: Annotated[ExtraordinaryState | None, Query()] = None,
        sort: Literal["received_on", "-received_on"] = "-received_on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[ExtraordinaryOut] | Response:
        whole = format == "csv"
        await audit.note(db, "exported" if whole else "listed", kind, decision)
        found = await reading.extraordinary_page(
            db=db, sight=sight, paging=paging, kind=kind, decision=decision, state=state, sort=sort, everything=whole
        )
        return csv_response(ExtraordinaryOut, found.items, collection) if whole else found

    @router.get(
        f"/{collection}/{{proceeding}}",
        operation_id=f"{kind}_show",
        summary="Where it stands and the steps it allows (audited)",
        responses=problems(refused.ExtraordinaryNotFound),
    )
    async def show(proceeding: UUID, _: Reader, db: Write, audit: Audit, response: Response) -> ExtraordinaryOut:
        found = await reading.extraordinary(db=db, kind=kind, one=proceeding)
        await audit.note(db, "read", kind, proceeding)
        response.headers["ETag"] = etag(found.version)
        return found
