"""What comes back of undue payments: the account, the payments' own record and the facts of the log always say the same."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from casework.facts.money import (
    OVERPAYMENT_CORRECTED,
    OVERPAYMENT_RECEIVED,
    PAYMENT_REFUNDED,
    PAYMENT_REPAID,
)
from kit.db import Database
from tests.casework.log import events
from tests.casework.overpayments.a_debt import (
    a_decision_on,
    decided,
    entries,
    grosze,
    paid,
    remitted,
    repaid,
    shown,
    step,
    undue,
)
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres
MONEY = (PAYMENT_REPAID, PAYMENT_REFUNDED, OVERPAYMENT_RECEIVED, OVERPAYMENT_CORRECTED)


def lines(event: dict[str, Any]) -> list[tuple[str, str, int]]:
    return [(one["side"], one["paragraf"] + one["p4"], one["amount"]) for one in event["data"]["lines"]]


@pytest.mark.asyncio
async def test_money_of_the_same_year_lowers_the_payment_and_interest_is_revenue(
    people: Staff, database: Database
) -> None:
    (payment,) = await paid(people)
    debt = await undue(people, payment)

    await repaid(people, debt, "103.71", "2019-04-30")

    (back,) = await events(database, PAYMENT_REPAID)
    (interest,) = await events(database, OVERPAYMENT_RECEIVED)
    assert lines(back) == [("expenditure", "3110", -10000)]
    assert back["data"]["reverses"]["mode"] == "same_year_repayment"
    assert lines(interest) == [("revenue", "0900", 371)]
    data = interest["data"]
    assert (data["measure"], data["counted"], data["budget_year"], data["booked_on"]) == (
        "received", "none", 2019, "2019-04-30",
    )  # fmt: skip
    found = await shown(people, debt, on="2019-04-30")
    assert (found["principal"], found["interest"]) == ("545.00", "0.00")
    assert (await people.auditor.get(f"/v1/payments/{payment['id']}")).json()["came_back"] == "100.00"


@pytest.mark.asyncio
async def test_money_of_an_earlier_year_is_revenue(
    people: Staff, database: Database, today: Callable[[date], None]
) -> None:
    (payment,) = await paid(people)
    debt = await undue(people, payment)
    today(date(2020, 2, 10))

    await repaid(people, debt, "645.00", "2020-02-03")

    (back,) = await events(database, PAYMENT_REFUNDED)
    (interest,) = await events(database, OVERPAYMENT_RECEIVED)
    assert [(one[0], one[1]) for one in lines(back) + lines(interest)] == [("revenue", "2910"), ("revenue", "0900")]
    assert lines(back)[0][2] + lines(interest)[0][2] == 64500
    assert back["data"]["reverses"]["mode"] == "prior_year"
    assert back["data"]["budget_year"] == 2020


@pytest.mark.asyncio
async def test_each_source_gets_its_part_back_on_its_own_paragraf(
    people: Staff, database: Database, today: Callable[[date], None]
) -> None:
    (payment,) = await paid(people, amount="100.00", benefit="zasilek_mieszany")
    debt = await undue(people, payment, ground="niewaznosc")
    today(date(2020, 2, 10))

    await repaid(people, debt, "50.00", "2020-02-03")

    (back,) = await events(database, PAYMENT_REFUNDED)
    assert lines(back) == [("revenue", "2910", 3000), ("revenue", "0940", 2000)]


@pytest.mark.asyncio
async def test_returns_stand_on_the_chapter_of_their_day(
    people: Staff, database: Database, today: Callable[[date], None]
) -> None:
    (payment,) = await paid(people, benefit="zasilek_przeniesiony")
    debt = await undue(people, payment)
    today(date(2020, 2, 10))

    await repaid(people, debt, "100.00", "2020-02-03")

    told = await events(database, PAYMENT_REFUNDED, OVERPAYMENT_RECEIVED)
    assert {one["rozdzial"] for event in told for one in event["data"]["lines"]} == {"85516"}


@pytest.mark.asyncio
async def test_what_another_system_paid_comes_back_as_revenue_of_no_payment(people: Staff, database: Database) -> None:
    (payment,) = await paid(people)
    person = (await shown(people, await undue(people, payment)))["person"]
    body = {
        "ground": "niewaznosc", "person": person, "benefit": "zasilek_staly_testowy",
        "carried_over": [{"month": "2018-11", "paid_on": "2018-11-28", "amount": "100.00"}],
    }  # fmt: skip
    debt = (await people.clerk.post("/v1/overpayments", body)).json()["id"]

    await repaid(people, debt, "60.00", "2019-12-30")

    (told,) = await events(database, *MONEY)
    assert (told["type"], lines(told)) == (OVERPAYMENT_RECEIVED, [("revenue", "2910", 6000)])


@pytest.mark.asyncio
async def test_a_repayment_is_taken_back_by_a_counter_entry_and_its_facts_by_a_storno(
    people: Staff, database: Database
) -> None:
    (payment,) = await paid(people)
    debt = await undue(people, payment)
    await repaid(people, debt, "103.71", "2019-04-30")
    movement = next(one for one in (await shown(people, debt))["movements"] if one["kind"] == "repayment")

    await step(people.accountant, people, debt, "corrections", {"movement": movement["id"]})

    told = await events(database, *MONEY)
    first = {one["sequence"]: one for one in told if one["type"] != OVERPAYMENT_CORRECTED}
    back = [one for one in told if one["type"] == OVERPAYMENT_CORRECTED]
    assert len(back) == 2
    for one in back:
        was = first[one["data"]["reverses"]["sequence"]]
        assert one["data"]["reverses"]["mode"] == "storno"
        assert [(a, b, -c) for a, b, c in lines(one)] == lines(was)
        assert (one["data"]["booked_on"], one["data"]["budget_year"]) == ("2019-04-30", 2019)
    assert (await shown(people, debt, on="2019-04-30"))["total"] == "648.71"
    assert (await people.auditor.get(f"/v1/payments/{payment['id']}")).json()["came_back"] == "0.00"
    assert await entries(database, debt) == {}
    again = await people.accountant.post(
        f"/v1/overpayments/{debt}/corrections", {"movement": movement["id"]}, if_match=3
    )
    assert (again.status_code, again.json()["code"]) == (409, "movement_already_corrected")


@pytest.mark.asyncio
async def test_a_repayment_that_is_written_late_divides_the_later_ones_anew(people: Staff, database: Database) -> None:
    one, other = await paid(people, "2019-03", "2019-04")
    late = await undue(people, one)
    await repaid(people, late, "300.00", "2019-09-30")
    await repaid(people, late, "200.00", "2019-06-30")
    in_order = await undue(people, other)
    await repaid(people, in_order, "200.00", "2019-06-30")

    found = await shown(people, late)
    assert found["interest"] != "0.00"
    assert await entries(database, late) == {
        (found["items"][0]["id"], klass): grosze(found["balance"][f"repaid_{klass}"])
        for klass in ("principal", "interest")
    }
    came_back = (await people.auditor.get(f"/v1/payments/{one['id']}")).json()["came_back"]
    assert came_back == found["balance"]["repaid_principal"]
    total = sum(amount for event in await events(database, *MONEY) if event["data"]["due_period"] == "2019-03"
                for side, _, amount in [line if line[0] == "revenue" else (line[0], line[1], -line[2])
                                        for line in lines(event)])  # fmt: skip
    assert total == 50000


@pytest.mark.asyncio
async def test_any_order_of_acts_keeps_account_payments_and_facts_together(
    people: Staff, database: Database, today: Callable[[date], None]
) -> None:
    payments = await paid(people, "2019-03", "2019-04", "2019-05")
    debt = await undue(people, *payments)
    await decided(people, debt)
    today(date(2020, 12, 31))
    chance = random.Random(7)
    for _ in range(10):
        day = date(2019, 12, 1) + timedelta(days=chance.randrange(390))
        await repaid(people, debt, f"{chance.randrange(5, 300)}.{chance.randrange(100):02d}", day.isoformat())
        if chance.random() < 0.4:
            movements = [
                one
                for one in (await shown(people, debt))["movements"]
                if one["kind"] == "repayment" and not one["corrected"]
            ]
            await step(people.accountant, people, debt, "corrections", {"movement": chance.choice(movements)["id"]})

    found = await shown(people, debt)
    booked = await entries(database, debt)
    for klass in ("principal", "interest"):
        assert sum(amount for (_, of), amount in booked.items() if of == klass) == grosze(
            found["balance"][f"repaid_{klass}"]
        )
    came_back = [(await people.auditor.get(f"/v1/payments/{one['id']}")).json()["came_back"] for one in payments]
    assert sum(map(grosze, came_back)) == grosze(found["balance"]["repaid_principal"])
    told = await events(database, *MONEY)
    for month in ("2019-03", "2019-04", "2019-05"):
        books = (await people.auditor.get("/v1/reconciliation", month=month)).json()
        assert books["cases"] == [], month
    money = sum(
        amount if side == "revenue" else -amount for event in told for side, _, amount in lines(event)
    )  # fmt: skip
    assert money == grosze(found["balance"]["repaid_principal"]) + grosze(found["balance"]["repaid_interest"])


@pytest.mark.asyncio
async def test_a_debt_is_settled_with_its_last_grosz_and_what_is_over_is_kept(people: Staff) -> None:
    (payment,) = await paid(people)
    debt = await undue(people, payment)
    await decided(people, debt)
    owed = (await shown(people, debt, on="2019-12-30"))["total"]

    answer = await step(people.accountant, people, debt, "repayments", {"amount": plus(owed, 100), "day": "2019-12-30"})

    found = await shown(people, debt)
    assert (answer["state"], found["total"], found["balance"]["surplus"]) == ("settled", "0.00", "1.00")


def plus(amount: str, more: int) -> str:
    total = grosze(amount) + more
    return f"{total // 100}.{total % 100:02d}"


@pytest.mark.asyncio
async def test_remission_and_lapse_take_no_money(people: Staff, database: Database) -> None:
    one, other = await paid(people, "2019-03", "2019-04")
    lightened, dead = await undue(people, one), await undue(people, other)
    for debt in (lightened, dead):
        await decided(people, debt)
    more = await a_decision_on(people, lightened, "2019-12-30", kind="remission", amount="500.01")

    await remitted(people, lightened, "2019-12-30", "145.00")
    await step(people.head, people, dead, "write-offs", {"day": "2019-12-30", "reason": "debtor_died"})
    too_much = await people.clerk.post(
        f"/v1/overpayments/{lightened}/remissions", {"decision": more, "principal": "500.01"}, if_match=4
    )

    assert (await shown(people, lightened))["principal"] == "500.00"
    assert (await shown(people, dead))["state"] == "settled"
    assert (too_much.status_code, too_much.json()["code"]) == (409, "exceeds_debt")
    assert await events(database, *MONEY) == []


@pytest.mark.asyncio
async def test_a_repeated_repayment_is_one(people: Staff, database: Database) -> None:
    (payment,) = await paid(people)
    address = f"/v1/overpayments/{await undue(people, payment)}/repayments"
    body = {"amount": "10.00", "day": "2019-03-29"}

    first = await people.accountant.post(address, body, if_match=1, key="wplata")
    again = await people.accountant.post(address, body, if_match=1, key="wplata")

    assert first.json() == again.json()
    assert len(await events(database, PAYMENT_REPAID)) == 1
