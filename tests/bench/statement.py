"""A statement beside a range read of its cells, and the sum of a region beside the raw GROUP BY of the same entries.

The gmina's year is the demo's, imported by the three services and pulled by reporting; pulled again in other pages it must give the
same statement. The region's entries are made by the database itself, its cells from them as the projection makes them.
"""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from gops.demo.files import import_lines
from gops.demo.generating import generate
from gops.house import BENEFIT_SERVICES
from kit.db import Database
from kit.feed.routes import MAX_LIMIT
from services.reporting.classification.register import Classification, load
from services.reporting.sources.feeds import Feeds
from services.reporting.sources.follow import follow
from services.reporting.statements.definition import definition
from services.reporting.statements.make import Asked, make_statement
from services.reporting.statements.result import Statement
from services.reporting.statements.view import View
from tests.bench.figures import Figure, times
from tests.bench.place import SECOND_GMINA, Place
from tests.bench.pulling import reporting_dsn
from tests.bench.region import regional
from tests.bench.sending import send

if TYPE_CHECKING:
    from tests.bench.__main__ import Options

ONE, AGAIN = "bench_statement", "bench_rebuilt"
_YEAR = 2019
_UNTIL = date(2019, 12, 31)
_OTHER_PAGES = 777
_CELLS = (
    "SELECT * FROM amount_cell WHERE gmina = %s AND budget_year = %s",
    "SELECT * FROM count_cell WHERE gmina = %s AND budget_year = %s",
)


def run(place: Place, options: "Options") -> Iterator[Figure]:
    """One gmina's year, then a region."""
    year = generate()
    for service in BENEFIT_SERVICES:
        with place.client(service, "caseworker", SECOND_GMINA) as client:
            send(client, import_lines(year.services[service], year.year))  # type: ignore[index]
    for name in (ONE, AGAIN):
        place.copy_database("reporting", name)
    with asyncio.Runner() as runner:
        yield runner.run(_one_gmina(place, options))
        yield runner.run(regional(place, options, ONE, SECOND_GMINA))


async def _one_gmina(place: Place, options: "Options") -> Figure:
    database, again = (
        Database(reporting_dsn(place, ONE), service="reporting"),
        Database(reporting_dsn(place, AGAIN), service="reporting"),
    )
    await database.open()
    await again.open()
    try:
        classification = await _pulled(place, database, MAX_LIMIT)
        await _pulled(place, again, _OTHER_PAGES)
        asked = Asked(View(SECOND_GMINA, _YEAR, _UNTIL), definition("budget_rows"))
        made, rebuilt = (
            await _statement(database, asked, classification),
            await _statement(again, asked, classification),
        )
        if replace(made, observed=rebuilt.observed) != rebuilt:
            raise RuntimeError("the statement of the rebuilt ledger is another one")
        rounds = []
        for _ in range(options.rounds * 2):
            rounds.append(
                (
                    await _median(partial(_cells, database)),
                    await _median(partial(_statement, database, asked, classification)),
                )
            )
        rows, cells = len(made.rows) + sum(len(row.lines) for row in made.rows), await _cells(database)
    finally:
        await database.close()
        await again.close()
    note = f"{rows} rows and lines from {cells} cells, total {made.total.executed}; equal to a rebuild in pages of {_OTHER_PAGES}"
    return times("statement of a gmina's year", "ms", "range read of its cells", rounds, 2, note=note)


async def _pulled(place: Place, database: Database, limit: int) -> Classification:
    token = place.token("auditor")

    async def headers(_: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {token}"}

    feeds = Feeds({service: place.urls[service] for service in BENEFIT_SERVICES}, headers)
    async with database.tenants(()) as connection:
        classification = await load(connection)
    for service in BENEFIT_SERVICES:

        async def fetch(after: int, most: int, service: str = service) -> bytes:
            return await feeds.page(service, SECOND_GMINA, after, most)

        ended = await follow(database, fetch, SECOND_GMINA, service, classification, limit=limit)
        if ended.state != "following" or not ended.applied:
            raise RuntimeError(f"the pull ended as {ended}")
    await feeds.close()
    return classification


async def _statement(database: Database, asked: Asked, classification: Classification) -> Statement:
    async with database.tenant(SECOND_GMINA) as connection:
        return await make_statement(connection, asked, classification, datetime.now(UTC))


async def _cells(database: Database) -> int:
    found = 0
    async with database.tenant(SECOND_GMINA) as connection:
        for statement in _CELLS:
            cursor = connection.cursor(binary=True)
            await cursor.execute(statement, (SECOND_GMINA, _YEAR))
            found += len(await cursor.fetchall())
    return found


async def _median(ask: Any, times_asked: int = 15) -> float:
    """Milliseconds."""
    taken = []
    for _ in range(times_asked):
        begun = time.perf_counter()
        await ask()
        taken.append(time.perf_counter() - begun)
    return sorted(taken)[len(taken) // 2] * 1000
