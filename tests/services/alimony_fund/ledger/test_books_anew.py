"""What is booked once more behind what was recorded late: payouts that came back, remissions, relief that was undone, money of others."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.alimony_fund.ledger.books import Books, NotThere, totals
from services.alimony_fund.ledger.entries import Act, Claim, Other
from services.alimony_fund.ledger.settling import MoreThanOpen, SurplusGone
from services.alimony_fund.ledger.standing import in_force
from services.alimony_fund.ledger.terms import Own
from tests.services.alimony_fund.ledger.debts import CHILD, OTHER_CHILD, TERMS, a_claim, a_receipt, named
from tests.services.alimony_fund.ledger.laws import with_text

END = date(2026, 11, 1)
RELIEF = date(2026, 6, 18)


def _owed(*names: str) -> Books:
    """1000.00 of 10 March, and a zaliczka of 105.00 where it is named."""
    books = Books().with_claim(a_claim("march", date(2026, 3, 10), "1000.00"), TERMS)
    if "old" in names:
        books = books.with_claim(Claim(named("old"), "advance", date(2007, 3, 1), 10500, CHILD), TERMS)
    return books


def _share(percent: int) -> Act:
    return Act(named("relief"), "write_off", RELIEF, share=Fraction(percent, 100))


def test_a_part_that_came_back_is_as_if_it_had_not_been_paid_out() -> None:
    whole = _owed().with_act(a_receipt("june", RELIEF, "125.34"), TERMS)
    rest = a_claim("rest", date(2026, 3, 10), "600.00")

    less = whole.instead([named("march")], [rest], TERMS)

    never = Books().with_claim(rest, TERMS).with_act(a_receipt("june", RELIEF, "125.34"), TERMS)
    assert less.standing(TERMS, END) == never.standing(TERMS, END)
    assert less.documents[: len(whole.documents)] == whole.documents
    # The receipt is taken back and booked again once, though a claim goes and another comes.
    assert [one.kind for one in less.documents[2:]] == ["counter", "counter", "claim", "receipt"]
    with pytest.raises(NotThere):
        less.instead([named("march")], [], TERMS)


def test_a_receipt_before_a_remission_is_booked_and_the_remission_takes_what_it_left() -> None:
    relieved = _owed().with_act(Act(named("relief"), "write_off", RELIEF, klass="fund", principal=90000), TERMS)

    late = relieved.with_act(a_receipt("may", date(2026, 5, 10), "500.00"), TERMS)
    same_day = relieved.with_act(a_receipt("same", RELIEF, "500.00"), TERMS)

    # 1000.00 - (500.00 - 15.46 of interest) = 515.46 was open, less than the 900.00 that were remitted.
    assert (late.standing(TERMS, RELIEF).total, same_day.standing(TERMS, RELIEF).total) == (0, 0)
    assert totals(late, "fund").written_off == 51546 + 509
    assert late.documents[: len(relieved.documents)] == relieved.documents


def test_a_remission_takes_no_more_than_is_open_when_it_is_decided() -> None:
    books = _owed()

    all_of_it = Act(named("relief"), "write_off", RELIEF, klass="fund")
    for too_much in (replace(all_of_it, principal=100001), replace(all_of_it, interest=2535)):
        with pytest.raises(MoreThanOpen):
            books.with_act(too_much, TERMS)
    exactly = books.with_act(
        Act(named("relief"), "write_off", RELIEF, klass="fund", principal=100000, interest=2534), TERMS
    )
    assert exactly.standing(TERMS, RELIEF).total == 0


def test_a_remitted_share_follows_what_was_open_then() -> None:
    relieved = _owed().with_act(_share(30), TERMS)
    late = relieved.with_act(a_receipt("may", date(2026, 5, 10), "500.00"), TERMS)

    # 1025.34 was open, 307.60 of it remitted: 300.00 of principal. With 515.46 and 5.09 open, 154.64 and 156.17 of all.
    assert (relieved.standing(TERMS, RELIEF).principal, relieved.standing(TERMS, RELIEF).interest) == (70000, 1774)
    assert (late.standing(TERMS, RELIEF).principal, late.standing(TERMS, RELIEF).interest) == (36082, 356)
    assert totals(late, "fund").written_off == 15617


def test_a_share_is_taken_off_each_class_or_off_the_oldest_as_the_law_is_read() -> None:
    books = _owed("old")
    oldest = with_text("fa_remission_order", "oldest_first")

    each = books.with_act(_share(30), TERMS).standing(TERMS, RELIEF)
    first = books.with_act(_share(30), oldest).standing(oldest, RELIEF)

    assert [one.principal for one in each.claims] == [10500 - 3150, 100000 - 30000]
    assert [one.principal for one in first.claims] == [0, 110500 - 33150]
    assert each.total == first.total
    with pytest.raises(ValueError, match="newest"):
        books.with_act(_share(30), with_text("fa_remission_order", "newest"))


def test_a_remission_on_request_leaves_the_zaliczka() -> None:
    relieved = _owed("old").with_act(Act(named("relief"), "write_off", RELIEF, klass="fund"), TERMS)

    assert [one.total for one in relieved.standing(TERMS, END).claims] == [10500, 0]


def test_relief_that_is_undone_leaves_the_debt_as_if_it_had_not_been() -> None:
    books = _owed("old").with_act(a_receipt("july", date(2026, 7, 1), "50.00"), TERMS)

    undone = books.with_act(_share(50), TERMS).without(named("relief"), TERMS)

    assert undone.standing(TERMS, END) == books.standing(TERMS, END)


@pytest.mark.parametrize(
    ("own", "left", "lying"),
    [
        ("paid", 50000, {}),
        ("stopped", 90000, {"creditor_current": 40000}),
    ],
)
def test_alimony_of_the_month_comes_first_once_benefits_have_stopped(
    own: Own, left: int, lying: dict[str, int]
) -> None:
    books = Books().with_claim(a_claim("march", date(2026, 3, 10), "1000.00"), TERMS)
    act = replace(
        a_receipt("march-too", date(2026, 3, 10), "500.00"), own=own, others=(("creditor_current", 40000), ("creditor_arrears", 900))
    )  # fmt: skip

    standing = books.with_act(act, TERMS).standing(TERMS, date(2026, 3, 10))

    assert standing.principal == left
    assert dict(standing.lying) == lying


def test_what_is_over_the_debt_serves_the_next_rank_and_only_then_is_surplus() -> None:
    books = Books().with_claim(a_claim("march", date(2026, 3, 10), "100.00"), TERMS)
    others: tuple[tuple[Other, int], ...] = (
        ("creditor_arrears", 3000),
        ("liquidator", 2000),
        ("creditor_current", 1000),
    )
    act = replace(a_receipt("all", date(2026, 3, 10), "160.50"), others=others)

    served = books.with_act(act, TERMS)

    lying = dict(served.standing(TERMS, END).lying)
    assert lying == {"creditor_current": 1000, "creditor_arrears": 3000, "liquidator": 2000, "surplus": 50}
    assert served.documents[-1].split.total == 10000
    gone = Act(named("hers"), "give_back", date(2026, 3, 11), 3000, pool="creditor_arrears")
    left = dict(served.with_act(gone, TERMS).standing(TERMS, END).lying)
    assert left == {"creditor_current": 1000, "liquidator": 2000, "surplus": 50}
    with pytest.raises(SurplusGone):
        served.with_act(replace(gone, amount=3001), TERMS)


_DAYS = st.dates(date(2013, 1, 1), date(2026, 10, 31))
_GROSZE = st.integers(1, 150_000)
_SOME = st.one_of(st.just(0), st.integers(1, 40_000))
_OWN: tuple[Own, ...] = ("paid", "stopped")
Step = Claim | Act | tuple[str, int]
"""A payout, an act, or what becomes of an earlier payout: of the one named so much is left."""


def _hers(current: int, arrears: int) -> tuple[tuple[Other, int], ...]:
    both: tuple[tuple[Other, int], ...] = (("creditor_current", current), ("creditor_arrears", arrears))
    return tuple(one for one in both if one[1])


@st.composite
def _histories(draw: st.DrawFn) -> list[Step]:
    """Payouts, receipts with others' claims, reliefs of every kind; then some payouts come back whole or in part, and relief is undone."""
    payouts = draw(st.lists(st.tuples(_DAYS, _GROSZE, st.booleans()), min_size=1, max_size=5))
    receipts = draw(st.lists(st.tuples(_DAYS, _GROSZE, st.sampled_from(_OWN), _SOME, _SOME), max_size=5))
    reliefs = draw(st.lists(st.tuples(_DAYS, st.sampled_from(("all", "fund", "sum", "share"))), max_size=2))
    made: list[Step] = [
        Claim(named(f"p{number}"), "advance" if old else "fund", day, amount, CHILD if number % 2 else OTHER_CHILD)
        for number, (day, amount, old) in enumerate(payouts)
    ]
    made += [
        Act(
            named(f"r{number}"), "receipt", day, amount, own=own,
            others=_hers(now, then),
        )
        for number, (day, amount, own, now, then) in enumerate(receipts)
    ]  # fmt: skip
    for number, (day, kind) in enumerate(reliefs):
        act = Act(named(f"w{number}"), "write_off", day, klass=None if kind in ("all", "share") else "fund")
        if kind == "sum":
            act = replace(act, principal=draw(_GROSZE), interest=draw(_SOME))
        made.append(replace(act, share=Fraction(draw(st.sampled_from((3, 5, 10))), 10)) if kind == "share" else act)
    made = draw(st.permutations(made))
    returned = draw(st.lists(st.integers(0, len(payouts) - 1), unique=True, max_size=2))
    made += [(f"p{number}", draw(st.integers(0, payouts[number][1] - 1))) for number in returned]
    undone = draw(st.lists(st.integers(0, len(reliefs) - 1), unique=True, max_size=1)) if reliefs else []
    made += [(f"w{number}", 0) for number in undone]
    return made


