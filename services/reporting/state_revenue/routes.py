"""GET /statements/state-revenue (Rb-27ZZ)."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from kit.problems import problems
from services.reporting.availability.sources import source_out
from services.reporting.exports import CSV_ANSWER, csv_text, file_response
from services.reporting.plans.store import plan
from services.reporting.sources.workers import Puller
from services.reporting.state_revenue.building import COLUMNS, rows
from services.reporting.state_revenue.layout import layout
from services.reporting.state_revenue.reading import sums
from services.reporting.state_revenue.schemas import StateRevenueOut
from services.reporting.statements import findings, proof
from services.reporting.statements.asking import Reader, RevenueWanted, YearRequired, view_of
from services.reporting.statements.make import ClosingDiffers, NoSuchClosing
from services.reporting.statements.reading import Reading, read_together


def state_revenue_router() -> APIRouter:
    """Routes of the State's revenue."""
    router = APIRouter(prefix="/statements", tags=["statements"])

    @router.get(
        "/state-revenue",
        operation_id="state_revenue_read",
        summary="Revenue of the State collected with commissioned tasks (Rb-27ZZ): owed, collected, the gmina's share, passed on",
        responses={**CSV_ANSWER, **problems(YearRequired, NoSuchClosing, ClosingDiffers)},
        response_model=StateRevenueOut,
    )
    async def state_revenue_read(
        request: Request,
        _: Reader,
        wanted: RevenueWanted,
        format: Annotated[Literal["json", "csv"], Query()] = "json",  # noqa: A002
    ) -> Response | StateRevenueOut:
        gmina = wanted.view.gmina
        puller: Puller = request.app.state.puller
        await puller.catch_up(gmina)
        classification = await puller.classification()
        async with request.app.state.database.tenant(gmina, one_moment=True) as connection:
            view = await view_of(connection, wanted)
            asked: list[Reading[Any]] = [sums(view), plan(view), proof.sources(gmina)]
            found, planned, logs = await read_together(connection, asked)
            refused = await findings.read_refused(connection, view)
        made = rows(found, planned, layout(), classification, view.until, of_a_unit=view.unit is not None)
        if format == "csv":
            lines = ([getattr(row, name) for name in COLUMNS] for row in made)
            return file_response(csv_text(COLUMNS, lines), f"rb27zz_{gmina}_{view.until.isoformat()}.csv")
        now = proof.utc_now()
        return StateRevenueOut(
            gmina=gmina,
            year=view.year,
            until=view.until,
            unit=view.unit,
            known_on=view.known_on,
            closing=None if wanted.closing is None else str(wanted.closing),
            rows=made,
            refused_count=refused.count,
            sources=[source_out(log, now) for log in logs],
            current=all(log.current for log in logs),
            observed_at=now,
        )

    return router
