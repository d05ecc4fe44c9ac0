"""Assessing a family anew when rights are given up: what every benefit then gives, month by month, why, and the money of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from casework.assessments.claims import Claim, Conflict, Right, names
from casework.assessments.service import assess
from casework.benefits.catalogue import Catalogue
from casework.benefits.overlaps import GivenUp
from casework.benefits.results import Assessment, Due, Ground, Refusal, joined
from kit.law import Record
from kit.schemas import Schema

_BY_LAW = "Z mocy prawa przysługuje: {}."
_THERE_ALREADY = "Prawo to już ustalono: {}."
_CHOSEN = "Zostaje: {}."


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person chose: a benefit, for one person of the facts or for all."""

    benefit: str
    person: str | None


@dataclass(frozen=True, slots=True)
class Request:
    """What is weighed: the facts under the law of a day, rights that are there already, and what the person chose."""

    facts: Schema
    on: date
    gmina: str
    rights: tuple[Right, ...] = ()
    chosen: tuple[Wish, ...] = ()
    applicant: str | None = None


@dataclass(frozen=True, slots=True)
class Loss:
    """What a claim loses (None: everything) to another, and by which conflict."""

    claim: int
    to: int
    conflict: Conflict
    months: frozenset[int]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One choice: the claims kept of those that overlap, what the others lose, the assessments under it, and its money by month."""

    keeps: tuple[int, ...]
    losses: tuple[Loss, ...]
    assessments: tuple[Assessment, ...]
    by_month: tuple[tuple[int, int], ...]

    @property
    def total(self) -> int:
        return sum(amount for _, amount in self.by_month)


@dataclass(frozen=True, slots=True)
class Weighing:
    """Assessing anew what is left when rights are given up; every set of them once."""

    catalogue: Catalogue
    found: tuple[Assessment, ...]
    asked: Request
    claims: tuple[Claim, ...]
    window: frozenset[int]

    def under(self, keeps: tuple[int, ...], losses: tuple[Loss, ...]) -> Alternative:
        """The assessments and the money when these losses are taken."""
        known: dict[tuple[str, GivenUp], Assessment | None] = {}
        assessments = tuple(self._one(item, losses, known) for item in self.found)
        money: dict[int, int] = {}
        for item in assessments:
            for due in item.months:
                if due.benefit in self.catalogue.overlaps.not_cash:
                    continue
                for at in range(due.first, due.last + 1):
                    money[at] = money.get(at, 0) + due.amount
        for index, claim in enumerate(self.claims):
            if claim.there_already and not claim.fixed:
                gone = {at for loss in losses if loss.claim == index for at in loss.months}
                for at in (claim.months & self.window) - gone:
                    money[at] = money.get(at, 0) + claim.amount
        return Alternative(keeps, losses, assessments, tuple(sorted(money.items())))

    def _one(
        self, item: Assessment, losses: Sequence[Loss], known: dict[tuple[str, GivenUp], Assessment | None]
    ) -> Assessment:
        mine = [loss for loss in losses if self.claims[loss.claim].benefit == item.benefit]
        if item.benefit in self.catalogue.rights.of_a_whole:
            others, due = self._at_once(item, losses)
        else:
            others, due = self._by_month(item, losses, known)
        if others is None:
            return item
        trace = list(dict.fromkeys((*item.trace, *(step for other in others for step in other.trace))))
        trace.extend(_told(loss, self.claims, self.catalogue) for loss in mine or losses)
        refusals = list(item.refusals)
        for loss in mine:
            row = loss.conflict.exclusion
            refusals.append(Refusal(Ground(row.code, row.article, row.text), self.claims[loss.claim].person))
        if due or (item.eligible and not item.months and any(other.eligible for other in others)):
            return replace(item, months=due, refusals=tuple(dict.fromkeys(refusals)), trace=tuple(trace))
        if not mine:
            refusals.extend(one for other in others for one in other.refusals)
        return replace(item, outcome="refused", months=(), refusals=tuple(dict.fromkeys(refusals)), trace=tuple(trace))

    def _at_once(self, item: Assessment, losses: Sequence[Loss]) -> tuple[list[Assessment] | None, tuple[Due, ...]]:
        """Assessed anew from the facts without the months lost; None when they do not matter to it."""
        lost: dict[tuple[str, str | None], frozenset[int]] = {}
        for loss in losses:
            claim = self.claims[loss.claim]
            if not claim.there_already:
                lost[claim.key] = lost.get(claim.key, frozenset()) | loss.months
        facts = self.catalogue.rights.shortened(self.asked.facts, lost)
        if facts is self.asked.facts:
            return None, item.months
        (found,) = assess(self.catalogue, [item.benefit], facts, self.asked.on, self.asked.gmina)
        unchanged = found.months == item.months and found.outcome == item.outcome
        return (None, item.months) if unchanged else ([found], found.months)

    def _by_month(
        self, item: Assessment, losses: Sequence[Loss], known: dict[tuple[str, GivenUp], Assessment | None]
    ) -> tuple[list[Assessment] | None, tuple[Due, ...]]:
        """In every month that of the facts without what is lost in it; None when nothing of it is."""
        pieces: list[Due] = []
        others: dict[GivenUp, Assessment] = {}
        touched = False
        for at in sorted({at for loss in losses for at in loss.months} | _months(item)):
            gone: GivenUp = frozenset(
                key
                for loss in losses
                if at in loss.months and not self.claims[loss.claim].there_already
                for key in _given_up(loss, self.claims[loss.claim])
            )
            stands = self._assessed(item, gone, known) if gone else item
            if stands is not item:
                touched = True
            if stands is None:
                continue
            if stands is not item:
                others[gone] = stands
            pieces.extend(
                replace(due, first=at, last=at, open_ended=due.open_ended and at == due.last)
                for due in stands.months
                if due.first <= at <= due.last
            )
        return (list(others.values()) if touched else None), joined(pieces)

    def _assessed(
        self, item: Assessment, gone: GivenUp, known: dict[tuple[str, GivenUp], Assessment | None]
    ) -> Assessment | None:
        key = item.benefit, gone
        if key not in known:
            catalogue, asked = self.catalogue, self.asked
            facts = catalogue.rights.without(asked.facts, item.benefit, gone)
            if facts is asked.facts:
                known[key] = item
            elif facts is None or catalogue.unfit(item.benefit, facts) is not None:
                known[key] = None
            else:
                (known[key],) = assess(catalogue, [item.benefit], facts, asked.on, asked.gmina)
        return known[key]


def _given_up(loss: Loss, claim: Claim) -> Iterator[tuple[str, str | None]]:
    """What is done without: where a recipient has one of two benefits for whomever, the whole of it and not its part for this person."""
    yield claim.key
    if loss.conflict.exclusion.scope == "recipient":
        yield claim.benefit, None


def _months(found: Assessment) -> set[int]:
    return {at for due in found.months for at in range(due.first, due.last + 1)}


def _told(loss: Loss, claims: Sequence[Claim], catalogue: Catalogue) -> Record:
    called = names(catalogue, claims)
    how = _BY_LAW if loss.conflict.exclusion.prevails else _THERE_ALREADY
    if loss.conflict.prevails is None:
        how = _CHOSEN
    first, last = min(loss.months), max(loss.months)
    one, other = called[loss.conflict.one], called[loss.conflict.other]
    return loss.conflict.exclusion.rule, first, last, one, other, how.format(called[loss.to])
