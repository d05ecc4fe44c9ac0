"""GET /registers/counts, of a gmina and of a region."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from kit.auth import Access, Principal, access, requires
from kit.periods import parse_month
from kit.problems import FieldError, InvalidParameter, problems
from services.reporting.availability.sources import source_out
from services.reporting.exports import CSV_ANSWER, csv_text, file_response
from services.reporting.registers import counts
from services.reporting.registers.schemas import RegionalRegistersOut, RegisterCountsOut, RegisterOut
from services.reporting.sources.workers import Puller
from services.reporting.statements import proof
from services.reporting.statements.reading import Reading, read_together

MOST_MONTHS = 60
Reader = Annotated[Access, access("reporter", "accountant", "head", "auditor")]
Regional = Annotated[Principal, requires("regional_viewer")]
Month = Annotated[str, Query(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", examples=["2026-01"])]
Format = Annotated[Literal["json", "csv"], Query()]
_COLUMNS = ("service", "register_code", "what", "of", "requester", "number", "different")


def registers_router() -> APIRouter:
    """Routes of the registers of acts."""
    router = APIRouter(prefix="/registers", tags=["registers"])

    @router.get(
        "/counts",
        operation_id="register_counts_read",
        summary="Acts, quantities, persons and families of each register over months, with the proof that the sums hold",
        responses={**CSV_ANSWER, **problems(InvalidParameter)},
        response_model=RegisterCountsOut,
    )
    async def counts_read(
        request: Request,
        who: Reader,
        since: Month,
        until: Month,
        format: Format = "json",  # noqa: A002
    ) -> Response | RegisterCountsOut:
        first, last = _months(since, until)
        puller: Puller = request.app.state.puller
        await puller.catch_up(who.gmina)
        asked: list[Reading[Any]] = [
            counts.counts(first, last), counts.measured(first, last), counts.proof(who.gmina, first, last),
            proof.sources(who.gmina),
        ]  # fmt: skip
        async with request.app.state.database.tenant(who.gmina, one_moment=True) as connection:
            found, quantities, proven, logs = await read_together(connection, asked)
        registers = counts.registers_of(found, quantities, first, last)
        if format == "csv":
            return _csv(registers)
        now = proof.utc_now()
        return RegisterCountsOut(
            gmina=who.gmina,
            since=since,
            until=until,
            registers=registers,
            proof=proven,
            sources=[source_out(log, now) for log in logs],
            current=all(log.current for log in logs),
            observed_at=now,
        )

    @router.get(
        "/counts/regional",
        operation_id="register_counts_regional_read",
        summary="The same of a region's gminas together, and each gmina's acts",
        responses={**CSV_ANSWER, **problems(InvalidParameter)},
        response_model=RegionalRegistersOut,
    )
    async def regional_read(
        request: Request,
        who: Regional,
        since: Month,
        until: Month,
        format: Format = "json",  # noqa: A002
    ) -> Response | RegionalRegistersOut:
        first, last = _months(since, until)
        asked: list[Reading[Any]] = [counts.counts(first, last), counts.measured(first, last)]
        async with request.app.state.database.tenants(who.gminas, one_moment=True) as connection:
            found, quantities = await read_together(connection, asked)
        registers = counts.registers_of(found, quantities, first, last)
        if format == "csv":
            return _csv(registers)
        return RegionalRegistersOut(
            since=since, until=until, registers=registers, gminas=counts.of_gminas(found, who.gminas)
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


def _csv(registers: Sequence[RegisterOut]) -> Response:
    rows: list[tuple[str | int | None, ...]] = []
    for one in registers:
        of = one.service, one.register_code
        rows += [(*of, "acts", each.act, each.requester, each.acts, None) for each in one.acts]
        rows += [(*of, "measured", f"{each.act} {each.unit}", None, each.value, None) for each in one.measured]
        rows += [(*of, "counted", each.unit, None, each.all, each.different) for each in one.counted]
    return file_response(csv_text(_COLUMNS, rows), "rejestry.csv")
