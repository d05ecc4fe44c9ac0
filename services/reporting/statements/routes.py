"""GET /statements and what hangs on it: entries, regional sums, layouts."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Literal

import orjson
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import StringConstraints

from casework.facts.money import Measure, Side, TaskKind
from kit.auth import Access, Principal, access, requires
from kit.paging import Page, Paging
from kit.problems import FieldError, InvalidParameter, problems
from services.reporting.exports import Exports, file_response
from services.reporting.ledger.months import closing_month
from services.reporting.sources.workers import Puller
from services.reporting.statements.asking import Code, Reader, Wanted, YearRequired, view_of
from services.reporting.statements.cell import CellOut, NoSuchCell, key_of, key_parameters, read_cell
from services.reporting.statements.definition import Layout, UnknownDefinition, definition, definitions
from services.reporting.statements.entries import EntryOut, Sort, all_entries, list_entries
from services.reporting.statements.groups import GroupBy
from services.reporting.statements.make import Asked, ClosingDiffers, NoSuchClosing, make_statement
from services.reporting.statements.proof import utc_now
from services.reporting.statements.regional import RegionalStatement, make_regional
from services.reporting.statements.result import Statement
from services.reporting.statements.sheets import XLSX_TYPE, to_csv, to_xlsx
from services.reporting.statements.view import View

PersonReader = Annotated[Principal, requires("reporter", "accountant", "auditor")]
Regional = Annotated[Principal, requires("regional_viewer")]
Year = Annotated[int, Query(ge=2000, le=2100, examples=[2019])]
HotReader = Annotated[Access, access("reporter", "accountant", "head", "auditor")]
Codes = list[Annotated[str, StringConstraints(pattern="^[a-z][a-z0-9_]{0,79}$")]] | None

_STATEMENT: dict[int | str, dict[str, Any]] = {
    200: {
        "model": Statement,
        "content": {
            "text/csv": {"schema": {"type": "string"}},
            XLSX_TYPE: {"schema": {"type": "string", "format": "binary"}},
        },
    }
}


def statements_router() -> APIRouter:
    """Routes of statements."""
    router = APIRouter(prefix="/statements", tags=["statements"])

    @router.get(
        "",
        operation_id="statement_read",
        summary="Statement of a gmina's year until a day: plan, executed, sources of money, distinct persons and families, proof",
        responses={**_STATEMENT, **problems(YearRequired, NoSuchClosing, ClosingDiffers, UnknownDefinition)},
        response_class=Response,
    )
    async def statement_read(
        request: Request,
        _: Reader,
        wanted: Wanted,
        group_by: Annotated[
            list[GroupBy] | None,
            Query(description="dodatkowo sumy według tych cech (kilka: group_by=dzial&group_by=source)"),
        ] = None,
        definition_code: Annotated[
            str, Query(alias="definition", max_length=80, description="układ wierszy, zob. /statements/definitions")
        ] = "council_annual",
        format: Annotated[Literal["json", "csv", "xlsx"], Query()] = "json",  # noqa: A002
    ) -> Response:
        asked = replace(wanted, definition=definition(definition_code), group_by=frozenset(group_by or ()))
        statement = await _statement(request, asked)
        if format == "csv":
            return file_response(to_csv(statement), _name(statement, "csv"))
        if format == "xlsx":
            return file_response(to_xlsx(statement), _name(statement, "xlsx"), XLSX_TYPE)
        return Response(orjson.dumps(statement), media_type="application/json")

    @router.get(
        "/definitions", operation_id="statement_definition_list", summary="Layouts of rows", responses=problems()
    )
    async def definition_list(_: Reader) -> list[Layout]:
        return [Layout(one.code, one.name) for one in definitions().values()]

    @router.get(
        "/entries",
        operation_id="statement_entry_list",
        summary="The entries of the ledger behind a cell of a statement",
        responses={
            200: {"content": {"text/csv": {"schema": {"type": "string"}}}},
            **problems(YearRequired, NoSuchClosing, ClosingDiffers),
        },
        response_model=Page[EntryOut],
    )
    async def entry_list(
        request: Request,
        _: PersonReader,
        wanted: Wanted,
        paging: Paging,
        dzial: Annotated[str | None, Query(pattern="^[0-9]{3}$")] = None,
        rozdzial: Annotated[str | None, Query(pattern="^[0-9]{5}$")] = None,
        paragraf: Annotated[str | None, Query(pattern="^[0-9]{4}$")] = None,
        task: Code = None,
        task_kind: Annotated[TaskKind | None, Query()] = None,
        source: Code = None,
        benefit: Annotated[
            Codes, Query(max_length=50, description="kody świadczeń (kilka: suma); bez_swiadczenia: bez świadczenia")
        ] = None,
        variant: Annotated[Codes, Query(max_length=50, description="warianty (kilka: suma)")] = None,
        mechanism: Annotated[Codes, Query(max_length=50, description="mechanizmy (kilka: suma)")] = None,
        sort: Annotated[Sort, Query(description="place: pozycja w dzienniku")] = "place",
        format: Annotated[Literal["json", "csv"], Query(description="csv: wszystko, co zostawia filtr")] = "json",  # noqa: A002
    ) -> Response | Page[EntryOut]:
        filters: dict[str, object] = {
            "dzial": dzial, "rozdzial": rozdzial, "paragraf": paragraf, "task": task, "task_kind": task_kind, "source": source,
            "variants": variant, "mechanisms": mechanism, "benefits": benefit,
        }  # fmt: skip
        view = wanted.view
        bound = {**filters, **{name: getattr(view, name) for name in View.__slots__}, "closing": wanted.closing}
        keyset = paging.keyset(f"entries by {sort}", bound)
        puller: Puller = request.app.state.puller
        await puller.catch_up(view.gmina)
        async with request.app.state.database.tenant(view.gmina, one_moment=True) as connection:
            view = await view_of(connection, wanted)
            rows = [] if format == "csv" else await list_entries(connection, view, filters, sort, keyset)
        if format == "csv":
            exports: Exports = request.app.state.exports
            return exports.csv(view.gmina, all_entries(view, filters, sort), "entries")
        shown, cursor = keyset.page(rows, lambda row: _entry_key(row, sort))
        return Page(items=shown, next_cursor=cursor)

    @router.get(
        "/cell",
        operation_id="statement_cell_read",
        summary="One cell of a statement by its key: money, benefits, distinct persons and families",
        response_model=CellOut,
        responses=problems(NoSuchCell, InvalidParameter),
        openapi_extra={"parameters": key_parameters()},
    )
    async def cell_read(who: HotReader, request: Request) -> Response:
        key = key_of(request.query_params)
        found = await read_cell(request.app.state.database, request.app.state.puller, who.gmina, key)
        return Response(found, media_type="application/json")

    @router.get(
        "/regional",
        operation_id="statement_regional_read",
        summary="Sums of a region's gminas: amounts and benefits, never persons",
        responses=problems(InvalidParameter),
    )
    async def regional_read(
        request: Request,
        who: Regional,
        year: Year,
        until: Annotated[date | None, Query(description="ostatni dzień miesiąca; bez niego 31 grudnia roku")] = None,
        side: Annotated[Side, Query()] = "expenditure",
        measure: Annotated[Measure, Query()] = "expenditure",
    ) -> RegionalStatement:
        day = until or date(year, 12, 31)
        month = closing_month(day, year)
        if month is None:
            raise InvalidParameter(
                "Sumy regionu są na koniec miesiąca tego roku.",
                errors=[FieldError("/query/until", "not_end_of_month", "Wymagany ostatni dzień miesiąca.")],
            )
        puller: Puller = request.app.state.puller
        classification = await puller.classification()
        async with request.app.state.database.tenants(who.gminas, one_moment=True) as connection:
            return await make_regional(
                connection,
                who.gminas,
                classification,
                year=year,
                until=day,
                month=month,
                side=side,
                measure=measure,
                now=utc_now(),
            )

    return router


async def _statement(request: Request, asked: Asked) -> Statement:
    puller: Puller = request.app.state.puller
    await puller.catch_up(asked.view.gmina)
    classification = await puller.classification()
    async with request.app.state.database.tenant(asked.view.gmina, one_moment=True) as connection:
        return await make_statement(connection, asked, classification, utc_now())


def _entry_key(row: EntryOut, sort: str) -> tuple[Any, ...]:
    place = (row.service, row.sequence, row.line)
    if sort == "booked_on":
        return (row.booked_on, *place)
    return (int(row.amount.replace(".", "")), *place) if sort == "amount" else place


def _name(statement: Statement, ending: str) -> str:
    return f"sprawozdanie_{statement.gmina}_{statement.until.isoformat()}.{ending}"
