"""/deliveries/results: what became of many letters, as JSON or CSV, all lines or none."""

from typing import Annotated

from fastapi import APIRouter, Request

from casework.authority.sight import sight_of
from casework.deliveries import results
from casework.deliveries.schemas import ResultRow
from casework.today import Today
from kit.auth import Principal, requires
from kit.db import Write
from kit.idempotency import Answer, Idempotent, KeyReused
from kit.problems import problems
from kit.rows import RowsRefused, read_rows, request_body

Sender = Annotated[Principal, requires("caseworker", "head")]


def delivery_results_router() -> APIRouter:
    """The route of results of deliveries."""
    router = APIRouter(prefix="/deliveries", tags=["deliveries"])

    @router.post(
        "/results",
        status_code=201,
        operation_id="delivery_enter_results",
        summary="Note what became of many letters: all lines or none; what is noted already is passed over",
        responses=problems(RowsRefused, KeyReused),
        openapi_extra=request_body(ResultRow, "DeliveryResults"),
    )
    async def enter(request: Request, who: Sender, once: Idempotent, db: Write, today: Today) -> Answer:
        rows = await read_rows(request, ResultRow, most=results.MOST_RESULTS)
        sight = await sight_of(db, who, today)
        return await once.run(db, lambda: results.enter(db=db, sight=sight, rows=rows, by=who.subject, today=today))

    return router
