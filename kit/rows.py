"""Rows of a table that somebody sends, as CSV or JSON: all of them read and checked before anything is written.

An error names the row and the member: /rows/3/amount, rows counted from 0 behind the header of a CSV.
"""

import csv
import io
from collections.abc import Sequence
from typing import Any, TypeVar

import orjson
from fastapi import Request
from pydantic import BaseModel, TypeAdapter, ValidationError, create_model

from kit.problems import FieldError, MalformedBody, UnsupportedMediaType, ValidationFailed, errors_of

MOST_ROWS = 50_000
MOST_ERRORS = 100

R = TypeVar("R", bound=BaseModel)


class RowsRefused(ValidationFailed):
    """Rows are wrong; nothing of the file was written."""

    code = "rows_refused"
    title = "Dane zawierają błędne wiersze, niczego nie zapisano"


async def read_rows(request: Request, model: type[R], *, most: int = MOST_ROWS) -> list[R]:
    """The rows of the request's body; raises UnsupportedMediaType, MalformedBody or RowsRefused."""
    media_type = request.headers.get("content-type", "application/json").split(";")[0].strip().lower()
    body = await request.body()
    if media_type == "text/csv":
        raw = _csv(body, model)
    elif media_type == "application/json":
        raw = _json(body)
    else:
        raise UnsupportedMediaType("Oczekiwano treści typu text/csv albo application/json.")
    if not raw:
        raise RowsRefused(
            "Brak wierszy.", errors=[FieldError("/rows", "too_few", "Wymagany co najmniej jeden wiersz.")]
        )
    if len(raw) > most:
        message = f"Najwyżej {most} wierszy w jednym pliku."
        raise RowsRefused(message, errors=[FieldError("/rows", "too_many", message)])
    rows: list[R] = []
    errors: list[FieldError] = []
    validate = TypeAdapter(model).validate_python
    for number, values in enumerate(raw):
        try:
            rows.append(validate(values))
        except ValidationError as error:
            errors += [FieldError(f"/rows/{number}{e.pointer}", e.code, e.message) for e in errors_of(error, values)]
            if len(errors) >= MOST_ERRORS:
                break
    refuse(errors)
    return rows


def refuse(errors: Sequence[FieldError]) -> None:
    """Raises RowsRefused when there is any error."""
    if errors:
        raise RowsRefused("Proszę poprawić wskazane pola i przesłać całość ponownie.", errors=errors[:MOST_ERRORS])


def request_body(model: type[BaseModel], name: str) -> dict[str, Any]:
    """What OpenAPI says of the body: JSON rows, or a CSV with their members as columns."""
    rows = create_model(name, rows=(list[model], ...))  # type: ignore[valid-type]
    schema = rows.model_json_schema(ref_template="#/components/schemas/{model}")
    defined = schema.pop("$defs")
    schema["properties"]["rows"]["items"] = defined[model.__name__]
    columns = ", ".join(model.model_fields)
    return {
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": schema},
                "text/csv": {
                    "schema": {
                        "type": "string",
                        "description": f"CSV w UTF-8 z przecinkiem, w pierwszym wierszu nazwy kolumn: {columns}",
                    }
                },
            },
        }
    }


def _json(body: bytes) -> list[Any]:
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise MalformedBody("Treść żądania nie jest poprawnym dokumentem JSON.") from None
    rows = document.get("rows") if isinstance(document, dict) and set(document) == {"rows"} else None
    if not isinstance(rows, list):
        raise RowsRefused(
            "Oczekiwano obiektu z listą rows.", errors=[FieldError("/rows", "must_be_list", "Wartość musi być listą.")]
        )
    return rows


def _csv(body: bytes, model: type[BaseModel]) -> list[Any]:
    try:
        text = body.decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise MalformedBody("Treść żądania nie jest poprawnym plikiem CSV w UTF-8.") from None
    header = [name.strip() for name in lines[0]] if lines else []
    known = set(model.model_fields)
    wrong = [name for name in header if name not in known]
    if wrong or not header or len(set(header)) != len(header):
        raise RowsRefused(
            "Pierwszy wiersz musi zawierać nazwy kolumn.",
            errors=[FieldError("/header", "unknown_column", "Nieznana albo powtórzona kolumna.")],
        )
    rows: list[Any] = []
    errors: list[FieldError] = []
    for number, values in enumerate(line for line in lines[1:] if line):
        if len(values) != len(header):
            errors.append(FieldError(f"/rows/{number}", "wrong_columns", "Inna liczba pól niż w nagłówku."))
            continue
        # An empty field is a member that was not given.
        rows.append({name: value for name, value in zip(header, values, strict=True) if value != ""})
    refuse(errors)
    return rows
