"""The account of an undue payment: what its movements make of it on any day, whatever order they were written in."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from casework.overpayments.ledger import Balance, EntryClass, Movement, MovementKind, Terms, balance
from tests.casework.overpayments.an_act import TERMS

START = date(2019, 1, 1)
DAYS = some.integers(0, 800).map(lambda days: START + timedelta(days=days))
GROSZE = some.integers(1, 200_000)
PROPORTIONAL = replace(TERMS, allocation="proportional")
SOME_TERMS = some.sampled_from((TERMS, PROPORTIONAL))


def established(n: int, day: date, amount: int, *, bears: bool = True) -> Movement:
    after = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return Movement(UUID(int=n), "establishment", day, amount, interest_from=after if bears else None)


def repaid(n: int, day: date, amount: int) -> Movement:
    return Movement(UUID(int=n), "repayment", day, amount)


def undone(n: int, wrong: Movement) -> Movement:
    return Movement(UUID(int=n), "correction", wrong.day, corrects=wrong.id)


@some.composite
def accounts(draw: some.DrawFn) -> list[Movement]:
    """Any account: payments, money, relief, and counter-entries of some of them."""
    made: list[Movement] = []
    for n in range(draw(some.integers(1, 4))):
        made.append(established(n, draw(DAYS), draw(GROSZE), bears=draw(some.booleans())))
    for n in range(draw(some.integers(0, 7))):
        kind = draw(some.sampled_from(("repayment", "repayment", "repayment", "remission", "write_off")))
        ident = UUID(int=100 + n)
        if kind == "repayment":
            made.append(Movement(ident, "repayment", draw(DAYS), draw(GROSZE)))
        elif kind == "remission":
            parts = some.none() | some.integers(0, 50_000)
            made.append(Movement(ident, "remission", draw(DAYS), principal=draw(parts), interest=draw(parts)))
        else:
            made.append(Movement(ident, "write_off", draw(DAYS)))
    wrong = draw(some.lists(some.sampled_from(made), unique_by=lambda one: one.id, max_size=3))
    return made + [undone(200 + n, one) for n, one in enumerate(wrong)]


def told(found: Balance) -> tuple[object, ...]:
    kinds: tuple[MovementKind, ...] = ("repayment", "remission", "write_off")
    classes: tuple[EntryClass, ...] = ("principal", "interest")
    parts = [found.of(kind, klass) for kind in kinds for klass in classes]
    return found.items, found.principal, found.interest, found.surplus, parts


def gone(found: Balance, klass: EntryClass) -> int:
    return found.of("repayment", klass) + found.of("remission", klass) + found.of("write_off", klass)


@given(accounts(), DAYS, SOME_TERMS)
def test_what_was_established_less_what_left_is_open_in_each_class_on_any_day(
    movements: list[Movement], on: date, terms: Terms
) -> None:
    found = balance(movements, terms, on)

    assert found.established - gone(found, "principal") == found.principal >= 0
    assert found.accrued - gone(found, "interest") == found.interest >= 0
    assert all(one.principal >= 0 and one.interest >= 0 for one in found.items)


@given(accounts(), DAYS, SOME_TERMS)
def test_every_repayment_balances(movements: list[Movement], on: date, terms: Terms) -> None:
    found = balance(movements, terms, on)

    wrong = {one.corrects for one in movements}
    for one in movements:
        if one.kind == "repayment":
            counts = one.id not in wrong and one.day <= on
            assert sum(part.amount for part in found.entries if part.movement == one.id) == one.amount * counts


@given(accounts(), DAYS, SOME_TERMS, some.randoms(use_true_random=False))
def test_nothing_depends_on_the_order_of_writing(
    movements: list[Movement], on: date, terms: Terms, chance: random.Random
) -> None:
    shuffled = list(movements)
    chance.shuffle(shuffled)

    # The same movements written in another order also get their ids in another order.
    ids = sorted(one.id.int for one in shuffled)
    new = {one.id: UUID(int=n + 1000) for one, n in zip(shuffled, ids, strict=True)}
    renamed = [replace(one, id=new[one.id], corrects=one.corrects and new[one.corrects]) for one in shuffled]

    one, other = balance(movements, terms, on), balance(renamed, terms, on)
    assert told(one) == told(balance(shuffled, terms, on))
    assert (one.principal, one.interest, one.surplus) == (other.principal, other.interest, other.surplus)


@given(accounts(), DAYS, GROSZE, DAYS)
def test_a_counter_entry_leaves_the_account_as_if_the_movement_had_not_been(
    movements: list[Movement], day: date, amount: int, on: date
) -> None:
    wrong = repaid(300, day, amount)

    assert told(balance([*movements, wrong, undone(301, wrong)], TERMS, on)) == told(balance(movements, TERMS, on))


@given(accounts(), DAYS, SOME_TERMS)
def test_later_movements_change_no_earlier_day(movements: list[Movement], on: date, terms: Terms) -> None:
    until = [one for one in movements if one.day <= on]

    assert told(balance(until, terms, on)) == told(balance(movements, terms, on))


def test_interest_of_all_comes_before_principal_the_oldest_first() -> None:
    debts = [established(n, date(2019, 1 + n, 20), 50_000) for n in range(3)]
    found = balance([*debts, repaid(9, date(2019, 6, 20), 70_000)], TERMS, date(2019, 6, 20))

    by_hand = [TERMS.rates.interest(50_000, date(2019, 2 + n, 1), date(2019, 6, 20)) for n in range(3)]
    assert found.of("repayment", "interest") == sum(by_hand)
    assert [one.interest for one in found.items] == [0, 0, 0]
    assert [one.principal for one in found.items] == [0, 50_000 - (20_000 - sum(by_hand)), 50_000]


def test_a_proportional_repayment_keeps_the_proportion() -> None:
    debt = established(1, date(2019, 1, 20), 100_000)
    due = balance([debt], PROPORTIONAL, date(2020, 1, 31))
    found = balance([debt, repaid(2, date(2020, 1, 31), due.total // 2)], PROPORTIONAL, date(2020, 1, 31))

    assert abs(found.of("repayment", "principal") - 50_000) <= 1
    assert abs(found.of("repayment", "interest") - due.interest // 2) <= 1


def test_interest_that_is_not_paid_bears_none() -> None:
    debt = established(1, date(2019, 1, 20), 100_000)
    small = repaid(2, date(2019, 7, 31), 100)

    found = balance([debt, small], TERMS, date(2019, 12, 31))

    first = TERMS.rates.interest(100_000, date(2019, 2, 1), date(2019, 7, 31))
    then = TERMS.rates.interest(100_000, date(2019, 8, 1), date(2019, 12, 31))
    assert (found.principal, found.interest) == (100_000, first + then - 100)


def test_what_comes_in_over_the_debt_is_a_surplus() -> None:
    movements: Sequence[Movement] = [
        established(1, date(2019, 1, 20), 100, bears=False),
        repaid(2, date(2019, 2, 1), 150),
    ]

    found = balance(movements, TERMS, date(2019, 2, 1))

    assert (found.total, found.surplus) == (0, 50)


def test_nothing_is_owed_before_the_day_it_was_paid() -> None:
    assert balance([established(1, date(2019, 3, 1), 100)], TERMS, date(2019, 2, 28)).total == 0
