"""A case that is decided again is pending meanwhile: in the register, in the office's term, in the facts for statistics."""

from datetime import date
from typing import Any

import pytest

from casework.facts.cases import APPLICATION_CLOSED, APPLICATION_RECEIVED, APPLICATION_REOPENED
from kit.db import Database
from tests.casework.appeals.a_case import Turn, delivered, done, refused, went_out
from tests.casework.appeals.test_decided_again import again, appealed, of_an_application, sent_back
from tests.casework.applications.a_letter import Application
from tests.casework.decisions.an_order import an_order, ordered
from tests.casework.log import events
from tests.casework.rights import Staff, recorded

pytestmark = pytest.mark.postgres


async def turnover(people: Staff, since: str, until: str) -> tuple[int, ...]:
    """Opening, received, of them opened again, closed, pending."""
    (row,) = await done(people.auditor.get("/v1/applications/turnover", since=since, until=until))
    return tuple(row[name] for name in ("opening", "received", "reopened", "closed", "pending"))


async def pending_by_events(database: Database, day: str) -> int:
    """As whoever reads the log counts."""
    came = [
        one["data"]["on"]
        for kind in (APPLICATION_RECEIVED, APPLICATION_REOPENED)
        for one in await events(database, kind)
    ]
    went = [one["data"]["on"] for one in await events(database, APPLICATION_CLOSED)]
    return sum(on <= day for on in came) - sum(on <= day for on in went)


async def issued(people: Staff, made: Application, decision: str) -> None:
    made.version = (await made.shown())["version"]
    await made.done("decisions", decision=decision)
    await done(people.head.post(f"/v1/decisions/{decision}/approve", {}, if_match=1))
    await done(people.clerk.post(f"/v1/decisions/{decision}/issue", {}, if_match=2))


async def reopened(people: Staff, today: Turn, decision: str) -> str:
    """Final since 18 September, reopened on 1 October because of new facts."""
    today(date(2025, 9, 3))
    await done(people.clerk.post(f"/v1/decisions/{decision}/deliver", {"on": "2025-09-03"}, if_match=3))
    today(date(2025, 9, 18))
    await done(people.clerk.post("/v1/decisions/finalise", {}))
    today(date(2025, 10, 1))
    asked = {"ground": "new_facts", "received_on": "2025-10-01"}
    made = await done(people.clerk.post(f"/v1/decisions/{decision}/reopenings", asked))
    recipient = (await done(people.clerk.get(f"/v1/decisions/{decision}")))["recipient"]
    order = {"refers_to": decision, "reopening": made["id"], "on": "2025-10-01"}
    await ordered(people, an_order(recipient, "reopen", "kpa_149_1", **order))
    return str(made["id"])


async def carried_on(people: Staff, made: Application) -> dict[str, Any]:
    found = await made.shown()
    return {name: found[name] for name in ("state", "reopened_on", "settle_by", "closed_on")}


@pytest.mark.asyncio
async def test_what_sko_sends_back_is_pending_from_the_day_the_file_came_back_until_it_is_decided_again(
    people: Staff, today: Turn, database: Database
) -> None:
    made, decision, anna = await of_an_application(people, today)
    await sent_back(people, today, await appealed(people, today, decision), received_on="2025-10-09")

    waiting = await carried_on(people, made)
    today(date(2025, 10, 20))
    await issued(people, made, await again(people, anna, "2025-10-20"))

    assert waiting == {"state": "reopened", "reopened_on": "2025-10-09", "settle_by": "2025-11-10", "closed_on": None}
    assert await turnover(people, "2025-06-01", "2025-09-30") == (0, 1, 0, 1, 0)
    assert await turnover(people, "2025-10-01", "2025-10-15") == (0, 1, 1, 0, 1)
    assert await turnover(people, "2025-10-16", "2025-10-31") == (1, 0, 0, 1, 0)
    assert [await pending_by_events(database, day) for day in ("2025-09-30", "2025-10-15", "2025-10-31")] == [0, 1, 0]
    (told,) = await events(database, APPLICATION_REOPENED)
    assert (told["data"]["reopened_by"], told["data"]["decision"]) == ("sent_back", decision)
    assert (await made.shown())["state"] == "decided"


@pytest.mark.asyncio
async def test_carrying_out_links_and_closes_what_nobody_linked(people: Staff, today: Turn) -> None:
    made, decision, anna = await of_an_application(people, today)
    appeal = await appealed(people, today, decision)
    await sent_back(people, today, appeal)
    new = await went_out(
        people, today, recorded(anna, "700.00", justified=True, on="2025-10-20"), on=date(2025, 10, 20)
    )

    before = (await made.shown())["state"]
    await done(people.clerk.post(f"/v1/appeals/{appeal}/carry-out", {"decision": new}, if_match=3))

    assert before == "reopened"
    assert (await made.shown())["state"] == "decided"
    assert await turnover(people, "2025-10-01", "2025-10-31") == (0, 1, 1, 1, 0)


