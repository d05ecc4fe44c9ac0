"""What-if over HTTP: the family allowance of every family of a gmina under two laws, beside a superuser's plain read of the same rows.

A family is two parents and a child with an income near the threshold; its facts are sealed, and are opened, read and assessed twice.
"""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tests.bench.copying import Connection, copied_out
from tests.bench.figures import Figure, rates
from tests.bench.memory import flat, forget_peak, peak
from tests.bench.place import GMINA, SECOND_GMINA, Place
from tests.bench.rights import SERVICE, Matter, granted, post

if TYPE_CHECKING:
    from tests.bench.__main__ import Options

FAMILIES, FULL = 10_000, 100_000
SIZES = (1_000, 10_000, 50_000)
A_MINUTE = 100_000 / 60
"""Families a second that make a hundred thousand of them in a minute."""
_ADULTS = [{"id": f"dorosly_{n}", "role": "parent", "born_on": "1985-01-01"} for n in (1, 2)]
ALLOWANCE = Matter(
    "zasilek_rodzinny",
    {
        "application": {"received_on": "2018-11-10"},
        "family": {
            "applicant": "parents",
            "members": [*_ADULTS, {"id": "dziecko_1", "role": "child", "born_on": "2010-05-05"}],
        },
        "income": {"base_year": 2017, "items": [{"member": "dorosly_1", "amount": "24864.00"}]},
    },
    "dziecko_1",
)
_ASKED = {
    "effective_from": "2019-01-01",
    "until": "2019-10",
    "changes": [{"parameter": "kryterium_zasilek_rodzinny_ogolne", "value": "900.00"}],
}
_ROWS = {
    "decision": "SELECT id, household, entitled, benefit, persons, facts FROM decision WHERE gmina = '{gmina}' AND state = 'final'",
    "award": "SELECT id, decision, benefit, entitled, state FROM award WHERE gmina = '{gmina}' AND state = 'active'",
    "award_amount": "SELECT m.* FROM award_amount m JOIN award a ON a.gmina = m.gmina AND a.id = m.award "
    "WHERE m.gmina = '{gmina}' AND a.state = 'active'",
}


def run(place: Place, options: "Options") -> Iterator[Figure]:
    """Families a second, beside the read and beside the minute, then memory."""
    place.need(SERVICE)
    yield from _speed(place, options)
    yield _memory(place)


def _speed(place: Place, options: "Options") -> Iterator[Figure]:
    families = FULL if options.full else FAMILIES
    with place.admin(SERVICE) as source:
        granted(place, source, GMINA, families, 43_500, ALLOWANCE)

        def pair() -> tuple[float, float]:
            return families / _read(source, GMINA), families / simulated(place, GMINA, families)

        pair()
        rounds = [pair() for _ in range(options.rounds)]
    read = rates(f"what-if over {families} families", "families/s", "COPY of the same rows, not opened", rounds, 0.0)
    yield Figure(
        read.path, read.unit, read.ceiling_name, read.ceiling, read.ours, read.ratio, None, rounds=read.rounds,
        note="each is read, opened and assessed under two laws, for ten months; nothing is written",
    )  # fmt: skip
    ours = read.ours or 0.0
    yield Figure(
        f"the same, beside a minute for {FULL}", "families/s", f"{FULL} in a minute", A_MINUTE, ours, ours / A_MINUTE, 1.0,
        note="one process; the database reads the next page while one is computed",
    )  # fmt: skip


def simulated(place: Place, gmina: str, families: int) -> float:
    """Asks once; seconds. Raises RuntimeError if not every family gains."""
    with place.client(SERVICE, "accountant", gmina) as client:
        client.get("/benefits").raise_for_status()
        begun = time.perf_counter()
        answer = post(client, "/simulations", _ASKED)
        took = time.perf_counter() - begun
    if answer.is_error or answer.json()["families"]["gaining"] != families:
        raise RuntimeError(f"{answer.status_code}: {answer.text[:300]}")
    return took


def _read(source: Connection, gmina: str) -> float:
    begun = time.perf_counter()
    copied_out(source, {table: query.format(gmina=gmina) for table, query in _ROWS.items()})
    return time.perf_counter() - begun


def _memory(place: Place) -> Figure:
    peaks = []
    with place.admin(SERVICE) as source:
        for number, size in enumerate(SIZES):
            granted(place, source, SECOND_GMINA, size, 44_500 + number, ALLOWANCE)
            place.restart(SERVICE)
            pid = place.pid(SERVICE)
            forget_peak(pid)
            simulated(place, SECOND_GMINA, size)
            peaks.append((size, peak(pid)))
    return flat("memory of a what-if", peaks)
