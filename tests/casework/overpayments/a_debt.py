"""The way from a settled payment to an undue one, and what is done with it, for tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from casework.today import _today
from kit.db import Database
from kit.testing.clients import GMINA, Caller
from tests.casework.decisions.later import carried
from tests.casework.payments.a_list import a_settled, payments_of
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, an_award


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


async def carried_over(people: Staff, paid_on: str, amount: str = "645.00", serial: int = 7) -> str:
    """Registers what another system paid, of a person with nothing paid here; returns the id."""
    person = await a_person(people.clerk, serial=serial, born=date(1984, 5, 17))
    body = {
        "ground": "niewaznosc", "person": person, "benefit": "zasilek_staly_testowy",
        "carried_over": [{"month": paid_on[:7], "paid_on": paid_on, "amount": amount}],
    }  # fmt: skip
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
    """A decision issued on the day, delivered so that its term runs out before the other, on which it is final."""
    decision = await a_decision_on(people, overpayment, on)
    await step(people.clerk, people, overpayment, "decide", {"decision": decision, "sign": "GOPS.5111.12.2019"})
    await becomes_final(people, decision, final_on)


async def a_decision_on(people: Staff, overpayment: str, on: str, **act: Any) -> str:
    """A decision that establishes the debt, or another act on what it stands on; issued on the day."""
    found = await shown(people, overpayment)
    payment = (await people.auditor.get(f"/v1/payments/{found['items'][0]['payment']}")).json()
    award = await people.auditor.get(f"/v1/awards/{payment['award']}")
    older = found["decision"] or award.json()["decision"]
    said = {"kind": "undue_payment", "amount": found["established"], **act}
    body = {
        "benefit": found["benefit"], "on": on, "entitled": award.json()["entitled"], "recipient": award.json()["recipient"],
        "act": {"refers_to": older, "ground": "test_30", "reason": "Pobrano nienależnie.", **said},
    }  # fmt: skip
    with on_the(people, on):
        decision = await a_decision(people, body)
        await carried(people, decision)
    return decision


async def relieved(people: Staff, overpayment: str, on: str, **act: Any) -> dict[str, Any]:
    """A decision of the day on instalments or a deferral, noted on the account."""
    decision = await a_decision_on(people, overpayment, on, **act)
    return await step(people.clerk, people, overpayment, "relief", {"kind": act["kind"], "decision": decision})


async def remitted(people: Staff, overpayment: str, on: str, amount: str) -> dict[str, Any]:
    """A decision of the day that remits so much, noted on the account."""
    decision = await a_decision_on(people, overpayment, on, kind="remission", amount=amount)
    return await step(people.clerk, people, overpayment, "remissions", {"decision": decision})


async def becomes_final(people: Staff, decision: str, final_on: str) -> None:
    """Delivered fifteen days before: the term of appeal runs out on the day before."""
    delivered = (date.fromisoformat(final_on) - timedelta(days=15)).isoformat()
    with on_the(people, final_on):
        answer = await people.clerk.post(f"/v1/decisions/{decision}/deliver", {"on": delivered}, if_match=3)
    assert (answer.status_code, answer.json().get("state")) == (200, "final"), answer.text


@contextmanager
def on_the(people: Staff, day: str) -> Iterator[None]:
    """The office's calendar on another day for a while."""
    overrides = people.clerk.http._transport.app.dependency_overrides  # type: ignore[attr-defined]
    was = overrides[_today]

    async def told() -> date:
        return date.fromisoformat(day)

    overrides[_today] = told
    yield
    overrides[_today] = was


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