@pytest.mark.asyncio
async def test_self_review_opens_and_closes_on_the_day_of_its_decision(
    people: Staff, today: Turn, database: Database
) -> None:
    made, decision, anna = await of_an_application(people, today)
    appeal = await appealed(people, today, decision)
    new = await went_out(people, today, recorded(anna, "700.00", justified=True, on="2025-09-15"), on=date(2025, 9, 15))

    await done(people.head.post(f"/v1/appeals/{appeal}/self-review", {"mode": "changed", "decision": new}, if_match=1))

    assert await turnover(people, "2025-09-15", "2025-09-15") == (0, 1, 1, 1, 0)
    assert [one["data"]["decision"] for one in await events(database, APPLICATION_CLOSED)] == [decision, new]
    assert (await carried_on(people, made))["closed_on"] == "2025-09-15"


@pytest.mark.asyncio
async def test_a_reopened_case_is_pending_and_ends_as_before_when_the_decision_stays(
    people: Staff, today: Turn
) -> None:
    made, decision, _ = await of_an_application(people, today)
    reopening = await reopened(people, today, decision)
    waiting = await carried_on(people, made)
    today(date(2025, 10, 10))

    await done(
        people.head.post(
            f"/v1/reopenings/{reopening}/decide",
            {"outcome": "refused_to_quash", "decided_on": "2025-10-10"},
            if_match=2,
        )
    )

    assert (waiting["state"], waiting["settle_by"]) == ("reopened", "2025-11-03")
    assert await turnover(people, "2025-10-01", "2025-10-05") == (0, 1, 1, 0, 1)
    assert await turnover(people, "2025-10-06", "2025-10-31") == (1, 0, 0, 1, 0)
    found = await made.shown()
    assert (found["state"], [one["outcome"] for one in found["matters"]]) == ("decided", ["granted"])


@pytest.mark.asyncio
async def test_when_a_court_quashes_the_sending_back_nothing_is_decided_again(people: Staff, today: Turn) -> None:
    made, decision, _ = await of_an_application(people, today)
    appeal = await appealed(people, today, decision)
    await sent_back(people, today, appeal)
    (party,) = await done(people.clerk.get(f"/v1/decisions/{decision}/parties"))
    body = {"party": party["id"], "complained_on": "2025-10-09"}
    filed = await done(people.clerk.post(f"/v1/appeals/{appeal}/complaints", body))
    today(date(2025, 11, 20))

    judgment = {"outcome": "sko_quashed", "judged_on": "2025-11-03", "ended_on": "2025-11-20"}
    await done(people.clerk.post(f"/v1/appeals/{appeal}/complaints/{filed['id']}/judgment", judgment, if_match=1))

    assert (await made.shown())["state"] == "decided"
    assert await turnover(people, "2025-10-01", "2025-11-19") == (0, 1, 1, 0, 1)
    assert await turnover(people, "2025-11-20", "2025-11-20") == (1, 0, 0, 1, 0)


@pytest.mark.asyncio
async def test_the_entry_of_a_case_that_is_decided_again_is_corrected_no_more(people: Staff, today: Turn) -> None:
    made, decision, _ = await of_an_application(people, today)
    await sent_back(people, today, await appealed(people, today, decision))
    version = (await made.shown())["version"]

    body = {"ground": "entry_error", "single": True}

    answer = await refused(people.clerk.post(f"/v1/applications/{made.id}/correct", body, if_match=version))

    assert answer == (409, "transition_not_allowed")


@pytest.mark.asyncio
async def test_the_term_of_a_case_of_the_offices_own_runs_from_the_file_that_came_back(
    people: Staff, today: Turn
) -> None:
    decision, party = await delivered(people, today)
    today(date(2025, 9, 10))
    body = {"party": party, "way": "in_person", "received_on": "2025-09-10"}
    appeal = (await done(people.clerk.post(f"/v1/decisions/{decision}/appeals", body)))["id"]
    await sent_back(people, today, appeal, received_on="2025-10-09")

    tasks = (await done(people.head.get("/v1/tasks", on="2025-10-09")))["items"]
    clocks = (await done(people.clerk.get(f"/v1/decisions/{decision}/clocks", on="2025-10-09")))["clocks"]

    assert [one["due_on"] for one in tasks if one["kind"] == "appeal_carry_out"] == ["2025-11-10"]
    assert [one["last_day"] for one in clocks if one["code"] == "explanation"] == ["2025-11-10"]
