"""POST and GET /plans."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from kit.auth import Gmina, Principal, requires
from kit.db import Write
from kit.idempotency import Answer, Idempotent, KeyReused
from kit.paging import Page, Paging
from kit.problems import problems
from kit.rows import RowsRefused, read_rows, request_body
from services.reporting.exports import CSV_ANSWER, Exports, Format
from services.reporting.plans.schemas import PlanChangeOut, PlanRow
from services.reporting.plans.service import PlanActChanged, check, take
from services.reporting.plans.store import all_changes, list_changes
from services.reporting.sources.workers import Puller

Accountant = Annotated[Principal, requires("accountant")]
Reader = Annotated[Principal, requires("accountant", "reporter", "head", "auditor")]


def plans_router() -> APIRouter:
    """Routes of the plan."""
    router = APIRouter(prefix="/plans", tags=["plans"])

    @router.post(
        "",
        operation_id="plan_import",
        summary="Takes in a budget plan or a change of it: all rows or none",
        status_code=201,
        responses=problems(RowsRefused, PlanActChanged, KeyReused),
        openapi_extra=request_body(PlanRow, "PlanRows"),
    )
    async def plan_import(request: Request, _: Accountant, once: Idempotent, db: Write) -> Answer:
        puller: Puller = request.app.state.puller
        rows = await read_rows(request, PlanRow)
        check(rows, await puller.classification())
        return await once.run(db, lambda: take(db, rows))

    @router.get(
        "",
        operation_id="plan_list",
        summary="Rows of the plan and its changes as they were entered",
        responses={**CSV_ANSWER, **problems()},
        response_model=Page[PlanChangeOut],
    )
    async def plan_list(
        request: Request,
        _: Reader,
        gmina: Gmina,
        paging: Paging,
        year: Annotated[int | None, Query(ge=2000, le=2100)] = None,
        unit: Annotated[str | None, Query(max_length=80)] = None,
        rozdzial: Annotated[str | None, Query(pattern="^[0-9]{5}$")] = None,
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Response | Page[PlanChangeOut]:
        puller: Puller = request.app.state.puller
        await puller.catch_up(gmina)
        filters = {"gmina": gmina, "year": year, "unit": unit, "rozdzial": rozdzial}
        keyset = paging.keyset("plans by sequence,line", filters)
        if format == "csv":
            exports: Exports = request.app.state.exports
            return exports.csv(gmina, all_changes(filters), "plan")
        async with request.app.state.database.tenant(gmina) as connection:
            rows = await list_changes(connection, filters, keyset)
        shown, cursor = keyset.page(rows, lambda row: (row.sequence, row.line))
        return Page(items=shown, next_cursor=cursor)

    return router
