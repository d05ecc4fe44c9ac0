"""How an act is booked: interest to its day, then what it takes off interest and principal (u.p.o.u.a. art. 27 ust. 11, 28, 30). Pure."""

from collections.abc import Iterable, Sequence
from typing import Literal

from kit.money import half_up
from services.alimony_fund.ledger.entries import Account, Act, Document, Entry
from services.alimony_fund.ledger.sharing import Split, split
from services.alimony_fund.ledger.standing import Owed, Standing
from services.alimony_fund.ledger.terms import Allocation, Klass, Terms

Part = Literal["principal", "interest"]


class MoreThanOpen(ValueError):
    """More would be written off than is open."""


class SurplusGone(ValueError):
    """More would go back than came in over the debt: it was given back before, or an earlier receipt or payout took it."""


def settled(act: Act, before: Standing, terms: Terms, number: int) -> Document:
    """The document of an act; `before`: the account at the end of the act's day without it and without whatever stands behind it.

    Raises:
        MoreThanOpen, SurplusGone.
    """
    if act.kind == "give_back":
        if act.amount > before.surplus:
            raise SurplusGone
        entries = (Entry("surplus", act.amount), Entry("money", -act.amount))
        return Document(number, act.kind, act.id, act.day, act.place, entries)
    # A receipt for zaliczki alone leaves the interest of the fund running: it rounds once for a settlement of its own class.
    settles = act.klass != "advance"
    accrued = _accrued(before.of("fund")) if settles else ()
    if act.kind == "write_off":
        return Document(
            number, act.kind, act.id, act.day, act.place, (*accrued, *_written_off(act, before)), settles=settles
        )
    taken, shares = _received(act, before, terms)
    over = act.amount + sum(one.amount for one in taken)
    surplus = (Entry("surplus", -over),) if over else ()
    money = Entry("money", act.amount)
    return Document(
        number, act.kind, act.id, act.day, act.place, (*accrued, money, *taken, *surplus), settles=settles, split=shares
    )


def _accrued(claims: Iterable[Owed]) -> tuple[Entry, ...]:
    made = []
    for one in claims:
        if one.running:
            made += [
                Entry("interest", one.running, one.claim.klass, one.claim.id),
                Entry("accrued", -one.running, one.claim.klass),
            ]
    return tuple(made)


def _received(act: Act, before: Standing, terms: Terms) -> tuple[list[Entry], Split]:
    """Fund before zaliczka (art. 28), within the fund as the law of the day says."""
    left, taken, shares = act.amount, list[Entry](), Split()
    for klass in terms.order("paid", act.day):
        if klass not in ("fund", "advance") or act.klass not in (None, klass):
            continue
        of_class: Klass = "fund" if klass == "fund" else "advance"
        open_of = before.of(of_class)
        interest, principal = divided(
            left, sum(one.interest for one in open_of), sum(one.principal for one in open_of), terms.allocation(act.day)
        )
        left -= interest + principal
        in_order = open_of if terms.principal_order(act.day) == "oldest_first" else open_of[::-1]
        taken += [*_taken(open_of, "interest", interest), *_taken(in_order, "principal", principal)]
        shares = shares.plus(split(terms, of_class, principal, interest, act.day, same_gmina=act.same_gmina))
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


def _written_off(act: Act, before: Standing) -> tuple[Entry, ...]:
    claims = [one for one in before.claims if act.klass in (None, one.claim.klass)]
    made: list[Entry] = []
    parts: tuple[tuple[Part, int | None], ...] = (("interest", act.interest), ("principal", act.principal))
    for part, wanted in parts:
        there = sum(_of(one, part) for one in claims)
        amount = there if wanted is None else wanted
        if amount > there:
            raise MoreThanOpen
        for entry in _taken(claims, part, amount):
            made += [entry, Entry("written_off", -entry.amount, entry.klass)]
    return tuple(made)


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
