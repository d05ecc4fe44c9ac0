"""What the State pays for serving benefits, held against what the acts allow: a limit row, and a warning where the costs exceed it.

The rates are the services' law (sources/costs.py). The base is known here only: the grant received for the benefits, what was paid of them,
or how many decisions and benefits there were. Terms that share a code of costs make one limit, also over two services: offices book the 3 %
of family benefits and of the fund for alimony in one sum. Pure: no SQL and no clock.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal, NamedTuple
from urllib.parse import urlencode

from kit.money import amount_text, grosze, half_up, zloty
from services.reporting.classification.register import STATE, Source
from services.reporting.ledger.months import AFTER_THE_YEAR
from services.reporting.sources.costs import Rate, Terms
from services.reporting.statements.build import NO_BENEFIT
from services.reporting.statements.cost_result import BaseOf, CostLimit, CostTerm, CountedMoney
from services.reporting.statements.figures import Quantity, quantity
from services.reporting.statements.view import View

GRANT = ("grant_received", "grant_returned")
_SHARES = frozenset({"grant", "paid"})
_DOUBTS = {"confirmed": 0, "one_source": 1, "unconfirmed": 2}
_ENTRIES = "/v1/statements/entries"


class CostMoney(NamedTuple):
    """Money of one month on one posting, in grosze; benefits in thousandths."""

    measure: str
    side: str
    benefit: str
    task: str
    source: str
    month: int
    amount: int
    benefits: int


@dataclass(frozen=True, slots=True)
class CostBooks:
    """What limits are made of. decided: decisions by service and benefit; None where the state of knowledge asked for cannot tell."""

    money: Sequence[CostMoney]
    decided: Mapping[tuple[str, str], int] | None
    sources: Mapping[str, Source]


def asked_codes(known: Mapping[str, Sequence[Terms]]) -> tuple[list[str], list[str]]:
    """The codes of benefits and costs, and the tasks, whose money the limits are made of."""
    terms = [one for found in known.values() for one in found]
    codes = {code for one in terms for code in (*one.benefits, *one.costs, one.code)}
    return sorted(codes), sorted({task for one in terms for task in one.grant_tasks})


def limits(view: View, known: Mapping[str, Sequence[Terms]], books: CostBooks) -> list[CostLimit]:
    """The rows with costs or with a base, in order of code."""
    made = [_row(view, group, books) for group in _groups(known)]
    return sorted((row for row in made if row is not None), key=lambda row: row.code)


_Term = tuple[str, Terms]


def _groups(known: Mapping[str, Sequence[Terms]]) -> list[list[_Term]]:
    """Terms that share a code of costs, directly or over a third one."""
    groups: list[tuple[set[str], list[_Term]]] = []
    for term in ((service, one) for service in sorted(known) for one in known[service]):
        codes, members = set(term[1].costs), [term]
        apart = []
        for group in groups:
            if codes.isdisjoint(group[0]):
                apart.append(group)
            else:
                codes |= group[0]
                members = [*group[1], *members]
        groups = [*apart, (codes, members)]
    return [members for _, members in groups]


def _row(view: View, group: Sequence[_Term], books: CostBooks) -> CostLimit | None:
    codes = {code for _, term in group for code in term.costs}
    booked = [one for one in _spent(books) if one.benefit in codes]
    costs = sum(one.amount for one in booked)
    terms: list[CostTerm] = []
    counted = _counted(view, "costs", "", booked)
    for service, term in group:
        made, base = _term(view, service, term, books)
        terms.append(made)
        counted += _counted(view, "base", term.code, base)
    if not counted:
        return None
    limit = sum(grosze(one.limit or "0.00") for one in terms) if all(one.limit is not None for one in terms) else None
    above = 0 if limit is None else max(0, costs - limit)
    shared = set.intersection(*(set(term.costs) for _, term in group))
    return CostLimit(
        code=min(shared if len(group) > 1 and shared else codes),
        name="; ".join(term.name for _, term in group),
        costs=zloty(costs),
        limit=None if limit is None else zloty(limit),
        above=zloty(above),
        state="unknown" if limit is None else "exceeded" if above else "within",
        warning=_warning(costs, limit, above, terms) if above and limit is not None else None,
        terms=terms,
        counted=counted,
    )


def _term(view: View, service: str, term: Terms, books: CostBooks) -> tuple[CostTerm, list[CostMoney]]:
    """The term, and the money of its base."""
    base_of: BaseOf | None = None
    number: Quantity | None = None
    due: int | None = None
    base: list[CostMoney] = []
    if term.per in _SHARES:
        granted = _granted(term, books) if term.per == "grant" else []
        base_of = "grant_received" if granted else "expenditure"
        base = granted or [one for one in _spent(books) if one.benefit in term.benefits]
        due = _share(view, term, base)
    elif term.per == "child":
        base_of = "benefits"
        base = [one for one in _spent(books) if one.benefit in term.benefits]
        number = quantity(sum(one.benefits for one in base))
        due = _for_each(view, term, base)
    elif term.per == "decision" and books.decided is not None:
        decisions = sum(books.decided.get((service, benefit), 0) for benefit in term.benefits)
        if decisions:
            base_of, number = "decisions", decisions
            due = _times(decisions, _in_force(term.rates, view, 12))
    rates = _used(view, term.rates, base)
    made = CostTerm(
        service,
        term.code,
        term.name,
        base_of,
        zloty(sum(map(_signed, base))) if term.per in _SHARES else None,
        number,
        [rate.amount or f"{rate.percent}%" for rate in rates],
        list(dict.fromkeys(f"{rate.article} ({rate.gazette})" for rate in rates)),
        max((rate.confidence for rate in rates), key=_doubt, default=""),
        None if due is None else zloty(due),
    )
    return made, base


def _spent(books: CostBooks) -> Iterable[CostMoney]:
    """Expenditure out of the State's money."""
    for one in books.money:
        if one.measure == "expenditure" and books.sources[one.source].category == STATE:
            yield one


