"""One chunk of chains assessed anew from their stored facts: what each becomes, and what that costs by month and line. No I/O."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from casework.assessments.service import NoLawForDate, assess_case
from casework.awards.algebra import Change, Schedule, Stretch, schedule, within
from casework.awards.effects import Planned, Right, Standing, changed
from casework.benefits.catalogue import Catalogue
from casework.benefits.results import Assessment, UnfitFacts
from casework.booking import money_lines
from casework.decisions.granting import rights_of
from casework.decisions.grants import Grant, PersonNotNamed, clipped, grants_of
from kit.feed.envelope import new_id
from kit.law import Receipt, sentences
from kit.law.trace import Record
from kit.money import amount_text
from kit.schemas import Schema

Place = tuple[int, str, str, str, str, str, str]
"""Month, benefit, dzial, rozdzial, four-digit paragraf, task, source."""


class NotAssessed(Exception):
    """The chain's facts give no answer under that law; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Earlier:
    """The decision of the former program that an imported right rests on."""

    number: str
    issued_on: str


@dataclass(frozen=True, slots=True)
class Chain:
    """Acts that began with one decision: the latest that set amounts, whose facts hold, and the awards as they stand.

    award: an imported right, which is its own root; `older` is None until an act of ours is on it. earlier: None: the import did not say.
    without_facts: why there are none.
    """

    root: UUID
    older: UUID | None
    older_fits: bool
    facts_from: UUID | None
    facts: Schema | None
    persons: Mapping[str, UUID]
    entitled: UUID
    awards: tuple[Standing, ...]
    award: UUID | None = None
    earlier: Earlier | None = None
    without_facts: str = "no_facts"


@dataclass(frozen=True, slots=True)
class Rate:
    """The amount that the law states for a recorded benefit: grosze a month before and from the first month on, and its article."""

    before: int
    after: int
    article: str


@dataclass(frozen=True, slots=True)
class Order:
    """What the whole operation asks: the day whose law applies, the first month, the last month of the preview.

    rate: of a recorded benefit, whose amount is the law's; a computed one is assessed anew. rates: by variant, of imported rights without
    facts, where the benefit declares that the law states its amount as one sum.
    """

    benefit: str
    on: date
    first: int
    until: int
    said: str
    rate: Rate | None = None
    rates: Mapping[str | None, Rate] = field(default_factory=dict)


@dataclass(slots=True)
class Item:
    """What became of one chain. `difference`: grosze up to the preview's end; state planned, unchanged or left_out."""

    chain: Chain
    state: str
    code: str | None = None
    kind: str | None = None
    grants: tuple[Grant, ...] = ()
    refusals: tuple[dict[str, Any], ...] = ()
    steps: tuple[str, ...] = ()
    receipt: dict[str, Any] | None = None
    plans: tuple[Planned, ...] = ()
    difference: int = 0
    decision: UUID | None = None


@dataclass(slots=True)
class Costs:
    """Grosze by month and line; lines of an amount are asked of the benefit once."""

    catalogue: Catalogue
    on: date
    until: int
    sums: dict[Place, int] = field(default_factory=dict)
    _known: dict[tuple[str, tuple[Change, ...]], tuple[int, dict[Place, int]]] = field(default_factory=dict)

    def add(self, plans: Iterable[Planned]) -> int:
        """Adds what the plans change up to the end; returns it as grosze."""
        total = 0
        for plan in plans:
            key = (plan.before.right.benefit, plan.changes)
            # Most rights change alike.
            found = self._known.get(key)
            if found is None:
                found = self._known[key] = self._cost(*key)
            total += found[0]
            for place, amount in found[1].items():
                self.sums[place] = self.sums.get(place, 0) + amount
        return total

    def _cost(self, benefit: str, changes: Iterable[Change]) -> tuple[int, dict[Place, int]]:
        total, sums = 0, dict[Place, int]()
        for change in changes:
            last = self.until if change.last is None else min(change.last, self.until)
            lines = money_lines(self.catalogue.get(benefit), change.difference, self.on)
            for month in range(change.first, last + 1):
                total += change.difference
                for line in lines:
                    place = (
                        month, benefit, line["dzial"], line["rozdzial"], line["paragraf"] + line["p4"], line["task"],
                        line["source"],
                    )  # fmt: skip
                    sums[place] = sums.get(place, 0) + line["amount"]
        return total, sums


