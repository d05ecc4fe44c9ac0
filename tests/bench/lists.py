"""A month's payment list over HTTP, generated, approved and settled, beside a superuser's binary COPY of the rows that it left.

Every award of the gmina is due, each with two facts (liability, expenditure). Rows count once, as they stand at the end: that a payment
is written when it is generated and twice more when it is approved and settled is ours to bear.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice, pairwise
from typing import TYPE_CHECKING
from uuid import uuid4

import httpx

from casework.today import OFFICE
from gops.demo.scale import year_of
from kit.periods import last_day, month_of, month_text
from tests.bench.copying import copied_in, copied_out, counted, scalar
from tests.bench.figures import Figure, rates
from tests.bench.memory import flat, forget_peak, peak
from tests.bench.place import GMINA, SECOND_GMINA, Place
from tests.bench.sending import send

if TYPE_CHECKING:
    from tests.bench.__main__ import Options

SERVICE = "family_benefits"
CEILING = "bench_lists_ceiling"
AWARDS = 10_000
SIZES = (1_000, 10_000, 50_000)


@dataclass(frozen=True, slots=True)
class Paid:
    """A settled list and the seconds of its steps."""

    id: str
    steps: tuple[float, ...]


def run(place: Place, options: "Options") -> Iterator[Figure]:
    """Rows a second, then memory."""
    for gmina in (GMINA, SECOND_GMINA):
        simple_lists(place, gmina)
    import_awards(place, GMINA, AWARDS, 11_000)
    place.stop(SERVICE)
    place.copy_database(SERVICE, CEILING)
    yield _speed(place, options)
    yield _memory(place)


def import_awards(place: Place, gmina: str, awards: int, seed: int) -> None:
    """Persons with a running right each, through the import."""
    with place.client(SERVICE, "caseworker", gmina) as client:
        send(client, islice(year_of(awards, seed), 2 * awards))


def simple_lists(place: Place, gmina: str) -> None:
    """What is measured is a list of two people: the head sets the simple circuit once."""
    with place.client(SERVICE, "head", gmina) as head:
        body = {"since": f"{_today()}", "circuit": "simple", "reason": "Pomiar."}
        if not head.get("/payment-circuits").json()["items"]:
            _post(head, "/payment-circuits", body)


def _speed(place: Place, options: "Options") -> Figure:
    steps: list[tuple[float, ...]] = []
    told: dict[str, int] = {}
    this_month = month_of(_today())
    with place.admin(SERVICE) as source, place.admin(CEILING) as target:

        def pair(number: int) -> tuple[float, float]:
            head = scalar(source, "SELECT coalesce(max(sequence), 0) FROM event_log WHERE gmina = %s", GMINA)
            paid = pay(place, GMINA, this_month - number)
            steps.append(paid.steps)
            queries = _written_by(paid.id, head)
            told.update(counted(source, queries))
            if told["payment"] < AWARDS:
                raise RuntimeError(f"{told['payment']} payments on the list")
            rows, total = copied_out(source, queries), sum(told.values())
            return total / copied_in(target, rows, queries), total / sum(paid.steps)

        pair(0)
        steps.clear()
        # Ours first in every round: the ceiling copies what it has made.
        rounds = [pair(number) for number in range(1, options.rounds + 1)]
    means = [sum(part) / len(steps) for part in zip(*steps, strict=True)]
    note = (
        f"{told['payment']} awards: {told['payment']} payments, {told['event_log']} events; "
        + ", ".join(f"{name} {mean:.2f} s" for name, mean in zip(("generate", "approve", "settle"), means, strict=True))
        + "; wanted: four times the time of the COPY"
    )
    return rates(
        "payment list: generated, approved, settled", "rows/s", "binary COPY of its rows and events", rounds, 0.25, note=note
    )  # fmt: skip


def _memory(place: Place) -> Figure:
    this_month = month_of(_today())
    have, peaks = 0, []
    for number, size in enumerate(SIZES):
        import_awards(place, SECOND_GMINA, size - have, 12_000 + number)
        have = size
        place.restart(SERVICE)
        pid = place.pid(SERVICE)
        forget_peak(pid)
        pay(place, SECOND_GMINA, this_month - number)
        peaks.append((size, peak(pid)))
    return flat("memory of a payment list", peaks)


def pay(place: Place, gmina: str, month: int) -> Paid:
    """A month's list all the way; raises when a step is refused."""
    with (
        place.client(SERVICE, "accountant", gmina) as accountant,
        place.client(SERVICE, "head", gmina) as head,
    ):
        accountant.get("/payment-lists").raise_for_status()
        head.get("/payment-lists").raise_for_status()
        at = [time.perf_counter()]
        made = _post(accountant, "/payment-lists", {"month": month_text(month), "due_on": f"{last_day(month)}"})
        at.append(time.perf_counter())
        address = f"/payment-lists/{made['id']}"
        approved = _post(head, f"{address}/approve", {}, int(made["version"]))
        at.append(time.perf_counter())
        _post(accountant, f"{address}/settle", {"booked_on": f"{_today()}"}, int(approved["version"]))
        at.append(time.perf_counter())
    return Paid(str(made["id"]), tuple(later - earlier for earlier, later in pairwise(at)))


def _post(client: httpx.Client, path: str, body: object, version: int | None = None) -> dict[str, object]:
    headers = {"Idempotency-Key": str(uuid4())}
    if version is not None:
        headers["If-Match"] = f'"{version}"'
    answer = client.post(path, json=body, headers=headers)
    if answer.is_error:
        raise RuntimeError(f"{path}: {answer.status_code} {answer.text[:300]}")
    return dict(answer.json())


def _written_by(payment_list: str, head: int) -> dict[str, str]:
    """Queries of the rows that a list left, parents first."""
    return {
        "payment_list": f"SELECT * FROM payment_list WHERE id = '{payment_list}'",
        "payment_list_act": f"SELECT * FROM payment_list_act WHERE list = '{payment_list}'",
        "payment": f"SELECT * FROM payment WHERE list = '{payment_list}' ORDER BY id",
        "event_log": f"SELECT * FROM event_log WHERE gmina = '{GMINA}' AND sequence > {head} ORDER BY sequence",
    }


def _today() -> date:
    return datetime.now(OFFICE).date()
