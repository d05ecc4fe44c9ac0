"""What the gateway costs: the same read of an award through it and directly, in the same run."""

from collections.abc import Iterator
from statistics import median
from typing import TYPE_CHECKING

from tests.bench.figures import Figure, in_turns, rates
from tests.bench.load import load
from tests.bench.place import Place
from tests.bench.reads import CONNECTIONS, SECONDS, SERVICE, award_paths

if TYPE_CHECKING:
    from tests.bench.__main__ import Options

_PREFIX = "/family-benefits"
_MOST_ADDED = 0.7


def run(place: Place, options: "Options") -> Iterator[Figure]:
    """Throughput at 32 connections, milliseconds added at one."""
    paths, token = award_paths(place), place.token("caseworker")
    place.need(SERVICE, "gateway")
    through = [_PREFIX + path for path in paths]

    def direct(connections: int, seconds: float) -> tuple[float, float]:
        found = load(place.urls[SERVICE], paths, connections=connections, seconds=seconds, token=token)
        return found.answers, found.median

    def passed(connections: int, seconds: float) -> tuple[float, float]:
        found = load(place.urls["gateway"], through, connections=connections, seconds=seconds, token=token)
        return found.answers, found.median

    rounds = in_turns(
        options.rounds, lambda _: direct(CONNECTIONS, SECONDS)[0], lambda _: passed(CONNECTIONS, SECONDS)[0]
    )
    yield rates(
        "gateway, throughput",
        "answers/s",
        "the same read asked directly",
        rounds,
        0.20,
        note=f"{CONNECTIONS} connections",
    )
    rounds = in_turns(options.rounds, lambda _: direct(1, 1.0)[1] / 1000, lambda _: passed(1, 1.0)[1] / 1000)
    added = median(mine - other for other, mine in rounds)
    ceiling, ours = median(one for one, _ in rounds), median(one for _, one in rounds)
    yield Figure(
        "gateway, time added", "ms", "the same read asked directly", ceiling, ours, added, _MOST_ADDED,
        at_least=False, ratio_unit="ms added", note="one connection, medians", rounds=tuple(rounds),
    )  # fmt: skip
