"""Calls for some of the benefits, answers in any order, calls that are renewed, and how calls are delivered."""

from collections.abc import Callable
from datetime import date
from itertools import permutations
from typing import Any

import pytest

from casework.facts.cases import APPLICATION_CLOSED, APPLICATION_COMPLETED
from kit.db import Database
from kit.testing.clients import GMINA, Office
from tests.casework.applications.a_letter import CHILD, PERMANENT, Application, an_application
from tests.casework.log import events
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, recorded

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]
UNSIGNED = {"defect": "form_filled_wrongly", "what": "Podpisać wniosek."}
PAPER = {"defect": "document_missing", "what": "Dołączyć akt urodzenia."}


async def _called(people: Staff, *benefits: str, **other: Any) -> Application:
    made = await an_application(people, *benefits, **other)
    await made.done("calls", defects=[PAPER])
    return made


@pytest.mark.parametrize("order", list(permutations([1, 2])))
@pytest.mark.asyncio
async def test_an_answer_in_time_to_one_call_does_not_heal_the_late_one_to_another(
    people: Staff, today: Turn, order: tuple[int, int]
) -> None:
    made = await an_application(people)
    await made.done("calls", defects=[UNSIGNED])
    await made.done("calls", defects=[PAPER], days=30)
    await made.done("calls/1/deliver", on="2019-01-10")
    await made.done("calls/2/deliver", on="2019-01-10")
    today(date(2019, 1, 30))

    for number in order:
        # The first term ended on 24 January, the second runs until 11 February.
        answer = await made.done(f"calls/{number}/supply", received_on="2019-01-29")
    left = await made.done("leave-unexamined", ground="call_missed")

    assert (answer["state"], left["state"]) == ("called", "left_unexamined")


@pytest.mark.asyncio
async def test_a_document_missing_for_one_benefit_ends_that_one_and_the_others_go_on(
    people: Staff, today: Turn, database: Database
) -> None:
    person = await a_person(people.clerk)
    made = await an_application(people, CHILD, PERMANENT, applicant=person)
    await made.done("calls", defects=[PAPER], benefits=[CHILD])
    await made.done("calls/1/deliver", on="2019-01-10")
    decision = await a_decision(people, recorded(person))
    linked = await made.done("decisions", decision=decision)
    today(date(2019, 1, 25))

    other = await made.tried("leave-unexamined", ground="call_missed", benefits=[PERMANENT])
    left = await made.done("leave-unexamined", ground="call_missed")

    shown = await made.shown()
    assert linked["state"] == "called"
    assert (other.status_code, other.json()["code"]) == (409, "call_term_runs")
    assert (left["state"], shown["closed_on"]) == ("completed", None)
    assert {one["benefit"]: one["outcome"] for one in shown["matters"]} == {CHILD: "left_unexamined", PERMANENT: None}
    assert [one["data"]["benefit"] for one in await events(database, APPLICATION_CLOSED)] == [CHILD]


@pytest.mark.asyncio
async def test_what_is_called_for_is_not_decided_before_the_call_is_answered(people: Staff) -> None:
    person = await a_person(people.clerk)
    made = await _called(people, PERMANENT, applicant=person)
    decision = await a_decision(people, recorded(person))

    answer = await made.tried("decisions", decision=decision)

    assert (answer.status_code, answer.json()["code"]) == (409, "call_outstanding")


@pytest.mark.asyncio
async def test_a_renewed_call_stands_instead_of_the_older_one_and_lets_the_clock_go(people: Staff, today: Turn) -> None:
    made = await _called(people)
    await made.done(
        "calls",
        defects=[
            UNSIGNED,
        ],
        renews=1,
    )
    await made.done("calls/2/deliver", on="2019-01-10")
    old = await made.tried("calls/1/supply", received_on="2019-01-10")
    again = await made.tried("calls", defects=[UNSIGNED], renews=1)
    today(date(2019, 1, 15))

    answer = await made.done("calls/2/supply", received_on="2019-01-15")
    today(date(2019, 1, 16))

    shown = await made.shown()
    assert (old.status_code, again.status_code) == (409, 409)
    assert answer["state"] == "completed"
    assert [(one["renewed_by"], one["closed_on"]) for one in shown["calls"]] == [(2, "2019-01-10"), (None, None)]
    assert shown["settle_by"] is not None


@pytest.mark.asyncio
async def test_a_call_that_nobody_collected_is_delivered_by_fiction_and_its_term_follows(
    people: Staff, office: Office, today: Turn
) -> None:
    made = await _called(people)
    await made.done("calls/1/sendings", way="post")
    today(date(2019, 1, 25))
    await made.done("calls/1/sendings/1/events", kind="first_notice", on="2019-01-11")
    waiting = (await made.shown())["calls"][0]
    await made.done("calls/1/sendings/1/events", kind="second_notice", on="2019-01-18")
    early = await made.tried("leave-unexamined", ground="call_missed")
    today(date(2019, 1, 26))
    await office.caller("nightly", "system", gmina=GMINA).post("/v1/decisions/finalise", {})
    call = (await made.shown())["calls"][0]

    assert (waiting["sendings"][0]["waits_until"], waiting["delivered_on"]) == ("2019-01-25", None)
    assert early.json()["code"] == "call_term_runs"
    # Fourteen days after the end of 25 January: 8 February.
    assert (call["delivered_on"], call["last_day"], call["sendings"][0]["fiction"]) == (
        "2019-01-25",
        "2019-02-08",
        True,
    )
    today(date(2019, 2, 9))
    assert (await made.done("leave-unexamined", ground="call_missed"))["state"] == "left_unexamined"


