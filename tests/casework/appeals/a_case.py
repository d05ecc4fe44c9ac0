"""Decisions that have gone out and appeals from them, for tests of what follows."""

from collections.abc import Callable
from datetime import date
from typing import Any

import httpx

from kit.testing.clients import Caller
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, recorded

Turn = Callable[[date], None]
ISSUED = date(2025, 9, 1)
"""A Monday; the case began under the new wording of the code."""


async def went_out(people: Staff, today: Turn, body: dict[str, Any] | None = None, *, on: date = ISSUED) -> str:
    """A justified decision that was prepared, approved and issued on the day."""
    today(on)
    if body is None:
        anna = await a_person(people.clerk)
        body = recorded(anna, justified=True, on=on.isoformat())
    decision = await a_decision(people, body)
    address = f"/v1/decisions/{decision}"
    await done(people.head.post(f"{address}/approve", {}, if_match=1))
    await done(people.clerk.post(f"{address}/issue", {}, if_match=2))
    return decision


async def delivered(people: Staff, today: Turn, *, on: date = date(2025, 9, 3)) -> tuple[str, str]:
    """A decision delivered to its one party; returns both."""
    decision = await went_out(people, today)
    today(on)
    await done(people.clerk.post(f"/v1/decisions/{decision}/deliver", {"on": on.isoformat()}, if_match=3))
    (party,) = (await people.clerk.get(f"/v1/decisions/{decision}/parties")).json()
    return decision, party["id"]


async def appealed(people: Staff, today: Turn, *, on: date = date(2025, 9, 10), **more: object) -> tuple[str, str, str]:
    """The party appealed in person; returns decision, party and appeal."""
    decision, party = await delivered(people, today)
    today(on)
    body = {"party": party, "way": "in_person", "received_on": on.isoformat(), **more}
    made = await done(people.clerk.post(f"/v1/decisions/{decision}/appeals", body))
    return decision, party, str(made["id"])


async def at_sko(people: Staff, today: Turn) -> tuple[str, str, str]:
    """The appeal was passed on with the file on 12 September."""
    decision, party, appeal = await appealed(people, today)
    today(date(2025, 9, 12))
    await done(people.clerk.post(f"/v1/appeals/{appeal}/pass-on", {"sheets": 34}, if_match=1))
    return decision, party, appeal


async def sko_decided(people: Staff, today: Turn, outcome: str, **more: object) -> tuple[str, str, str]:
    """SKO decided on 3 October and its act was delivered on 8 October."""
    decision, party, appeal = await at_sko(people, today)
    today(date(2025, 10, 9))
    await done(people.clerk.post(f"/v1/appeals/{appeal}/result", a_result(outcome, **more), if_match=2))
    return decision, party, appeal


def a_result(outcome: str, **more: object) -> dict[str, object]:
    return {
        "outcome": outcome,
        "sign": "SKO.4101.12.2025",
        "decided_on": "2025-10-03",
        "delivered_on": "2025-10-08",
        **more,
    }


async def shown(caller: Caller, decision: str) -> dict[str, Any]:
    found: dict[str, Any] = (await caller.get(f"/v1/decisions/{decision}")).json()
    return found


async def done(answer: Any) -> dict[str, Any]:
    """The body of an answer that has to be good."""
    got: httpx.Response = await answer
    assert got.is_success, got.text
    body: dict[str, Any] = got.json()
    return body


async def refused(answer: Any) -> tuple[int, str]:
    """Status and code of a refusal."""
    got: httpx.Response = await answer
    return got.status_code, got.json()["code"]
