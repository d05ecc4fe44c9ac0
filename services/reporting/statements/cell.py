"""One cell of a statement by its key: the read that screens and neighbouring systems make all day, in one round trip.

A cell is a place of the counting tree (total, dział, rozdział, row, benefit line) at a month's end, or a part of a benefit line by
paragraf, source, variant or mechanism. The statement renders the JSON itself and is planned once per connection for each kind of key;
tenant and read travel in one message of the simple protocol, which the server runs as one transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Annotated, Any

import orjson
from fastapi.exceptions import RequestValidationError
from psycopg import AsyncClientCursor
from psycopg.errors import InvalidSqlStatementName
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from casework.facts.money import Measure, Side, TaskKind
from kit.db import Database
from kit.problems import FieldError, InvalidParameter, NotFound
from kit.schemas import Out
from services.reporting.ledger.months import AFTER_THE_YEAR, closing_month
from services.reporting.sources.workers import Puller
from services.reporting.statements.build import NO_BENEFIT
from services.reporting.statements.figures import Quantity

_Code = Annotated[str | None, Field(pattern=r"^[a-z][a-z0-9_]{0,79}$")]
# Each needs the one before it; what is behind `benefit` needs that one.
_TREE = ("dzial", "rozdzial", "task_kind", "benefit")
_INSIDE = ("paragraf", "source", "variant", "mechanism")


class NoSuchCell(NotFound):
    """Nothing was ever booked in this cell of the year."""


class CellKey(BaseModel):
    """What names a cell. Nothing but year: the total; rozdzial, task_kind and benefit: a benefit line."""

    model_config = ConfigDict(frozen=True)

    year: Annotated[int, Field(ge=2000, le=2100, examples=[2019])]
    until: Annotated[date | None, Field(description="ostatni dzień miesiąca; bez niego 31 grudnia roku")] = None
    side: Side = "expenditure"
    measure: Measure = "expenditure"
    dzial: Annotated[str | None, Field(pattern=r"^[0-9]{3}$", description="zbędny przy rozdziale")] = None
    rozdzial: Annotated[str | None, Field(pattern=r"^[0-9]{5}$", examples=["85502"])] = None
    task_kind: TaskKind | None = None
    benefit: Annotated[_Code, Field(description="bez_swiadczenia: pieniądze bez świadczenia")] = None
    paragraf: Annotated[str | None, Field(pattern=r"^[0-9]{4}$", description="cztery cyfry")] = None
    source: _Code = None
    variant: _Code = None
    mechanism: _Code = None


class CellOut(Out):
    """A cell: its key and its figures, cumulative from 1 January until the day."""

    gmina: str
    year: int
    until: date
    side: str
    measure: str
    dzial: str | None
    rozdzial: str | None
    task_kind: str | None
    benefit: str | None
    paragraf: str | None
    source: str | None
    variant: str | None
    mechanism: str | None
    amount: str
    benefits: Quantity | None
    counted: Annotated[
        bool,
        Field(
            description="whether persons and families are kept for this cell; inside a benefit line only a statement counts them"
        ),
    ]
    persons: int | None
    families: int | None
    booked_after_the_year: Annotated[
        str | None, Field(description="on 31 December: money of the year that was booked later and is not in `amount`")
    ]


@dataclass(frozen=True, slots=True)
class _Plan:
    """A statement of one kind of key: how it is prepared, and how it is asked."""

    prepare: str
    ask: str


def key_of(query: Mapping[str, str]) -> CellKey:
    """The key in an address; raises RequestValidationError. FastAPI's own way costs as much as the read, by going from member to member."""
    try:
        return CellKey.model_validate(dict(query))
    except ValidationError as error:
        found = [{**one, "loc": ("query", *one["loc"])} for one in error.errors(include_url=False)]
        raise RequestValidationError(found) from None


def key_parameters() -> list[dict[str, Any]]:
    """What OpenAPI says of the members of a key."""
    schema = CellKey.model_json_schema()
    return [
        {"name": name, "in": "query", "required": name in schema["required"], "schema": of_member}
        for name, of_member in schema["properties"].items()
    ]


async def read_cell(database: Database, puller: Puller, gmina: str, key: CellKey) -> bytes:
    """JSON of the cell; raises NoSuchCell, InvalidParameter."""
    until = key.until or date(key.year, 12, 31)
    month = closing_month(until, key.year)
    if month is None:
        raise InvalidParameter(
            "Komórka jest na koniec miesiąca tego roku.",
            errors=[FieldError("/query/until", "not_end_of_month", "Wymagany ostatni dzień miesiąca.")],
        )
    shown = key.model_dump()
    if key.rozdzial is not None and key.dzial is None:
        shown["dzial"] = key.rozdzial[:3]
    names = tuple(name for name in (*_TREE, *_INSIDE) if shown[name] is not None)
    _whole(names)
    plan = _plan(names)
    given = {**shown, "gmina": gmina, "month": month, "path": "/".join(shown[name] for name in names if name in _TREE)}
    if key.benefit == NO_BENEFIT:
        given |= {"benefit": "", "path": given["path"].removesuffix(NO_BENEFIT)}
    text, behind = await _ask(database, plan, given)
    if behind:
        # Something entered here that is not in the ledger yet: rare, and whoever wrote it wants to see it.
        await puller.catch_up(gmina)
        text, _ = await _ask(database, plan, given)
    if text is None:
        raise NoSuchCell
    return orjson.dumps({"gmina": gmina, **shown, "until": until})[:-1] + b"," + text[1:].encode()