def _granted(term: Terms, books: CostBooks) -> list[CostMoney]:
    """The grant for the benefits: booked under one of them or under the term, or without a benefit under its task."""
    codes = {*term.benefits, term.code}
    return [
        one
        for one in books.money
        if one.measure in GRANT and (one.benefit in codes if one.benefit else one.task in term.grant_tasks)
    ]


def _share(view: View, term: Terms, base: Sequence[CostMoney]) -> int:
    """Percent of the base of each month, rounded once; never below the least amount of a year in which there was a base."""
    exact = Fraction(0)
    for one in base:
        rate = _in_force(term.rates, view, one.month)
        if rate is not None and rate.percent is not None:
            exact += Fraction(rate.percent) / 100 * _signed(one)
    due = half_up(exact.numerator, exact.denominator)
    least = _in_force(term.least, view, 12)
    return max(due, grosze(least.amount)) if due and least is not None and least.amount is not None else due


def _for_each(view: View, term: Terms, base: Sequence[CostMoney]) -> int:
    exact = sum(one.benefits * _amount(_in_force(term.rates, view, one.month)) for one in base)
    return half_up(exact, 1000)


def _times(number: int, rate: Rate | None) -> int:
    return number * _amount(rate)


def _amount(rate: Rate | None) -> int:
    return 0 if rate is None or rate.amount is None else grosze(rate.amount)


def _signed(one: CostMoney) -> int:
    return -one.amount if one.measure == "grant_returned" else one.amount


def _in_force(rates: Sequence[Rate], view: View, month: int) -> Rate | None:
    """The rate of a month: of two that meet in it, the later one. What was booked after the year is under its last rate."""
    month = min(month, AFTER_THE_YEAR - 1)
    first = date(view.year, month, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    found = [one for one in rates if one.valid_from <= last and (one.valid_to is None or first <= one.valid_to)]
    return max(found, key=lambda one: one.valid_from, default=None)


def _used(view: View, rates: Sequence[Rate], base: Sequence[CostMoney]) -> list[Rate]:
    """The rates that the base was held against, in order of time; without a base that of the last month."""
    months = sorted({one.month for one in base}) or [12]
    found = (_in_force(rates, view, month) for month in months)
    return list(dict.fromkeys(rate for rate in found if rate is not None))


def _doubt(confidence: str) -> int:
    return _DOUBTS.get(confidence, len(_DOUBTS))


def _counted(view: View, figure: Literal["costs", "base"], term: str, money: Sequence[CostMoney]) -> list[CountedMoney]:
    sums: dict[tuple[str, str, str, str, str], int] = {}
    for one in money:
        key = (one.side, one.measure, one.benefit, "" if one.benefit else one.task, one.source)
        sums[key] = sums.get(key, 0) + one.amount
    return [
        CountedMoney(figure, term, *key, zloty(amount), _entries(view, *key))
        for key, amount in sorted(sums.items())
        if amount
    ]


def _entries(view: View, side: str, measure: str, benefit: str, task: str, source: str) -> str:
    asked = {
        "gmina": view.gmina, "year": view.year, "until": view.until.isoformat(), "side": side, "measure": measure,
        "benefit": benefit or NO_BENEFIT, "source": source,
    }  # fmt: skip
    if task:
        asked["task"] = task
    if view.unit is not None:
        asked["unit"] = view.unit
    if view.known_on is not None:
        asked["known_on"] = view.known_on.isoformat()
    return f"{_ENTRIES}?{urlencode(asked)}"


def _warning(costs: int, limit: int, above: int, terms: Sequence[CostTerm]) -> str:
    told = (
        f"Koszty obsługi z pieniędzy państwa {amount_text(costs)} przekraczają limit {amount_text(limit)} o {amount_text(above)}; "
        "nadwyżka obciąża środki własne gminy."
    )
    if any(one.base_of == "expenditure" for one in terms):
        told += " Podstawą są wydatki na świadczenia, gdzie nie zaksięgowano otrzymanej dotacji albo liczą się wypłaty."
    return told
