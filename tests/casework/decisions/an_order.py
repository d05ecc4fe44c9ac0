"""Orders of the proceedings in tests: the body of one, and the way to its issue."""

from typing import Any

from tests.casework.decisions.later import carried
from tests.casework.rights import Staff, a_decision

REASON = "Ustalono okoliczności, które to uzasadniają."


def an_order(
    person: str, kind: str, ground: str, *, benefit: str = "zasilek_staly_testowy", on: str = "2019-01-10", **act: Any
) -> dict[str, Any]:
    """The body; more members of the act by name."""
    said = {"kind": kind, "ground": ground, "reason": REASON, **act}
    return {"benefit": benefit, "on": on, "entitled": person, "recipient": person, "act": said}


async def ordered(people: Staff, body: dict[str, Any]) -> str:
    """Prepared by the clerk, approved by the head and issued today; returns its id."""
    order = await a_decision(people, body)
    await carried(people, order)
    return order


async def delivered(people: Staff, order: str, on: str) -> str:
    """Handed over to its party on the day; returns the party."""
    answer = await people.clerk.post(f"/v1/decisions/{order}/deliver", {"on": on}, if_match=3)
    assert answer.status_code == 200, answer.text
    (party,) = (await people.clerk.get(f"/v1/decisions/{order}/parties")).json()
    return str(party["id"])