def _taken(books: Books, step: Step) -> Books:
    """The books after a step; a remission of more than is open is refused and leaves them as they were."""
    if isinstance(step, Claim):
        return books.with_claim(step, TERMS)
    if isinstance(step, Act):
        try:
            return books.with_act(step, TERMS)
        except MoreThanOpen:
            return books
    of, left = named(step[0]), step[1]
    claim = next((one for one in books.claims if one.id == of), None)
    if claim is None:
        return books.without(of, TERMS) if any(one.of == of for one in in_force(books.documents)) else books
    rest = [replace(claim, id=named(f"{step[0]} left"), amount=left)] if left else []
    return books.instead([of], rest, TERMS)


def _course(history: list[Step]) -> list[Books]:
    books = [Books()]
    for step in history:
        books.append(_taken(books[-1], step))
    return books


@settings(max_examples=80, deadline=None)
@given(_histories(), _DAYS)
def test_whatever_comes_back_or_is_undone_the_books_balance(history: list[Step], day: date) -> None:
    course = _course(history)
    books = course[-1]

    for before, after in pairwise(course):
        assert after.documents[: len(before.documents)] == before.documents
    assert all(one.balanced for one in books.documents)
    last = books.standing(TERMS, END)
    for klass in ("fund", "advance"):
        assert totals(books, klass).left == sum(one.principal + one.booked for one in last.of(klass))
    received = sum(one.amount for one in books.acts if one.kind == "receipt")
    divided = sum(one.split.total for one in in_force(books.documents))
    assert received == divided + sum(amount for _, amount in last.lying)
    assert all(amount > 0 for _, amount in last.lying)
    then = books.standing(TERMS, day)
    assert all(one.principal >= 0 and one.booked >= 0 and one.running >= 0 for one in then.claims)
    assert all(one.interest == 0 for one in then.of("advance"))


@settings(max_examples=60, deadline=None)
@given(_histories(), _DAYS)
def test_what_came_back_or_was_undone_leaves_no_trace_in_what_is_owed(history: list[Step], day: date) -> None:
    books = _course(history)[-1]
    counting = {one.of for one in in_force(books.documents)}
    # Payouts before acts: with a debt on top that is taken back at the end, no remission is refused for its sum, and all of it is booked
    # again behind a payout of the first day.
    ballast = a_claim("ballast", date(2012, 12, 31), "99999999.00")

    plain = Books().with_claims([ballast, *(one for one in books.claims if one.id in counting)], TERMS)
    for act in sorted((one for one in books.acts if one.id in counting), key=lambda one: one.place):
        plain = plain.with_act(act, TERMS)
    plain = plain.without(ballast.id, TERMS)

    for on in (day, END):
        assert books.standing(TERMS, on) == plain.standing(TERMS, on)