@pytest.mark.asyncio
async def test_the_fiction_counts_when_the_call_is_left_though_no_morning_job_ran(people: Staff, today: Turn) -> None:
    made = await _called(people)
    await made.done("calls/1/sendings", way="post")
    today(date(2019, 1, 18))
    await made.done("calls/1/sendings/1/events", kind="first_notice", on="2019-01-11")
    await made.done("calls/1/sendings/1/events", kind="second_notice", on="2019-01-18")
    today(date(2019, 2, 9))

    answer = await made.done("leave-unexamined", ground="call_missed")

    assert answer["state"] == "left_unexamined"


@pytest.mark.asyncio
async def test_a_day_of_delivery_noted_in_error_is_mended_and_the_late_answer_was_in_time(
    people: Staff, today: Turn, database: Database
) -> None:
    made = await _called(people)
    await made.done("calls/1/deliver", on="2019-01-10", way="post", proof="ZPO-1")
    today(date(2019, 1, 31))
    late = await made.done("calls/1/supply", received_on="2019-01-28")

    mended = await made.done("calls/1/sendings/1/events", kind="collected", on="2019-01-14", corrects=1)
    back = await made.done("calls/1/sendings/1/events", kind="collected", on="2019-01-11", corrects=2)
    again = await made.done("calls/1/sendings/1/events", kind="collected", on="2019-01-14", corrects=3)

    call = (await made.shown())["calls"][0]
    assert [one["state"] for one in (late, mended, back, again)] == ["called", "completed", "called", "completed"]
    assert (call["delivered_on"], call["last_day"], call["result"]) == ("2019-01-14", "2019-01-28", "in_time")
    assert len(await events(database, APPLICATION_COMPLETED)) == 1


@pytest.mark.asyncio
async def test_an_entry_that_is_taken_back_leaves_the_call_undelivered(people: Staff, today: Turn) -> None:
    made = await _called(people)
    await made.done("calls/1/deliver", on="2019-01-10")
    today(date(2019, 1, 31))

    await made.done("calls/1/sendings/1/events", corrects=1)
    again = await made.tried("calls/1/sendings/1/events", corrects=1)
    left = await made.tried("leave-unexamined", ground="call_missed")

    call = (await made.shown())["calls"][0]
    assert (call["delivered_on"], call["last_day"]) == (None, None)
    assert (again.status_code, again.json()["code"]) == (422, "delivery_impossible")
    assert (left.status_code, left.json()["code"]) == (409, "call_term_runs")


@pytest.mark.asyncio
async def test_a_call_goes_to_the_attorney_and_past_him_it_has_no_effect(people: Staff, today: Turn) -> None:
    attorney = await a_person(people.clerk, serial=2)
    made = await _called(people, representation="attorney", representative=attorney)

    await made.done("calls/1/sendings", way="office", to="party")
    await made.done("calls/1/sendings/1/events", kind="collected", on="2019-01-10")
    past = (await made.shown())["calls"][0]
    await made.done("calls/1/sendings", way="office")
    await made.done("calls/1/sendings/2/events", kind="collected", on="2019-01-10")

    assert (past["sendings"][0]["state"], past["delivered_on"]) == ("ineffective", None)
    call = (await made.shown())["calls"][0]
    assert (call["sendings"][1]["to"], call["delivered_on"]) == ("attorney", "2019-01-10")


@pytest.mark.asyncio
async def test_an_electronic_call_needs_a_look_into_the_base_of_addresses(people: Staff) -> None:
    made = await _called(people)

    blind = await made.tried("calls/1/sendings", way="electronic")
    none = await made.tried("calls/1/sendings/1/events", kind="arrived", on="2019-01-10")

    assert (blind.status_code, blind.json()["code"]) == (422, "delivery_impossible")
    assert (none.status_code, none.json()["code"]) == (404, "call_sending_not_found")


@pytest.mark.asyncio
async def test_each_matter_is_called_on_with_the_term_of_its_own_act(people: Staff) -> None:
    # The act of the one has terms of calls, that of the other has none: the code's seven days at least.
    made = await an_application(people, CHILD, PERMANENT)

    await made.done("calls", defects=[UNSIGNED], benefits=[PERMANENT])
    await made.done("calls", defects=[UNSIGNED], benefits=[CHILD])

    told = [(one["days"], one["article"]) for one in (await made.shown())["calls"]]
    assert told == [(7, "art. 64 § 2 k.p.a."), (14, "art. 24a ust. 1 u.ś.r.")]
