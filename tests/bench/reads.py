"""Authorised reads by key under row-level security, the token known already, beside FastAPI's hello in the same run."""

import time
from calendar import monthrange
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gops.demo.scale import year_of
from gops.ports import LOOPBACK, free_port
from gops.supervisor import python
from tests.bench.figures import Figure, in_turns, rates
from tests.bench.load import load
from tests.bench.place import GMINA, Place
from tests.bench.pulling import reporting_dsn
from tests.bench.sending import send

if TYPE_CHECKING:
    from tests.bench.__main__ import Options

SERVICE = "family_benefits"
CONNECTIONS = 32
SECONDS = 2.0
AWARDS = 2_000
CELLS = "bench_cells"
PULLED_WITHIN = 120
_PULLED = """
SELECT 1 FROM source
 WHERE gmina = %(gmina)s AND service = %(service)s AND state = 'following' AND sequence > 0 AND sequence = head_sequence
"""
_CELLS = """
SELECT DISTINCT c.budget_year, p.rozdzial, p.task_kind, p.benefit
  FROM amount_cell c JOIN posting p ON p.gmina = c.gmina AND p.id = c.posting
 WHERE c.gmina = %(gmina)s AND p.side = 'expenditure' AND p.measure = 'expenditure' AND p.benefit <> ''
 ORDER BY 1, 2, 3, 4
"""


def run(place: Place, options: "Options") -> Iterator[Figure]:
    """One award, one statement cell."""
    hello = place.app("hello")
    token, paths = place.token("caseworker"), award_paths(place)
    url = place.urls[SERVICE]

    def ceiling(_: int) -> float:
        return load(hello, ["/"], connections=CONNECTIONS, seconds=SECONDS).answers

    def award(_: int) -> float:
        return load(url, paths, connections=CONNECTIONS, seconds=SECONDS, token=token).answers

    yield rates(
        "read one award under RLS", "answers/s", "FastAPI's hello", in_turns(options.rounds, ceiling, award), 0.12, aim=0.20,
        note=f"{CONNECTIONS} connections, {len(paths)} awards in turn",
    )  # fmt: skip
    reporter, cells = place.token("reporter"), cell_paths(place)
    reporting = place.urls[CELLS]

    def cell(_: int) -> float:
        return load(reporting, cells, connections=CONNECTIONS, seconds=SECONDS, token=reporter).answers

    yield rates(
        "read one statement cell under RLS", "answers/s", "FastAPI's hello", in_turns(options.rounds, ceiling, cell), 0.12, aim=0.20,
        note=f"{CONNECTIONS} connections, {len(cells)} cells of benefit lines at months' ends in turn",
    )  # fmt: skip
    place.stop(CELLS)
    place.stop("hello")


def award_paths(place: Place) -> list[str]:
    """Addresses of awards, which are made when there are none."""
    place.need(SERVICE)
    paths = _paths(place)
    if len(paths) < AWARDS:
        with place.client(SERVICE, "caseworker") as client:
            send(client, year_of(AWARDS, 9_001))
        paths = _paths(place)
    return paths


def cell_paths(place: Place) -> list[str]:
    """Addresses of every cell of a benefit line that the awards' payments make, in a reporting service of their own: other benches begin
    with an empty one.
    """
    place.copy_database("reporting", CELLS)
    port = free_port()
    place.urls[CELLS] = f"http://{LOOPBACK}:{port}"
    told = {**place.told("reporting"), "GOPS_DATABASE_DSN": reporting_dsn(place, CELLS)}
    serve = python("gops", "serve", "reporting", "--host", LOOPBACK, "--port", str(port))
    place.spawn(CELLS, serve, place.urls[CELLS], told)
    with place.admin(CELLS) as admin:
        admin.autocommit = True
        for _ in range(PULLED_WITHIN * 10):
            if admin.execute(_PULLED, {"gmina": GMINA, "service": SERVICE}).fetchone():
                break
            time.sleep(0.1)
        else:
            raise RuntimeError("reporting has not read the log of the awards")
        # As autovacuum leaves it a little later.
        admin.execute("VACUUM ANALYZE")
        found = admin.execute(_CELLS, {"gmina": GMINA}).fetchall()
    return [
        f"/v1/statements/cell?gmina={GMINA}&year={year}&until={year}-{month:02}-{monthrange(year, month)[1]}"
        f"&rozdzial={rozdzial}&task_kind={task_kind}&benefit={benefit}"
        for year, rozdzial, task_kind, benefit in found
        for month in range(1, 13)
    ]


def _paths(place: Place) -> list[str]:
    with place.admin(SERVICE) as admin:
        found = admin.execute(
            "SELECT id FROM award WHERE gmina = %s ORDER BY random() LIMIT %s", (GMINA, AWARDS)
        ).fetchall()
    return [f"/v1/awards/{award}?gmina={GMINA}" for (award,) in found]
