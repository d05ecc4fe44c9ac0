"""Pull and apply over HTTP, with chain check and exact sets, beside the same writes by SQL alone and beside eventsourcing.

Ours is reporting's own puller against the real family_benefits process, into an empty reporting database each round. The ceiling runs
the ledger's writes (entries, amounts, sets, lists) in the database, as the administrator, over the rows that ours has made, in pages of
5 000, each a transaction: no HTTP, no check, no parsing, no numbering of keys.
"""

import asyncio
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from psycopg.conninfo import conninfo_to_dict

from gops.demo.scale import year_of
from gops.postgres import dsn_for
from kit.db import Database
from kit.feed.routes import MAX_LIMIT
from services.reporting.ledger import apply, sets
from services.reporting.sources.feeds import Feeds
from services.reporting.sources.workers import Puller
from tests.bench import others
from tests.bench.figures import Figure, missing, rates
from tests.bench.place import GMINA, Place
from tests.bench.sending import send

if TYPE_CHECKING:
    from tests.bench.__main__ import Options

SERVICE = "family_benefits"
THEIRS = "eventsourcing's projection runner"
# The page that is applied, under the name that the ledger's statements read.
_PAGES = f"""
CREATE TABLE bench_stage AS
    SELECT e.*, m.root AS household_now FROM ledger_entry e LEFT JOIN member m ON m.gmina = e.gmina AND m.id = e.household;
ALTER TABLE bench_stage ADD PRIMARY KEY (sequence, line);
ANALYZE bench_stage;
TRUNCATE ledger_entry, amount_cell, count_cell, set_member, list_total;
CREATE VIEW ledger_stage AS SELECT * FROM bench_stage
    WHERE sequence > current_setting('bench.after')::bigint AND sequence <= current_setting('bench.after')::bigint + {MAX_LIMIT}
"""


def run(place: Place, options: "Options") -> Iterator[Figure]:
    """Beside SQL alone, then beside the library."""
    persons = 4_000 if options.full else 2_500
    with place.client(SERVICE, "caseworker") as client:
        _enough(place, client, persons)
    rounds, ours = [], []
    for number in range(options.rounds):
        name = f"bench_pull_{number}"
        place.copy_database("reporting", name)
        mine = asyncio.run(_pull(place, name))
        ours.append(mine)
        rounds.append((_by_sql(place, name), mine))
    note = f"pages of {MAX_LIMIT}, a log of {_log(place)} payments of one benefit, sets of five levels"
    yield rates("pull and apply over HTTP", "events/s", "the same writes by SQL alone", rounds, 0.25, note=note)
    yield _against_library(place, ours)


def _enough(place: Place, client: object, persons: int) -> None:
    while _log(place) < persons * 12:
        send(client, year_of(persons, 9_100))  # type: ignore[arg-type]


def _log(place: Place) -> int:
    with place.admin(SERVICE) as admin:
        row = admin.execute("SELECT sequence FROM event_head WHERE gmina = %s", (GMINA,)).fetchone()
    return int(row[0]) if row else 0


async def _pull(place: Place, name: str) -> float:
    """Events a second of reporting's puller, from nothing to the end of the log."""
    token = place.token("auditor")

    async def headers(_: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {token}"}

    feeds = Feeds({SERVICE: place.urls[SERVICE]}, headers)
    database = Database(reporting_dsn(place, name), service="reporting")
    await database.open()
    try:
        puller = Puller(database, feeds, [GMINA])
        await puller.classification()
        begun = time.perf_counter()
        ended = await puller.pull(GMINA, SERVICE)
        took = time.perf_counter() - begun
    finally:
        await feeds.close()
        await database.close()
    if ended.state != "following" or ended.applied != _log(place):
        raise RuntimeError(f"the pull ended as {ended}")
    return ended.applied / took


def _by_sql(place: Place, name: str) -> float:
    """Events a second of the same writes over the same rows."""
    given = {"gmina": GMINA, "service": SERVICE}
    with place.admin(name) as admin:
        for statement in _PAGES.split(";"):
            admin.execute(statement)
        admin.commit()
        row = admin.execute("SELECT max(sequence), max(amount) FROM bench_stage").fetchone()
        last, widest = row if row else (0, 0)
        change = sets._APPLY_FACTS if widest <= sets.INTEGER_MAX else sets._APPLY_WIDE_FACTS
        begun = time.perf_counter()
        for after in range(0, last, MAX_LIMIT):
            admin.execute("SELECT set_config('bench.after', %s, true)", (str(after),))
            for written in (apply._ENTRIES, apply._AMOUNTS, change, apply._LISTS):
                admin.execute(written, given)
            admin.commit()
        return float(last / (time.perf_counter() - begun))


def _against_library(place: Place, ours: list[float]) -> Figure:
    events = 2_000
    parts = conninfo_to_dict(place.address.superuser_dsn)
    told = [str(parts.get(name, "")) for name in ("host", "port", "user", "password")]

    def one() -> float:
        with place.admin("postgres") as admin:
            admin.autocommit = True
            admin.execute("DROP DATABASE IF EXISTS bench_eventsourcing")
            admin.execute("CREATE DATABASE bench_eventsourcing")
        return float(others.run("theirs_eventsourcing.py", str(events), *told))

    try:
        theirs = [one() for _ in range(min(3, len(ours)))]
    except others.NotInstalled as error:
        return missing(
            "pull and apply, against a library", "events/s", THEIRS, 15, f"cannot be installed here: {error}"
        )
    note = f"theirs: {events} events, a transaction and one row of a view for each, no sets, no HTTP"
    rounds = list(zip(theirs, ours[-len(theirs) :], strict=True))
    return rates("pull and apply, against a library", "events/s", THEIRS, rounds, 15, aim=30, note=note)


def reporting_dsn(place: Place, name: str) -> str:
    """The runtime role's address of a copy of reporting's database."""
    parts = conninfo_to_dict(place.dsns["reporting"])
    return dsn_for(place.address.superuser_dsn, str(parts["user"]), str(parts["password"]), name)
