"""How a document of a third party (invoice, debit note, correction) is divided: over the persons that it names and over the sources of
money. Pure; amounts in grosze, signed.

Each document is divided on its own. What it asks for under the same classification goes to the sources first, half up with the rest on
the last line (own money), and only then to the persons, by the largest remainders: so the document's sources and each person's amount are
both exact. A year's sources are therefore sums of documents, and differ by grosze from the share of the year's sum.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from casework.benefits.types import Benefit, BenefitError, BudgetLine, SplitNotStated
from kit.law import View
from kit.money import SharesDoNotFit, half_up

Lines = tuple[BudgetLine, ...]
Booked = tuple[tuple[BudgetLine, int], ...]

_GRANT = "dotacja_"


class NotShared(BenefitError):
    """The benefit is not paid from one grant and own money by a ratio: nobody can state another share of the grant."""


@dataclass(frozen=True, slots=True)
class Allocated:
    """What one person is given by the document, and the lines (with their shares) on which it is booked."""

    amount: int
    lines: Lines


def by_weight(amount: int, weights: Sequence[int]) -> tuple[int, ...]:
    """The amount over weights (meals, days, hours): whole grosze below, the rest by the largest remainders, the first of equal ones.

    Raises SharesDoNotFit without a positive sum of weights.
    """
    total = sum(weights)
    if total <= 0 or any(weight < 0 for weight in weights):
        raise SharesDoNotFit
    sign, whole = (-1, -amount) if amount < 0 else (1, amount)
    parts = [whole * weight // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: -(whole * weights[place] % total))
    for place in by_remainder[: whole - sum(parts)]:
        parts[place] += 1
    return tuple(sign * part for part in parts)


def lines_of(benefit: Benefit, on: date, grant: Fraction | None = None) -> Lines:
    """The expenditure lines of the benefit on the day, with the grant's share as it was stated, else as the law has it.

    Raises NoBudgetLine, SplitNotStated, NotShared.
    """
    lines = tuple(line for line in benefit.budget_lines(on) if line.side == "expenditure" and line.share != 0)
    if not lines or (len(lines) > 1 and any(line.share is None for line in lines)):
        raise SplitNotStated(benefit.code, "the parts of the lines must be stated")
    if grant is None:
        return lines
    if len(lines) != 2 or not lines[0].source.startswith(_GRANT) or lines[1].source.startswith(_GRANT):
        raise NotShared(benefit.code, "not paid from one grant and own money by a ratio")
    return (replace(lines[0], share=grant), replace(lines[1], share=1 - grant))


def divided(allocated: Sequence[Allocated]) -> tuple[Booked, ...]:
    """The lines of each person's amount, in the order given.

    Of a correction, what it adds and what it takes back are divided apart: so taking back the whole of a document gives back its very
    sources.
    """
    found: list[Booked] = [()] * len(allocated)
    groups: dict[tuple[object, ...], list[int]] = {}
    for place, one in enumerate(allocated):
        key = (one.amount < 0, *(_classification(line) for line in one.lines))
        groups.setdefault(key, []).append(place)
    for places in groups.values():
        amounts = [allocated[place].amount for place in places]
        parts = _over_sources(amounts, [line.share for line in allocated[places[0]].lines])
        for place, of_person in zip(places, parts, strict=True):
            found[place] = tuple(zip(allocated[place].lines, of_person, strict=True))
    return tuple(found)


def moved(before: Booked, after: Booked) -> Booked:
    """What goes from one source to the other when a document is divided anew; the lines sum to nothing."""
    was = {_place(line): part for line, part in before}
    lines = {_place(line): line for line, _ in (*before, *after)}
    now = {_place(line): part for line, part in after}
    deltas = ((line, now.get(place, 0) - was.get(place, 0)) for place, line in lines.items())
    return tuple((line, delta) for line, delta in deltas if delta)


def own_share_suffices(documents: Iterable[tuple[int, int]], view: View, *, consent: bool) -> bool:
    """Whether the gmina put in what the programme asks of it: what is left beside the grant's share, with the voivode's consent less.

    documents: each document's sum and what of it was own money; each has its own least part, half up as it was divided.
    """
    name = "posilek_udzial_wlasny_minimum_za_zgoda_wojewody"
    least = view.ratio(name) if consent else 1 - view.ratio("posilek_udzial_dotacji")
    known = list(documents)
    asked = sum(half_up(total * least.numerator, least.denominator) for total, _ in known)
    return sum(own for _, own in known) >= asked


def _over_sources(amounts: Sequence[int], shares: Sequence[Fraction | None]) -> list[list[int]]:
    """Each amount's parts, all of the same sign. Every source takes from what the ones before it left, so no part exceeds its amount."""
    parts: list[list[int]] = [[] for _ in amounts]
    sign, left = -1 if sum(amounts) < 0 else 1, [abs(amount) for amount in amounts]
    total = sum(left)
    for share in shares[:-1]:
        ratio = Fraction(1) if share is None else share
        of_source = min(half_up(total * ratio.numerator, ratio.denominator), sum(left))
        taken = by_weight(of_source, left) if of_source else (0,) * len(left)
        for place, part in enumerate(taken):
            parts[place].append(sign * part)
            left[place] -= part
    for place, rest in enumerate(left):
        parts[place].append(sign * rest)
    return parts


def _place(line: BudgetLine) -> tuple[str, ...]:
    return (line.side, line.dzial, line.rozdzial, line.paragraf, line.p4, line.source, line.task, line.task_kind)


def _classification(line: BudgetLine) -> tuple[object, ...]:
    return (*_place(line), line.share)