def _whole(names: tuple[str, ...]) -> None:
    for before, name in pairwise(_TREE):
        if name in names and before not in names:
            _refuse(before)
    if names and names[-1] in _INSIDE and "benefit" not in names:
        _refuse("benefit")


def _refuse(name: str) -> None:
    raise InvalidParameter(
        "Klucz komórki jest niepełny.", errors=[FieldError(f"/query/{name}", "required", "Pole jest wymagane.")]
    )


async def _ask(database: Database, plan: _Plan, given: Mapping[str, object]) -> tuple[str | None, bool]:
    """JSON of the figures, and whether reporting's own log is longer than what was applied of it."""
    async with database.pool.connection() as connection:
        # As in every hot read: without autocommit the driver would send a BEGIN of its own first, a second round trip.
        if not connection.autocommit:
            await connection.set_autocommit(True)
        cursor = AsyncClientCursor(connection)
        try:
            await cursor.execute(plan.ask, given)
        except InvalidSqlStatementName:
            # This connection's first cell of the kind.
            await connection.execute(plan.prepare)
            await cursor.execute(plan.ask, given)
        cursor.nextset()
        row = await cursor.fetchone()
    return (None, False) if row is None else (row[0], row[1])


@cache
def _plan(names: tuple[str, ...]) -> _Plan:
    """names: which members the key has; there are twenty kinds of keys. One statement for all months: a plan is worth making once."""
    given = ("gmina", "year", "month", "side", "measure", *names, "path")
    at = {name: f"${place}" for place, name in enumerate(given, start=1)}
    types = ", ".join("integer" if name in ("year", "month") else "text" for name in given)
    column = {"paragraf": "p.paragraf || p.p4"}
    chosen = "".join(f" AND {column.get(name, f'p.{name}')} = {at[name]}" for name in names)
    amount, benefits = (_until_month(letter, at["month"]) for letter in "ab")
    counted = not any(name in _INSIDE for name in names)
    counts = f"""
        SELECT sum(k.delta) FILTER (WHERE k.kind = 1) AS persons, sum(k.delta) FILTER (WHERE k.kind = 2) AS families
          FROM node n JOIN count_cell k ON k.gmina = n.gmina AND k.budget_year = {at["year"]} AND k.node = n.id AND k.month <= {at["month"]}
         WHERE n.gmina = {at["gmina"]} AND n.side = {at["side"]} AND n.measure = {at["measure"]} AND n.path = {at["path"]}
    """
    if not counted:
        counts = f"SELECT NULL::bigint AS persons, NULL::bigint AS families WHERE {at['path']} IS NOT NULL"
    # A name of PostgreSQL is cut behind 63 characters: the members are written as bits.
    name = f"cell_{sum(1 << n for n, one in enumerate((*_TREE, *_INSIDE)) if one in names)}"
    prepare = f"""
    PREPARE {name} ({types}) AS
    SELECT CASE WHEN money.postings > 0 THEN json_build_object(
               'amount', {_zloty("money.amount")},
               'booked_after_the_year', CASE WHEN {at["month"]} = 12 THEN {_zloty("money.later")} END,
               'benefits', trim_scale(nullif(money.benefits, 0) / 1000.0), 'counted', {str(counted).lower()},
               'persons', counts.persons, 'families', counts.families)::text END,
           EXISTS (SELECT FROM event_head h WHERE h.gmina = {at["gmina"]} AND h.sequence > coalesce(
               (SELECT s.sequence FROM source s WHERE s.gmina = {at["gmina"]} AND s.service = 'reporting'), 0))
      FROM (SELECT sum({amount})::bigint AS amount, sum({benefits})::bigint AS benefits,
                   sum(c.a{AFTER_THE_YEAR})::bigint AS later, count(*) AS postings
              FROM posting p
              JOIN amount_cell c ON c.gmina = p.gmina AND c.budget_year = {at["year"]} AND c.posting = p.id
             WHERE p.gmina = {at["gmina"]} AND p.side = {at["side"]} AND p.measure = {at["measure"]}{chosen}) AS money
     CROSS JOIN ({counts}) AS counts
    """
    asked = ", ".join(f"%({one})s" for one in given)
    return _Plan(prepare, f"SELECT set_config('app.gmina', %(gmina)s, true); EXECUTE {name} ({asked})")


def _until_month(letter: str, month: str) -> str:
    later = (f"CASE WHEN {month} >= {m} THEN c.{letter}{m} ELSE 0 END" for m in range(2, 13))
    return " + ".join((f"c.{letter}1", *later))


def _zloty(grosze: str) -> str:
    sign = f"CASE WHEN {grosze} < 0 THEN '-' ELSE '' END"
    return f"{sign} || abs({grosze}) / 100 || '.' || lpad((abs({grosze}) % 100)::text, 2, '0')"
