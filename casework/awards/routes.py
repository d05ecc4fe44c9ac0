"""/awards: what is due in which month; held, resumed, ended. Ids and amounts only, so a read is not audited."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from casework.authority.veil import SeeingMoney
from casework.awards import hot, service
from casework.awards.schemas import AwardOut, AwardShort, AwardState, MonthText, TerminationIn
from casework.benefits.catalogue import Catalogue
from casework.decisions.schemas import Code
from casework.today import Today
from casework.writes import CHANGE_REFUSED, Changing
from kit.auth import Access, Principal, access, requires
from kit.db import Read
from kit.etag import etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.periods import parse_month
from kit.problems import problems

_READERS = ("caseworker", "social_worker", "head", "accountant", "auditor")
Reader = Annotated[Principal, requires(*_READERS)]
HotReader = Annotated[Access, access(*_READERS)]
Official = Annotated[Principal, requires("caseworker", "head")]

_STEP = problems(service.AwardNotFound, service.AwardWrongState, *CHANGE_REFUSED)


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
        responses=problems(service.AwardNotFound),
    )
    async def show(award: UUID, who: HotReader, request: Request) -> Response:
        found = await hot.read(request.app.state.database, who.gmina, award)
        if found is None:
            raise service.AwardNotFound
        return Response(found[1], media_type="application/json", headers={"ETag": etag(found[0])})

    @router.post("/{award}/suspend", operation_id="award_suspend", summary="Hold the payments", responses=_STEP)
    async def suspend(award: UUID, _: Official, change: Changing) -> Answer:
        return await change.run(lambda: service.suspend(db=change.db, award=award, version=change.version))

    @router.post("/{award}/resume", operation_id="award_resume", summary="Let it run again", responses=_STEP)
    async def resume(award: UUID, _: Official, change: Changing) -> Answer:
        return await change.run(lambda: service.resume(db=change.db, award=award, version=change.version))

    @router.post("/{award}/terminate", operation_id="award_terminate", summary="End it with a month", responses=_STEP)
    async def terminate(award: UUID, body: TerminationIn, _: Official, change: Changing, today: Today) -> Answer:
        return await change.run(
            lambda: service.terminate(
                db=change.db,
                catalogue=catalogue,
                award=award,
                last_month=parse_month(body.last_month),
                version=change.version,
                today=today,
            )
        )

    return router
