"""Payments over HTTP: found, exported, and never another gmina's."""

import csv
import io
from typing import Any

import pytest

from kit.testing.clients import OTHER_GMINA, Office
from tests.casework.payments.a_list import a_payment, a_settled
from tests.casework.rights import Staff, an_award, staff

pytestmark = pytest.mark.postgres


def amounts(event: dict[str, Any]) -> list[int]:
    return [line["amount"] for line in event["data"]["lines"]]


@pytest.mark.asyncio
async def test_payments_are_found_by_month_award_and_state_and_exported(people: Staff) -> None:
    awards = [await an_award(people, serial=serial) for serial in (1, 2)]
    for month in ("2019-01", "2019-02", "2019-03"):
        await a_settled(people, month)

    async def found(**query: object) -> list[tuple[str, str]]:
        seen, cursor = [], None
        while True:
            page = (await people.auditor.get("/v1/payments", limit=2, cursor=cursor, **query)).json()
            seen += [(one["month"], one["award"]) for one in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                return seen

    assert [month for month, _ in await found(sort="-month")] == ["2019-03"] * 2 + ["2019-02"] * 2 + ["2019-01"] * 2
    assert await found(award=awards[0], sort="month") == [
        (month, awards[0]) for month in ("2019-01", "2019-02", "2019-03")
    ]
    assert len(await found(booked_from="2019-02-01", booked_to="2019-02-28")) == 2
    assert await found(state="returned") == []
    exported = await people.auditor.get("/v1/payments/export", month="2019-02")
    rows = list(csv.DictReader(io.StringIO(exported.text)))
    assert exported.headers["Content-Type"].startswith("text/csv")
    assert {(row["award"], row["amount"], row["state"]) for row in rows} == {
        (award, "645.00", "settled") for award in awards
    }


@pytest.mark.asyncio
async def test_another_gmina_finds_no_payment(office: Office, people: Staff) -> None:
    await an_award(people)
    payment = await a_payment(people)
    others = staff(office, OTHER_GMINA)
    address = f"/v1/payments/{payment['id']}"
    amount = {"amount": "1.00", "document": "WB 57", "booked_on": "2019-05-05"}

    answers = [
        await others.auditor.get(address),
        await others.accountant.post(f"{address}/return", {"document": "WB 57", "booked_on": "2019-05-05"}, if_match=3),
        await others.accountant.post(f"{address}/repay", amount, if_match=3),
        await others.accountant.post(f"{address}/refund", amount, if_match=3),
        await others.accountant.post(f"{address}/void", {"reason": "paid_twice"}, if_match=3),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5
    assert (await others.auditor.get("/v1/payments", list=payment["list"])).json()["items"] == []
    assert len((await others.auditor.get("/v1/payments/export")).text.splitlines()) == 1
