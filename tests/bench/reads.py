"""Authorised reads by key under row-level security, the token known already, beside FastAPI's hello in the same run."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gops.demo.scale import year_of
from tests.bench.figures import Figure, in_turns, missing, rates
from tests.bench.load import load
from tests.bench.place import GMINA, Place
from tests.bench.sending import send

if TYPE_CHECKING:
    from tests.bench.__main__ import Options

SERVICE = "family_benefits"
CONNECTIONS = 32
SECONDS = 2.0
AWARDS = 2_000


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
    place.stop("hello")
    why = "reporting has no route that answers one cell of a statement yet"
    yield missing("read one statement cell under RLS", "answers/s", "FastAPI's hello", 0.12, why)


def award_paths(place: Place) -> list[str]:
    """Addresses of awards, which are made when there are none."""
    place.need(SERVICE)
    paths = _paths(place)
    if len(paths) < AWARDS:
        with place.client(SERVICE, "caseworker") as client:
            send(client, year_of(AWARDS, 9_001))
        paths = _paths(place)
    return paths


def _paths(place: Place) -> list[str]:
    with place.admin(SERVICE) as admin:
        found = admin.execute(
            "SELECT id FROM award WHERE gmina = %s ORDER BY random() LIMIT %s", (GMINA, AWARDS)
        ).fetchall()
    return [f"/v1/awards/{award}?gmina={GMINA}" for (award,) in found]
