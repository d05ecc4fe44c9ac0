"""Tasks of payments that nobody collects and of those that are held, on both sides of each term (art. 21)."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.casework.decisions.later import carried, later
from tests.casework.payments.a_list import an_approved, payments_of
from tests.casework.rights import Staff, a_decision
from tests.casework.tasks.the_list import kinds, only
from tests.services.alimony_fund.debtors.a_debtor import ok
from tests.services.alimony_fund.entitled.test_running_rights import a_right

pytestmark = pytest.mark.postgres
Turn = Callable[[date], None]
HELD = ("fund_held_ends", "fund_right_expired")


async def uncollected(people: Staff, today: Turn, month: str) -> None:
    """The month's only payment was offered and nobody came for it."""
    today(date.fromisoformat(f"{month}-28"))
    made = await an_approved(people, month)
    (payment,) = await payments_of(people, made)
    failed = [{"payment": payment["id"], "reason": "uncollected"}]
    body = {"booked_on": f"{month}-28", "failed": failed}
    await ok(people.accountant.post(f"/v1/payment-lists/{made}/settle", body, if_match=2))


async def told(people: Staff, *wanted: str) -> list[str]:
    return [one for one in await kinds(people.clerk) if one in wanted]


@pytest.mark.asyncio
async def test_payments_not_collected_for_three_months_in_a_row_are_held(people: Staff, today: Turn) -> None:
    body, decision = await a_right(people, today)
    seen = {}
    for month in ("2025-11", "2025-12", "2026-01"):
        await uncollected(people, today, month)
        seen[month] = await told(people, "fund_uncollected")
    task = await only(people.clerk, "fund_uncollected")
    held = later(body, decision, "suspend", "fa_21_uncollected", effective_from="2026-02")
    await carried(people, await a_decision(people, held))

    assert seen == {"2025-11": [], "2025-12": [], "2026-01": ["fund_uncollected"]}
    assert (task["decision"], task["benefit"]) == (decision, body["benefit"])
    assert await told(people, "fund_uncollected") == []


@pytest.mark.asyncio
async def test_a_held_right_is_told_before_the_period_ends_and_has_expired_after_it(people: Staff, today: Turn) -> None:
    body, decision = await a_right(people, today)
    today(date(2026, 2, 2))
    held = later(body, decision, "suspend", "fa_21_uncollected", effective_from="2026-02")
    await carried(people, await a_decision(people, held))
    seen = {}
    for day in (date(2026, 7, 31), date(2026, 8, 1), date(2026, 9, 30), date(2026, 10, 1)):
        today(day)
        seen[day.isoformat()] = [(one, (await only(people.clerk, one))["due_on"]) for one in await told(people, *HELD)]
    expired = later(body, decision, "expire", "fa_21_expired", effective_from="2026-02")
    await carried(people, await a_decision(people, expired))

    assert seen == {
        "2026-07-31": [],
        "2026-08-01": [("fund_held_ends", "2026-09-30")],
        "2026-09-30": [("fund_held_ends", "2026-09-30")],
        "2026-10-01": [("fund_right_expired", None)],
    }
    assert await told(people, *HELD) == []


@pytest.mark.asyncio
async def test_a_right_that_was_resumed_does_not_expire(people: Staff, today: Turn) -> None:
    body, decision = await a_right(people, today)
    today(date(2026, 2, 2))
    held = later(body, decision, "suspend", "fa_21_uncollected", effective_from="2026-02")
    await carried(people, await a_decision(people, held))
    today(date(2026, 5, 5))
    resumed = later(body, decision, "resume", "fa_21_uncollected", effective_from="2026-05", mode="whole")
    await carried(people, await a_decision(people, resumed))
    today(date(2026, 10, 1))

    assert await told(people, *HELD) == []
