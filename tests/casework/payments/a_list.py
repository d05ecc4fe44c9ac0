"""The way from running rights to a settled list, for tests."""

from typing import Any

import httpx

from tests.casework.rights import Staff


async def a_draft(people: Staff, month: str = "2019-03", **other: Any) -> str:
    """A list of the month; returns its id."""
    answer = await people.accountant.post("/v1/payment-lists", {"month": month, **other})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def an_approved(people: Staff, month: str = "2019-03") -> str:
    """A list that the head has approved on the 20th of the month."""
    payment_list = await a_draft(people, month)
    answer = await people.head.post(f"/v1/payment-lists/{payment_list}/approve", {"on": f"{month}-20"}, if_match=1)
    assert answer.status_code == 200, answer.text
    return payment_list


async def a_settled(people: Staff, month: str = "2019-03") -> str:
    """A list that was paid on the 28th of the month."""
    payment_list = await an_approved(people, month)
    answer = await people.accountant.post(
        f"/v1/payment-lists/{payment_list}/settle", {"booked_on": f"{month}-28"}, if_match=2
    )
    assert answer.status_code == 200, answer.text
    return payment_list


async def stornoed(people: Staff, payment: str, version: int, reason: str = "paid_twice") -> httpx.Response:
    """What is answered when the head confirms the storno that the accountant has proposed."""
    address = f"/v1/payments/{payment}/storno"
    body = {"reason": reason, "document": "PK 4/2019"}
    proposed = await people.accountant.post(address, body, if_match=version)
    if proposed.status_code != 200:
        return proposed
    return await people.head.post(f"{address}/confirm", {}, if_match=version + 1)


async def payments_of(people: Staff, payment_list: str) -> list[dict[str, Any]]:
    """The payments on a list."""
    page = (await people.accountant.get("/v1/payments", list=payment_list, limit=500)).json()
    return list(page["items"])


async def a_payment(people: Staff) -> dict[str, Any]:
    """The only payment of a settled list, as version 3."""
    (payment,) = await payments_of(people, await a_settled(people))
    assert payment["version"] == 3
    return payment
