"""Money beside the plan: what warns and what does not."""

import dataclasses

from casework.budget.asking import Answer, Line, Unanswered
from casework.budget.comparing import STALE_SECONDS, Movement, WarningCode, compared, summed
from tests.casework.budget.a_plan import FRESH, STATE, ZLOTY, left_on

OTHER = STATE._replace(paragraf="4110")


def moved(line: Line, amount: int, takes: int | None = None) -> Movement:
    return Movement(line, amount * ZLOTY, (amount if takes is None else takes) * ZLOTY)


def warnings(answer: Answer | Unanswered, *movements: Movement, pays: bool = False) -> list[tuple[WarningCode, ...]]:
    return [one.warnings for one in compared(movements, answer, pays=pays)]


def test_what_is_left_may_be_taken_to_the_last_grosz() -> None:
    answer = Answer({STATE: left_on(STATE, 1000, 400)}, (FRESH,))

    assert warnings(answer, moved(STATE, 600)) == [()]
    assert warnings(answer, Movement(STATE, 600 * ZLOTY + 1, 600 * ZLOTY + 1)) == [("plan_exceeded",)]
    assert [one.left_after for one in compared([moved(STATE, 250)], answer)] == [350 * ZLOTY]


def test_lines_that_the_plan_leaves_open_share_what_is_left() -> None:
    both = {line: left_on(line, 1000, shared=True) for line in (STATE, OTHER)}
    answer = Answer(both, (FRESH,))

    assert warnings(answer, moved(STATE, 600), moved(OTHER, 400)) == [(), ()]
    assert warnings(answer, moved(STATE, 600), moved(OTHER, 401)) == [("plan_exceeded",), ("plan_exceeded",)]


def test_nothing_planned_is_told_to_whoever_spends_and_not_to_whoever_sets_free() -> None:
    answer = Answer({STATE: left_on(STATE, None, 70)}, (FRESH,))

    assert warnings(answer, moved(STATE, 1)) == [("plan_missing",)]
    assert warnings(answer, moved(STATE, -1)) == [()]


def test_money_that_is_set_free_is_never_too_much() -> None:
    answer = Answer({STATE: left_on(STATE, 1000, 5000)}, (FRESH,))

    assert warnings(answer, moved(STATE, -100)) == [()]


def test_a_log_that_stands_or_is_long_behind_makes_the_plan_stale_and_a_moments_lag_does_not() -> None:
    def beside(**log: object) -> list[tuple[WarningCode, ...]]:
        logs = (FRESH, dataclasses.replace(FRESH, **log))  # type: ignore[arg-type]
        return warnings(Answer({STATE: left_on(STATE, 1000)}, logs), moved(STATE, 1))

    assert beside(lag=3, lag_seconds=STALE_SECONDS - 1) == [()]
    assert beside(lag=3, lag_seconds=STALE_SECONDS) == [("plan_stale",)]
    assert beside(state="stopped_gap") == [("plan_stale",)]


def test_what_is_committed_already_takes_nothing_and_must_still_be_payable() -> None:
    answer = Answer({STATE: left_on(STATE, 1000, 1000, executed=950)}, (FRESH,))

    assert warnings(answer, moved(STATE, 50, 0), pays=True) == [()]
    assert warnings(answer, moved(STATE, 51, 0), pays=True) == [("plan_exceeded",)]


def test_nobody_to_ask_is_a_warning_on_every_line() -> None:
    assert warnings(Unanswered("http_503"), moved(STATE, 1), moved(OTHER, -1)) == [("plan_unknown",)] * 2


def test_movements_of_a_line_are_one_and_those_that_come_to_nothing_are_none() -> None:
    assert summed([moved(OTHER, 5), moved(STATE, 2), moved(STATE, 3), moved(OTHER, -5)]) == [moved(STATE, 5)]
