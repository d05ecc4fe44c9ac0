"""POST and GET /bookings, POST /bookings/{id}/reverse."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from kit.auth import Gmina, Principal, requires
from kit.db import Write
from kit.idempotency import Answer, Idempotent, KeyReused
from kit.paging import KeyPart, Page, Paging
from kit.problems import problems
from kit.rows import RowsRefused, read_rows, request_body
from services.reporting.bookings.schemas import BookingOut, BookingRow
from services.reporting.bookings.service import (
    AlreadyReversed,
    BookingChanged,
    BookingNotFound,
    EarlierVersionStands,
    check,
    reverse,
    take,
)
from services.reporting.bookings.store import all_bookings, list_bookings
from services.reporting.exports import CSV_ANSWER, Exports, Format
from services.reporting.sources.workers import Puller

Accountant = Annotated[Principal, requires("accountant")]
Reader = Annotated[Principal, requires("accountant", "reporter", "head", "auditor")]


def bookings_router() -> APIRouter:
    """Routes of the finance system's documents."""
    router = APIRouter(prefix="/bookings", tags=["bookings"])

    @router.post(
        "",
        operation_id="booking_import",
        summary="Takes in documents of the finance system: all rows or none",
        status_code=201,
        responses=problems(RowsRefused, BookingChanged, EarlierVersionStands, KeyReused),
        openapi_extra=request_body(BookingRow, "BookingRows"),
    )
    async def booking_import(request: Request, _: Accountant, once: Idempotent, db: Write) -> Answer:
        puller: Puller = request.app.state.puller
        rows = await read_rows(request, BookingRow)
        check(rows, await puller.classification())
        return await once.run(db, lambda: take(db, rows))

    @router.post(
        "/{booking_id}/reverse",
        operation_id="booking_reverse",
        summary="Takes a document back as if it had not been (storno)",
        status_code=201,
        responses=problems(BookingNotFound, AlreadyReversed, KeyReused),
    )
    async def booking_reverse(booking_id: UUID, _: Accountant, once: Idempotent, db: Write) -> Answer:
        return await once.run(db, lambda: reverse(db, booking_id))

    @router.get(
        "",
        operation_id="booking_list",
        summary="Rows of the finance system's documents, reversals included",
        responses={**CSV_ANSWER, **problems()},
        response_model=Page[BookingOut],
    )
    async def booking_list(
        request: Request,
        _: Reader,
        gmina: Gmina,
        paging: Paging,
        year: Annotated[int | None, Query(ge=2000, le=2100)] = None,
        unit: Annotated[str | None, Query(max_length=80)] = None,
        rozdzial: Annotated[str | None, Query(pattern="^[0-9]{5}$")] = None,
        document: Annotated[str | None, Query(max_length=80)] = None,
        mirrored: Annotated[
            bool | None, Query(description="tylko księgowania naszych list, albo tylko pozostałe")
        ] = None,
        sort: Annotated[Literal["sequence", "booked_on"], Query()] = "sequence",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Response | Page[BookingOut]:
        puller: Puller = request.app.state.puller
        await puller.catch_up(gmina)
        filters = {
            "gmina": gmina, "year": year, "unit": unit, "rozdzial": rozdzial, "document": document, "mirrored": mirrored,
        }  # fmt: skip
        keyset = paging.keyset(f"bookings by {sort}", filters)
        if format == "csv":
            exports: Exports = request.app.state.exports
            return exports.csv(gmina, all_bookings(filters, sort), "bookings")
        async with request.app.state.database.tenant(gmina) as connection:
            rows = await list_bookings(connection, filters, sort, keyset)

        def key(row: BookingOut) -> tuple[KeyPart, ...]:
            place = (row.sequence, row.line)
            return place if sort == "sequence" else (row.booked_on, *place)

        shown, cursor = keyset.page(rows, key)
        return Page(items=shown, next_cursor=cursor)

    return router
