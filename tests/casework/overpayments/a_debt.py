"""The way from a settled payment to an undue one, and what is done with it, for tests."""

from datetime import date
from typing import Any
from uuid import UUID

from kit.db import Database
from kit.testing.clients import GMINA, Caller
from tests.casework.payments.a_list import a_settled, payments_of
from tests.casework.rights import Staff, an_award


async def paid(
    people: Staff, *months: str, amount: str = "645.00", serial: int = 1, **other: Any
) -> list[dict[str, Any]]:
    """The settled payments of a right, each on the 28th of its month."""
    award = await an_award(people, amount, serial=serial, **other)
    found = []
    for month in months or ("2019-03",):
        found += [one for one in await payments_of(people, await a_settled(people, month)) if one["award"] == award]
    return found


async def undue(people: Staff, *payments: dict[str, Any], ground: str = "falszywe_zeznania", **other: Any) -> str:
    """Registers the payments as undue and returns the id."""
    body = {"ground": ground, "payments": [{"payment": one["id"]} for one in payments], **other}
    answer = await people.clerk.post("/v1/overpayments", body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def shown(people: Staff, overpayment: str, on: str | None = None) -> dict[str, Any]:
    """The undue payment with its account on a day."""
    answer = await people.auditor.get(f"/v1/overpayments/{overpayment}", on=on)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def step(who: Caller, people: Staff, overpayment: str, name: str, body: dict[str, Any]) -> dict[str, Any]:
    """A step that succeeds, on the version that stands; returns the answer."""
    version = (await shown(people, overpayment))["version"]
    answer = await who.post(f"/v1/overpayments/{overpayment}/{name}", body, if_match=version)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def repaid(people: Staff, overpayment: str, amount: str, day: str, channel: str = "account") -> None:
    await step(people.accountant, people, overpayment, "repayments", {"amount": amount, "day": day, "channel": channel})


async def decided(people: Staff, overpayment: str, on: str = "2019-12-01", final_on: str = "2019-12-20") -> None:
    """A decision on the day, final on the other."""
    await step(people.clerk, people, overpayment, "decide", {"on": on, "sign": "GOPS.5111.12.2019"})
    await step(people.clerk, people, overpayment, "finalise", {"final_on": final_on})


async def entries(database: Database, overpayment: str) -> dict[tuple[str, str], int]:
    """What is booked off each payment's class, summed over all entries and counter-entries."""
    async with database.tenant(GMINA) as connection:
        rows = await (
            await connection.execute(
                "SELECT coalesce(item::text, ''), klass, sum(amount)::bigint FROM overpayment_entry WHERE overpayment = %s "
                "GROUP BY 1, 2 HAVING sum(amount) <> 0",
                (UUID(overpayment),),
            )
        ).fetchall()
    return {(item, klass): amount for item, klass, amount in rows}


def grosze(text: str) -> int:
    return int(text.replace(".", ""))


def day(text: str) -> date:
    return date.fromisoformat(text)
