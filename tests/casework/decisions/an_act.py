"""Later acts for tests: a right that was granted, its amounts, the lists that pay it, and a change of it."""

from typing import Any

from tests.casework.decisions.later import Turn, a_final_decision, later
from tests.casework.people import a_person
from tests.casework.rights import Staff, recorded


async def a_right(people: Staff, today: Turn, **other: Any) -> tuple[dict[str, Any], str, str]:
    """The first body, the final decision, its award."""
    body = recorded(await a_person(people.clerk), **other)
    decision, (award,) = await a_final_decision(people, today, body)
    return body, decision, award


async def amounts(people: Staff, award: str) -> list[tuple[str, str | None, str]]:
    shown = (await people.auditor.get(f"/v1/awards/{award}")).json()
    return [(one["first_month"], one["last_month"], one["amount"]) for one in shown["amounts"]]


async def listed(people: Staff, month: str) -> list[str]:
    """Amounts of a new list of the month; nothing due is an empty list."""
    made = await people.accountant.post("/v1/payment-lists", {"month": month})
    if made.status_code == 409:
        return []
    assert made.status_code == 201, made.text
    found = (await people.accountant.get("/v1/payments", list=made.json()["id"])).json()["items"]
    return [one["amount"] for one in found]


async def paid(people: Staff, month: str) -> None:
    """A list of the month, generated, approved and settled."""
    made = (await people.accountant.post("/v1/payment-lists", {"month": month})).json()
    address = f"/v1/payment-lists/{made['id']}"
    approved = await people.head.post(f"{address}/approve", {}, if_match=made["version"])
    assert approved.status_code == 200, approved.text
    version = approved.json()["version"]
    settled = await people.accountant.post(f"{address}/settle", {"booked_on": "2019-02-04"}, if_match=version)
    assert settled.status_code == 200, settled.text


def change(body: dict[str, Any], decision: str, amount: str, first: str, **act: Any) -> dict[str, Any]:
    """A change of a recorded right to another amount from a month on."""
    wanted = {**body["recorded"], "amount": amount, "first_month": first}
    return {**later(body, decision, "change", "test_32", effective_from=first, **act), "recorded": wanted}
