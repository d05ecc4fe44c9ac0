"""Money that comes back: each mode moves exactly what events.md says."""

import asyncio
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from casework.facts.money import (
    PAYMENT_APPROVED,
    PAYMENT_REPAID,
    PAYMENT_RETURNED,
    PAYMENT_SETTLED,
    PAYMENT_VOIDED,
)
from kit.db import Database
from tests.casework.log import events
from tests.casework.payments.a_list import a_draft, a_payment, a_settled, payments_of, stornoed
from tests.casework.rights import Staff, an_award

pytestmark = pytest.mark.postgres

REVENUE = {"paragraf": "2910", "source": "dochod_panstwa"}


def amounts(event: dict[str, Any]) -> list[int]:
    return [line["amount"] for line in event["data"]["lines"]]


@pytest.mark.asyncio
async def test_a_returned_payment_leaves_with_its_person_and_quantity_and_falls_due_again(
    people: Staff, database: Database
) -> None:
    await an_award(people)
    payment = await a_payment(people)
    address = f"/v1/payments/{payment['id']}"

    answer = await people.accountant.post(
        f"{address}/return", {"document": "WB 57", "booked_on": "2019-04-05"}, if_match=3
    )

    assert (answer.json()["state"], answer.headers["ETag"]) == ("returned", '"4"')
    (settled,) = await events(database, PAYMENT_SETTLED)
    returned, no_longer_owed = await events(database, PAYMENT_RETURNED)
    data = returned["data"]
    assert data["reverses"] == {
        "service": "family_benefits", "sequence": settled["sequence"], "mode": "same_year_return",
    }  # fmt: skip
    assert (data["measure"], data["booked_on"], data["budget_year"]) == ("expenditure", "2019-04-05", 2019)
    assert amounts(returned) == [-64500]
    assert data["quantities"] == [{"unit": "swiadczenie", "value": "-1.000"}]
    for name in ("entitled", "recipient", "household", "counted", "due_period", "benefit", "variant"):
        assert data[name] == settled["data"][name] == no_longer_owed["data"][name]
    (approved,) = await events(database, PAYMENT_APPROVED)
    owed = no_longer_owed["data"]
    assert owed["reverses"] == {
        "service": "family_benefits", "sequence": approved["sequence"], "mode": "same_year_return",
    }  # fmt: skip
    assert (owed["measure"], owed["booked_on"], owed["budget_year"]) == ("liability", "2019-04-05", 2019)
    assert (amounts(no_longer_owed), owed["quantities"]) == ([-64500], data["quantities"])
    shown = (await people.auditor.get(address)).json()
    assert (shown["came_back"], [one["mode"] for one in shown["reversals"]]) == ("645.00", ["same_year_return"])
    assert [one["award"] for one in await payments_of(people, await a_draft(people))] == [payment["award"]]


@pytest.mark.asyncio
async def test_repayments_take_amounts_from_both_sources_and_leave_the_person(
    people: Staff, database: Database
) -> None:
    await an_award(people, "100.01", benefit="zasilek_mieszany")
    payment = await a_payment(people)
    address = f"/v1/payments/{payment['id']}"

    first = await people.accountant.post(
        f"{address}/repay", {"amount": "33.33", "document": "WB 57", "booked_on": "2019-05-05"}, if_match=3
    )
    rest = await people.accountant.post(
        f"{address}/repay", {"amount": "66.68", "document": "WB 57", "booked_on": "2019-06-05"}, if_match=4
    )

    assert [answer.json()["state"] for answer in (first, rest)] == ["settled", "settled"]
    one, other = await events(database, PAYMENT_REPAID)
    assert (amounts(one), amounts(other)) == ([-1999, -1334], [-4002, -2666])
    assert one["data"]["quantities"] == []
    assert one["data"]["reverses"]["mode"] == "same_year_repayment"
    assert (await people.auditor.get(address)).json()["came_back"] == "100.01"


@pytest.mark.asyncio
async def test_a_return_after_a_repayment_takes_what_is_left(people: Staff, database: Database) -> None:
    await an_award(people)
    payment = await a_payment(people)
    address = f"/v1/payments/{payment['id']}"
    await people.accountant.post(
        f"{address}/repay", {"amount": "45.00", "document": "WB 57", "booked_on": "2019-05-05"}, if_match=3
    )

    await people.accountant.post(f"{address}/return", {"document": "WB 57", "booked_on": "2019-05-06"}, if_match=4)

    returned, no_longer_owed = await events(database, PAYMENT_RETURNED)
    assert amounts(returned) == [-60000]
    # The next list owes the whole payment again.
    assert amounts(no_longer_owed) == [-64500]


@pytest.mark.asyncio
async def test_a_return_after_a_repayment_takes_the_whole_payment_out_of_the_sets(
    people: Staff, database: Database
) -> None:
    await an_award(people)
    payment = await a_payment(people)
    address = f"/v1/payments/{payment['id']}"
    await people.accountant.post(
        f"{address}/repay", {"amount": "45.00", "document": "WB 57", "booked_on": "2019-05-05"}, if_match=3
    )

    await people.accountant.post(f"{address}/return", {"document": "WB 57", "booked_on": "2019-05-06"}, if_match=4)

    (repaid,) = await events(database, PAYMENT_REPAID)
    returned, no_longer_owed = await events(database, PAYMENT_RETURNED)
    assert returned["data"]["sets_amount"] == -64500
    assert "sets_amount" not in no_longer_owed["data"]
    assert "sets_amount" not in repaid["data"]


