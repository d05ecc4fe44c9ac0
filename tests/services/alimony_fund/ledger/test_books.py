"""The books of a debtor: what was settled stays, what is open follows the law, and the order of recording decides nothing."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.law import Law, Value
from services.alimony_fund.ledger.books import Books, NotThere, totals
from services.alimony_fund.ledger.entries import Act, Claim
from services.alimony_fund.ledger.settling import MoreThanOpen, SurplusGone
from services.alimony_fund.ledger.standing import in_force
from services.alimony_fund.ledger.terms import Terms
from tests.services.alimony_fund.ledger.debts import CHILD, OTHER_CHILD, TERMS, a_claim, a_receipt, named, taken_off

LATE = "odsetki_ustawowe_za_opoznienie"
END = date(2026, 11, 1)


def with_rate(first: date, percent: int) -> Terms:
    """The law with another rate of interest from a day on."""

    def other(values: tuple[Value, ...]) -> tuple[Value, ...]:
        before = [one for one in values if one.valid_from < first]
        last = replace(before[-1], valid_to=first - timedelta(days=1))
        return (*before[:-1], last, replace(last, value=Fraction(percent, 100), valid_from=first, valid_to=None))

    return Terms(
        Law(
            replace(one, values=other(one.values)) if one.name == LATE else one for one in TERMS.law.parameters.values()
        )
    )


def _paid_and_settled() -> Books:
    return (
        Books()
        .with_claim(a_claim("march", date(2026, 3, 10), "1000.00"), TERMS)
        .with_act(a_receipt("june", date(2026, 6, 18), "125.34"), TERMS)
    )


def test_a_new_rate_moves_open_interest_and_no_settlement() -> None:
    books = _paid_and_settled()
    dearer = with_rate(date(2026, 7, 1), 20)

    now, then = books.standing(TERMS, date(2026, 7, 2)), books.standing(dearer, date(2026, 7, 2))

    # 900.00 for 14 days at 9.25 %; then 12 of them at 9.25 % and two at 20 %.
    assert (now.principal, now.interest) == (90000, 319)
    assert then.interest == 372
    assert books.standing(dearer, date(2026, 6, 18)) == books.standing(TERMS, date(2026, 6, 18))


def test_a_rate_of_past_days_changes_no_closed_settlement() -> None:
    books = _paid_and_settled()
    dearer = with_rate(date(2026, 4, 1), 20)

    later = books.with_act(a_receipt("july", date(2026, 7, 2), "1.00"), dearer)

    assert later.documents[: len(books.documents)] == books.documents
    assert [one.kind for one in later.documents[len(books.documents) :]] == ["receipt"]


def test_a_receipt_of_an_earlier_day_takes_back_what_was_settled_behind_it() -> None:
    books = _paid_and_settled()

    late = books.with_act(a_receipt("may", date(2026, 5, 10), "50.00"), TERMS)

    assert late.documents[: len(books.documents)] == books.documents
    assert [(one.kind, one.counters) for one in late.documents[2:]] == [
        ("counter", 1),
        ("receipt", None),
        ("receipt", None),
    ]
    ordered = (
        Books()
        .with_claim(a_claim("march", date(2026, 3, 10), "1000.00"), TERMS)
        .with_act(a_receipt("may", date(2026, 5, 10), "50.00"), TERMS)
        .with_act(a_receipt("june", date(2026, 6, 18), "125.34"), TERMS)
    )
    assert late.standing(TERMS, END) == ordered.standing(TERMS, END)


def test_a_payout_recorded_late_takes_part_in_what_came_behind_it() -> None:
    books = _paid_and_settled().with_claim(a_claim("february", date(2026, 2, 10), "500.00"), TERMS)

    february, march = books.standing(TERMS, date(2026, 6, 18)).claims

    # Interest of both first (500 x (22 x 9.5 + 106 x 9.25) / 36500 = 16.294, and 25.34), then the oldest principal.
    assert taken_off(books.documents[-1], "interest") == 2534 + 1629
    assert (february.principal, march.principal) == (50000 - (12534 - 2534 - 1629), 100000)


def test_an_act_taken_back_counts_as_if_it_had_not_been() -> None:
    books = _paid_and_settled()

    without = books.without(named("june"), TERMS)

    assert without.documents[: len(books.documents)] == books.documents
    assert without.standing(TERMS, END) == Books(books.claims, (), books.documents[:1]).standing(TERMS, END)
    with pytest.raises(NotThere):
        without.without(named("june"), TERMS)


def test_a_payout_that_came_back_is_owed_no_more() -> None:
    books = _paid_and_settled().without(named("march"), TERMS)

    assert books.standing(TERMS, END).claims == ()
    assert books.standing(TERMS, END).surplus == 12534


def test_death_ends_everything_and_what_comes_after_is_surplus() -> None:
    books = _paid_and_settled().with_act(Act(named("death"), "write_off", date(2026, 8, 1)), TERMS)

    after = books.with_act(a_receipt("september", date(2026, 9, 1), "10.00"), TERMS)

    assert books.standing(TERMS, END).total == 0
    assert totals(books, "fund").written_off == 90000 + 1004
    assert (after.standing(TERMS, END).total, after.standing(TERMS, END).surplus) == (0, 1000)


def test_no_more_is_written_off_than_is_open() -> None:
    books, day = _paid_and_settled(), date(2026, 6, 18)

    with pytest.raises(MoreThanOpen):
        books.with_act(Act(named("relief"), "write_off", day, principal=90001, interest=0), TERMS)
    relieved = books.with_act(Act(named("relief"), "write_off", day, principal=90000, interest=0), TERMS)
    assert relieved.standing(TERMS, END).total == 0


def test_surplus_goes_back_once() -> None:
    over = _paid_and_settled().with_act(a_receipt("over", date(2026, 6, 18), "900.05"), TERMS)
    day = date(2026, 6, 20)

    given = over.with_act(Act(named("back"), "give_back", day, 5), TERMS)

    assert (over.standing(TERMS, day).surplus, given.standing(TERMS, day).surplus) == (5, 0)
    with pytest.raises(SurplusGone):
        given.with_act(Act(named("twice"), "give_back", day, 1), TERMS)
    with pytest.raises(SurplusGone):
        given.with_claim(a_claim("earlier", date(2026, 6, 1), "1.00"), TERMS)


def test_money_for_the_zaliczka_leaves_interest_of_the_fund_running() -> None:
    books = _paid_and_settled().with_claim(Claim(named("old"), "advance", date(2007, 3, 1), 10500, CHILD), TERMS)
    act = Act(named("of-the-old"), "receipt", date(2026, 7, 1), 10600, klass="advance")

    paid = books.with_act(act, TERMS)

    assert paid.standing(TERMS, END).of("fund") == books.standing(TERMS, END).of("fund")
    assert [one.principal for one in paid.standing(TERMS, END).of("advance")] == [0]
    assert paid.standing(TERMS, END).surplus == 100
    assert paid.documents[-1].split.total == 10500


def test_what_is_owed_is_told_for_each_entitled_person() -> None:
    books = _paid_and_settled().with_claim(a_claim("sister", date(2026, 6, 18), "200.00", entitled=OTHER_CHILD), TERMS)

    told = books.standing(TERMS, date(2026, 6, 19))

    assert told.by_entitled() == {CHILD: (90000, 23), OTHER_CHILD: (20000, 5)}


_DAYS = st.dates(date(2013, 1, 1), date(2026, 10, 31))
_GROSZE = st.integers(1, 150_000)


@st.composite
def _histories(draw: st.DrawFn) -> list[Claim | Act]:
    """Payouts and receipts of any days (over the law of 2015 and every change of a rate), in any order of recording."""
    payouts = draw(st.lists(st.tuples(_DAYS, _GROSZE, st.booleans()), min_size=1, max_size=6))
    receipts = draw(st.lists(st.tuples(_DAYS, _GROSZE, st.booleans()), max_size=6))
    remitted = draw(st.lists(_DAYS, max_size=1))
    made: list[Claim | Act] = [
        Claim(named(f"p{number}"), "advance" if old else "fund", day, amount, CHILD if number % 2 else OTHER_CHILD)
        for number, (day, amount, old) in enumerate(payouts)
    ]
    made += [
        Act(named(f"r{number}"), "receipt", day, amount, same_gmina=same)
        for number, (day, amount, same) in enumerate(receipts)
    ]
    made += [Act(named(f"w{number}"), "write_off", day) for number, day in enumerate(remitted)]
    return draw(st.permutations(made))


def _recorded(history: list[Claim | Act]) -> list[Books]:
    books = [Books()]
    for one in history:
        books.append(books[-1].with_claim(one, TERMS) if isinstance(one, Claim) else books[-1].with_act(one, TERMS))
    return books


@settings(max_examples=60, deadline=None)
@given(_histories(), _DAYS)
def test_whatever_happens_the_books_balance(history: list[Claim | Act], day: date) -> None:
    course = _recorded(history)
    books = course[-1]

    for before, after in pairwise(course):
        assert after.documents[: len(before.documents)] == before.documents
    assert all(one.balanced for one in books.documents)
    last = books.standing(TERMS, END)
    for klass in ("fund", "advance"):
        booked = sum(one.principal + one.booked for one in last.of(klass))
        assert totals(books, klass).left == booked
    received = sum(one.amount for one in history if isinstance(one, Act) and one.kind == "receipt")
    divided = sum(one.split.total for one in in_force(books.documents))
    assert received == divided + last.surplus
    then = books.standing(TERMS, day)
    assert all(one.principal >= 0 and one.booked >= 0 and one.running >= 0 for one in then.claims)
    assert all(one.interest == 0 for one in then.of("advance"))


@settings(max_examples=40, deadline=None)
@given(_histories(), _DAYS)
def test_the_order_of_recording_decides_nothing(history: list[Claim | Act], day: date) -> None:
    in_order = _recorded(sorted(history, key=lambda one: one.place))[-1]
    as_recorded = _recorded(history)[-1]

    assert as_recorded.standing(TERMS, day) == in_order.standing(TERMS, day)
    assert as_recorded.standing(TERMS, END) == in_order.standing(TERMS, END)
