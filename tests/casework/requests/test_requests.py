"""Certificates within seven days (k.p.a. art. 217), urgings to SKO within seven days (art. 37): registers, clocks, tasks."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import pytest_asyncio

from kit.testing.clients import Office
from tests.casework.appeals.a_case import Turn, done, refused
from tests.casework.decisions.an_order import an_order, ordered
from tests.casework.letters.a_letter import anna, lives, registered
from tests.casework.letters.test_further import a_case, an_application
from tests.casework.people import a_person
from tests.casework.rights import Staff, staff
from tests.casework.tasks.the_list import kinds, only

pytestmark = pytest.mark.postgres


@pytest_asyncio.fixture
async def people(office: Office, today: Callable[[date], None]) -> Staff:
    staffed = staff(office)
    await registered(staffed)
    return staffed


async def asked(people: Staff, person: str, received_on: str = "2019-01-10") -> str:
    body = {"person": person, "received_on": received_on}
    return str((await done(people.clerk.post("/v1/certificate-requests", body)))["id"])


async def listed(people: Staff, what: str, **query: object) -> list[dict[str, Any]]:
    return list((await done(people.clerk.get(f"/v1/{what}", **query)))["items"])


async def urged(people: Staff) -> tuple[str, str]:
    """The application and the urging of its applicant."""
    person = await anna(people)
    made = await an_application(people, person)
    body = {"person": person, "ground": "inactivity", "received_on": "2019-01-10"}
    urging = (await done(people.clerk.post(f"/v1/applications/{made.id}/urgings", body)))["id"]
    return made.id, str(urging)


@pytest.mark.asyncio
async def test_a_certificate_is_issued_in_seven_days_by_the_letter_that_was_made_for_the_person(people: Staff) -> None:
    person = await anna(people)
    request = await asked(people, person)
    task = await only(people.clerk, "certificate_issue")
    case = await a_case(people, person)
    facts = ["w roku 2018 nie pobierano świadczeń"]
    letter = {"kind": "certificate", "case": case, "requested_on": "2019-01-10", "facts": facts, "purpose": "szkoły"}
    made = (await done(people.clerk.post("/v1/letters", letter)))["id"]
    other = await lives(people, await a_person(people.clerk, serial=2))
    strange = await asked(people, other)

    unfit = await refused(people.clerk.post(f"/v1/certificate-requests/{strange}/issue", {"letter": made}, if_match=1))
    issued = await done(people.clerk.post(f"/v1/certificate-requests/{request}/issue", {"letter": made}, if_match=1))
    again = await refused(people.clerk.post(f"/v1/certificate-requests/{request}/withdraw", {}, if_match=2))

    assert (task["due_on"], task["whose"]) == ("2019-01-17", "office")
    assert unfit == (409, "request_answer_unfit")
    assert (issued["state"], again) == ("issued", (409, "transition_not_allowed"))
    assert [one["matter"] for one in [await only(people.clerk, "certificate_issue")]] == [strange]


@pytest.mark.asyncio
async def test_a_certificate_is_refused_by_an_order_that_has_gone_out(people: Staff) -> None:
    person = await anna(people)
    request = await asked(people, person)
    words = "że w roku 2018 pobierano świadczenia."
    draft = (
        await done(people.clerk.post("/v1/decisions", an_order(person, "refuse_certificate", "kpa_219", words=words)))
    )["id"]
    address = f"/v1/certificate-requests/{request}/refuse"
    early = await refused(people.clerk.post(address, {"decision": draft}, if_match=1))
    order = await ordered(people, an_order(person, "refuse_certificate", "kpa_219", words=words))

    await done(people.clerk.post(address, {"decision": order}, if_match=1))

    (found,) = await listed(people, "certificate-requests")
    assert early == (409, "request_answer_unfit")
    assert (found["state"], found["decision"], found["ended_on"]) == ("refused", order, "2019-01-10")


@pytest.mark.asyncio
async def test_requests_are_listed_by_their_last_day_filtered_and_saved(people: Staff, today: Turn) -> None:
    person = await anna(people)
    late, soon = await asked(people, person, "2019-01-09"), await asked(people, person, "2019-01-10")
    today(date(2019, 1, 17))

    everything = await listed(people, "certificate-requests")
    due = await listed(people, "certificate-requests", due_to="2019-01-16")
    turned = await listed(people, "certificate-requests", sort="-due_on", limit=1)
    csv = await people.clerk.get("/v1/certificate-requests", format="csv")

    assert [(one["id"], one["overdue"]) for one in everything] == [(late, True), (soon, False)]
    assert [one["id"] for one in due] == [late]
    assert [one["id"] for one in turned] == [soon]
    assert csv.text.count("\n") == 3


@pytest.mark.asyncio
async def test_an_urging_goes_to_sko_in_seven_days_and_the_day_that_sko_sets_stands_in_the_clock(
    people: Staff, today: Turn
) -> None:
    application, urging = await urged(people)
    waits = await only(people.clerk, "urging_forward")
    today(date(2019, 1, 16))
    await done(people.clerk.post(f"/v1/urgings/{urging}/pass-on", {"sheets": 12}, if_match=1))
    at_sko = await only(people.clerk, "urging_at_sko")
    today(date(2019, 1, 24))
    ruling = {"outcome": "inactivity", "ruled_on": "2019-01-23", "settle_by": "2019-03-01"}
    await done(people.clerk.post(f"/v1/urgings/{urging}/ruling", ruling, if_match=2))

    (found,) = await listed(people, "urgings", application=application)
    clocks = (await done(people.clerk.get(f"/v1/applications/{application}/clocks")))["clocks"]
    told = {one["code"]: (one["last_day"], one["ended"]) for one in clocks}
    steps = (await done(people.clerk.get(f"/v1/applications/{application}")))["steps"]
    assert (waits["due_on"], at_sko["due_on"], at_sko["whose"]) == ("2019-01-17", "2019-01-23", "higher_organ")
    assert (found["state"], found["outcome"], found["settle_by"]) == ("ruled", "inactivity", "2019-03-01")
    assert (told["forward_urging"], told["urging"]) == (("2019-01-17", "ruled"), ("2019-01-23", "ruled"))
    assert told["explanation"] == ("2019-03-01", None)
    assert steps[-1]["step"] == "note_urging"
    assert await kinds(people.clerk, kind="urging_at_sko") == []


@pytest.mark.asyncio
async def test_a_case_that_is_settled_is_not_urged_in_and_a_day_for_settling_follows_from_delay_only(
    people: Staff, today: Turn
) -> None:
    application, urging = await urged(people)
    shown = await done(people.clerk.get(f"/v1/applications/{application}"))
    await done(people.clerk.post(f"/v1/applications/{application}/withdraw", {}, if_match=shown["version"]))
    body = {"person": shown["applicant"], "ground": "protraction", "received_on": "2019-01-10"}

    over = await refused(people.clerk.post(f"/v1/applications/{application}/urgings", body))
    early = await refused(
        people.clerk.post(
            f"/v1/urgings/{urging}/ruling", {"outcome": "unfounded", "ruled_on": "2019-01-10"}, if_match=1
        )
    )
    without = await refused(
        people.clerk.post(
            f"/v1/urgings/{urging}/ruling",
            {"outcome": "unfounded", "ruled_on": "2019-01-10", "settle_by": "2019-02-01"},
            if_match=1,
        )
    )

    assert (over, early) == ((409, "transition_not_allowed"), (409, "transition_not_allowed"))
    assert without == (422, "validation_failed")
