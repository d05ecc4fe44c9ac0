"""Whatever is recorded, taken back, given back or remitted in part: the books balance by class, and a new rate moves no document."""

import random
from datetime import date, timedelta
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.alimony_fund.ledger.books import Books, totals
from services.alimony_fund.ledger.reckoning import reckoned
from services.alimony_fund.ledger.standing import in_force
from services.alimony_fund.ledger.terms import Klass, Terms
from tests.services.alimony_fund.ledger.debts import TERMS
from tests.services.alimony_fund.ledger.histories import FIRST, LAST, Step, a_step, recorded_again, taken
from tests.services.alimony_fund.ledger.test_books import END, with_rate

_DAYS = st.dates(FIRST, LAST)
_CLASSES: tuple[Klass, ...] = get_args(Klass)


@st.composite
def _steps(draw: st.DrawFn) -> list[Step]:
    count = draw(st.integers(3, 12))
    return [a_step(lambda low, high: draw(st.integers(low, high)), number) for number in range(1, count + 1)]


def course(steps: list[Step], terms: Terms, books: Books | None = None) -> list[Books]:
    """The books before and after each step."""
    found = [books or Books()]
    for step in steps:
        found.append(taken(found[-1], step, terms)[0])
    return found


def balances_by_class(books: Books) -> None:
    """Each class adds up to what is open of it; money is divided, lies over the debt, or went back."""
    last = books.standing(TERMS, END)
    stands = in_force(books.documents)
    for klass in _CLASSES:
        assert totals(books, klass).left == sum(one.principal + one.booked for one in last.of(klass))
        assert all(0 <= one.principal <= one.claim.amount and one.booked >= 0 for one in last.of(klass))
    money = sum(entry.amount for one in stands for entry in one.entries if entry.account == "money")
    assert money == sum(one.split.total for one in stands) + last.surplus
    kinds = {one.id: one for one in books.acts}
    came = sum(kinds[one.of].amount for one in stands if one.kind == "receipt")
    went = sum(kinds[one.of].amount for one in stands if one.kind == "give_back")
    assert money == came - went
    for one in books.documents:
        assert one.balanced
        if one.counters is not None:
            back = books.documents[one.counters]
            assert [(entry.account, entry.klass, entry.claim, -entry.amount) for entry in one.entries] == [
                (entry.account, entry.klass, entry.claim, entry.amount) for entry in back.entries
            ]


@settings(max_examples=60, deadline=None)
@given(_steps())
def test_after_every_step_the_books_balance_and_nothing_written_is_changed(steps: list[Step]) -> None:
    found = course(steps, TERMS)

    for before, after in pairwise(found):
        assert after.documents[: len(before.documents)] == before.documents
        balances_by_class(after)


@settings(max_examples=60, deadline=None)
@given(_steps(), _DAYS)
def test_what_was_taken_back_is_as_if_it_had_not_been(steps: list[Step], day: date) -> None:
    books = course(steps, TERMS)[-1]

    anew = recorded_again(books, TERMS)

    if anew is not None:
        for on in (day, END):
            assert _open(books, on) == _open(anew, on)


@settings(max_examples=40, deadline=None)
@given(_steps(), _steps(), _DAYS, st.integers(1, 30))
def test_a_rate_that_becomes_known_moves_open_interest_alone(
    before: list[Step], after: list[Step], first: date, percent: int
) -> None:
    books, dearer = course(before, TERMS)[-1], with_rate(first, percent)

    # Until something is recorded nothing is booked anew: each document keeps what was known on its day.
    now, then = books.standing(TERMS, END), books.standing(dearer, END)
    assert [(one.principal, one.booked) for one in now.claims] == [(one.principal, one.booked) for one in then.claims]
    assert books.standing(TERMS, first - timedelta(days=1)) == books.standing(dearer, first - timedelta(days=1))
    later = course([_numbered(step) for step in after], dearer, books)[-1]
    assert later.documents[: len(books.documents)] == books.documents
    balances_by_class(later)


@settings(max_examples=40, deadline=None)
@given(_steps(), _DAYS)
def test_interest_is_reckoned_by_stretches_as_it_was_booked_and_runs(steps: list[Step], day: date) -> None:
    books = course(steps, TERMS)[-1]

    found = reckoned(books.claims, books.documents, TERMS, day)

    assert all(one.interest == one.booked for one in found if one.document is not None)
    running = {one.claim.id: one.interest for one in found if one.document is None}
    stands = [one for one in books.standing(TERMS, day).claims if one.running]
    assert {one.claim.id: one.running for one in stands} == {key: value for key, value in running.items() if value}


def _open(books: Books, on: date) -> list[tuple[object, int, int, int]]:
    return [(one.claim.id, one.principal, one.booked, one.running) for one in books.standing(TERMS, on).claims]


def _numbered(step: Step) -> Step:
    """The step under a number that the first history does not have."""
    return Step(step.kind, step.number + 100, step.day, step.amount, step.share, step.klass)


@pytest.mark.parametrize("kind", ["take_back", "give_back", "write_off"])
def test_histories_do_what_they_are_for(kind: str) -> None:
    """Of the steps that are drawn enough have an effect: a history of refusals would prove nothing."""
    chance, done = random.Random(20261123), 0
    for _ in range(100):
        books = Books()
        for number in range(1, 13):
            step = a_step(chance.randint, number)
            after = taken(books, step, TERMS)[0]
            done += after is not books and step.kind == kind
            books = after

    assert done >= 10
