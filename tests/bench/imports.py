"""An import over HTTP, validated, applied, its events appended, beside a superuser's binary COPY of the finished rows.

Both sides count the same: payments that are durable together with their events. Ours makes persons, awards, lists and records of the
import besides (one person and one award to twelve payments); the COPY writes nothing but the payment and event rows.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gops.demo.scale import LINES_PER_PERSON, year_of
from tests.bench.copying import copied_in, copied_out, scalar
from tests.bench.figures import Figure, rates
from tests.bench.memory import forget_peak, peak
from tests.bench.place import GMINA, Place
from tests.bench.sending import send

if TYPE_CHECKING:
    from tests.bench.__main__ import Options

SERVICE = "family_benefits"
CEILING = "bench_ceiling"
SMALL, LARGE = 10_000, 200_000
_PARENTS = ("person", "award", "payment_list")
_CHILDREN = ("payment", "event_log")


def run(place: Place, options: "Options") -> Iterator[Figure]:
    """Rows a second, then memory."""
    place.copy_database(SERVICE, CEILING)
    place.need(SERVICE)
    yield _memory(place, LARGE if options.full else LARGE // 2)
    yield _speed(place, options)


def _speed(place: Place, options: "Options") -> Figure:
    persons = 5_000 if options.full else 3_000
    finished: dict[int, dict[str, bytes]] = {}
    stages: list[tuple[float, float]] = []
    with place.client(SERVICE, "caseworker") as client, place.admin(SERVICE) as source, place.admin(CEILING) as target:

        def ours(number: int) -> float:
            lines = list(year_of(persons, 5_000 + number))
            head = scalar(source, "SELECT coalesce(max(sequence), 0) FROM event_log WHERE gmina = %s", GMINA)
            sent = send(client, lines)
            stages.append((sent.staged, sent.applied))
            finished[number] = copied_out(source, _made_by(sent.run, head))
            return persons * 12 / sent.seconds

        def ceiling(number: int) -> float:
            rows = finished.pop(number)
            copied_in(target, rows, _PARENTS)
            return persons * 12 / copied_in(target, rows, _CHILDREN)

        ours(-1)
        ceiling(-1)
        stages.clear()
        # Ours first in every round: the ceiling copies what it has made.
        rounds = []
        for number in range(options.rounds):
            mine = ours(number)
            rounds.append((ceiling(number), mine))
    staged, applied = (sum(part) / len(stages) for part in zip(*stages, strict=True))
    note = (
        f"{persons * LINES_PER_PERSON} lines over HTTP; receiving {staged:.1f} s, checking and applying {applied:.1f} s"
    )
    return rates(
        "import, validated, with its events",
        "payments/s",
        "binary COPY of payments and events",
        rounds,
        0.25,
        note=note,
    )


def _memory(place: Place, most: int) -> Figure:
    pid = place.pid(SERVICE)
    found = []
    with place.client(SERVICE, "caseworker") as client:
        for number, lines in enumerate((SMALL, SMALL, most)):
            forget_peak(pid)
            send(client, year_of(lines // LINES_PER_PERSON, 7_000 + number))
            found.append(peak(pid))
    note = f"peak RSS of the service's process; ceiling: {SMALL} lines, ours: {most} lines"
    return Figure(
        "memory of an import", "MiB", "the same with few lines", found[1], found[2], found[2] / found[1], 1.15, at_least=False, note=note,
        rounds=((found[1], found[2]),),
    )  # fmt: skip


def _made_by(run: str, head: int) -> dict[str, str]:
    """Queries of the rows that the import made."""
    of_run = f"SELECT id FROM payment_list WHERE import_run = '{run}'"
    awards = f"SELECT award FROM payment WHERE list IN ({of_run})"
    return {
        "person": f"SELECT * FROM person WHERE id IN (SELECT entitled FROM award WHERE id IN ({awards}))",
        "award": f"SELECT * FROM award WHERE id IN ({awards})",
        "payment_list": f"SELECT * FROM payment_list WHERE import_run = '{run}'",
        "payment": f"SELECT * FROM payment WHERE list IN ({of_run}) ORDER BY id",
        "event_log": f"SELECT * FROM event_log WHERE gmina = '{GMINA}' AND sequence > {head} ORDER BY sequence",
    }
