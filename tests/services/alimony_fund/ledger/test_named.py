"""Money that names the entitled person: her claims by her order first, then what is owed for others; nothing is surplus before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from services.alimony_fund.ledger.books import Books
from services.alimony_fund.ledger.entries import Act, Claim, Document, Other
from services.alimony_fund.ledger.standing import in_force
from tests.services.alimony_fund.ledger.debts import CHILD, OTHER_CHILD, TERMS, a_claim, a_receipt, named, taken_off

PAID_ON = date(2026, 3, 10)
# A hundred days after PAID_ON: 1000.00 bear 25.34.
LATER = date(2026, 6, 18)


def _both(hers: str, of_sister: str) -> Books:
    """Payouts of one day; the greater is repaid before the other, where nobody is named."""
    books = Books().with_claim(a_claim("child", PAID_ON, hers), TERMS)
    return books.with_claim(a_claim("sister", PAID_ON, of_sister, entitled=OTHER_CHILD), TERMS)


def _for_child(amount: str, day: date = PAID_ON) -> Act:
    return replace(a_receipt("named", day, amount), of_person=frozenset({CHILD}))


def _left(books: Books, on: date = PAID_ON) -> list[int]:
    """Principal of the child and of her sister, and surplus."""
    found = {one.claim.id: one.principal for one in books.standing(TERMS, on).claims}
    return [found[named("child")], found[named("sister")], books.standing(TERMS, on).surplus]


def _last(books: Books) -> Document:
    return in_force(books.documents)[-1]


def test_money_that_names_nobody_serves_the_oldest_and_greatest_first() -> None:
    books = _both("800.00", "1000.00").with_act(a_receipt("any", PAID_ON, "900.00"), TERMS)

    assert _left(books) == [80000, 10000, 0]


@pytest.mark.parametrize(
    ("amount", "left"),
    [
        ("799.99", [1, 100000, 0]),
        ("800.00", [0, 100000, 0]),
        ("800.01", [0, 99999, 0]),
        ("1800.00", [0, 0, 0]),
        ("1800.01", [0, 0, 1]),
    ],
)
def test_her_claims_are_served_before_those_for_another(amount: str, left: Sequence[int]) -> None:
    books = _both("800.00", "1000.00").with_act(_for_child(amount), TERMS)

    assert _left(books) == left


def test_her_interest_comes_before_her_principal_and_the_sisters_waits() -> None:
    books = _both("1000.00", "1000.00")

    hers, anyones = books.with_act(_for_child("100.00", LATER), TERMS), books.with_act(
        a_receipt("any", LATER, "100.00"), TERMS
    )  # fmt: skip

    owed = {one.claim.id: one for one in hers.standing(TERMS, LATER).claims}
    assert (owed[named("child")].principal, owed[named("child")].interest) == (100000 - 7466, 0)
    assert (owed[named("sister")].principal, owed[named("sister")].interest) == (100000, 2534)
    assert (taken_off(_last(anyones), "interest"), taken_off(_last(anyones), "principal")) == (5068, 4932)


def test_a_document_is_shared_out_once_whoever_is_served() -> None:
    books = _both("0.01", "1.00").with_act(_for_child("0.02"), TERMS)

    # 40 % of two grosze is a grosz, of one and one none.
    assert (_last(books).split.creditor, _last(books).split.state_principal) == (1, 1)


def test_what_is_hers_of_the_transfer_comes_before_the_claims_for_another() -> None:
    held: tuple[tuple[Other, int], ...] = (("creditor_arrears", 5000),)
    books = _both("800.00", "1000.00")

    just = books.with_act(replace(_for_child("850.00"), others=held), TERMS)
    more = books.with_act(replace(_for_child("850.01"), others=held), TERMS)

    assert (_left(just), _left(more)) == ([0, 100000, 0], [0, 99999, 0])
    assert just.standing(TERMS, PAID_ON).of_pool("creditor_arrears") == 5000


def test_her_zaliczka_comes_before_the_fund_for_another() -> None:
    old = Claim(named("old"), "advance", date(2007, 3, 1), 10500, CHILD)
    books = _both("800.00", "1000.00").with_claim(old, TERMS).with_act(_for_child("905.01"), TERMS)

    found = {one.claim.id: one.principal for one in books.standing(TERMS, PAID_ON).claims}
    assert (found[named("child")], found[named("old")], found[named("sister")]) == (0, 0, 99999)


def test_money_for_one_class_of_her_debt_serves_no_other_class() -> None:
    act = replace(_for_child("2000.00"), klass="advance")
    old = Claim(named("old"), "advance", date(2007, 3, 1), 10500, CHILD)

    books = _both("800.00", "1000.00").with_claim(old, TERMS).with_act(act, TERMS)

    assert _left(books) == [80000, 100000, 200000 - 10500]


def test_a_payout_of_hers_that_is_recorded_late_takes_what_had_served_another() -> None:
    books = _both("800.00", "1000.00").with_act(_for_child("900.00"), TERMS)
    before = _left(books)

    late = books.with_claim(a_claim("late", PAID_ON, "50.00"), TERMS)

    assert before == [0, 90000, 0]
    assert _left(late) == [0, 95000, 0]
    assert late.documents[: len(books.documents)] == books.documents


def test_whoever_is_named_under_another_entry_of_hers_is_meant() -> None:
    books = _both("800.00", "1000.00")
    act = replace(_for_child("900.00"), of_person=frozenset({named("gave way"), CHILD}))

    assert _left(books.with_act(act, TERMS)) == [0, 90000, 0]
    nothing_of_hers = replace(act, of_person=frozenset({named("gave way")}))
    assert _left(books.with_act(nothing_of_hers, TERMS)) == [80000, 10000, 0]
