"""GET /sources, POST /sources/{service}/pull, GET /proof."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request

from kit.auth import Gmina, Principal, requires
from kit.problems import NotFound, problems
from kit.schemas import Out
from services.reporting.sources.own import OWN
from services.reporting.sources.workers import Puller
from services.reporting.statements.after_year import booked_after
from services.reporting.statements.findings import read_mirror_differences, read_refused
from services.reporting.statements.proof import read_sources, utc_now
from services.reporting.statements.reading import read
from services.reporting.statements.result import LateMoney, MirrorDifference, RefusedFact
from services.reporting.statements.view import View

Reader = Annotated[Principal, requires("reporter", "accountant", "head", "auditor", "system")]
Operator = Annotated[Principal, requires("accountant", "auditor", "system")]


class UnknownSource(NotFound):
    """Reporting does not follow a service with this code."""


class SourceOut(Out):
    """A log that reporting follows, and how far."""

    service: str
    sequence: int
    digest: str
    time: str
    state: str
    reason: str | None
    head: int
    lag: int
    lag_seconds: int
    pulled_at: datetime | None


class ProofOut(Out):
    """How complete a year is: the sources, facts that were refused, lists that the finance system booked otherwise, and the money of the
    year, of every side and measure, that was booked after its 31 December and is in no month of it.
    """

    sources: list[SourceOut]
    refused: list[RefusedFact]
    refused_count: int
    mirrors: list[MirrorDifference]
    mirrors_count: int
    booked_after_the_year: list[LateMoney]


def sources_router() -> APIRouter:
    """Routes of the sources."""
    router = APIRouter(tags=["sources"])

    @router.get("/sources", operation_id="source_list", summary="Logs that reporting follows", responses=problems())
    async def source_list(request: Request, _: Reader, gmina: Gmina) -> list[SourceOut]:
        return await _sources(request, gmina)

    @router.post(
        "/sources/{service}/pull",
        operation_id="source_pull",
        summary="Follows a log to its end now; a stopped one too, after its fault is mended",
        responses=problems(UnknownSource),
    )
    async def source_pull(
        request: Request, _: Operator, gmina: Gmina, service: Annotated[str, Path(pattern="^[a-z_]{1,40}$")]
    ) -> SourceOut:
        puller: Puller = request.app.state.puller
        if service not in (*puller.services, OWN):
            raise UnknownSource
        await puller.pull(gmina, service)
        return next(source for source in await _sources(request, gmina) if source.service == service)

    @router.get(
        "/proof",
        operation_id="proof_read",
        summary="How complete a year is, without its statement",
        responses=problems(),
    )
    async def proof_read(
        request: Request, _: Reader, gmina: Gmina, year: Annotated[int, Query(ge=2000, le=2100)]
    ) -> ProofOut:
        view = View(gmina, year, date(year, 12, 31))
        sources = await _sources(request, gmina)
        async with request.app.state.database.tenant(gmina, one_moment=True) as connection:
            refused = await read_refused(connection, view)
            mirrors = await read_mirror_differences(connection, view)
            late = booked_after(view, every_measure=True)
            after = [] if late is None else await read(connection, late)
        return ProofOut(
            sources=sources,
            refused=refused.items,
            refused_count=refused.count,
            mirrors=mirrors.items,
            mirrors_count=mirrors.count,
            booked_after_the_year=after,
        )

    return router


async def _sources(request: Request, gmina: str) -> list[SourceOut]:
    puller: Puller = request.app.state.puller
    await puller.catch_up(gmina)
    async with request.app.state.database.tenant(gmina, one_moment=True) as connection:
        found = await read_sources(connection, gmina)
    now = utc_now()
    return [
        SourceOut(
            service=one.service, sequence=one.sequence, digest=one.digest, time=one.time, state=one.state, reason=one.reason,
            head=one.head, lag=one.head - one.sequence, lag_seconds=one.observed(now).lag_seconds, pulled_at=one.pulled_at,
        )
        for one in found
    ]  # fmt: skip
