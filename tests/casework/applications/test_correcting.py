"""An entry in the register of applications is put right or cancelled; statistics, days and clocks follow."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from casework.facts.cases import APPLICATION_CANCELLED, APPLICATION_CLOSED, APPLICATION_CORRECTED, APPLICATION_RECEIVED
from kit.db import Database
from kit.testing.clients import Office
from tests.casework.applications.a_letter import CHILD, PERMANENT, Application, a_body, an_application
from tests.casework.log import events
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, recorded

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]
PAPER = {"defect": "document_missing", "what": "Dołączyć akt urodzenia."}


async def _cancelled(people: Staff, made: Application, ground: str = "entered_twice") -> Any:
    return await people.head.post(
        f"/v1/applications/{made.id}/cancel", {"ground": ground}, if_match=(await made.shown())["version"]
    )


@pytest.mark.asyncio
async def test_a_mistyped_day_of_receipt_is_put_right_with_the_term_and_the_statistics(
    people: Staff, database: Database
) -> None:
    made = await an_application(people, way="designated_post", posted_on="2019-01-04")
    before = await made.shown()

    await made.done("correct", ground="entry_error", received_on="2019-01-07", posted_on="2019-01-03")

    shown = await made.shown()
    assert (shown["received_on"], shown["counted_on"], shown["settle_by"] < before["settle_by"]) == (
        "2019-01-07", "2019-01-03", True,
    )  # fmt: skip
    step = shown["steps"][-1]
    assert (step["step"], step["detail"]["received_on"]) == ("correct", ["2019-01-08", "2019-01-07"])
    (told,) = await events(database, APPLICATION_CORRECTED)
    assert (told["data"]["application"], told["data"]["received_on"]) == (made.id, "2019-01-07")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"received_on": "2019-01-11"}, "day_out_of_order"),
        ({"posted_on": "2019-01-09"}, "validation_failed"),
        ({"way": "fax"}, "validation_failed"),
        ({"representation": "attorney"}, "validation_failed"),
        ({"representative": "00000000-0000-7000-8000-000000000000"}, "validation_failed"),
        ({"received_on": None}, "validation_failed"),
        ({"benefits_added": [CHILD]}, "validation_failed"),
        ({"benefits_added": ["nieznane"]}, "unknown_benefit"),
        ({}, "validation_failed"),
    ],
)
@pytest.mark.asyncio
async def test_a_correction_that_cannot_be_true_is_refused_and_changes_nothing(
    people: Staff, change: dict[str, Any], code: str
) -> None:
    made = await an_application(people)

    answer = await made.tried("correct", ground="entry_error", **change)

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert (await made.shown())["version"] == 1


@pytest.mark.asyncio
async def test_what_was_done_already_is_not_earlier_than_the_receipt(people: Staff, today: Turn) -> None:
    today(date(2019, 1, 15))
    made = await an_application(people)
    await made.done("calls", defects=[PAPER], on="2019-01-10")

    answer = await made.tried("correct", ground="entry_error", received_on="2019-01-11")

    assert (answer.status_code, answer.json()["code"]) == (422, "day_out_of_order")


@pytest.mark.asyncio
async def test_an_attorney_who_joins_later_gets_the_calls_from_then_on(people: Staff, today: Turn) -> None:
    made = await an_application(people)
    attorney = await a_person(people.clerk, serial=2)
    await made.done("calls", defects=[PAPER])
    await made.done("calls/1/sendings", way="office")
    today(date(2019, 1, 14))

    await made.done(
        "correct",
        ground="learned_later",
        representation="attorney",
        representative=attorney,
        represented_since="2019-01-14",
    )
    await made.done("calls/1/sendings", way="office")

    shown = await made.shown()
    assert (shown["representative"], shown["represented_since"]) == (attorney, "2019-01-14")
    assert [one["to"] for one in shown["calls"][0]["sendings"]] == ["party", "attorney"]


@pytest.mark.asyncio
async def test_a_benefit_that_the_entry_missed_is_added_with_its_sign_and_counted_as_received(
    people: Staff, database: Database
) -> None:
    made = await an_application(people, CHILD)

    await made.done("correct", ground="entry_error", benefits_added=[PERMANENT])

    shown = await made.shown()
    assert [(one["benefit"], one["sign"] is not None) for one in shown["matters"]] == [(CHILD, True), (PERMANENT, True)]
    assert [one["data"]["benefit"] for one in await events(database, APPLICATION_RECEIVED)] == [CHILD, PERMANENT]


@pytest.mark.asyncio
async def test_the_applicant_of_a_case_with_a_sign_is_not_exchanged(people: Staff) -> None:
    made = await an_application(people)

    answer = await made.tried("correct", ground="entry_error", applicant=await a_person(people.clerk, serial=2))

    assert (answer.status_code, answer.json()["code"]) == (409, "case_open_already")


@pytest.mark.asyncio
async def test_an_entry_made_in_error_is_cancelled_by_the_head_and_counts_as_neither_received_nor_closed(
    people: Staff, database: Database
) -> None:
    made = await an_application(people)

    alone = await people.clerk.post(f"/v1/applications/{made.id}/cancel", {"ground": "entered_twice"}, if_match=1)
    answer = await _cancelled(people, made)
    after = await made.tried("withdraw")

    assert (alone.status_code, answer.status_code, answer.json()["state"]) == (403, 200, "cancelled")
    turnover = (await people.auditor.get("/v1/applications/turnover", since="2019-01-01", until="2019-01-31")).json()
    assert turnover == []
    assert len(await events(database, APPLICATION_CANCELLED)) == 1
    assert await events(database, APPLICATION_CLOSED) == []
    assert (await made.shown())["allowed"] == []
    assert (await made.shown())["number"].startswith("RPW/")
    assert after.status_code == 412


@pytest.mark.asyncio
async def test_what_a_decision_answers_is_not_cancelled(people: Staff) -> None:
    person = await a_person(people.clerk)
    made = await an_application(people, PERMANENT, applicant=person)
    await made.done("decisions", decision=await a_decision(people, recorded(person)))

    answer = await _cancelled(people, made)

    assert (answer.status_code, answer.json()["code"]) == (409, "application_answered")


@pytest.mark.asyncio
async def test_a_restricted_person_is_named_in_no_body_by_whoever_does_not_see_her(people: Staff) -> None:
    hidden = await a_person(people.clerk, serial=7)
    made = await an_application(people)
    restriction = {"matter_kind": "person", "matter": hidden, "reason": "domestic_violence", "readers": ["ewa"]}
    entered = await people.head.post("/v1/restrictions", restriction)
    assert entered.status_code == 201, entered.text
    nobody = "00000000-0000-7000-8000-000000000000"

    answers = [
        [
            await people.clerk.post("/v1/applications", a_body(person)),
            await people.clerk.post(
                "/v1/applications",
                a_body((await made.shown())["applicant"], representation="attorney", representative=person),
            ),
            await made.tried("correct", ground="learned_later", representation="attorney", representative=person),
        ]
        for person in (hidden, nobody)
    ]

    told = [[(one.status_code, one.json()["code"], one.json()["errors"]) for one in each] for each in answers]
    assert told[0] == told[1]
    assert {status for status, *_ in told[0]} == {422}


@pytest.mark.asyncio
async def test_nobody_registers_for_a_unit_that_is_not_theirs(people: Staff, office: Office) -> None:
    person = await a_person(people.clerk)
    bound = office.caller("adam", "caseworker", unit="sekcja_1")

    answer = await bound.post("/v1/applications", a_body(person, unit="sekcja_2"))

    assert (answer.status_code, answer.json()["code"]) == (403, "other_unit")
