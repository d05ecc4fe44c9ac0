"""A mass recalculation over HTTP from its preview to changed awards, beside a superuser's binary COPY of the rows that it left.

Every right of the gmina is assessed anew from its sealed facts, drafted, approved by another person, issued and told to the log. Rows
count once, as they stand at the end.
"""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import httpx

from tests.bench.copying import copied_in, copied_out, counted, scalar
from tests.bench.figures import Figure, rates
from tests.bench.memory import flat, forget_peak, peak
from tests.bench.place import GMINA, SECOND_GMINA, Place
from tests.bench.rights import BENEFIT, SERVICE, granted, post

if TYPE_CHECKING:
    from tests.bench.__main__ import Options

CEILING = "bench_recalculating_ceiling"
RIGHTS = 10_000
SIZES = (1_000, 10_000, 50_000)
_ORDER = {
    "benefit": BENEFIT,
    "on": "2019-11-05",
    "effective_from": "2019-11",
    "ground": "usr_32_1_other",
    "reason": "Od 1 listopada 2019 r. kwota zasiłku wynosi 215,84 zł.",
}
_STEPS = ("preview", "draft", "approve", "issue")
_UNDER_WAY = ("assessing", "drafting", "approving", "issuing")
# The background is at it too: the chunk is its, or its transaction holds the row.
_SOMEBODY_ELSE = (409, 412)
_OPERATION = "SELECT {of} FROM recalculation_item WHERE recalculation = '{id}'"


def run(place: Place, options: "Options") -> Iterator[Figure]:
    """Rows a second, then memory."""
    place.need(SERVICE)
    place.stop(SERVICE)
    place.copy_database(SERVICE, CEILING)
    yield _speed(place, options)
    yield _memory(place)


def _speed(place: Place, options: "Options") -> Figure:
    steps: list[dict[str, float]] = []
    told: dict[str, int] = {}
    with place.admin(SERVICE) as source, place.admin(CEILING) as target:

        def pair(number: int) -> tuple[float, float]:
            granted(place, source, GMINA, RIGHTS, 21_000 + number)
            head = scalar(source, "SELECT coalesce(max(sequence), 0) FROM event_log WHERE gmina = %s", GMINA)
            operation, took = recalculate(place, GMINA)
            steps.append(took)
            issued = scalar(source, _OPERATION.format(of="count(*)", id=operation) + " AND state = 'issued'")
            if issued != RIGHTS:
                raise RuntimeError(f"{issued} drafts were issued")
            parents, written = _read_by(operation), _written_by(operation, head)
            told.update(counted(source, written))
            # The authorisation is the same in every round.
            copied_in(
                target, copied_out(source, parents), [one for one in parents if one != "authorisation" or not number]
            )
            rows, total = copied_out(source, written), sum(told.values())
            return total / copied_in(target, rows, written), total / sum(took.values())

        pair(0)
        steps.clear()
        # Ours first in every round: the ceiling copies what it has made.
        rounds = [pair(number) for number in range(1, options.rounds + 1)]
    means = ", ".join(f"{name} {sum(one[name] for one in steps) / len(steps):.2f} s" for name in _STEPS)
    note = (
        f"{RIGHTS} rights: {sum(told.values())} rows, {told['event_log']} of them events; {means}; "
        "wanted: four times the time of the COPY"
    )
    return rates(
        "mass recalculation, signed in bulk", "rows/s", "binary COPY of its rows and events", rounds, 0.25, note=note
    )


def _memory(place: Place) -> Figure:
    peaks = []
    with place.admin(SERVICE) as source:
        for number, size in enumerate(SIZES):
            granted(place, source, SECOND_GMINA, size, 22_500 + number)
            place.restart(SERVICE)
            pid = place.pid(SERVICE)
            forget_peak(pid)
            recalculate(place, SECOND_GMINA)
            peaks.append((size, peak(pid)))
    return flat("memory of a mass recalculation", peaks)


def recalculate(place: Place, gmina: str) -> tuple[str, dict[str, float]]:
    """An operation all the way; its id and the seconds of its steps."""
    with place.client(SERVICE, "caseworker", gmina) as clerk, place.client(SERVICE, "head", gmina) as head:
        for one in (clerk, head):
            one.get("/recalculations").raise_for_status()
        took, at = {}, time.perf_counter()
        address = f"/recalculations/{_accepted(post(clerk, '/recalculations', _ORDER))['id']}"
        for who, step in zip((clerk, clerk, head, clerk), _STEPS, strict=True):
            if step != "preview":
                version = int(str(who.get(address).json()["version"]))
                _accepted(post(who, f"{address}/{step}", None, version))
            _to_the_end(who, address)
            took[step] = time.perf_counter() - at
            at = time.perf_counter()
    return address.rpartition("/")[2], took


def _to_the_end(who: httpx.Client, address: str) -> None:
    """Carries the step on until it is done, whoever else may be at it."""
    shown = who.get(address).raise_for_status().json()
    state, version = shown["state"], shown["version"]
    while state in _UNDER_WAY:
        answer = post(who, f"{address}/continue", None, version)
        shown = (
            who.get(address).raise_for_status().json() if answer.status_code in _SOMEBODY_ELSE else _accepted(answer)
        )
        state, version = shown["state"], shown["version"]


def _accepted(answer: httpx.Response) -> dict[str, object]:
    if answer.is_error:
        raise RuntimeError(f"{answer.url.path}: {answer.status_code} {answer.text[:300]}")
    return dict(answer.json())


def _read_by(operation: str) -> dict[str, str]:
    """Queries of the rows that the operation found: what its own rows refer to."""
    older = f"SELECT * FROM decision WHERE id IN ({_OPERATION.format(of='older', id=operation)})"
    return {
        "person": f"SELECT * FROM person WHERE id IN (SELECT entitled FROM ({older}) AS o)",
        "authorisation": f"SELECT * FROM authorisation WHERE gmina = '{GMINA}'",
        "decision": older,
    }


def _written_by(operation: str, head: int) -> dict[str, str]:
    """Queries of the rows that the operation left, parents first. Awards are written again, with their months."""
    drafts = _OPERATION.format(of="decision", id=operation)
    awards = f"SELECT id FROM award WHERE decision IN ({_OPERATION.format(of='older', id=operation)})"
    return {
        "recalculation": f"SELECT * FROM recalculation WHERE id = '{operation}'",
        "recalculation_item": _OPERATION.format(of="*", id=operation) + " ORDER BY root",
        "recalculation_cost": f"SELECT * FROM recalculation_cost WHERE recalculation = '{operation}'",
        "decision": f"SELECT * FROM decision WHERE id IN ({drafts}) ORDER BY id",
        "decision_act": f"SELECT * FROM decision_act WHERE decision IN ({drafts}) ORDER BY decision",
        "decision_authority": f"SELECT * FROM decision_authority WHERE decision IN ({drafts}) ORDER BY decision, step",
        "decision_number": f"SELECT * FROM decision_number WHERE decision IN ({drafts}) ORDER BY decision",
        "award": f"SELECT * FROM award WHERE id IN ({awards}) ORDER BY id",
        "award_amount": f"SELECT * FROM award_amount WHERE award IN ({awards}) ORDER BY award, since",
        "award_commitment": f"SELECT * FROM award_commitment WHERE award IN ({awards}) ORDER BY award, since",
        "event_log": f"SELECT * FROM event_log WHERE gmina = '{GMINA}' AND sequence > {head} ORDER BY sequence",
    }
