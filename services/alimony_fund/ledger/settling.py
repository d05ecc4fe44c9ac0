"""How an act is booked: interest to its day, then what it takes off interest and principal (u.p.o.u.a. art. 27 ust. 11, 28, 30). Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from kit.money import half_up
from services.alimony_fund.ledger.entries import Account, Act, Document, Entry
from services.alimony_fund.ledger.ranks import Served, served
from services.alimony_fund.ledger.sharing import Split, split
from services.alimony_fund.ledger.standing import Owed, Standing
from services.alimony_fund.ledger.terms import COSTS, Allocation, Klass, Terms

Part = Literal["principal", "interest"]
_CLASSES: tuple[Klass, ...] = ("fund", "advance")


class MoreThanOpen(ValueError):
    """More would be written off than is open."""


class SurplusGone(ValueError):
    """More would go out than lies over the debt, or for another: it went before, or an earlier receipt or payout took it."""


def settled(act: Act, before: Standing, terms: Terms, number: int, *, again: bool = False) -> Document:
    """The document of an act; `before`: the account at the end of the act's day without it and without whatever stands behind it.

    again: it is booked once more behind what was recorded late. What is left open by then is remitted, up to what was decided: a debt
    that was repaid before the remission was not there to be remitted.

    Raises:
        MoreThanOpen, SurplusGone.
    """
    if act.kind == "give_back":
        if act.amount > before.of_pool(act.pool):
            raise SurplusGone
        entries = (Entry(act.pool, act.amount), Entry("money", -act.amount))
        return Document(number, act.kind, act.id, act.day, act.place, entries)
    # What concerns zaliczki alone leaves the interest of the fund running: it rounds once for a settlement of its own class.
    settles = act.klass != "advance"
    accrued = _accrued(before.of("fund")) if settles else ()
    if act.kind == "write_off":
        if not again and _too_much(act, before):
            raise MoreThanOpen
        lines = (*accrued, *_written_off(act, before, terms))
        return Document(number, act.kind, act.id, act.day, act.place, lines, settles=settles)
    found = turns(act, before, terms)
    taken, shares = _received(act, found, terms)
    of_others, left = found[0].found.amounts, found[-1].found.surplus
    others = [Entry(name, -of_others[name]) for name, _ in act.others if of_others[name]]
    surplus = (Entry("surplus", -left),) if left else ()
    lines = (*accrued, Entry("money", act.amount), *taken, *others, *surplus)
    return Document(number, act.kind, act.id, act.day, act.place, lines, settles=settles, split=shares)


@dataclass(frozen=True, slots=True)
class Turn:
    """Claims that money serves together, and what of it is whose."""

    claims: tuple[Owed, ...]
    found: Served

    def of(self, klass: Klass) -> tuple[Owed, ...]:
        """The claims of a class."""
        return tuple(one for one in self.claims if one.claim.klass == klass)


def turns(act: Act, before: Standing, terms: Terms) -> tuple[Turn, ...]:
    """What of the money is whose, by the order of the day (art. 28 ust. 1-2); money for one class of debt serves no other claim.

    Where the payer named the entitled person, the order is that of her claims; only what lies over all of them serves the office's claims
    for other persons, since nothing is surplus while something is owed.
    """
    order = (COSTS, *terms.order(act.own, act.day))
    hers = tuple(one for one in before.claims if not act.of_person or one.claim.entitled in act.of_person)
    first = Turn(hers, served(act.amount, order, {**_classes(act, hers), **dict(act.others)}))
    rest = tuple(one for one in before.claims if act.of_person and one.claim.entitled not in act.of_person)
    return (first, Turn(rest, served(first.found.surplus, order, _classes(act, rest)))) if rest else (first,)


def _classes(act: Act, claims: Sequence[Owed]) -> dict[str, int]:
    return {
        str(klass): sum(one.total for one in claims if one.claim.klass == klass)
        for klass in _CLASSES
        if act.klass in (None, klass)
    }


def _accrued(claims: Iterable[Owed]) -> tuple[Entry, ...]:
    made = []
    for one in claims:
        if one.running:
            made += [
                Entry("interest", one.running, one.claim.klass, one.claim.id),
                Entry("accrued", -one.running, one.claim.klass),
            ]
    return tuple(made)


def _received(act: Act, found: Sequence[Turn], terms: Terms) -> tuple[list[Entry], Split]:
    """What the fund and the zaliczka get, divided between interest and principal as the law of the day says; a class is shared out once."""
    taken, shares = list[Entry](), Split()
    for klass in _CLASSES:
        all_interest = all_principal = 0
        for turn in found:
            open_of = turn.of(klass)
            interest, principal = divided(
                turn.found.amounts.get(klass, 0), _open(open_of, "interest"), _open(open_of, "principal"), terms.allocation(act.day)
            )  # fmt: skip
            in_order = open_of if terms.principal_order(act.day) == "oldest_first" else open_of[::-1]
            taken += [*_taken(open_of, "interest", interest), *_taken(in_order, "principal", principal)]
            all_interest, all_principal = all_interest + interest, all_principal + principal
        shares = shares.plus(split(terms, klass, all_principal, all_interest, act.day, same_gmina=act.same_gmina))
    return taken, shares


def divided(money: int, interest: int, principal: int, allocation: Allocation) -> tuple[int, int]:
    """Grosze for interest and for principal, never more than is open of each.

    interest_first (since 18.09.2015): all interest before any principal. proportional (before): as interest and principal stand to each
    other in the whole debt, the part of interest half up.
    """
    money = min(money, interest + principal)
    to_interest = min(money, interest)
    if allocation == "proportional" and money:
        to_interest = half_up(money * interest, interest + principal)
    return to_interest, money - to_interest


def _too_much(act: Act, before: Standing) -> bool:
    claims = [one for one in before.claims if act.klass in (None, one.claim.klass)]
    return (act.interest or 0) > _open(claims, "interest") or (act.principal or 0) > _open(claims, "principal")


def _written_off(act: Act, before: Standing, terms: Terms) -> tuple[Entry, ...]:
    claims = [one for one in before.claims if act.klass in (None, one.claim.klass)]
    made: list[Entry] = []
    for of, part, wanted in _shares(act, claims, terms) if act.share is not None else _sums(act, claims):
        for entry in _taken(of, part, min(wanted, _open(of, part))):
            made += [entry, Entry("written_off", -entry.amount, entry.klass)]
    return tuple(made)


def _sums(act: Act, claims: Sequence[Owed]) -> list[tuple[Sequence[Owed], Part, int]]:
    interest = _open(claims, "interest") if act.interest is None else act.interest
    principal = _open(claims, "principal") if act.principal is None else act.principal
    return [(claims, "interest", interest), (claims, "principal", principal)]


def _shares(act: Act, claims: Sequence[Owed], terms: Terms) -> list[tuple[Sequence[Owed], Part, int]]:
    """The share of the claims together (art. 30 ust. 1): what its rounding leaves is interest, which of the classes bears what is a
    convention of the law's files."""
    interest, principal = remitted(act, claims)
    if terms.remission(act.day) == "oldest_first":
        return [(claims, "interest", interest), (claims, "principal", principal)]
    old = [one for one in claims if one.claim.klass == "advance"]
    of_the_fund = [one for one in claims if one.claim.klass == "fund"]
    of_old = _share(act, _open(old, "principal"))
    return [
        (of_the_fund, "interest", interest),
        (of_the_fund, "principal", principal - of_old),
        (old, "principal", of_old),
    ]


def remitted(act: Act, claims: Sequence[Owed]) -> tuple[int, int]:
    """Interest and principal of a share of these claims together; the act names no rounding, so half up to a grosz (art. 30 ust. 1)."""
    principal = _share(act, _open(claims, "principal"))
    return _share(act, sum(one.total for one in claims)) - principal, principal


def _share(act: Act, amount: int) -> int:
    share = act.share or 0
    return half_up(amount * share.numerator, share.denominator)


def _open(claims: Iterable[Owed], part: Part) -> int:
    return sum(_of(one, part) for one in claims)


def _taken(claims: Sequence[Owed], part: Part, amount: int) -> list[Entry]:
    """Credits of the claims, one after the other."""
    made: list[Entry] = []
    account: Account = part
    for one in claims:
        step = min(amount, _of(one, part))
        if step:
            made.append(Entry(account, -step, one.claim.klass, one.claim.id))
            amount -= step
    return made


def _of(one: Owed, part: Part) -> int:
    return one.principal if part == "principal" else one.interest
