"""POST and GET /closings."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from kit.auth import Gmina, Principal, requires
from kit.db import Write
from kit.idempotency import Answer, Idempotent, KeyReused
from kit.problems import problems
from services.reporting.closings.service import (
    CloseRequest,
    ClosingOut,
    PeriodOutsideYear,
    SourcesNotCurrent,
    close,
    list_closings,
)
from services.reporting.sources.workers import Puller

Closer = Annotated[Principal, requires("accountant", "head")]
Reader = Annotated[Principal, requires("accountant", "reporter", "head", "auditor")]


def closings_router() -> APIRouter:
    """Routes of closed periods."""
    router = APIRouter(prefix="/closings", tags=["closings"])

    @router.post(
        "",
        operation_id="closing_create",
        summary="Closes a unit's period: its statement can be shown again exactly, whatever comes later",
        status_code=201,
        responses=problems(SourcesNotCurrent, PeriodOutsideYear, KeyReused),
    )
    async def closing_create(
        request: Request, _: Closer, gmina: Gmina, wanted: CloseRequest, once: Idempotent, db: Write
    ) -> Answer:
        puller: Puller = request.app.state.puller
        await puller.catch_up(gmina)
        return await once.run(db, lambda: close(db, wanted))

    @router.get("", operation_id="closing_list", summary="Closed periods", responses=problems())
    async def closing_list(
        request: Request, _: Reader, gmina: Gmina, year: Annotated[int | None, Query(ge=2000, le=2100)] = None
    ) -> list[ClosingOut]:
        puller: Puller = request.app.state.puller
        await puller.catch_up(gmina)
        async with request.app.state.database.tenant(gmina) as connection:
            return await list_closings(connection, gmina, year)

    return router
