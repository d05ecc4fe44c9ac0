"""Zasiłek rodzinny with supplements and trace beside a rule by hand, openfisca's country template, and its web API."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casework.assessments.service import assess
from gops.ports import LOOPBACK, free_port
from services.family_benefits.allowance import assess_month
from services.family_benefits.catalogue import CATALOGUE
from tests.bench import others
from tests.bench.bulk import families_a_second
from tests.bench.family import BENEFITS, CHILDREN, EVERYTHING, FACTS, FIRST, INCOMES, LAST, MONTH, ON, by_hand, numbers
from tests.bench.figures import Figure, in_turns, missing, rates
from tests.bench.load import load
from tests.bench.memory import flat, peak
from tests.bench.place import GMINA, Place

if TYPE_CHECKING:
    from tests.bench.__main__ import Options

SERVICE = "family_benefits"
TEMPLATE = "openfisca-core, country template"
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
_PLAIN = {name: FACTS[name] for name in ("application", "family", "income")}
_Shape = tuple[str, Sequence[str] | None, dict[str, Any], float | None]
_SHAPES: tuple[_Shape, ...] = (
    # That one benefit is fifty times the template is asked of its computation, in the figure before these.
    ("one benefit from its facts", ("zasilek_rodzinny",), _PLAIN, None),
    ("everything a family is entitled to", None, FACTS, 10),
    ("everything, with care, a birth and heating", None, EVERYTHING, 10),
)
"""What is asked, which benefits (None: all that the facts allow), the facts, and how many times the template it has to be."""
FEW_FAMILIES, MANY_FAMILIES = 200, 5_000


def run(place: Place, options: "Options") -> Iterator[Figure]:
    """In the process, against openfisca in its process, and both over HTTP."""
    yield _engine(options)
    yield _bulk_memory(place)
    why = ""
    try:
        others.binaries()
    except others.NotInstalled as error:
        why = f"openfisca cannot be installed here: {error}"
    if why:
        yield missing("assessment against openfisca", "cases/s", TEMPLATE, 50, why)
        for told, _, _, wanted in _SHAPES:
            yield missing(f"{told} against openfisca", "cases/s", TEMPLATE, wanted, why)
            yield missing(f"{told}, in bulk over HTTP", "cases/s", TEMPLATE, None, why)
        yield missing("assessment over HTTP against openfisca", "answers/s", "openfisca's web API, one worker", 3, why)
        return
    yield _against_openfisca(options)
    for shape in _SHAPES:
        yield _asked(options, *shape)
        yield _in_bulk(place, options, *shape)
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
    return rates("assessment against openfisca", "cases/s", TEMPLATE, rounds, 50, note=note)


def _asked(
    options: "Options", told: str, benefits: Sequence[str] | None, facts: dict[str, Any], wanted: float | None
) -> Figure:
    """A case from its facts to its answers with trace, in the process: what a recalculation or a screen waits for."""
    given, case = CATALOGUE.facts.model_validate(facts), json.dumps(COUPLE).encode()
    found = assess(CATALOGUE, benefits, given, ON, GMINA)
    rounds = in_turns(
        options.rounds,
        lambda _: float(others.run("theirs_openfisca.py", str(SECONDS), stdin=case)),
        lambda _: _rate(lambda: assess(CATALOGUE, benefits, given, ON, GMINA), burst=50),
    )
    steps = sum(len(one.trace) for one in found)
    note = f"{len(found)} benefits of {len(CATALOGUE)}, {steps} steps; theirs: a month's income, benefits and taxes, without trace"
    return rates(f"{told} against openfisca", "cases/s", TEMPLATE, rounds, wanted, note=note)


def _in_bulk(
    place: Place, options: "Options", told: str, benefits: Sequence[str] | None, facts: dict[str, Any], _: float | None
) -> Figure:
    """The same as lines over HTTP: read, checked, assessed, put into words, with receipt, and written."""
    place.need(SERVICE)
    body = {"on": ON.isoformat(), "facts": facts} | ({} if benefits is None else {"benefits": benefits})
    token, case = place.token("caseworker"), json.dumps(COUPLE).encode()

    def ours(explain: str) -> float:
        return families_a_second(place.urls[SERVICE], token, body, FEW_FAMILIES * 5, explain=explain)

    ours("none")
    rounds = in_turns(
        options.rounds,
        lambda _: float(others.run("theirs_openfisca.py", str(SECONDS), stdin=case)),
        lambda _: ours("sentences"),
    )
    note = f"every step as a sentence; without sentences {ours('none'):.0f} a second; theirs in their process, not over HTTP"
    return rates(f"{told}, in bulk over HTTP", "cases/s", TEMPLATE, rounds, None, note=note)


def _bulk_memory(place: Place) -> Figure:
    found = []
    body = {"on": ON.isoformat(), "facts": EVERYTHING}
    for families in (FEW_FAMILIES, MANY_FAMILIES):
        place.restart(SERVICE)
        families_a_second(place.urls[SERVICE], place.token("caseworker"), body, families, explain="sentences")
        found.append((families, peak(place.pid(SERVICE))))
    return flat("memory of assessments in bulk", found)


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


def _rate(call: Callable[[], object], seconds: float = 0.4, burst: int = 500) -> float:
    """Calls a second, in bursts long enough that reading the clock costs nothing."""
    done, begun = 0, time.perf_counter()
    while (now := time.perf_counter()) - begun < seconds:
        for _ in range(burst):
            call()
        done += burst
    return done / (now - begun)
