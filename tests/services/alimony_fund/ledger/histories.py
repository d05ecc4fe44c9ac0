"""Histories of accounts step by step: payouts, money, partial relief, surplus given back, records taken back, in any order of days."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from services.alimony_fund.ledger.books import Books
from services.alimony_fund.ledger.entries import Act, Claim
from services.alimony_fund.ledger.settling import MoreThanOpen, SurplusGone
from services.alimony_fund.ledger.standing import in_force
from services.alimony_fund.ledger.terms import Klass, Terms
from tests.services.alimony_fund.ledger.debts import CHILD, OTHER_CHILD, named

FIRST, LAST = date(2013, 1, 1), date(2026, 10, 31)
Kind = Literal["payout", "receipt", "write_off", "give_back", "take_back"]
KINDS: Sequence[Kind] = ("payout", "payout", "receipt", "receipt", "write_off", "give_back", "take_back")
_WHOLE = 1000
Pick = Callable[[int, int], int]
"""A whole number between two, both included."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is recorded next. share: thousandths of what is open, of the surplus, or which of the records is taken back."""

    kind: Kind
    number: int
    day: date
    amount: int
    share: int
    klass: Klass | None


def a_step(pick: Pick, number: int) -> Step:
    """A step of any kind, on any day of the law of 2013 and since."""
    classes: Sequence[Klass | None] = (None, None, "fund", "advance")
    return Step(
        KINDS[pick(0, len(KINDS) - 1)] if number > 1 else "payout",
        number,
        FIRST + timedelta(days=pick(0, (LAST - FIRST).days)),
        pick(1, 150_000),
        pick(1, _WHOLE),
        classes[pick(0, len(classes) - 1)],
    )


def taken(books: Books, step: Step, terms: Terms) -> tuple[Books, Claim | Act | None]:
    """The books after the step, and what was added to them; as they were where it is refused or there is nothing to do it with."""
    try:
        return _taken(books, step, terms)
    except (MoreThanOpen, SurplusGone):
        return books, None


def _taken(books: Books, step: Step, terms: Terms) -> tuple[Books, Claim | Act | None]:
    identity = named(f"{step.kind}-{step.number}")
    then = books.standing(terms, step.day)
    if step.kind == "take_back":
        there = sorted({one.of for one in in_force(books.documents)})
        return (books.without(there[step.share % len(there)], terms), None) if there else (books, None)
    if step.kind == "payout":
        whose = CHILD if step.number % 2 else OTHER_CHILD
        claim = Claim(identity, step.klass or "fund", step.day, step.amount, whose)
        return books.with_claim(claim, terms), claim
    if step.kind == "receipt":
        payer_named = frozenset({CHILD}) if step.number % 4 == 0 else frozenset[UUID]()
        act = Act(
            identity, "receipt", step.day, step.amount, step.klass, same_gmina=step.number % 3 == 0, of_person=payer_named
        )  # fmt: skip
    elif step.kind == "write_off":
        principal, interest = then.principal * step.share // _WHOLE, then.interest * step.share // _WHOLE
        act = Act(identity, "write_off", step.day, principal=principal, interest=interest)
    else:
        given = then.surplus * step.share // _WHOLE
        if not given:
            return books, None
        act = Act(identity, "give_back", step.day, given)
    return books.with_act(act, terms), act


def recorded_again(books: Books, terms: Terms) -> Books | None:
    """Books of what stands, recorded anew in the order of the account; None where relief was decided on what is there no more."""
    stands = {one.of for one in in_force(books.documents)}
    records: list[Claim | Act] = [one for one in books.claims if one.id in stands]
    records += [one for one in books.acts if one.id in stands]
    made = Books()
    try:
        for one in sorted(records, key=lambda one: one.place):
            made = made.with_claim(one, terms) if isinstance(one, Claim) else made.with_act(one, terms)
    except MoreThanOpen:
        return None
    return made
