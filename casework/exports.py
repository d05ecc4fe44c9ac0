"""Collections as CSV files: UTF-8, comma, a header, dates as ISO 8601, several values of a cell apart by a space."""

import csv
import io
from collections.abc import Iterable
from typing import Any, Literal

from fastapi.responses import Response
from pydantic import BaseModel

Format = Literal["json", "csv"]
CSV_ANSWER: dict[int | str, dict[str, Any]] = {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}

# A spreadsheet takes a text that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_response(model: type[BaseModel], rows: Iterable[BaseModel], name: str) -> Response:
    """The rows as a file to save; columns are the members of the model."""
    columns = list(model.model_fields)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(getattr(row, column)) for column in columns] for row in rows)
    return Response(
        text.getvalue().encode(),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def cell(value: object) -> object:
    """A value as a cell: nothing for none, several apart by a space, no text that a spreadsheet takes for a formula."""
    if isinstance(value, list | tuple):
        value = " ".join(map(str, value))
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value
