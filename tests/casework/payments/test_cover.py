"""What covers a payment in the plan is told with it: the commitment of its month, or else the list alone; a reversal says the same."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from casework.facts.money import (
    AWARD_GRANTED,
    AWARD_REDUCED,
    PAYMENT_APPROVED,
    PAYMENT_RETURNED,
    PAYMENT_SETTLED,
    PAYMENT_VOIDED,
)
from kit.db import Database
from kit.money import grosze
from tests.casework.decisions.later import carried, later
from tests.casework.log import events
from tests.casework.payments.a_list import a_payment, a_settled, an_approved, payments_of, stornoed
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, an_award, issued, recorded

pytestmark = pytest.mark.postgres


async def covers(database: Database, *types: str) -> list[Any]:
    return [one["data"].get("cover") for one in await events(database, *types)]


async def until_further_notice(people: Staff, **other: Any) -> tuple[dict[str, Any], str]:
    """A right granted in 2019: it binds that year, and no later one. The body of its decision, and its award."""
    body = recorded(await a_person(people.clerk), **other)
    body |= {"recorded": body["recorded"] | {"last_month": None}}
    (award,) = await issued(people, body)
    return body, award


async def changed(people: Staff, body: dict[str, Any], award: str, **wanted: Any) -> Any:
    """The right is changed from January 2020 on; what the effect said before it was issued."""
    older = (await people.auditor.get(f"/v1/awards/{award}")).json()["decision"]
    order = later(body, older, "change", "test_32", effective_from="2020-01") | {"on": "2020-02-10", "justified": True}
    order |= {"recorded": body["recorded"] | {"first_month": "2020-01"} | wanted}
    act = await a_decision(people, order)
    effect = (await people.head.get(f"/v1/decisions/{act}/effect")).json()
    await carried(people, act)
    return effect


async def bound_of_2020(database: Database) -> int:
    """Grosze of the year that the log was told to be committed."""
    told = await events(database, AWARD_GRANTED, AWARD_REDUCED)
    return sum(line["amount"] for one in told if one["data"]["budget_year"] == 2020 for line in one["data"]["lines"])


@pytest.mark.asyncio
async def test_a_month_that_its_right_has_committed_is_covered_by_that(people: Staff, database: Database) -> None:
    await an_award(people)

    await a_payment(people)

    assert await covers(database, PAYMENT_APPROVED, PAYMENT_SETTLED) == [None, None]


@pytest.mark.asyncio
async def test_a_month_behind_the_year_that_was_committed_is_covered_by_its_list_alone(
    people: Staff, database: Database, today: Callable[[date], None]
) -> None:
    await until_further_notice(people)
    today(date(2020, 3, 31))

    (payment,) = await payments_of(people, await a_settled(people, "2020-02"))
    back = {"booked_on": "2020-03-05", "document": "WB 57"}
    answer = await people.accountant.post(f"/v1/payments/{payment['id']}/return", back, if_match=3)

    assert answer.status_code == 200, answer.text
    told = await covers(database, PAYMENT_APPROVED, PAYMENT_SETTLED, PAYMENT_RETURNED)
    assert told == ["liability", "liability", "liability", "liability"]


@pytest.mark.asyncio
@pytest.mark.parametrize("month", ["2019-12", "2020-02"])
async def test_a_storno_says_what_the_fact_that_it_takes_back_said(
    people: Staff, database: Database, today: Callable[[date], None], month: str
) -> None:
    await until_further_notice(people)
    today(date(2019, 12, 31) if month == "2019-12" else date(2020, 3, 31))
    (failed,) = await payments_of(people, await an_approved(people, month))

    voided = await people.accountant.post(f"/v1/payments/{failed['id']}/void", {"reason": "paid_twice"}, if_match=2)
    (payment,) = await payments_of(people, await a_settled(people, month))
    again = await stornoed(people, payment["id"], 3)

    assert (voided.status_code, again.status_code) == (200, 200)
    told = await covers(database, PAYMENT_APPROVED, PAYMENT_SETTLED)
    assert set(await covers(database, PAYMENT_VOIDED)) == set(told) == {None if month == "2019-12" else "liability"}


@pytest.mark.asyncio
async def test_a_payment_that_failed_at_the_bank_takes_its_cover_back_too(
    people: Staff, database: Database, today: Callable[[date], None]
) -> None:
    await until_further_notice(people)
    today(date(2020, 3, 31))
    payment_list = await an_approved(people, "2020-02")
    (payment,) = await payments_of(people, payment_list)
    failed = {"booked_on": "2020-02-28", "failed": [{"payment": payment["id"], "reason": "bank_rejected"}]}

    answer = await people.accountant.post(f"/v1/payment-lists/{payment_list}/settle", failed, if_match=2)

    assert answer.status_code == 200, answer.text
    assert await covers(database, PAYMENT_APPROVED, PAYMENT_VOIDED) == ["liability", "liability"]


@pytest.mark.asyncio
@pytest.mark.parametrize(("amount", "rest"), [("700.00", 5500), ("600.00", 0)])
@pytest.mark.parametrize("variant", [None, "mala"])
async def test_of_a_month_that_its_list_covers_a_change_binds_only_what_it_is_more(
    people: Staff, database: Database, today: Callable[[date], None], amount: str, rest: int, variant: str | None
) -> None:
    body, award = await until_further_notice(people, benefit="zasilek_mieszany")
    today(date(2020, 2, 10))
    await a_settled(people, "2020-01")

    effect = await changed(people, body, award, amount=amount, variant=variant)

    bound = await bound_of_2020(database)
    assert bound == rest + 11 * grosze(amount)
    assert sum(grosze(one["amount"]) for one in effect["commitments"]) == bound


@pytest.mark.asyncio
async def test_a_list_that_was_approved_before_the_change_is_settled_as_it_was_approved(
    people: Staff, database: Database, today: Callable[[date], None]
) -> None:
    body, award = await until_further_notice(people, benefit="zasilek_mieszany")
    today(date(2020, 2, 10))
    payment_list = await an_approved(people, "2020-01")

    await changed(people, body, award, amount="700.00")
    await people.accountant.post(f"/v1/payment-lists/{payment_list}/settle", {"booked_on": "2020-02-10"}, if_match=2)

    assert await covers(database, PAYMENT_APPROVED, PAYMENT_SETTLED) == ["liability", "liability"]
    assert await bound_of_2020(database) == 5500 + 11 * 70000
