"""Zasiłek rodzinny with supplements and trace beside a rule by hand, openfisca's country template, and its web API."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from gops.ports import LOOPBACK, free_port
from services.family_benefits.allowance import assess_month
from services.family_benefits.catalogue import CATALOGUE
from tests.bench import others
from tests.bench.family import BENEFITS, CHILDREN, FACTS, FIRST, INCOMES, LAST, MONTH, ON, by_hand, numbers
from tests.bench.figures import Figure, in_turns, missing, rates
from tests.bench.load import load
from tests.bench.place import GMINA, Place

if TYPE_CHECKING:
    from tests.bench.__main__ import Options

SERVICE = "family_benefits"
CONNECTIONS = 8
SECONDS = 1.0
COUPLE = {
    "persons": {
        "Alicia": {"birth": {"ETERNITY": "1980-01-01"}, "salary": {"2017-01": 4000}},
        "Javier": {"birth": {"ETERNITY": "1984-01-01"}, "salary": {"2017-01": 2500}},
    },
    "households": {
        "_": {
            "adults": ["Alicia", "Javier"],
            "disposable_income": {"2017-01": None},
            "total_benefits": {"2017-01": None},
            "total_taxes": {"2017-01": None},
        }
    },
}
"""The template's own example of a household."""


def run(place: Place, options: "Options") -> Iterator[Figure]:
    """In the process, against openfisca in its process, and both over HTTP."""
    yield _engine(options)
    why = ""
    try:
        others.binaries()
    except others.NotInstalled as error:
        why = f"openfisca cannot be installed here: {error}"
    if why:
        yield missing("assessment against openfisca", "cases/s", "openfisca-core, country template", 50, why)
        yield missing("assessment over HTTP against openfisca", "answers/s", "openfisca's web API, one worker", 3, why)
        return
    yield _against_openfisca(options)
    yield _over_http(place, options)


def _ours() -> Callable[[], object]:
    case, law = CATALOGUE.prepare(CATALOGUE.facts.model_validate(FACTS)), CATALOGUE.law()
    return lambda: assess_month(case, law, MONTH, FIRST, LAST)


def _engine(options: "Options") -> Figure:
    law = numbers()
    ours = _ours()
    outcome, _, trace = assess_month(
        CATALOGUE.prepare(CATALOGUE.facts.model_validate(FACTS)), CATALOGUE.law(), MONTH, FIRST, LAST
    )
    payment = by_hand(CHILDREN, INCOMES, 2, True, MONTH, law)
    if payment != outcome.payment or not trace:
        raise RuntimeError(f"by hand {payment}, the engine {outcome.payment}: they do not compute the same")
    rounds = in_turns(
        options.rounds * 2,
        lambda _: _rate(lambda: by_hand(CHILDREN, INCOMES, 2, True, MONTH, law)),
        lambda _: _rate(ours),
    )
    note = f"three children, four benefits, {len(trace)} steps, both come to {payment} gr"
    return rates("assessment of a month with trace", "cases/s", "integers by hand, no trace", rounds, 0.25, note=note)


def _against_openfisca(options: "Options") -> Figure:
    ours, case = _ours(), json.dumps(COUPLE).encode()
    rounds = in_turns(
        options.rounds,
        lambda _: float(others.run("theirs_openfisca.py", str(SECONDS), stdin=case)),
        lambda _: _rate(ours),
    )
    note = "theirs: a household's income, benefits and taxes of a month, without trace"
    return rates("assessment against openfisca", "cases/s", "openfisca-core, country template", rounds, 50, note=note)


def _over_http(place: Place, options: "Options") -> Figure:
    place.need(SERVICE)
    theirs = f"http://{LOOPBACK}:{free_port()}"
    settings = place.state / "openfisca.py"
    Path(settings).write_text("workers = 1\n")
    serve = [
        *(str(others.binaries() / "openfisca"), "serve", "-c", "openfisca_country_template"),
        *("-p", theirs.rpartition(":")[2], "-f", str(settings)),
    ]
    place.spawn("openfisca", serve, theirs, health="/spec")
    body = {"on": ON.isoformat(), "benefits": BENEFITS, "facts": FACTS}
    token = place.token("caseworker")

    def ceiling(_: int) -> float:
        return load(theirs, ["/calculate"], connections=CONNECTIONS, seconds=SECONDS * 2, body=COUPLE).answers

    def ours(_: int) -> float:
        path = f"/v1/assessments?gmina={GMINA}&explain=none"
        return load(
            place.urls[SERVICE], [path], connections=CONNECTIONS, seconds=SECONDS * 2, token=token, body=body
        ).answers

    rounds = in_turns(options.rounds, ceiling, ours)
    place.stop("openfisca")
    note = f"{CONNECTIONS} connections; ours: four benefits of a whole period with receipt, the trace not rendered"
    return rates(
        "assessment over HTTP against openfisca", "answers/s", "openfisca's web API, one worker", rounds, 3, note=note
    )


def _rate(assess: Callable[[], object], seconds: float = 0.4) -> float:
    """Calls a second, in bursts long enough that reading the clock costs nothing."""
    done, begun = 0, time.perf_counter()
    while (now := time.perf_counter()) - begun < seconds:
        for _ in range(500):
            assess()
        done += 500
    return done / (now - begun)
