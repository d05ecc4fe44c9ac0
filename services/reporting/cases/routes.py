"""GET /cases/turnover, of a gmina and of a region."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from kit.auth import Access, Principal, access, requires
from kit.periods import parse_month
from kit.problems import FieldError, InvalidParameter, problems
from services.reporting.availability.sources import source_out
from services.reporting.cases import turnover
from services.reporting.cases.schemas import CaseTurnoverOut, GroupBy, RegionalTurnoverOut, TurnoverOut
from services.reporting.exports import CSV_ANSWER, csv_text, file_response
from services.reporting.sources.workers import Puller
from services.reporting.statements import proof
from services.reporting.statements.reading import Reading, read, read_together

MOST_MONTHS = 60
Reader = Annotated[Access, access("reporter", "accountant", "head", "auditor")]
Regional = Annotated[Principal, requires("regional_viewer")]
Month = Annotated[str, Query(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", examples=["2019-01"])]
Groups = Annotated[
    list[GroupBy] | None, Query(description="osobno według tych cech (kilka: group_by=unit&group_by=channel)")
]
Format = Annotated[Literal["json", "csv"], Query()]
_COLUMNS = (
    "service", "benefit", "month", "unit", "channel", "living", "opening", "received", "reopened", "closed", "pending",
)  # fmt: skip


def cases_router() -> APIRouter:
    """Routes of the turnover of cases."""
    router = APIRouter(prefix="/cases", tags=["cases"])

    @router.get(
        "/turnover",
        operation_id="case_turnover_read",
        summary="Cases received, opened again, closed and pending by benefit and month, with the proof that they add up",
        responses={**CSV_ANSWER, **problems(InvalidParameter)},
        response_model=CaseTurnoverOut,
    )
    async def turnover_read(
        request: Request,
        who: Reader,
        since: Month,
        until: Month,
        group_by: Groups = None,
        format: Format = "json",  # noqa: A002
    ) -> Response | CaseTurnoverOut:
        first, last = _months(since, until)
        puller: Puller = request.app.state.puller
        await puller.catch_up(who.gmina)
        asked: list[Reading[Any]] = [
            turnover.moves(last, group_by or ()), turnover.pending(who.gmina, last), proof.sources(who.gmina),
        ]  # fmt: skip
        async with request.app.state.database.tenant(who.gmina, one_moment=True) as connection:
            moved, cases, logs = await read_together(connection, asked)
        rows = turnover.rows_of(moved, first, last)
        if format == "csv":
            return _csv(rows)
        now = proof.utc_now()
        return CaseTurnoverOut(
            gmina=who.gmina,
            since=since,
            until=until,
            rows=rows,
            identity=turnover.identity(moved, first, cases),
            sources=[source_out(log, now) for log in logs],
            current=all(log.current for log in logs),
            observed_at=now,
        )

    @router.get(
        "/turnover/regional",
        operation_id="case_turnover_regional_read",
        summary="The same of a region's gminas together, and each gmina's part",
        responses={**CSV_ANSWER, **problems(InvalidParameter)},
        response_model=RegionalTurnoverOut,
    )
    async def regional_read(
        request: Request,
        who: Regional,
        since: Month,
        until: Month,
        group_by: Groups = None,
        format: Format = "json",  # noqa: A002
    ) -> Response | RegionalTurnoverOut:
        first, last = _months(since, until)
        async with request.app.state.database.tenants(who.gminas, one_moment=True) as connection:
            moved = await read(connection, turnover.moves(last, group_by or (), by_gmina=True))
        rows = turnover.rows_of(turnover.united(moved), first, last)
        if format == "csv":
            return _csv(rows)
        return RegionalTurnoverOut(
            since=since, until=until, rows=rows, gminas=turnover.of_gminas(moved, first, who.gminas)
        )

    return router


def _months(since: str, until: str) -> tuple[int, int]:
    first, last = parse_month(since), parse_month(until)
    if not first <= last < first + MOST_MONTHS:
        raise InvalidParameter(
            f"Okres obejmuje od jednego do {MOST_MONTHS} miesięcy.",
            errors=[FieldError("/query/until", "months_impossible", "Ostatni miesiąc nie pasuje do pierwszego.")],
        )
    return first, last


def _csv(rows: list[TurnoverOut]) -> Response:
    return file_response(csv_text(_COLUMNS, ([getattr(row, name) for name in _COLUMNS] for row in rows)), "obroty.csv")
