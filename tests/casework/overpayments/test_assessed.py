"""What is owed to the office as the log is told of it: established by a decision, repaid, written off, and taken back when it falls."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from casework.facts.money import (
    OVERPAYMENT_ASSESSED,
    OVERPAYMENT_CORRECTED,
    OVERPAYMENT_RECEIVED,
    OVERPAYMENT_WRITTEN_OFF,
    PAYMENT_REFUNDED,
    PAYMENT_REPAID,
)
from kit.db import Database
from tests.casework.log import events
from tests.casework.overpayments.a_debt import decided, grosze, paid, remitted, repaid, shown, step, undue
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres


def total(told: list[dict[str, Any]], measure: str | None = None) -> int:
    """Grosze of the facts, of one measure."""
    return sum(
        line["amount"] for one in told for line in one["data"]["lines"] if measure in (None, one["data"]["measure"])
    )


async def owed(database: Database) -> int:
    """Assessed principal that the log says is still open."""
    corrected = await events(database, OVERPAYMENT_CORRECTED)
    assessed = total(await events(database, OVERPAYMENT_ASSESSED)) + total(corrected, "assessed")
    written_off = total(await events(database, OVERPAYMENT_WRITTEN_OFF)) + total(corrected, "written_off")
    repaid_here = -total(await events(database, PAYMENT_REPAID))
    refunded = total(await events(database, PAYMENT_REFUNDED))
    return assessed - written_off - repaid_here - refunded


@pytest.mark.asyncio
async def test_a_decision_tells_the_principal_of_each_payment_as_assessed(people: Staff, database: Database) -> None:
    payments = await paid(people, "2019-03", "2019-04")
    debt = await undue(people, *payments)
    before = await events(database, OVERPAYMENT_ASSESSED)

    await decided(people, debt)

    told = await events(database, OVERPAYMENT_ASSESSED)
    assert before == []
    assert [total([one]) for one in told] == [64500, 64500]
    data = told[0]["data"]
    assert (data["measure"], data["booked_on"], data["budget_year"], data["counted"]) == (
        "assessed", "2019-12-01", 2019, "none",
    )  # fmt: skip
    assert [(line["side"], line["paragraf"]) for line in data["lines"]] == [("revenue", "291")]


@pytest.mark.asyncio
async def test_what_is_assessed_less_what_came_back_and_was_written_off_is_what_is_open(
    people: Staff, database: Database, today: Callable[[date], None]
) -> None:
    payments = await paid(people, "2019-03", "2019-04")
    debt = await undue(people, *payments)
    await repaid(people, debt, "100.00", "2019-05-06")
    await decided(people, debt)
    today(date(2020, 3, 2))
    await repaid(people, debt, "300.00", "2020-02-03")
    await remitted(people, debt, "2020-02-10", "200.00")
    left = await shown(people, debt, on="2020-03-02")

    assert await owed(database) == grosze(left["principal"]) > 0
    (written_off,) = await events(database, OVERPAYMENT_WRITTEN_OFF)
    assert (total([written_off]), written_off["data"]["budget_year"]) == (20000, 2020)
    assert total(await events(database, OVERPAYMENT_RECEIVED)) > 0


@pytest.mark.asyncio
async def test_a_repealed_decision_takes_back_what_was_assessed_and_written_off(
    people: Staff, database: Database, today: Callable[[date], None]
) -> None:
    (payment,) = await paid(people)
    debt = await undue(people, payment)
    await decided(people, debt)
    today(date(2020, 3, 2))
    await remitted(people, debt, "2020-02-10", "200.00")
    before = await owed(database)

    await step(people.head, people, debt, "withdraw", {"reason": "decision_repealed"})

    assert (before, await owed(database)) == (44500, 0)
