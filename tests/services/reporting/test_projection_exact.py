"""Whatever comes in whatever order: amounts and distinct persons and families equal a recomputation from the facts."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from casework.facts.cases import HOUSEHOLD_LINKED, PERSON_RELINKED
from casework.facts.money import BOOKING_RECORDED, FUNDING_REALLOCATED, PAYMENT_RETURNED, PAYMENT_SETTLED
from services.reporting.statements.amounts import Posting, read_amounts
from services.reporting.statements.counts import Counts, count, tree_of
from services.reporting.statements.view import OFFICE_TIME, View
from tests.services.reporting.brute_force import Fact, Figures, Link
from tests.services.reporting.conftest import Ledger
from tests.services.reporting.logs import Log, line, paid, pseudonym

pytestmark = pytest.mark.postgres

SERVICES = ("family_benefits", "social_assistance")
# Few of each, so that most steps meet somebody who is there already.
PERSONS = [pseudonym(f"osoba-{n}") for n in range(3)]
HOUSEHOLDS = [pseudonym(f"rodzina-{n}") for n in range(3)]
CODES: dict[str, dict[str, Any]] = {
    "zasilek_rodzinny": {},
    "dodatek_nauka": {},
    "zasilek_celowy": {"dzial": "852", "rozdzial": "85214", "task_kind": "wlasne", "source": "srodki_wlasne"},
    "dobry_start": {"rozdzial": "85504"},
    "asystent": {"rozdzial": "85504", "task_kind": "wlasne", "source": "dotacja_wlasne_2030"},
}
MONTH_ENDS = [date(2019 + month // 12, month % 12 + 1, 1) - timedelta(days=1) for month in range(1, 13)]

days = st.dates(date(2019, 1, 1), date(2019, 12, 31)) | st.sampled_from([date(2018, 12, 30), date(2020, 1, 4)])
payments = st.fixed_dictionaries(
    {
        "what": st.just("pay"),
        "benefit": st.sampled_from(["zasilek_rodzinny", "zasilek_rodzinny", *CODES]),
        "amount": st.sampled_from([100, 100, 100, 0, 250]),
        "on": days,
        "entitled": st.sampled_from([*PERSONS, *PERSONS, None]),
        "recipient": st.sampled_from([*PERSONS, None]),
        "household": st.sampled_from([*HOUSEHOLDS, *HOUSEHOLDS, None]),
        "counted": st.sampled_from(["entitled", "entitled", "entitled", "recipient", "none"]),
        "variant": st.sampled_from([None, "do_5_lat"]),
        "measure": st.sampled_from(["expenditure", "expenditure", "expenditure", "liability"]),
        "second": st.sampled_from([None, None, "srodki_wlasne", "other_chapter"]),
    }
)
changes = st.fixed_dictionaries(
    {
        "what": st.sampled_from(
            [
                "same_year_return",
                "same_year_return",
                "same_year_repayment",
                "prior_year",
                "storno",
                "reallocate",
                "mirror",
            ]
        ),
        "of": st.integers(0, 3),
        "part": st.sampled_from([1, 1, 2]),
        "whole": st.booleans(),
        "on": days,
    }
)
links = st.fixed_dictionaries(
    {"what": st.sampled_from(["person", "household", "renamed"]), "old": st.integers(0, 2), "new": st.integers(1, 2)}
)
steps = st.tuples(st.sampled_from([SERVICES[0], *SERVICES]), st.one_of(payments, payments, changes, changes, links))


class Story:
    """The steps as logs of two services, and as the plain list that the recomputation reads."""

    def __init__(self, gmina: str, drawn: list[tuple[str, dict[str, Any]]]) -> None:
        self.logs = {service: Log(gmina, service) for service in SERVICES}
        self.facts: list[Fact] = []
        self.links: list[Link] = []
        for number, (service, step) in enumerate(drawn):
            moment = datetime(2019, 1, 1, 12, tzinfo=OFFICE_TIME) + timedelta(days=number)
            self._take(service, step, moment)

    def _take(self, service: str, step: dict[str, Any], moment: datetime) -> None:
        if step["what"] == "pay":
            self._add(service, PAYMENT_SETTLED, _payment(step), moment)
        elif step["what"] in ("person", "household", "renamed"):
            names = PERSONS if step["what"] == "person" else HOUSEHOLDS
            kind = {"person": 1, "household": 2, "renamed": 3}[step["what"]]
            old, new = names[step["old"]], names[(step["old"] + step["new"]) % len(names)]
            event = PERSON_RELINKED if kind == 1 else HOUSEHOLD_LINKED
            data = {"old": old, "new": new} | ({"renamed": True} if kind == 3 else {})
            place = self.logs[service].add(event, data, at=moment)
            self.links.append((service, place, kind, old, new))
        else:
            earlier = [fact for fact in self.facts if fact[0] == service and not fact[2].get("mirrors")]
            if earlier:
                original = earlier[-1 - step["of"] % len(earlier)]
                kind, data = _change(original, step)
                self._add(service, kind, data, moment)

    def _add(self, service: str, kind: str, data: dict[str, Any], moment: datetime) -> None:
        place = self.logs[service].add(kind, data, at=moment)
        self.facts.append((service, place, data | {"booked_on": str(data["booked_on"])}, kind))


def _payment(step: dict[str, Any]) -> dict[str, Any]:
    codes = CODES[step["benefit"]]
    lines = [line(step["amount"], **codes)]
    if step["second"] == "srodki_wlasne":
        lines.append(line(40, **codes | {"source": "srodki_wlasne"}))
    elif step["second"] == "other_chapter":
        lines.append(line(7, **codes | {"dzial": "855", "rozdzial": "85503", "paragraf": "421"}))
    return paid(
        0, on=step["on"], year=2019, benefit=step["benefit"], household=step["household"], lines=lines,
        variant=step["variant"], measure=step["measure"],
    ) | {"entitled": step["entitled"], "recipient": step["recipient"], "counted": step["counted"]}  # fmt: skip


def _change(original: Fact, step: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    service, place, data, _ = original
    taken_back = [one | {"amount": -(one["amount"] // step["part"])} for one in data["lines"]]
    quantities = [{"unit": "swiadczenie", "value": "-1.000" if step["part"] == 1 else "-0.500"}]
    day = {"booked_on": step["on"].isoformat()}
    back = {"reverses": {"service": service, "sequence": place, "mode": step["what"]}}
    if step["what"] == "mirror":
        return BOOKING_RECORDED, data | day | {"mirrors": "0197a1b2-0000-7000-8000-000000000001", "reverses": None}
    if step["what"] == "reallocate":
        moved = [data["lines"][0] | {"amount": -5}, data["lines"][0] | {"amount": 5, "source": "srodki_wlasne"}]
        return FUNDING_REALLOCATED, data | day | {"lines": moved, "quantities": [], "reverses": None}
    if step["what"] == "prior_year":
        revenue = [one | {"side": "revenue", "paragraf": "291", "source": "dochod_panstwa"} for one in data["lines"]]
        return PAYMENT_RETURNED, data | day | back | {"lines": revenue, "measure": "received", "quantities": []}
    if step["what"] == "same_year_repayment":
        return PAYMENT_RETURNED, data | day | back | {"lines": taken_back, "quantities": []}
    if step["what"] == "storno":
        whole = [one | {"amount": -one["amount"]} for one in data["lines"]]
        negated = [{"unit": q["unit"], "value": _negated(q["value"])} for q in data["quantities"]]
        voided = data | back | {"lines": whole, "quantities": negated}
        if data.get("sets_amount") is not None:
            voided["sets_amount"] = -data["sets_amount"]
        return PAYMENT_RETURNED, voided
    returned = data | day | back | {"lines": taken_back, "quantities": quantities}
    if step["whole"]:
        # Part of it came back before: the rest is less money, and the payment leaves the sets whole.
        returned["sets_amount"] = -sum(one["amount"] for one in data["lines"])
    return PAYMENT_RETURNED, returned


def _negated(value: str) -> str:
    return value[1:] if value.startswith("-") else f"-{value}"


QUESTIONS: list[dict[str, object]] = [
    {},
    {"dzial": "855"},
    {"dzial": "852"},
    {"rozdzial": "85502"},
    {"rozdzial": "85504"},
    {"rozdzial": "85504", "task_kind": "wlasne"},
    {"rozdzial": "85504", "task_kind": "zlecone"},
    {"rozdzial": "85502", "task_kind": "zlecone", "benefit": "zasilek_rodzinny"},
    {"rozdzial": "85502", "task_kind": "zlecone", "benefit": "dodatek_nauka"},
    {"rozdzial": "85503", "benefit": "zasilek_rodzinny"},
    {"benefit": ("zasilek_rodzinny", "dodatek_nauka")},
    {"benefit": ("zasilek_celowy", "dobry_start")},
    {"variant": "do_5_lat"},
    {"source": "srodki_wlasne"},
    {"benefit": "zasilek_rodzinny", "variant": "", "source": "dotacja_zlecone_2010"},
]


def _check(ledger: Ledger, view: View, figures: Figures) -> None:
    postings = ledger.ask(view.gmina, read_amounts, view)
    kind = {"measure": view.measure, "side": view.side}
    asked = [frozenset(p.id for p in postings if _selected(p, question)) for question in QUESTIONS]
    answers = ledger.ask(view.gmina, count, view, tree_of(postings), asked)
    for question, answer in zip(QUESTIONS, answers, strict=True):
        selected = [p for p in postings if _selected(p, question)]
        assert sum(p.amount for p in selected) == figures.amount(**kind, **question), (question, view)
        expected = Counts(figures.count("person", **kind, **question), figures.count("family", **kind, **question))
        assert answer == expected, (question, view)
    for posting in postings:
        key = (
            view.measure,
            view.side,
            posting.dzial,
            posting.rozdzial,
            posting.task_kind,
            posting.benefit,
            posting.source,
            posting.variant,
        )
        same = [p for p in postings if (p.dzial, p.rozdzial, p.task_kind, p.benefit, p.source, p.variant) == key[2:]]
        assert sum(p.benefits for p in same) == figures.benefits.get(key, 0)


def _selected(posting: Posting, question: dict[str, object]) -> bool:
    return all(
        getattr(posting, name) in value if isinstance(value, tuple) else getattr(posting, name) == value
        for name, value in question.items()
    )


@settings(
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    drawn=st.lists(steps, min_size=5, max_size=30),
    cuts=st.lists(st.tuples(st.sampled_from(SERVICES), st.integers(1, 9)), min_size=2, max_size=10),
)
def test_every_count_and_amount_equals_the_recomputation_however_the_pages_are_cut(
    ledger: Ledger, drawn: list[tuple[str, dict[str, Any]]], cuts: list[tuple[str, int]]
) -> None:
    gmina = ledger.gmina()
    story = Story(gmina, drawn)
    done = dict.fromkeys(SERVICES, 0)
    for service, size in [*cuts, *((service, 5000) for service in SERVICES)]:
        end = min(done[service] + size, len(story.logs[service].items))
        if end > done[service]:
            assert ledger.apply(story.logs[service], after=done[service], until=end)
            done[service] = end

    for until in MONTH_ENDS:
        _check(ledger, View(gmina, 2019, until), Figures(story.facts, story.links, until.isoformat()))
    for until in (date(2019, 6, 15), date(2020, 2, 1)):
        _check(ledger, View(gmina, 2019, until), Figures(story.facts, story.links, until.isoformat()))
    year_end = date(2019, 12, 31)
    whole = Figures(story.facts, story.links, year_end.isoformat())
    _check(ledger, View(gmina, 2019, year_end, measure="liability"), whole)
    _check(ledger, View(gmina, 2019, year_end, side="revenue", measure="received"), whole)
    _check_earlier_states(ledger, gmina, story, len(drawn))


def _check_earlier_states(ledger: Ledger, gmina: str, story: Story, days_drawn: int) -> None:
    year_end = date(2019, 12, 31)
    half = {service: len(log.items) // 2 for service, log in story.logs.items()}
    facts = [fact for fact in story.facts if fact[1] <= half[fact[0]]]
    known_links = [link for link in story.links if link[1] <= half[link[0]]]
    _check(ledger, View(gmina, 2019, year_end, positions=half), Figures(facts, known_links, year_end.isoformat()))

    # The story's steps became known one a day from 1 January on.
    known_on = date(2019, 1, 1) + timedelta(days=days_drawn // 2)
    known = {s: sum(_known(item) <= known_on for item in log.items) for s, log in story.logs.items()}
    facts = [fact for fact in story.facts if fact[1] <= known[fact[0]]]
    known_links = [link for link in story.links if link[1] <= known[link[0]]]
    _check(ledger, View(gmina, 2019, year_end, known_on=known_on), Figures(facts, known_links, year_end.isoformat()))


def _known(item: bytes) -> date:
    text = item.split(b'"time":"')[1][:26].decode()
    return datetime.fromisoformat(text + "+00:00").astimezone(OFFICE_TIME).date()