def assessed(
    catalogue: Catalogue, gmina: str, order: Order, chain: Chain, costs: Costs, told: dict[Record, str]
) -> Item:
    """What becomes of the chain; adds what it costs to `costs`. told: the sentences of chains before it, which mostly share them."""
    if chain.award is not None and chain.facts is None:
        return _imported(order, chain, costs)
    if order.rate is not None:
        return _rated(order, dict.fromkeys((one.award for one in chain.awards), order.rate), chain, costs)
    if chain.facts is None:
        return Item(chain, "left_out", chain.without_facts)
    if not chain.older_fits:
        return Item(chain, "left_out", "decision_not_final")
    try:
        case = prepared(catalogue, order.benefit, chain.facts)
        found, grants = reassessed(catalogue, gmina, order.benefit, order.on, order.first, chain, case)
    except NotAssessed as why:
        return Item(chain, "left_out", why.code)
    wanted = dict(rights_of(grants))
    if _differs(chain, wanted, order.first):
        return Item(chain, "left_out", "right_differs")
    plans = _plans(chain, wanted, order.first)
    if not plans:
        return Item(chain, "unchanged")
    receipt = catalogue.receipt(chain.facts, order.on, gmina)
    return Item(
        chain, "planned", kind="change" if any(plan.amounts for plan in plans) else "repeal", grants=grants, refusals=_refusals(found),
        steps=(*sentences(found.trace, told), order.said), receipt=_stored(receipt), plans=plans,
        difference=costs.add(plans), decision=new_id(),
    )  # fmt: skip


def prepared(catalogue: Catalogue, benefit: str, facts: Schema) -> object:
    """The case of a computed benefit, for any number of assessments. Raises NotAssessed."""
    try:
        unfit = catalogue.unfit(benefit, facts)
        if unfit is not None:
            raise unfit
        return catalogue.prepare(facts)
    except UnfitFacts as problem:
        raise NotAssessed(problem.code) from None


def reassessed(
    catalogue: Catalogue, gmina: str, benefit: str, on: date, first: int, chain: Chain, case: object
) -> tuple[Assessment, tuple[Grant, ...]]:
    """What the chain's prepared case gives under the law of the day, and what is granted so from the month on. Raises NotAssessed."""
    try:
        found = assess_case(catalogue, benefit, case, on, gmina)
        if found.outcome in {"left_unexamined", "forwarded"}:
            raise NotAssessed(found.outcome)
        return found, clipped(grants_of(found.months, chain.persons, chain.entitled), first)
    except PersonNotNamed:
        raise NotAssessed("person_not_named") from None
    except (UnfitFacts, NoLawForDate) as problem:
        raise NotAssessed(problem.code) from None


def _imported(order: Order, chain: Chain, costs: Costs) -> Item:
    """A right of the former program has no facts, but where the law states its amount as one sum and it runs at that, the sum is known."""
    rates = {one.award: order.rates.get(one.right.variant, order.rates.get(None)) for one in chain.awards}
    known = {award: rate for award, rate in rates.items() if rate is not None}
    if len(known) < len(rates):
        return Item(chain, "left_out", "imported")
    if any(one.right.mechanism is not None for one in chain.awards):
        return Item(chain, "left_out", "amount_not_of_the_law")
    found = _rated(order, known, chain, costs, _origin(chain, known.values()))
    if found.state == "planned" and chain.older is None and chain.earlier is None:
        return Item(chain, "left_out", "earlier_decision_unknown")
    return found