@pytest.mark.asyncio
async def test_what_comes_back_names_the_list_that_it_was_paid_on(people: Staff, database: Database) -> None:
    for serial in (1, 2):
        await an_award(people, serial=serial)
    payment_list = await a_settled(people)
    one, other = (payment["id"] for payment in await payments_of(people, payment_list))

    await people.accountant.post(
        f"/v1/payments/{one}/repay", {"amount": "1.00", "document": "WB 57", "booked_on": "2019-05-05"}, if_match=3
    )
    await people.accountant.post(
        f"/v1/payments/{one}/return", {"document": "WB 57", "booked_on": "2019-05-06"}, if_match=4
    )
    await stornoed(people, other, 3)

    told = await events(database, PAYMENT_REPAID, PAYMENT_RETURNED, PAYMENT_VOIDED)
    assert [fact["data"]["list"] for fact in told] == [payment_list] * 5


@pytest.mark.asyncio
async def test_an_imported_payment_was_paid_on_no_list_of_ours(people: Staff, database: Database) -> None:
    await an_award(people)
    payment = await a_payment(people)
    async with database.tenant("101805") as connection:
        await connection.execute("UPDATE payment_list SET kind = 'imported'")

    await people.accountant.post(
        f"/v1/payments/{payment['id']}/return", {"document": "WB 57", "booked_on": "2019-05-06"}, if_match=3
    )

    (returned,) = await events(database, PAYMENT_RETURNED)
    assert "list" not in returned["data"]


@pytest.mark.asyncio
async def test_each_way_back_is_for_its_own_year(people: Staff, today: Callable[[date], None]) -> None:
    await an_award(people)
    payment = await a_payment(people)
    address = f"/v1/payments/{payment['id']}"
    today(date(2020, 2, 10))
    line = {"paragraf": "2910", "source": "dochod_panstwa"}

    answers = [
        await people.accountant.post(f"{address}/return", {"document": "WB 57", "booked_on": "2020-02-03"}, if_match=3),
        await people.accountant.post(
            f"{address}/repay", {"amount": "1.00", "document": "WB 57", "booked_on": "2020-02-03"}, if_match=3
        ),
        await people.accountant.post(
            f"{address}/refund",
            {"amount": "1.00", "document": "WB 57", "booked_on": "2019-12-03", "line": line},
            if_match=3,
        ),
        await people.accountant.post(
            f"{address}/refund", {"amount": "1.00", "document": "WB 57", "booked_on": "2020-02-03"}, if_match=3
        ),
        await people.accountant.post(f"{address}/return", {"document": "WB 57", "booked_on": "2019-03-27"}, if_match=3),
        await people.accountant.post(f"{address}/return", {"document": "WB 57", "booked_on": "2020-03-27"}, if_match=3),
    ]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [
        (409, "other_budget_year"),
        (409, "other_budget_year"),
        (409, "other_budget_year"),
        (422, "revenue_line_required"),
        (422, "day_impossible"),
        (422, "day_impossible"),
    ]


@pytest.mark.asyncio
async def test_never_more_comes_back_than_was_paid(people: Staff, today: Callable[[date], None]) -> None:
    await an_award(people)
    payment = await a_payment(people)
    address = f"/v1/payments/{payment['id']}"
    line = {"paragraf": "2910", "source": "dochod_panstwa"}
    await people.accountant.post(
        f"{address}/repay", {"amount": "600.00", "document": "WB 57", "booked_on": "2019-05-05"}, if_match=3
    )
    today(date(2020, 2, 10))

    answers = [
        await people.accountant.post(
            f"{address}/repay", {"amount": "45.01", "document": "WB 57", "booked_on": "2019-05-05"}, if_match=4
        ),
        await people.accountant.post(
            f"{address}/repay", {"amount": "0.00", "document": "WB 57", "booked_on": "2019-05-05"}, if_match=4
        ),
        await people.accountant.post(
            f"{address}/refund",
            {"amount": "45.01", "document": "WB 57", "booked_on": "2020-02-03", "line": line},
            if_match=4,
        ),
        await people.accountant.post(
            f"{address}/refund",
            {"amount": "45.00", "document": "WB 57", "booked_on": "2020-02-03", "line": line},
            if_match=4,
        ),
        await people.accountant.post(
            f"{address}/repay", {"amount": "0.01", "document": "WB 57", "booked_on": "2019-05-05"}, if_match=5
        ),
        await people.accountant.post(f"{address}/return", {"document": "WB 57", "booked_on": "2019-05-05"}, if_match=5),
    ]

    assert [answer.json().get("code") for answer in answers] == [
        "reversal_exceeds_payment",
        "reversal_exceeds_payment",
        "reversal_exceeds_payment",
        None,
        "reversal_exceeds_payment",
        "reversal_exceeds_payment",
    ]


@pytest.mark.asyncio
async def test_repayments_at_the_same_moment_do_not_overdraw(people: Staff) -> None:
    await an_award(people, "100.00")
    payment = await a_payment(people)

    answers = await asyncio.gather(
        *(
            people.accountant.post(
                f"/v1/payments/{payment['id']}/repay",
                {"amount": "60.00", "document": "WB 57", "booked_on": "2019-05-05"},
                if_match=3,
            )
            for _ in range(4)
        )
    )

    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]


@pytest.mark.asyncio
async def test_a_repeated_return_is_one_return(people: Staff, database: Database) -> None:
    await an_award(people)
    payment = await a_payment(people)
    address = f"/v1/payments/{payment['id']}/return"
    first = await people.accountant.post(
        address, {"document": "WB 57", "booked_on": "2019-04-05"}, if_match=3, key="zwrot"
    )

    again = await people.accountant.post(
        address, {"document": "WB 57", "booked_on": "2019-04-05"}, if_match=3, key="zwrot"
    )

    assert (again.json(), again.headers["Idempotency-Replayed"]) == (first.json(), "true")
    measures = [one["data"]["measure"] for one in await events(database, PAYMENT_RETURNED)]
    assert measures == ["expenditure", "liability"]
