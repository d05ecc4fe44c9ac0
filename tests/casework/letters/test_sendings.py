"""Deliveries of further letters by way, with both fictions; every delivery of the office in one list."""

from datetime import date
from typing import Any

import pytest

from tests.casework.appeals.a_case import Turn, done, refused
from tests.casework.letters.a_letter import an_issued_decision, anna, lives
from tests.casework.letters.test_further import a_case, an_application
from tests.casework.people import a_person
from tests.casework.records.a_file import ok
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres


async def a_letter(people: Staff, **body: Any) -> str:
    return str((await done(people.clerk.post("/v1/letters", body)))["id"])


async def a_start_notice(people: Staff) -> str:
    """Of a case ex officio."""
    case = await a_case(people, await anna(people))
    return await a_letter(people, kind="start_notice", case=case, matter="zmiana decyzji o zasiłku")


async def sent(people: Staff, letter: str, **body: Any) -> str:
    return str((await done(people.clerk.post(f"/v1/letters/{letter}/sendings", body)))["id"])


async def happened(people: Staff, letter: str, sending: str, version: int, **event: Any) -> dict[str, Any]:
    address = f"/v1/letters/{letter}/sendings/{sending}/events"
    return await done(people.clerk.post(address, event, if_match=version))


async def listed(people: Staff, **query: object) -> list[tuple[str, str]]:
    found = await done(people.clerk.get("/v1/deliveries", sort="sent_on", **query))
    return [(one["subject"], one["state"]) for one in found["items"]]


@pytest.mark.asyncio
async def test_a_letter_that_nobody_collects_counts_as_delivered_after_two_notices_by_the_job_of_the_morning(
    people: Staff, today: Turn
) -> None:
    letter = await a_start_notice(people)
    sending = await sent(people, letter, way="post")
    today(date(2019, 1, 22))
    await happened(people, letter, sending, 1, kind="first_notice", on="2019-01-14")
    waits = await happened(people, letter, sending, 2, kind="second_notice", on="2019-01-22")
    today(date(2019, 1, 29))
    await done(people.clerk.post("/v1/decisions/finalise"))

    (found,) = (await people.clerk.get(f"/v1/letters/{letter}/sendings")).json()
    assert waits["state"] == "waiting"
    assert (found["state"], found["delivered_on"], found["fiction"]) == ("delivered", "2019-01-28", True)
    assert (found["article"], [one["kind"] for one in found["events"]]) == (
        "art. 44 § 4 k.p.a.", ["first_notice", "second_notice"]
    )  # fmt: skip


@pytest.mark.asyncio
async def test_an_event_that_was_noted_in_error_is_mended_and_one_before_the_sending_is_refused(people: Staff) -> None:
    letter = await a_start_notice(people)
    sending = await sent(people, letter, way="own_staff")
    await happened(people, letter, sending, 1, kind="collected", on="2019-01-10")
    address = f"/v1/letters/{letter}/sendings/{sending}/events"

    early = await refused(people.clerk.post(address, {"kind": "collected", "on": "2019-01-09"}, if_match=2))
    other = await happened(people, letter, sending, 2, corrects=1)

    assert early == (422, "delivery_impossible")
    assert other["state"] == "waiting"


@pytest.mark.asyncio
async def test_the_attorney_of_the_application_gets_its_letters(people: Staff) -> None:
    person = await anna(people)
    attorney = await lives(people, await a_person(people.clerk, "Kos", "Jan", serial=2))
    body = {
        "form": "paper", "received_on": "2019-01-02", "applicant": person, "benefits": ["zasilek_staly_testowy"],
        "representation": "attorney", "representative": attorney,
    }  # fmt: skip
    application = (await done(people.clerk.post("/v1/applications", body)))["id"]
    letter = await a_letter(people, kind="start_notice", application=application)
    first = await sent(people, letter, way="office", to="party")
    second = await sent(people, letter, way="office")

    found = {
        one["id"]: (one["to"], one["state"])
        for one in (await people.clerk.get(f"/v1/letters/{letter}/sendings")).json()
    }

    assert found == {first: ("party", "ineffective"), second: ("attorney", "waiting")}


@pytest.mark.asyncio
async def test_drafts_decisions_and_calls_are_not_sent_as_letters(people: Staff) -> None:
    decision = await an_issued_decision(people)
    act = (await done(people.clerk.post(f"/v1/decisions/{decision}/letter", {})))["id"]
    case = (await done(people.clerk.get("/v1/cases")))["items"][0]["id"]
    draft = await a_letter(people, kind="start_notice", case=case, matter="zmiana", draft=True)

    answers = [
        await refused(people.clerk.post(f"/v1/letters/{letter}/sendings", {"way": "post"})) for letter in (act, draft)
    ]
    sent_early = await refused(people.clerk.post(f"/v1/letters/{draft}/sendings", {"way": "electronic"}))

    assert answers == [(409, "letter_not_sent_here"), (409, "letter_not_sent_here")]
    assert sent_early == (409, "letter_not_sent_here")


@pytest.mark.asyncio
async def test_one_list_tells_what_waits_and_what_was_without_effect_of_decisions_calls_and_letters(
    people: Staff, today: Turn
) -> None:
    person = await anna(people)
    made = await an_application(people, person)
    await made.done("calls", defects=[{"defect": "other_formal", "what": "Podpisać."}])
    await made.done("calls/1/sendings", way="post")
    case = await a_case(people, person)
    letter = await a_letter(people, kind="start_notice", case=case, matter="zmiana decyzji")
    sending = await sent(people, letter, way="post", new_address_told_on="2019-01-09")
    await happened(people, letter, sending, 1, kind="first_notice", on="2019-01-10")
    today(date(2019, 1, 11))
    body = {
        "benefit": "zasilek_staly_testowy", "on": "2019-01-10", "entitled": person, "recipient": person,
        "recorded": {"outcome": "refused", "ground": "income", "reason": "Dochód za wysoki.", "article": "art. 8"},
    }  # fmt: skip
    decision = (await done(people.clerk.post("/v1/decisions", body)))["id"]
    await ok(people.head.post(f"/v1/decisions/{decision}/approve", {}, if_match=1))
    await ok(people.clerk.post(f"/v1/decisions/{decision}/issue", {}, if_match=2))
    await ok(people.clerk.post(f"/v1/decisions/{decision}/deliver", {"on": "2019-01-11", "way": "office"}, if_match=3))

    everything = await listed(people)
    first = await done(people.clerk.get("/v1/deliveries", sort="sent_on", limit=2))
    rest = await done(people.clerk.get("/v1/deliveries", sort="sent_on", limit=2, cursor=first["next_cursor"]))
    csv = await people.clerk.get("/v1/deliveries", format="csv", state="ineffective")

    assert sorted(everything[:2]) == [("call", "waiting"), ("letter", "ineffective")]
    assert everything[2:] == [("decision", "delivered")]
    assert [one["key"] for one in (*first["items"], *rest["items"])] == [
        one["key"] for one in (await done(people.clerk.get("/v1/deliveries", sort="sent_on")))["items"]
    ]
    assert await listed(people, state="waiting") == [("call", "waiting")]
    assert await listed(people, kind="start_notice") == [("letter", "ineffective")]
    assert await listed(people, since="2019-01-11") == [("decision", "delivered")]
    assert await listed(people, waits_to="2019-12-31") == []
    assert csv.text.count("\n") == 2
