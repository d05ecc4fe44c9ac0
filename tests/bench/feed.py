"""A page of 5 000 events over HTTP beside the same bytes served from memory by the same kind of application, read by reporting's reader."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gops.demo.scale import year_of
from kit.feed.routes import MAX_LIMIT
from tests.bench.figures import Figure, in_turns, rates
from tests.bench.place import GMINA, Place
from tests.bench.reader import read_pages
from tests.bench.sending import send

if TYPE_CHECKING:
    from tests.bench.__main__ import Options

SERVICE = "family_benefits"
SECONDS = 3.0


def run(place: Place, options: "Options") -> Iterator[Figure]:
    """Pages a second."""
    token = place.token("auditor")
    page = _page(place)
    file = place.state / "page.json"
    file.write_bytes(page)
    memory = place.app("memory", str(file))

    def ceiling(_: int) -> float:
        return read_pages(memory, GMINA, SECONDS, token)

    def ours(_: int) -> float:
        return read_pages(place.urls[SERVICE], GMINA, SECONDS, token)

    rounds = in_turns(options.rounds, ceiling, ours)
    place.stop("memory")
    note = f"{len(page) / 2**20:.1f} MiB a page, one after another as reporting reads them"
    yield rates(f"feed page of {MAX_LIMIT}", "events/s", "the same bytes from memory", rounds, 0.70, note=note)


def _page(place: Place) -> bytes:
    """The first page of the log, which is made when there is none."""
    with place.admin(SERVICE) as admin:
        row = admin.execute("SELECT sequence FROM event_head WHERE gmina = %s", (GMINA,)).fetchone()
    if row is None or row[0] < MAX_LIMIT:
        with place.client(SERVICE, "caseworker") as client:
            send(client, year_of(MAX_LIMIT // 12 + 1, 9_002))
    with place.client(SERVICE, "auditor") as client:
        answer = client.get("/events", params={"after": 0, "limit": MAX_LIMIT})
    answer.raise_for_status()
    return answer.content
