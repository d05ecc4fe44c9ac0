"""Collections as CSV files: UTF-8, comma, a header, decimal point, dates as ISO 8601."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from fastapi.responses import Response
from pydantic import BaseModel

Format = Literal["json", "csv"]
CSV_TYPE = "text/csv; charset=utf-8"
CSV_ANSWER: dict[int | str, dict[str, Any]] = {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}

# A spreadsheet takes a text that begins so for a formula.
_FORMULA = ("=", "+", "@", "\t", "\r")


def csv_response(model: type[BaseModel], rows: Iterable[BaseModel], name: str) -> Response:
    """The rows as a file to save; columns are the members of the model."""
    columns = list(model.model_fields)
    return file_response(
        csv_text(columns, ([getattr(row, column) for column in columns] for row in rows)), f"{name}.csv"
    )


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def file_response(content: bytes, name: str, media_type: str = CSV_TYPE) -> Response:
    """A file to save."""
    return Response(content, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value
