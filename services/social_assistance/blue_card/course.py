"""The course of a procedure "Niebieskie Karty" against its terms: what was done in time, what late, what waits and until when. Pure.

Each term runs from an event of the procedure by the law of that event's day; where that law sets no term, the step is told without one.
"""

from dataclasses import dataclass
from datetime import date

from kit.law import Law
from services.social_assistance.blue_card import rules


@dataclass(frozen=True, slots=True)
class Course:
    """The days of a procedure's events; None: not yet. form_a: it was drawn up, which opens the procedure."""

    form_a: date
    came_to_team: date | None = None
    group_named: date | None = None
    came_to_group: date | None = None
    first_meeting: date | None = None
    closed: date | None = None
    protocol_sent: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A step whose term began. due: None where the law sets none; done: None while it waits; late: done, or waiting, past its term."""

    step: str
    since: date
    due: date | None
    done: date | None
    late: bool


def steps(course: Course, on: date, law: Law) -> tuple[Step, ...]:
    """The steps whose terms had begun by the day, in the order of the procedure.

    A procedure that was closed asks for no step of the group any more that was not done, only for the protocol.
    """
    begun = (
        ("form_a_to_team", course.form_a, course.came_to_team),
        ("group_named", course.came_to_team, course.group_named),
        ("form_a_to_group", course.came_to_team, course.came_to_group),
        ("first_meeting", course.came_to_group, course.first_meeting),
        ("protocol_to_team", course.closed, course.protocol_sent),
    )
    told = []
    for step, since, done in begun:
        if since is None or since > on:
            continue
        known = done if done is not None and done <= on else None
        over = known is None and course.closed is not None and course.closed <= on and step != "protocol_to_team"
        if not over:
            told.append(_step(step, since, known, on, law))
    return tuple(told)


def _step(step: str, since: date, done: date | None, on: date, law: Law) -> Step:
    term = rules.due(step, since, law.on(since))
    last = None if term is None else term.last_day
    return Step(step, since, last, done, last is not None and (done or on) > last)


def monitored(course: Course, on: date, law: Law) -> bool:
    """Whether the family is monitored on the day: after the closing, to the end of the months that the law of the closing sets."""
    if course.closed is None or on <= course.closed:
        return False
    until = rules.monitored_until(course.closed, law.on(course.closed))
    return until is not None and on <= until
