"""Limitation, decisions in time, deductions and instalments of undue payments."""

from datetime import date
from fractions import Fraction
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from casework.overpayments.deductions import Debt, Deducted, deducted
from casework.overpayments.limitation import Break, decision_last_day, limitation_last_day, prescribed
from casework.overpayments.plans import Instalment, status

A, B = UUID(int=1), UUID(int=2)
PLAN = [
    Instalment(date(2020, 1, 31), 10_000),
    Instalment(date(2020, 2, 29), 10_000),
    Instalment(date(2020, 3, 31), 5_000),
]


def test_a_limitation_that_ends_on_a_saturday_is_not_moved() -> None:
    last = limitation_last_day(date(2022, 5, 10), 3)

    assert (last, last.isoweekday()) == (date(2025, 5, 10), 6)
    assert [prescribed(last, date(2025, 5, day)) for day in (10, 11)] == [False, True]


def test_relief_and_measures_break_the_limitation_while_it_runs() -> None:
    def last(*days: date) -> date:
        return limitation_last_day(date(2019, 1, 10), 3, [Break.at_once(day) for day in days])

    assert last(date(2021, 6, 1)) == date(2024, 6, 1)
    assert last(date(2024, 5, 1), date(2021, 6, 1)) == date(2027, 5, 1)
    assert last(date(2022, 1, 11)) == date(2022, 1, 10)
    assert last(date(2018, 12, 1)) == date(2022, 1, 10)


def test_where_payment_was_put_off_the_years_run_anew_after_its_last_day() -> None:
    final = date(2019, 1, 10)

    assert limitation_last_day(final, 3, [Break(date(2021, 6, 1), date(2023, 5, 31))]) == date(2026, 5, 31)
    assert limitation_last_day(final, 3, [Break(date(2022, 1, 10), date(2023, 5, 31))]) == date(2026, 5, 31)
    assert limitation_last_day(final, 3, [Break(date(2022, 1, 11), date(2023, 5, 31))]) == date(2022, 1, 10)
    # A shorter plan in its place takes nothing of what runs already.
    shorter = [Break(date(2021, 6, 1), date(2023, 5, 31)), Break(date(2021, 9, 1), date(2022, 12, 31))]
    assert limitation_last_day(final, 3, shorter) == date(2026, 5, 31)


def test_no_decision_comes_more_than_ten_years_after_the_money() -> None:
    assert decision_last_day(date(2014, 3, 20), 10) == date(2024, 3, 20)
    assert decision_last_day(date(2016, 2, 29), 10) == date(2026, 2, 28)


def test_half_of_a_current_benefit_is_taken_until_the_debt_is_met() -> None:
    half = Fraction(1, 2)

    assert deducted(122_900, [Debt(A, 120_000, half)]) == (Deducted(A, 61_450),)
    assert deducted(122_900, [Debt(A, 58_550, half)]) == (Deducted(A, 58_550),)
    assert deducted(101, [Debt(A, 1_000, half)]) == (Deducted(A, 50),)


def test_two_debts_share_the_limit_of_one_payment() -> None:
    half = Fraction(1, 2)

    assert deducted(10_000, [Debt(A, 3_000, half), Debt(B, 9_000, half)]) == (Deducted(A, 3_000), Deducted(B, 2_000))
    assert deducted(10_000, [Debt(A, 3_000), Debt(B, 9_000)]) == (Deducted(A, 3_000), Deducted(B, 7_000))


@given(some.integers(0, 500_000), some.lists(some.integers(0, 300_000), max_size=5))
def test_never_more_than_the_act_allows(due: int, debts: list[int]) -> None:
    taken = deducted(due, [Debt(UUID(int=n), amount, Fraction(1, 2)) for n, amount in enumerate(debts)])

    assert 2 * sum(one.amount for one in taken) <= due
    assert all(0 < one.amount <= debts[one.overpayment.int] for one in taken)


def test_an_instalment_in_time_keeps_the_plan() -> None:
    found = status(PLAN, [(date(2020, 1, 31), 10_000), (date(2020, 2, 10), 4_000)], date(2020, 2, 29))

    assert [one.state for one in found.instalments] == ["paid", "open", "open"]
    assert found.instalments[1].paid == 4_000
    assert found.whole_due_from is None


def test_a_missed_instalment_makes_the_whole_due_and_stays_missed() -> None:
    paid = [(date(2020, 1, 31), 10_000), (date(2020, 3, 1), 10_000)]

    assert status(PLAN, paid[:1], date(2020, 3, 1)).instalments[1].state == "missed"
    assert status(PLAN, paid, date(2020, 3, 2)).whole_due_from == date(2020, 3, 1)
    assert status(PLAN, paid, date(2020, 3, 2), grace_days=1).whole_due_from is None


def test_what_is_paid_ahead_keeps_later_instalments() -> None:
    assert status(PLAN, [(date(2020, 1, 15), 25_000)], date(2020, 12, 31)).whole_due_from is None
