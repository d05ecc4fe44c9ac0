"""/awards: what is due in which month; held until a decision."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from casework.authority.guard import case_access
from casework.authority.problems import OfficialExcluded
from casework.authority.veil import SeeingMoney
from casework.awards import hot, service
from casework.awards.problems import AwardByDecision, AwardNotFound, AwardWrongState, EarlierDecisionKnown
from casework.awards.schemas import (
    AwardActOut,
    AwardOut,
    AwardShort,
    AwardState,
    EarlierDecisionIn,
    HoldIn,
    MonthText,
    ReleaseIn,
    TerminationIn,
)
from casework.awards.store import Filter
from casework.benefits.catalogue import Catalogue
from casework.decisions.schemas import Code
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, Changing
from kit.audit import Audit, auditor
from kit.auth import Access, Principal, access, requires
from kit.db import Read, Write
from kit.etag import etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.periods import first_day, parse_month
from kit.problems import ValidationFailed, problems

_READERS = ("caseworker", "social_worker", "head", "accountant", "auditor")
Reader = Annotated[Principal, requires(*_READERS)]
HotReader = Annotated[Access, access(*_READERS)]
Official = Annotated[Principal, requires("caseworker", "head")]

_REFUSED = (AwardNotFound, TransitionNotAllowed, OfficialExcluded, *CHANGE_REFUSED)
_STEP = problems(*_REFUSED)
# What changes a right, or says why: not the read by its id, which is those who pay's and has to be short.
_SEEN = [Depends(case_access())]


def awards_router(catalogue: Catalogue) -> APIRouter:
    """Routes of awards; the catalogue says where freed money is booked."""
    router = APIRouter(prefix="/awards", tags=["awards"])

    @router.get(
        "",
        operation_id="award_list",
        summary="Awards; with a month, what is due in it (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[AwardShort],
    )
    async def list_awards(
        _: Reader,
        sight: SeeingMoney,
        db: Write,
        audit: Audit,
        paging: Paging,
        month: Annotated[MonthText | None, Query(description="only awards due in this month, with its amount")] = None,
        benefit: Annotated[Code | None, Query()] = None,
        state: Annotated[AwardState | None, Query()] = None,
        person: Annotated[UUID | None, Query(description="entitled or recipient")] = None,
        unit: Annotated[Code | None, Query()] = None,
        decision: Annotated[UUID | None, Query(description="that made it")] = None,
        sort: Annotated[
            Literal["id", "-id", "since", "-since"], Query(description="id: in order of making; since: by first month")
        ] = "id",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[AwardShort] | Response:
        due = None if month is None else first_day(parse_month(month))
        found = await service.page(
            db=db, sight=sight, audit=audit, paging=paging, sort=sort, everything=format == "csv",
            wanted=Filter(due, benefit, state, person, unit, decision),
        )  # fmt: skip
        return csv_response(AwardShort, found.items, "przyznania") if format == "csv" else found

    @router.get(
        "/{award}",
        operation_id="award_show",
        summary="An award with its amounts (audited)",
        response_model=AwardOut,
        responses=problems(AwardNotFound),
    )
    async def show(award: UUID, who: HotReader, request: Request) -> Response:
        found = await hot.read(request.app.state.database, who.gmina, award, auditor(request, who.principal))
        if found is None:
            raise AwardNotFound
        return Response(found[1], media_type="application/json", headers={"ETag": etag(found[0])})

    @router.get(
        "/{award}/acts",
        operation_id="award_acts",
        summary="What was done to the right by hand: by whom, when, why",
        responses=problems(AwardNotFound),
        dependencies=_SEEN,
    )
    async def list_acts(award: UUID, _: Reader, db: Read) -> list[AwardActOut]:
        return await service.acts(db=db, award=award)

    @router.post(
        "/{award}/suspend",
        operation_id="award_suspend",
        summary="Technical hold: no payments until it is decided",
        responses=_STEP,
        dependencies=_SEEN,
    )
    async def suspend(award: UUID, body: HoldIn, who: Official, change: Changing, today: Today) -> Answer:
        return await change.run(
            lambda: service.suspend(
                db=change.db, award=award, hold=body, by=who.subject, version=change.version, today=today
            )
        )

    @router.post(
        "/{award}/resume",
        operation_id="award_resume",
        summary="Let a technical hold go; what an act holds an act lets go",
        responses=problems(*_REFUSED, AwardByDecision),
        dependencies=_SEEN,
    )
    async def resume(award: UUID, body: ReleaseIn, who: Official, change: Changing, today: Today) -> Answer:
        return await change.run(
            lambda: service.resume(
                db=change.db, award=award, release=body, by=who.subject, version=change.version, today=today
            )
        )

    @router.post(
        "/{award}/terminate",
        operation_id="award_terminate",
        summary="End a right that was brought over, or whose decision went to another gmina; any other ends by an act (409)",
        responses=problems(*_REFUSED, AwardByDecision, AwardWrongState, ValidationFailed),
        dependencies=_SEEN,
    )
    async def terminate(award: UUID, body: TerminationIn, who: Official, change: Changing, today: Today) -> Answer:
        return await change.run(
            lambda: service.terminate(
                db=change.db,
                catalogue=catalogue,
                award=award,
                end=body,
                by=who.subject,
                version=change.version,
                today=today,
            )
        )

    @router.post(
        "/{award}/earlier-decision",
        operation_id="award_note_decision",
        summary="Note once by which decision another system had granted a right that was imported without it (audited)",
        responses=problems(*_REFUSED, AwardWrongState, EarlierDecisionKnown, ValidationFailed),
        dependencies=_SEEN,
    )
    async def note_decision(
        award: UUID, body: EarlierDecisionIn, who: Official, change: Changing, audit: Audit, today: Today
    ) -> Answer:
        return await change.run(
            lambda: service.note_decision(
                db=change.db,
                audit=audit,
                award=award,
                order=body,
                by=who.subject,
                version=change.version,
                today=today,
            )
        )

    return router
