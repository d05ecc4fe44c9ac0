"""/awards: what is due in which month; held until a decision. Ids and amounts only, so a read is not audited."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from casework.authority.guard import case_access
from casework.authority.problems import OfficialExcluded
from casework.authority.veil import SeeingMoney
from casework.awards import hot, service
from casework.awards.problems import AwardByDecision, AwardNotFound, AwardWrongState
from casework.awards.schemas import (
    AwardActOut,
    AwardOut,
    AwardShort,
    AwardState,
    HoldIn,
    MonthText,
    ReleaseIn,
    TerminationIn,
)
from casework.benefits.catalogue import Catalogue
from casework.decisions.schemas import Code
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, Changing
from kit.auth import Access, Principal, access, requires
from kit.db import Read
from kit.etag import etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import problems

_READERS = ("caseworker", "social_worker", "head", "accountant", "auditor")
Reader = Annotated[Principal, requires(*_READERS)]
HotReader = Annotated[Access, access(*_READERS)]
Official = Annotated[Principal, requires("caseworker", "head")]

_REFUSED = (AwardNotFound, TransitionNotAllowed, OfficialExcluded, *CHANGE_REFUSED)
_STEP = problems(*_REFUSED)
# What changes a right, or says why: not the read by its id, which is those who pay's and has to be short.
_SEEN = [Depends(case_access)]


def awards_router(catalogue: Catalogue) -> APIRouter:
    """Routes of awards; the catalogue says where freed money is booked."""
    router = APIRouter(prefix="/awards", tags=["awards"])

    @router.get(
        "",
        operation_id="award_list",
        summary="Awards; with a month, what is due in it",
        responses=problems(InvalidCursor),
    )
    async def list_awards(
        _: Reader,
        sight: SeeingMoney,
        db: Read,
        paging: Paging,
        month: Annotated[MonthText | None, Query(description="only awards due in this month, with its amount")] = None,
        benefit: Annotated[Code | None, Query()] = None,
        state: Annotated[AwardState | None, Query()] = None,
        person: Annotated[UUID | None, Query(description="entitled or recipient")] = None,
    ) -> Page[AwardShort]:
        return await service.page(
            db=db, sight=sight, paging=paging, month=month, benefit=benefit, state=state, person=person
        )

    @router.get(
        "/{award}",
        operation_id="award_show",
        summary="An award with its amounts",
        response_model=AwardOut,
        responses=problems(AwardNotFound),
    )
    async def show(award: UUID, who: HotReader, request: Request) -> Response:
        found = await hot.read(request.app.state.database, who.gmina, award)
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
        summary="End a right that was brought over; one by decision ends by an act (409)",
        responses=problems(*_REFUSED, AwardByDecision, AwardWrongState),
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

    return router
