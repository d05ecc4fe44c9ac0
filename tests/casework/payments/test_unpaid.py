"""Months that are due and stand on no list are told by a preview, by the worklist and when a case is to be closed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kit.db import Database
from tests.casework.payments.a_list import a_draft, a_settled, payments_of
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, an_award, recorded
from tests.casework.tasks.the_list import listed

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]


async def earlier(
    people: Staff, month: str, **other: Any
) -> tuple[list[tuple[str, int, str]], list[tuple[str, str, str]]]:
    """What a preview tells of earlier months: by benefit, and by award."""
    shown = (await people.head.post("/v1/payment-lists/preview", {"month": month, **other})).json()
    sums = [one for one in shown["left_out"] if one["reason"] == "earlier_month"]
    named = [one for one in shown["left_out_named"] if one["reason"] == "earlier_month"]
    return (
        [(one["benefit"], one["months"], one["amount"]) for one in sums],
        [(one["award"], one["month"], one["amount"]) for one in named],
    )


async def paid_so_far(people: Staff) -> str:
    """A right of 645.00 of which January and February are paid; March is the month now."""
    award = await an_award(people)
    for month in ("2019-01", "2019-02"):
        await a_settled(people, month)
    return award


@pytest.mark.asyncio
async def test_a_returned_month_an_excluded_one_and_a_raise_are_told_before_the_next_list_and_paid_by_it(
    people: Staff, database: Database
) -> None:
    award = await paid_so_far(people)
    nothing = await earlier(people, "2019-03")
    (payment,) = (await people.accountant.get("/v1/payments", month="2019-01")).json()["items"]
    await people.accountant.post(
        f"/v1/payments/{payment['id']}/return", {"document": "WB 57", "booked_on": "2019-03-01"}, if_match=3
    )
    async with database.tenant("101805") as connection:
        await connection.execute("UPDATE award_amount SET amount = 70000 WHERE award = %s", (award,))

    told = await earlier(people, "2019-03")
    of_another = await earlier(people, "2019-03", benefits=["zasilek_mieszany"])
    asked_for = await earlier(people, "2019-03", arrears_from="2019-01")
    drawn = await a_draft(people, "2019-03")
    effect = (await people.head.get(f"/v1/payment-lists/{drawn}/effect")).json()
    await people.accountant.post(f"/v1/payment-lists/{drawn}/withdraw", if_match=1)

    assert nothing == of_another == asked_for == ([], [])
    assert told == (
        [("zasilek_staly_testowy", 2, "755.00")],
        [(award, "2019-01", "700.00"), (award, "2019-02", "55.00")],
    )
    assert effect["earlier_months"] == {"months": 2, "amount": "755.00"}
    arrears = await payments_of(people, await a_draft(people, "2019-03", arrears_from="2019-01"))
    assert [(one["month"], one["amount"]) for one in arrears[:2]] == [("2019-01", "700.00"), ("2019-02", "55.00")]


@pytest.mark.asyncio
async def test_the_worklist_of_the_accountant_names_the_month_until_a_list_holds_it(people: Staff, today: Turn) -> None:
    today(date(2019, 1, 10))
    await an_award(people)
    await an_award(people, serial=2)
    today(date(2019, 2, 15))
    await a_settled(people, "2019-01")
    before = await listed(people.accountant, kind="month_unpaid")
    today(date(2019, 3, 15))

    february = await listed(people.accountant, kind="month_unpaid")
    of_the_clerk = await listed(people.clerk, kind="month_unpaid")
    await a_draft(people, "2019-02")

    assert (before, of_the_clerk) == ([], [])
    assert [(one["benefit"], one["since"], one["does"]) for one in february] == [
        ("zasilek_staly_testowy", "2019-03-01", "payment_list_generate")
    ]
    assert await listed(people.accountant, kind="month_unpaid") == []


@pytest.mark.asyncio
async def test_what_is_held_or_not_enforceable_yet_is_not_told_as_unpaid(people: Staff, today: Turn) -> None:
    held = await an_award(people)
    await people.clerk.post(f"/v1/awards/{held}/suspend", {"reason": "facts_being_checked"}, if_match=1)
    today(date(2019, 3, 1))
    decision = await a_decision(people, recorded(await a_person(people.clerk, serial=2)))
    await people.head.post(f"/v1/decisions/{decision}/approve", {}, if_match=1)
    await people.clerk.post(f"/v1/decisions/{decision}/issue", {}, if_match=2)

    assert await earlier(people, "2019-03") == ([], [])
    assert await listed(people.accountant, kind="month_unpaid") == []


@pytest.mark.asyncio
async def test_months_that_the_old_system_should_have_paid_are_not_ours_to_tell(
    people: Staff, database: Database, today: Turn
) -> None:
    award = await an_award(people)
    await a_settled(people, "2019-02")
    async with database.tenant("101805") as connection:
        await connection.execute("UPDATE award SET origin = 'imported', decision = NULL")
        await connection.execute("UPDATE payment_list SET kind = 'imported'")

    told = await earlier(people, "2019-05")

    assert [(award, month, "645.00") for month in ("2019-03", "2019-04")] == told[1]


@pytest.mark.asyncio
async def test_of_many_years_the_months_are_told_that_no_payment_covers(people: Staff, database: Database) -> None:
    """Months are compared sixty at a time: here from March 2009 on, so that the second sixty begin with March 2014."""
    award = await an_award(people)
    await a_settled(people, "2019-01")
    copied = """
    INSERT INTO payment (gmina, id, list, award, benefit, period, amount, lines, quantity, state, way, payee)
    SELECT gmina, gen_random_uuid(), list, award, benefit, n.period, n.amount, lines, quantity, state, way, payee
      FROM payment CROSS JOIN (VALUES (date '2014-02-01', 64500), ('2014-04-01', 64500), ('2014-05-01', 64400), ('2014-05-01', 50))
           AS n(period, amount)
    """
    async with database.tenant("101805") as connection:
        await connection.execute("UPDATE award_amount SET since = '2013-12-01' WHERE award = %s", (award,))
        await connection.execute(copied)

    sums, named = await earlier(people, "2019-03")

    wanted = [f"{year}-{month:02}" for year in range(2013, 2020) for month in range(1, 13)]
    unpaid = [one for one in wanted if "2013-12" <= one <= "2019-02" and one not in ("2014-02", "2014-04", "2019-01")]
    assert [(one[1], one[2]) for one in named] == [
        (month, "0.50" if month == "2014-05" else "645.00") for month in unpaid
    ]
    assert [months for _, months, _ in sums] == [len(unpaid)]
