"""A call answered after its matter was left unexamined: posted in time it goes on by itself, late by an order that restores the term."""

from datetime import date
from typing import Any

import pytest

from casework.facts.cases import APPLICATION_COMPLETED, APPLICATION_REOPENED
from kit.db import Database
from tests.casework.appeals.a_case import Turn, done, refused
from tests.casework.appeals.test_pending import pending_by_events
from tests.casework.applications.a_letter import CHILD, PERMANENT, Application, an_application
from tests.casework.decisions.an_order import an_order, delivered, ordered
from tests.casework.log import events
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, recorded
from tests.casework.tasks.the_list import kinds

UNSIGNED = {"defect": "other_formal", "what": "Podpisać wniosek."}
WORDS = "usunięcia braków podania"

pytestmark = pytest.mark.postgres


async def left(people: Staff, today: Turn, *benefits: str, **call: Any) -> tuple[Application, str]:
    """Called on, the call handed over on 10 January with a week's term, left unexamined on the 21st."""
    anna = await a_person(people.clerk)
    made = await an_application(people, *(benefits or (PERMANENT,)), applicant=anna)
    await made.done("calls", defects=[UNSIGNED], **call)
    await made.done("calls/1/deliver", on="2019-01-10")
    today(date(2019, 1, 21))
    await made.done("leave-unexamined", ground="call_missed")
    return made, anna


def restoring(person: str, made: Application, kind: str = "restore_term") -> dict[str, Any]:
    return an_order(person, kind, "kpa_58_1", application=made.id, words=WORDS, on="2019-01-28")


@pytest.mark.asyncio
async def test_a_term_restored_after_the_matter_was_left_opens_it_again_under_the_same_sign(
    people: Staff, today: Turn, database: Database
) -> None:
    made, anna = await left(people, today)
    before = await made.shown()
    early = await refused(people.clerk.post("/v1/decisions", restoring(anna, made)))
    today(date(2019, 1, 25))
    noted = await made.done("calls/1/supply", received_on="2019-01-25", obstacle_ended_on="2019-01-22")
    late = await made.shown()
    waits = await kinds(people.clerk, kind="restoration_asked")
    today(date(2019, 1, 28))

    order = await ordered(people, restoring(anna, made))

    now = await made.shown()
    (call,) = now["calls"]
    assert (before["state"], before["calls"][0]["allowed"], early) == (
        "left_unexamined", ["supply"], (409, "transition_not_allowed"),
    )  # fmt: skip
    assert (noted["state"], late["calls"][0]["result"], late["calls"][0]["restoration"]) == (
        "left_unexamined",
        "late",
        {"obstacle_ended_on": "2019-01-22", "until": "2019-01-29", "admissible": True},
    )
    assert (waits, await kinds(people.clerk, kind="restoration_asked")) == (["restoration_asked"], [])
    assert (now["state"], now["reopened_on"], now["closed_on"]) == ("reopened", "2019-01-28", None)
    assert (call["result"], call["restored_on"]) == ("in_time", "2019-01-28")
    assert now["signs"] == before["signs"]
    (told,) = await events(database, APPLICATION_REOPENED)
    assert (told["data"]["reopened_by"], told["data"]["decision"]) == ("term_restored", order)
    assert [one["data"]["on"] for one in await events(database, APPLICATION_COMPLETED)] == ["2019-01-28"]
    days = ("2019-01-20", "2019-01-25", "2019-01-28")
    assert [await pending_by_events(database, day) for day in days] == [1, 0, 1]
    (row,) = await done(people.auditor.get("/v1/applications/turnover", since="2019-01-01", until="2019-01-31"))
    assert (row["received"], row["reopened"], row["closed"], row["pending"]) == (2, 1, 1, 1)
    decision = await a_decision(people, recorded(anna, on="2019-01-28", justified=True))
    made.version = now["version"]
    await made.done("decisions", decision=decision)


@pytest.mark.asyncio
async def test_an_answer_posted_in_time_that_comes_after_the_matter_was_left_lets_it_go_on_without_an_order(
    people: Staff, today: Turn, database: Database
) -> None:
    made, _ = await left(people, today)
    today(date(2019, 1, 24))

    answer = await made.done(
        "calls/1/supply", way="designated_post", posted_on="2019-01-17", received_on="2019-01-24"
    )  # fmt: skip

    now = await made.shown()
    assert (answer["state"], answer["version"]) == ("reopened", now["version"])
    assert (now["calls"][0]["result"], now["reopened_on"]) == ("in_time", "2019-01-24")
    assert [one["outcome"] for one in now["matters"]] == [None]
    (told,) = await events(database, APPLICATION_REOPENED)
    assert (told["data"]["reopened_by"], told["data"].get("decision")) == ("answered_in_time", None)


@pytest.mark.asyncio
async def test_a_request_that_comes_too_late_restores_nothing_and_is_refused_by_an_order(
    people: Staff, today: Turn
) -> None:
    made, anna = await left(people, today)
    future = await made.tried("calls/1/supply", received_on="2019-01-21", obstacle_ended_on="2019-01-22")
    long_ago = await made.tried("calls/1/supply", received_on="2019-01-21", obstacle_ended_on="2018-01-01")
    today(date(2019, 1, 31))
    await made.done("calls/1/supply", received_on="2019-01-31", obstacle_ended_on="2019-01-22")

    late = await refused(people.clerk.post("/v1/decisions", restoring(anna, made)))
    waits = await kinds(people.clerk, kind="restoration_asked")
    refusal = await ordered(people, restoring(anna, made, "refuse_restore_term"))
    await delivered(people, refusal, "2019-01-31")

    assert (future.json()["code"], long_ago.json()["code"]) == ("day_out_of_order", "day_out_of_order")
    assert late == (409, "transition_not_allowed")
    assert (waits, await kinds(people.clerk, kind="restoration_asked")) == (["restoration_asked"], [])
    assert (await made.shown())["state"] == "left_unexamined"


@pytest.mark.asyncio
async def test_of_several_benefits_only_the_one_that_was_left_is_opened_again(people: Staff, today: Turn) -> None:
    made, anna = await left(people, today, CHILD, PERMANENT, benefits=[PERMANENT])
    partly = await made.shown()
    today(date(2019, 1, 28))
    await made.done("calls/1/supply", received_on="2019-01-28")

    await ordered(people, restoring(anna, made))

    now = await made.shown()
    assert [(one["benefit"], one["outcome"]) for one in partly["matters"]] == [
        (CHILD, None),
        (PERMANENT, "left_unexamined"),
    ]
    assert [(one["benefit"], one["outcome"]) for one in now["matters"]] == [(CHILD, None), (PERMANENT, None)]
    assert (partly["state"], now["state"], now["reopened_on"]) == ("completed", "completed", None)


@pytest.mark.asyncio
async def test_what_was_left_for_want_of_an_address_has_no_call_to_be_answered(people: Staff, today: Turn) -> None:
    anna = await a_person(people.clerk)
    made = await an_application(people, PERMANENT, applicant=anna)
    await made.done("leave-unexamined", ground="no_address")

    refused_ = await refused(people.clerk.post("/v1/decisions", restoring(anna, made)))

    assert "supply" not in (await made.shown())["allowed"]
    assert refused_ == (409, "transition_not_allowed")
