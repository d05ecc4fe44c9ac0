"""A case that is decided again (k.p.a. art. 132, 138 § 2, 151) stays the same case: its application, its sign, the day it began."""

from datetime import date
from typing import Any

import pytest

from tests.casework.appeals.a_case import Turn, a_result, done, refused, shown, went_out
from tests.casework.applications.a_letter import PERMANENT, PLAN, Application, an_application
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, recorded

pytestmark = pytest.mark.postgres

RECEIVED = "2025-06-20"
"""The case began under the old wording of the code, which changed on 13 July 2025."""


async def of_an_application(people: Staff, today: Turn) -> tuple[Application, str, str]:
    """An application of June 2025, its decision of 1 September, the person."""
    today(date(2025, 9, 1))
    assert (await people.head.send("PUT", "/v1/file-plan", body=PLAN, if_match=0)).is_success
    anna = await a_person(people.clerk)
    made = await an_application(people, PERMANENT, applicant=anna, received_on=RECEIVED)
    decision = await a_decision(people, recorded(anna, justified=True, on="2025-09-01"))
    await made.done("decisions", decision=decision)
    await done(people.head.post(f"/v1/decisions/{decision}/approve", {}, if_match=1))
    await done(people.clerk.post(f"/v1/decisions/{decision}/issue", {}, if_match=2))
    made.version = (await made.shown())["version"]
    return made, decision, anna


async def appealed(people: Staff, today: Turn, decision: str) -> str:
    today(date(2025, 9, 3))
    await done(people.clerk.post(f"/v1/decisions/{decision}/deliver", {"on": "2025-09-03"}, if_match=3))
    (party,) = await done(people.clerk.get(f"/v1/decisions/{decision}/parties"))
    today(date(2025, 9, 10))
    body = {"party": party["id"], "way": "in_person", "received_on": "2025-09-10"}
    return str((await done(people.clerk.post(f"/v1/decisions/{decision}/appeals", body)))["id"])


async def sent_back(people: Staff, today: Turn, appeal: str, **more: object) -> None:
    today(date(2025, 9, 12))
    await done(people.clerk.post(f"/v1/appeals/{appeal}/pass-on", {"sheets": 34}, if_match=1))
    today(date(2025, 10, 9))
    await done(people.clerk.post(f"/v1/appeals/{appeal}/result", a_result("sent_back", **more), if_match=2))


async def again(people: Staff, person: str, on: str) -> str:
    return await a_decision(people, recorded(person, "700.00", justified=True, on=on))


async def case_of(people: Staff, decision: str) -> dict[str, Any]:
    """What the clocks of the decision say of its case."""
    found = await done(people.clerk.get(f"/v1/decisions/{decision}/deliveries"))
    return {"kpa": [one["kpa_version"] for one in found]}


@pytest.mark.asyncio
async def test_while_its_decision_stands_an_application_is_answered_by_no_other(people: Staff, today: Turn) -> None:
    made, _, anna = await of_an_application(people, today)

    answer = await made.tried("decisions", decision=await again(people, anna, "2025-09-01"))

    assert (answer.status_code, answer.json()["code"]) == (409, "transition_not_allowed")


@pytest.mark.asyncio
async def test_what_was_sent_back_is_decided_again_in_the_same_case_under_the_wording_in_which_it_began(
    people: Staff, today: Turn
) -> None:
    made, decision, anna = await of_an_application(people, today)
    await sent_back(people, today, await appealed(people, today, decision))
    today(date(2025, 10, 20))
    new = await again(people, anna, "2025-10-20")
    made.version = (await made.shown())["version"]

    await made.done("decisions", decision=new)
    await done(people.head.post(f"/v1/decisions/{new}/approve", {}, if_match=1))
    await done(people.clerk.post(f"/v1/decisions/{new}/issue", {}, if_match=2))
    (party,) = await done(people.clerk.get(f"/v1/decisions/{new}/parties"))
    await done(people.clerk.post(f"/v1/decisions/{new}/deliveries", {"party": party["id"], "way": "post"}))

    found = await made.shown()
    assert found["decisions"] == [decision, new]
    of_both = [await case_of(people, one) for one in (decision, new)]
    assert of_both[0]["kpa"] == of_both[1]["kpa"] != []


@pytest.mark.asyncio
async def test_a_self_review_answers_the_application_too_without_anybody_linking_it(people: Staff, today: Turn) -> None:
    made, decision, anna = await of_an_application(people, today)
    appeal = await appealed(people, today, decision)
    today(date(2025, 9, 15))
    new = await went_out(people, today, recorded(anna, "700.00", justified=True, on="2025-09-15"), on=date(2025, 9, 15))

    await done(people.head.post(f"/v1/appeals/{appeal}/self-review", {"mode": "changed", "decision": new}, if_match=1))

    found = await made.shown()
    assert found["decisions"] == [decision, new]
    assert [one["step"] for one in found["steps"][-3:]] == ["open_again", "link_decision", "decide"]
    assert await refused(
        people.clerk.post(f"/v1/applications/{made.id}/decisions", {"decision": new}, if_match=found["version"])
    ) == (
        409,
        "decision_of_another",
    )
    assert (await shown(people.auditor, decision))["state"] == "removed"
