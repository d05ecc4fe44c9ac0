"""Closing a period: what a unit has sent is fixed by the places of all logs, not by a day."""

from datetime import date
from typing import Annotated
from uuid import UUID

from psycopg import AsyncConnection
from psycopg.rows import TupleRow
from pydantic import Field

from kit.db import WriteSession, raw
from kit.feed.envelope import event, new_id
from kit.idempotency import Answer
from kit.problems import Conflict, FieldError
from kit.schemas import Out, Schema
from services.reporting.intake import Unit, Year
from services.reporting.ledger.facts import PERIOD_CLOSED
from services.reporting.statements.proof import OWN, read_sources

_LIST = """
SELECT id, unit, budget_year, until, known_at, positions,
       row_number() OVER (PARTITION BY unit, budget_year, until ORDER BY sequence)
  FROM closing WHERE gmina = %s AND (%s::integer IS NULL OR budget_year = %s) ORDER BY budget_year, until, unit, sequence
"""


class CloseRequest(Schema):
    """The period that a unit closes: from 1 January of the year until a day."""

    unit: Unit
    year: Year
    until: Annotated[date, Field(examples=["2019-12-31"])]
    accept_incomplete: Annotated[
        bool, Field(description="zamknij mimo źródła, które stoi albo nie zostało doczytane")
    ] = False


class ClosingOut(Out):
    """A closed period; `version` counts the closings of the same period."""

    id: UUID
    unit: str
    year: int
    until: date
    closed_at: str
    version: int
    positions: dict[str, int]


class SourcesNotCurrent(Conflict):
    """A source stands or was not read to its end: the period would be closed without facts that are known to exist."""

    code = "sources_not_current"
    title = "Źródła nie są doczytane do końca"


class PeriodOutsideYear(Conflict):
    """The last day of the period is not in the year."""

    code = "period_outside_year"
    title = "Dzień zamknięcia nie należy do roku"


async def close(db: WriteSession, wanted: CloseRequest) -> Answer:
    """Records the closing in reporting's own log; raises SourcesNotCurrent, PeriodOutsideYear."""
    if wanted.until.year != wanted.year:
        raise PeriodOutsideYear("Okres zamyka się dniem tego samego roku budżetowego.")
    sources = await read_sources(await raw(db), db.gmina)
    late = [source.service for source in sources if not source.current]
    if late and not wanted.accept_incomplete:
        raise SourcesNotCurrent(
            "Proszę poczekać na doczytanie źródeł albo świadomie zamknąć okres bez nich.",
            errors=[FieldError(f"/sources/{service}", "not_current", "Źródło nie jest doczytane.") for service in late],
        )
    data = {
        "unit": wanted.unit,
        "year": wanted.year,
        "until": wanted.until,
        "positions": {
            source.service: {"sequence": source.sequence, "digest": source.digest, "time": source.time}
            for source in sources
        },
    }
    identity = new_id()
    db.emit(event(service=OWN, gmina=db.gmina, type=PERIOD_CLOSED, subject=identity, data=data))
    return Answer(id=identity, version=1, state="closed")


async def list_closings(connection: AsyncConnection[TupleRow], gmina: str, year: int | None) -> list[ClosingOut]:
    """The gmina's closed periods."""
    rows = await (await connection.execute(_LIST, (gmina, year, year))).fetchall()
    return [
        ClosingOut(
            id=row[0],
            unit=row[1],
            year=row[2],
            until=row[3],
            closed_at=row[4].isoformat(),
            version=row[6],
            positions={service: place["sequence"] for service, place in sorted(row[5].items())},
        )
        for row in rows
    ]
