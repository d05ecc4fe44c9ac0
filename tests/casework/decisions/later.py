"""Later acts in tests: a decision that is final, and the body of an act that refers to it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.casework.rights import Staff, a_decision

Turn = Callable[[date], None]


async def a_final_decision(people: Staff, today: Turn, body: dict[str, Any]) -> tuple[str, list[str]]:
    """Issued on 10 January 2019 and final since; it is 4 February now. Returns it and its awards."""
    today(date(2019, 1, 10))
    decision = await a_decision(people, body)
    await carried(people, decision)
    today(date(2019, 2, 4))
    answer = await people.clerk.post(f"/v1/decisions/{decision}/deliver", {"on": "2019-01-11"}, if_match=3)
    assert answer.json()["state"] == "final", answer.text
    return decision, (await people.auditor.get(f"/v1/decisions/{decision}")).json()["awards"]


async def carried(people: Staff, decision: str) -> None:
    """Approves and issues today."""
    address = f"/v1/decisions/{decision}"
    answers = [await people.head.post(f"{address}/approve", {}, if_match=1)]
    answers.append(await people.clerk.post(f"{address}/issue", {}, if_match=2))
    assert [answer.status_code for answer in answers] == [200, 200], answers[-1].text


def later(first: dict[str, Any], older: str, kind: str, ground: str, **act: Any) -> dict[str, Any]:
    """The body of a later act on the same matter as the first decision's body."""
    matter = {name: first[name] for name in ("benefit", "on", "entitled", "recipient")}
    said = {"kind": kind, "refers_to": older, "ground": ground, "reason": "Zmieniły się okoliczności.", **act}
    return {**matter, "act": {name: value for name, value in said.items() if value is not None}}
