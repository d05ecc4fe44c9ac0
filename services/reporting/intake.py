"""Rows that the finance system sends, as CSV or JSON: all of them read and checked before anything is written.

An error names the row and the member: /rows/3/amount, rows counted from 0 behind the header of a CSV.
"""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, TypeVar

import orjson
from fastapi import Request
from psycopg import AsyncConnection
from psycopg.rows import TupleRow
from pydantic import BaseModel, Field, TypeAdapter, ValidationError, create_model

from casework.facts.money import Side, TaskKind
from kit.money import grosze
from kit.problems import (
    FieldError,
    MalformedBody,
    UnsupportedMediaType,
    ValidationFailed,
    errors_of,
)
from kit.schemas import Schema
from services.reporting.classification.register import Classification

MOST_ROWS = 50_000
MOST_ERRORS = 100
# A hundred thousand milliards of złote, signs left aside, is all that a gmina can ever send in: a sum of its rows then fits in every cell
# of nine hundred gminas together. What is in a log cannot be taken out, so it must not get in.
MOST_GROSZE = 10**16
_REFUSALS = {
    "rozdzial_of_other_dzial": "Rozdział nie należy do tego działu.",
    "dzial_not_in_force": "Dział nie obowiązuje w tym dniu.",
    "rozdzial_not_in_force": "Rozdział nie obowiązuje w tym dniu.",
    "paragraf_not_in_force": "Paragraf nie obowiązuje w tym dniu.",
    "source_unknown": "Nieznane źródło finansowania.",
}

Amount = Annotated[
    str, Field(pattern=r"^-?(?:0|[1-9][0-9]{0,12})\.[0-9]{2}$", description="złote i grosze", examples=["1384.00"])
]
Unit = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,79}$", description="kod jednostki", examples=["gops"])]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,79}$")]
Year = Annotated[int, Field(ge=2000, le=2100, examples=[2019])]


class ClassifiedRow(Schema):
    """What a plan row and a booking row have in common."""

    unit: Unit
    side: Side = "expenditure"
    dzial: Annotated[str, Field(pattern=r"^[0-9]{3}$", examples=["855"])]
    rozdzial: Annotated[str, Field(pattern=r"^[0-9]{5}$", examples=["85502"])]
    task: Code
    task_kind: TaskKind
    amount: Amount

    @property
    def grosze(self) -> int:
        """The amount in grosze."""
        return grosze(self.amount)


_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('intake ' || %s || ' ' || %s, 0))"

R = TypeVar("R", bound=BaseModel)


class RowsRefused(ValidationFailed):
    """Rows are wrong; nothing of the file was written."""

    code = "rows_refused"
    title = "Dane zawierają błędne wiersze, niczego nie zapisano"


async def read_rows(request: Request, model: type[R]) -> list[R]:
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
    if len(raw) > MOST_ROWS:
        message = f"Najwyżej {MOST_ROWS} wierszy w jednym pliku."
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


async def alone(connection: AsyncConnection[TupleRow], gmina: str, what: str) -> None:
    """Until the end of the transaction nobody else takes in, or takes back, this of the gmina: two that do not see each other would both
    find that no other version stands, and that the sum still fits.
    """
    await connection.execute(_ONE_AT_A_TIME, (what, gmina))


def classification_error(
    classification: Classification, number: int, row: ClassifiedRow, *, paragraf: str, source: str, on: date
) -> FieldError | None:
    """Why the row cannot be posted on that day; paragraf has four digits, or is empty in a plan."""
    refusal = classification.refusal(
        side=row.side, dzial=row.dzial, rozdzial=row.rozdzial, paragraf=paragraf[:3], source=source, on=on
    )
    if refusal is None:
        return None
    return FieldError(f"/rows/{number}/{refusal.field}", refusal.code, _REFUSALS[refusal.code])


def refuse(errors: Sequence[FieldError]) -> None:
    """Raises RowsRefused when there is any error."""
    if errors:
        raise RowsRefused("Proszę poprawić wskazane pola i przesłać całość ponownie.", errors=errors[:MOST_ERRORS])


def refuse_sum(entered: int) -> None:
    """Raises RowsRefused when what was entered (a sum without signs, in grosze) is more than cells can hold."""
    if entered > MOST_GROSZE:
        message = "Suma kwot wprowadzonych w gminie przekracza to, co można zsumować."
        raise RowsRefused(message, errors=[FieldError("/rows", "sum_too_large", message)])


def magnitude(rows: Sequence[ClassifiedRow]) -> int:
    """The sum of the amounts without their signs, in grosze."""
    return sum(abs(row.grosze) for row in rows)


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
