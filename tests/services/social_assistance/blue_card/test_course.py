"""The course of a procedure against its terms, by the law of each event's day."""

from dataclasses import replace
from datetime import date

from services.social_assistance.blue_card.course import Course, Step, monitored, steps
from services.social_assistance.catalogue import CATALOGUE

LAW = CATALOGUE.law()
OPENED = Course(date(2024, 3, 1))
WITH_TEAM = replace(OPENED, came_to_team=date(2024, 3, 8))
WITH_GROUP = replace(WITH_TEAM, group_named=date(2024, 3, 11), came_to_group=date(2024, 3, 14))


def test_a_step_is_late_from_the_day_after_its_term_whether_it_waits_or_was_done() -> None:
    (in_time,) = steps(OPENED, date(2024, 3, 8), LAW)
    (waits,) = steps(OPENED, date(2024, 3, 9), LAW)
    done_late = steps(replace(OPENED, came_to_team=date(2024, 3, 11)), date(2024, 3, 11), LAW)[0]

    assert in_time == Step("form_a_to_team", date(2024, 3, 1), date(2024, 3, 8), None, late=False)
    assert waits.late
    assert (done_late.done, done_late.late) == (date(2024, 3, 11), True)


def test_what_is_done_later_than_the_day_asked_about_waits_on_that_day() -> None:
    (step,) = steps(WITH_TEAM, date(2024, 3, 7), LAW)

    assert (step.step, step.done) == ("form_a_to_team", None)


def test_each_step_runs_from_what_starts_it() -> None:
    found = {one.step: one for one in steps(WITH_GROUP, date(2024, 3, 14), LAW)}

    assert {name: one.due for name, one in found.items()} == {
        "form_a_to_team": date(2024, 3, 8), "group_named": date(2024, 3, 11), "form_a_to_group": date(2024, 3, 13),
        "first_meeting": date(2024, 3, 21),
    }  # fmt: skip
    assert [name for name, one in found.items() if one.late] == ["form_a_to_group"]


def test_a_closed_procedure_asks_for_its_protocol_alone() -> None:
    closed = replace(WITH_TEAM, closed=date(2024, 4, 2))
    found = steps(closed, date(2024, 4, 2), LAW)

    assert [one.step for one in found] == ["form_a_to_team", "protocol_to_team"]
    assert found[1].due == date(2024, 4, 11)
    assert [one.step for one in steps(closed, date(2024, 4, 1), LAW)] == [
        "form_a_to_team", "group_named", "form_a_to_group",
    ]  # fmt: skip


def test_a_step_of_before_the_regulation_has_no_term_and_is_never_late() -> None:
    older = Course(date(2023, 1, 2), came_to_team=date(2023, 1, 5))
    found = {one.step: one for one in steps(older, date(2023, 12, 29), LAW)}

    assert (found["form_a_to_group"].due, found["form_a_to_group"].late) == (None, False)
    assert found["form_a_to_team"].due == date(2023, 1, 9)


def test_a_family_is_monitored_from_the_day_after_the_closing_to_the_end_of_nine_months() -> None:
    closed = replace(WITH_GROUP, closed=date(2024, 5, 10))

    assert not monitored(WITH_GROUP, date(2024, 5, 11), LAW)
    assert not monitored(closed, date(2024, 5, 10), LAW)
    assert monitored(closed, date(2024, 5, 11), LAW)
    assert monitored(closed, date(2025, 2, 10), LAW)
    assert not monitored(closed, date(2025, 2, 11), LAW)
    assert not monitored(replace(closed, closed=date(2023, 6, 21)), date(2023, 7, 1), LAW)
