"""GET /statements/register-facts: the acts behind the figures of a statement's registers."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from kit.paging import Page, Paging
from kit.problems import FieldError, InvalidParameter, problems
from services.reporting.exports import CSV_ANSWER, Exports
from services.reporting.sources.workers import Puller
from services.reporting.statements.asking import Code, Reader, Wanted, YearRequired, view_of
from services.reporting.statements.make import ClosingDiffers, NoSuchClosing
from services.reporting.statements.register_facts import RegisterFactOut, Sort, all_facts, key_of, list_facts
from services.reporting.statements.view import View


def register_facts_router() -> APIRouter:
    """Routes of the facts behind a statement's registers."""
    router = APIRouter(prefix="/statements", tags=["statements"])

    @router.get(
        "/register-facts",
        operation_id="statement_register_fact_list",
        summary="The acts of registers behind a figure of a statement; none of those whose small figures are hidden",
        responses={**CSV_ANSWER, **problems(YearRequired, NoSuchClosing, ClosingDiffers, InvalidParameter)},
        response_model=Page[RegisterFactOut],
    )
    async def register_fact_list(
        request: Request,
        _: Reader,
        wanted: Wanted,
        paging: Paging,
        service: Code = None,
        register_code: Code = None,
        act: Code = None,
        requester: Code = None,
        counted: Code = None,
        measured: Code = None,
        sort: Annotated[Sort, Query(description="place: pozycja w dzienniku")] = "place",
        format: Annotated[Literal["json", "csv"], Query(description="csv: wszystko, co zostawia filtr")] = "json",  # noqa: A002
    ) -> Response | Page[RegisterFactOut]:
        view = wanted.view
        if view.known_on is not None:
            raise InvalidParameter(
                "Czynności rejestrów nie mają stanu wiedzy na dzień.",
                errors=[FieldError("/query/known_on", "not_of_registers", "Proszę podać dzień albo zamknięty okres.")],
            )
        filters = {
            "service": service, "register_code": register_code, "act": act, "requester": requester, "counted": counted,
            "measured": measured,
        }  # fmt: skip
        bound = {**filters, **{name: getattr(view, name) for name in View.__slots__}, "closing": wanted.closing}
        keyset = paging.keyset(f"register facts by {sort}", bound)
        puller: Puller = request.app.state.puller
        await puller.catch_up(view.gmina)
        async with request.app.state.database.tenant(view.gmina, one_moment=True) as connection:
            view = await view_of(connection, wanted)
            rows = [] if format == "csv" else await list_facts(connection, view, filters, sort, keyset)
        if format == "csv":
            exports: Exports = request.app.state.exports
            return exports.csv(view.gmina, all_facts(view, filters, sort), "register_facts")
        shown, cursor = keyset.page(rows, lambda row: key_of(row, sort))
        return Page(items=shown, next_cursor=cursor)

    return router
