"""Collections as CSV files: UTF-8, comma, a header, decimal point, dates as ISO 8601.

A collection may be of any length, so it is read by a cursor of the database and written while it is read: memory stays flat, and what is
sent is one moment.
"""

import asyncio
import csv
import io
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from fastapi.responses import Response, StreamingResponse
from psycopg.rows import TupleRow

from kit.db import Database

Format = Literal["json", "csv"]
CSV_TYPE = "text/csv; charset=utf-8"
CSV_ANSWER: dict[int | str, dict[str, Any]] = {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}

ROWS_AT_ONCE = 2_000
# A file that is read slowly holds a connection of the database: few at a time, and none of them for ever.
AT_ONCE = 2
LONGEST_SECONDS = 900

# A spreadsheet takes a text that begins so for a formula.
_FORMULA = ("=", "+", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a collection: the statement, its parameters, and what of a row is written under each column."""

    columns: Sequence[str]
    statement: str
    parameters: Mapping[str, object]
    cells: Callable[[TupleRow], Sequence[object]]


class Exports:
    """Files that are being written; one of an application."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turns = asyncio.Semaphore(AT_ONCE)

    def csv(self, gmina: str, rows: Rows, name: str) -> Response:
        """The rows of the gmina as a file to save, read while it is sent."""
        return StreamingResponse(self._written(gmina, rows), media_type=CSV_TYPE, headers=_saved_as(f"{name}.csv"))

    async def _written(self, gmina: str, rows: Rows) -> AsyncIterator[bytes]:
        yield csv_text(rows.columns, ())
        async with (
            self._turns,
            asyncio.timeout(LONGEST_SECONDS),
            self._database.tenant(gmina, one_moment=True) as connection,
            connection.cursor(name="export") as cursor,
        ):
            await cursor.execute(rows.statement, rows.parameters)
            while found := await cursor.fetchmany(ROWS_AT_ONCE):
                yield csv_lines(map(rows.cells, found))


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file."""
    return csv_lines((columns, *rows))


def csv_lines(rows: Iterable[Sequence[object]]) -> bytes:
    """Lines of a CSV file."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def file_response(content: bytes, name: str, media_type: str = CSV_TYPE) -> Response:
    """A file to save."""
    return Response(content, media_type=media_type, headers=_saved_as(name))


def _saved_as(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value
