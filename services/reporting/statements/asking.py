"""What every read of a statement is asked with: year, day, state of knowledge or closing, side, measure, unit."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from casework.facts.money import Measure, Side
from kit.auth import Gmina, Principal, requires
from kit.problems import BadRequest, FieldError
from services.reporting.statements.definition import definition
from services.reporting.statements.make import Asked, read_closing
from services.reporting.statements.view import View

Reader = Annotated[Principal, requires("reporter", "accountant", "head", "auditor")]
Code = Annotated[str | None, Query(pattern="^[a-z][a-z0-9_]{0,79}$")]


class YearRequired(BadRequest):
    """Neither a year nor a closing was named."""

    code = "year_required"
    title = "Nie wskazano roku"


async def _view(
    gmina: Gmina,
    year: Annotated[int | None, Query(ge=2000, le=2100, examples=[2019], description="wymagany bez closing")] = None,
    until: Annotated[date | None, Query(description="ostatni dzień; bez niego 31 grudnia roku")] = None,
    known_on: Annotated[date | None, Query(description="stan wiedzy na koniec tego dnia")] = None,
    closing: Annotated[UUID | None, Query(description="zamknięty okres: jego rok, dzień, jednostka i pozycje")] = None,
    side: Annotated[Side, Query()] = "expenditure",
    measure: Annotated[Measure, Query()] = "expenditure",
    unit: Code = None,
) -> Asked:
    if year is None and closing is None:
        raise YearRequired(
            "Proszę podać rok albo zamknięty okres.",
            errors=[FieldError("/query/year", "required", "Pole jest wymagane.")],
        )
    asked = {"year": year, "until": until, "unit": unit, "known_on": known_on}
    named = frozenset((name, value) for name, value in asked.items() if value is not None)
    year = year or 2000
    view = View(gmina, year, until or date(year, 12, 31), side, measure, unit, known_on)
    return Asked(view, definition("budget_rows"), closing=closing, named=named)


async def _revenue(
    gmina: Gmina,
    year: Annotated[int | None, Query(ge=2000, le=2100, examples=[2026], description="wymagany bez closing")] = None,
    until: Annotated[date | None, Query(description="ostatni dzień; bez niego 31 grudnia roku")] = None,
    known_on: Annotated[date | None, Query(description="stan wiedzy na koniec tego dnia")] = None,
    closing: Annotated[UUID | None, Query(description="zamknięty okres: jego rok, dzień, jednostka i pozycje")] = None,
    unit: Code = None,
) -> Asked:
    return await _view(gmina, year, until, known_on, closing, "revenue", "received", unit)


Wanted = Annotated[Asked, Depends(_view)]
RevenueWanted = Annotated[Asked, Depends(_revenue)]


async def view_of(connection: AsyncConnection[TupleRow], wanted: Asked) -> View:
    """What is looked at: the closed period's own view when one was named. Raises NoSuchClosing, ClosingDiffers."""
    if wanted.closing is None:
        return wanted.view
    closed = await read_closing(connection, wanted, wanted.closing)
    return closed.view(wanted.view.gmina, wanted.view.side, wanted.view.measure)
