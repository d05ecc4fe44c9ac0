"""A shelter's invoice over HTTP: checked for those who stayed there in its month, and for nobody else."""

from typing import Any

import pytest

from kit.testing.clients import Office
from tests.casework.people import a_person
from tests.casework.rights import Staff
from tests.services.social_assistance.care_homes.test_care_homes import a_home, code, ok
from tests.services.social_assistance.stays.test_stays import STAYS

pytestmark = pytest.mark.postgres


async def an_invoice(people: Staff, shelter: str, number: str) -> str:
    """A registered invoice of April 2025 over 600.00 zł; its address."""
    body = {
        "third_party": shelter, "kind": "invoice", "number": number, "service_month": "2025-04", "issued_on": "2025-05-02",
        "due_on": "2025-05-16", "amount": "600.00", "purpose": "shelter",
    }  # fmt: skip
    return f"/v1/invoices/{(await ok(people.clerk.post('/v1/invoices', body)))['id']}"


@pytest.mark.asyncio
async def test_only_who_stayed_there_in_the_month_is_paid_for(people: Staff, office: Office) -> None:
    checker = office.caller("ala", "social_worker")
    anna, other = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    shelter, elsewhere = await a_home(people, "Schronisko", "shelter"), await a_home(people, "Inne", "shelter")
    for person, facility, since in ((anna, shelter, "2025-04-30"), (other, elsewhere, "2025-04-01")):
        body = {"person": person, "kind": "shelter", "facility": facility, "since": since, "unit": "gops"}
        await ok(people.clerk.post(STAYS, body))

    async def checked(number: str, **item: Any) -> tuple[int, str]:
        address = await an_invoice(people, shelter, number)
        of = {"benefit": "schronisko_dla_bezdomnych", "quantity": "1.000", **item}
        await ok(people.clerk.post(f"{address}/allocate", {"items": [of]}, if_match=1))
        answer = await checker.post(f"{address}/check", {}, if_match=2)
        return answer.status_code, answer.json().get("code", "")

    assert await checked("1", entitled=anna) == (200, "")
    assert await checked("2", entitled=other) == (409, "nobody_stayed")
    assert await checked("3", entitled=anna, month="2025-03") == (409, "nobody_stayed")
    assert await checked("4", entitled=anna, benefit="noclegownia") == (409, "nobody_stayed")
    undivided = await an_invoice(people, shelter, "5")
    assert await code(checker.post(f"{undivided}/check", {}, if_match=1)) == (409, "allocation_differs")
    assert await code(people.auditor.get("/v1/invoices/01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11")) == (
        404, "invoice_not_found",
    )  # fmt: skip
