"""The whole lists behind a statement's proof and corrections, page by page: a statement itself names the first of each."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Literal, Protocol, TypeVar

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from kit.paging import Page, PageRequest, Paging
from kit.problems import problems
from services.reporting.exports import CSV_ANSWER, Exports, Rows
from services.reporting.sources.workers import Puller
from services.reporting.statements.asking import Reader, Wanted, YearRequired, view_of
from services.reporting.statements.findings import (
    Listed,
    Portion,
    corrections,
    mirror_differences,
    read_corrections,
    read_mirror_differences,
    read_refused,
    refused,
)
from services.reporting.statements.make import Asked, ClosingDiffers, NoSuchClosing
from services.reporting.statements.result import Correction, MirrorDifference, RefusedFact
from services.reporting.statements.view import View

T = TypeVar("T")
Item = TypeVar("Item")
Format = Annotated[Literal["json", "csv"], Query(description="csv: wszystkie")]
_ANSWERS = {**CSV_ANSWER, **problems(YearRequired, NoSuchClosing, ClosingDiffers)}


class Read(Protocol[T]):
    """Reads a portion of a list of findings."""

    def __call__(self, connection: AsyncConnection[TupleRow], view: View, portion: Portion) -> Awaitable[Listed[T]]: ...


def findings_router() -> APIRouter:
    """Routes of refused facts, differences with the finance system, and corrections of closed periods."""
    router = APIRouter(prefix="/statements", tags=["statements"])

    @router.get(
        "/refused",
        operation_id="refused_fact_list",
        summary="Facts that are not in the ledger, and why",
        responses=_ANSWERS,
        response_model=Page[RefusedFact],
    )
    async def refused_list(
        request: Request,
        _: Reader,
        wanted: Wanted,
        paging: Paging,
        format: Format = "json",  # noqa: A002
    ) -> Response | Page[RefusedFact]:
        return await _answer(request, wanted, paging, format, "refused", read_refused, refused, _refused_key)

    @router.get(
        "/mirror-differences",
        operation_id="mirror_difference_list",
        summary="Payment lists that the finance system booked otherwise than they were paid",
        responses=_ANSWERS,
        response_model=Page[MirrorDifference],
    )
    async def mirror_difference_list(
        request: Request,
        _: Reader,
        wanted: Wanted,
        paging: Paging,
        format: Format = "json",  # noqa: A002
    ) -> Response | Page[MirrorDifference]:
        read = read_mirror_differences
        return await _answer(request, wanted, paging, format, "mirrors", read, mirror_differences, _mirror_key)

    @router.get(
        "/corrections",
        operation_id="correction_list",
        summary="Late money and late changes of the plan in closed periods",
        responses=_ANSWERS,
        response_model=Page[Correction],
    )
    async def correction_list(
        request: Request,
        _: Reader,
        wanted: Wanted,
        paging: Paging,
        format: Format = "json",  # noqa: A002
    ) -> Response | Page[Correction]:
        return await _answer(
            request, wanted, paging, format, "corrections", read_corrections, corrections, _correction_key
        )

    return router


async def _answer(
    request: Request,
    wanted: Asked,
    paging: PageRequest,
    form: str,
    name: str,
    read: Read[Item],
    rows: Callable[[View, Portion], Rows],
    key: Callable[[Item], tuple[Any, ...]],
) -> Response | Page[Item]:
    view = wanted.view
    bound = {**{member: getattr(view, member) for member in View.__slots__}, "closing": wanted.closing}
    keyset = paging.keyset(f"findings: {name}", bound)
    puller: Puller = request.app.state.puller
    await puller.catch_up(view.gmina)
    async with request.app.state.database.tenant(view.gmina) as connection:
        view = await view_of(connection, wanted)
        if form != "csv":
            found = await read(connection, view, Portion(keyset.fetch, keyset.after))
    if form == "csv":
        exports: Exports = request.app.state.exports
        return exports.csv(view.gmina, rows(view, Portion(None)), name)
    shown, cursor = keyset.page(found.items, key)
    return Page(items=shown, next_cursor=cursor)


def _refused_key(fact: RefusedFact) -> tuple[Any, ...]:
    return (fact.service, fact.sequence)


def _mirror_key(one: MirrorDifference) -> tuple[Any, ...]:
    paragraf = (one.paragraf[:3], one.paragraf[3:])
    return (one.payment_list, one.measure, one.side, one.dzial, one.rozdzial, *paragraf, one.task_kind, one.source)


def _correction_key(one: Correction) -> tuple[Any, ...]:
    return (one.service, one.sequence, one.line)