def _rated(order: Order, rates: Mapping[UUID, Rate], chain: Chain, costs: Costs, origin: tuple[str, ...] = ()) -> Item:
    """A right that was granted at the law's amount gets the law's new amount; another amount is for its clerk to judge.

    rates: of every award of the chain. origin: what its steps begin with.
    """
    if not chain.older_fits:
        return Item(chain, "left_out", "decision_not_final")
    due = {award.award: within(award.amounts, order.first, None) for award in chain.awards}
    if any(one.amount not in {rates[award].before, rates[award].after} for award, own in due.items() for one in own):
        return Item(chain, "left_out", "amount_not_of_the_law")
    wanted = {
        award: schedule(Stretch(one.first, one.last, rates[award].after) for one in own) for award, own in due.items()
    }
    plans = tuple(plan for award in chain.awards if (plan := changed(award, wanted[award.award], order.first)).alters)
    if not plans:
        return Item(chain, "unchanged")
    grants = tuple(
        Grant(
            plan.before.right.benefit, plan.before.right.entitled, one.first, one.last, one.amount, plan.before.right.variant,
            plan.before.right.mechanism,
        )
        for plan in plans
        for one in wanted[plan.before.award]
    )  # fmt: skip
    told = dict.fromkeys(
        f"Kwota wynosi {amount_text(rate.after)} miesięcznie zamiast {amount_text(rate.before)}. ({rate.article})"
        for rate in (rates[plan.before.award] for plan in plans)
    )
    return Item(
        chain, "planned", kind="change", grants=grants, steps=(*origin, *told, order.said), plans=plans, difference=costs.add(plans),
        decision=new_id(),
    )  # fmt: skip


def _origin(chain: Chain, rates: Iterable[Rate]) -> tuple[str, ...]:
    """Why the amount of such a right is known without its facts."""
    articles = ", ".join(dict.fromkeys(rate.article for rate in rates))
    one = chain.earlier
    by = "" if one is None else f" (decyzja nr {one.number} z dnia {one.issued_on})"
    return (f"Prawo przeniesione z poprzedniego programu{by}; kwota świadczenia wynika wprost z: {articles}.",)


def _stored(receipt: Receipt) -> dict[str, Any]:
    # Not asdict: it copies every member deeply, a tenth of what the assessment takes.
    return {
        "engine_version": receipt.engine_version,
        "rules_hash": receipt.rules_hash,
        "parameters_hash": receipt.parameters_hash,
        "inputs_hash": receipt.inputs_hash,
        "as_of": receipt.as_of.isoformat(),
    }


def _differs(chain: Chain, wanted: Mapping[Right, Schedule], first: int) -> bool:
    """Whether something is due within the chain's months that none of its awards is for: another variant or mechanism (złotówka za
    złotówkę begins or ends), or a right nobody had. Only amounts are changed in bulk; a clerk changes such a right by its own act.
    """
    ends = [award.amounts[-1].last for award in chain.awards if award.amounts]
    if not ends:
        return False
    last = None if None in ends else max(end for end in ends if end is not None)
    known = {award.right for award in chain.awards}
    return any(right not in known and within(amounts, first, last) for right, amounts in wanted.items())


def _plans(chain: Chain, wanted: Mapping[Right, Schedule], first: int) -> tuple[Planned, ...]:
    # Only amounts: a right that an act has ended or shortened since does not come back because its old facts are read again.
    plans = (
        changed(award, within(wanted.get(award.right, ()), first, award.amounts[-1].last), first)
        for award in chain.awards
        if award.amounts
    )
    return tuple(plan for plan in plans if plan.alters)


def _refusals(found: Assessment) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"code": one.ground.code, "article": one.ground.article, "text": one.ground.text, "person": one.person}
        for one in found.refusals
    )
