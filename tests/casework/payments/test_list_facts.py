"""What a payment list tells the log: liabilities, expenditures, and liabilities taken back."""

import logging
from collections.abc import Callable
from datetime import date

import pytest

from casework.facts.money import PAYMENT_APPROVED, PAYMENT_SETTLED, PAYMENT_VOIDED
from kit.db import Database
from kit.feed.verify import Place, verify
from tests.casework.log import events
from tests.casework.payments.a_list import a_draft, a_settled, an_approved, payments_of, stornoed
from tests.casework.people import a_household, a_person
from tests.casework.rights import Staff, an_award, issued, recorded

pytestmark = pytest.mark.postgres

MANY_AWARDS = """
WITH one AS (SELECT * FROM award LIMIT 1), more AS (
    INSERT INTO award (gmina, id, benefit, unit, entitled, recipient, origin, state, since, until)
    SELECT gmina, gen_random_uuid(), benefit, unit, entitled, recipient, 'imported', 'active', since, until
      FROM one, generate_series(1, %s) RETURNING gmina, id, since, until)
INSERT INTO award_amount (gmina, award, since, until, amount)
SELECT gmina, id, since, until, 10000 + row_number() OVER () FROM more
"""


@pytest.mark.asyncio
async def test_the_way_from_a_person_to_a_settled_payment(people: Staff, database: Database) -> None:
    award = await an_award(people, "645.00")

    payment_list = await a_settled(people)

    (payment,) = await payments_of(people, payment_list)
    assert {name: payment[name] for name in ("award", "month", "amount", "came_back", "state", "booked_on")} == {
        "award": award, "month": "2019-03", "amount": "645.00", "came_back": "0.00", "state": "settled",
        "booked_on": "2019-03-28",
    }  # fmt: skip
    approved, settled = (one["data"] for one in await events(database, PAYMENT_APPROVED, PAYMENT_SETTLED))
    assert (approved["measure"], approved["booked_on"], approved["due_on"], approved["budget_year"]) == (
        "liability", "2019-03-20", "2019-03-31", 2019,
    )  # fmt: skip
    assert (settled["measure"], settled["booked_on"], settled["budget_year"], settled["due_period"]) == (
        "expenditure", "2019-03-28", 2019, "2019-03",
    )  # fmt: skip
    assert settled["document"]["id"] == payment_list
    assert settled["quantities"] == [{"unit": "swiadczenie", "value": "1.000"}]
    assert [(line["rozdzial"], line["amount"]) for line in settled["lines"]] == [("85502", 64500)]
    assert settled["counted"] == "recipient"
    assert settled["recipient"] == approved["recipient"]


@pytest.mark.asyncio
async def test_what_did_not_go_out_is_no_liability_any_more_and_falls_due_again(
    people: Staff, database: Database
) -> None:
    for serial in (1, 2):
        await an_award(people, serial=serial)
    payment_list = await an_approved(people)
    failed, paid = await payments_of(people, payment_list)

    answer = await people.accountant.post(
        f"/v1/payment-lists/{payment_list}/settle",
        {"booked_on": "2019-03-28", "failed": [{"payment": failed["id"], "reason": "account_closed"}]},
        if_match=2,
    )

    assert answer.status_code == 200
    states = {one["id"]: one["state"] for one in await payments_of(people, payment_list)}
    assert states == {failed["id"]: "voided", paid["id"]: "settled"}
    approved = {one["subject"]: one for one in await events(database, PAYMENT_APPROVED)}
    (voided,) = await events(database, PAYMENT_VOIDED)
    assert voided["subject"] == failed["id"]
    assert voided["data"]["reverses"] == {
        "service": "family_benefits",
        "sequence": approved[failed["id"]]["sequence"],
        "mode": "storno",
    }
    for name in ("measure", "booked_on", "budget_year"):
        assert voided["data"][name] == approved[failed["id"]]["data"][name]
    assert [line["amount"] for line in voided["data"]["lines"]] == [-64500]
    assert [one["award"] for one in await payments_of(people, await a_draft(people))] == [failed["award"]]


@pytest.mark.asyncio
async def test_the_whole_log_holds_together(people: Staff, database: Database) -> None:
    mother = await a_person(people.clerk)
    body = recorded(mother, household=await a_household(people.clerk, mother))
    await issued(people, body)
    await a_settled(people)

    async with database.tenant("101805") as connection:
        rows = await (await connection.execute("SELECT item FROM event_log ORDER BY sequence")).fetchall()
    page = verify(b"[" + b",\n".join(row[0].encode() for row in rows) + b"]", Place())

    assert page.place.sequence == len(rows) == 5


@pytest.mark.asyncio
async def test_no_name_or_number_of_a_person_stands_in_events_lists_or_logs(
    people: Staff, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        mother = await a_person(people.clerk)
        number = (await people.clerk.get(f"/v1/persons/{mother}")).json()["pesel"]
        await issued(people, recorded(mother))
        payment_list = await a_settled(people)

    told = str(await events(database)) + str(await payments_of(people, payment_list))
    assert not [word for word in (number, "Wiśniewska", "Anna", mother) if word in told]
    logged = caplog.text + "".join(str(record.__dict__) for record in caplog.records)
    assert not [word for word in (number, "Wiśniewska") if word in logged]


@pytest.mark.asyncio
async def test_a_december_right_paid_in_january_is_money_of_the_new_year(
    people: Staff, database: Database, today: Callable[[date], None]
) -> None:
    await an_award(people)
    payment_list = await an_approved(people, "2019-12")
    today(date(2020, 1, 3))

    await people.accountant.post(f"/v1/payment-lists/{payment_list}/settle", {"booked_on": "2020-01-02"}, if_match=2)

    (settled,) = await events(database, PAYMENT_SETTLED)
    assert (settled["data"]["budget_year"], settled["data"]["due_period"]) == (2020, "2019-12")


@pytest.mark.asyncio
async def test_the_budget_year_is_the_one_that_is_stated_also_when_the_payment_was_an_error(
    people: Staff, database: Database, today: Callable[[date], None]
) -> None:
    await an_award(people)
    payment_list = await an_approved(people, "2019-12")
    (payment,) = await payments_of(people, payment_list)
    today(date(2020, 1, 3))
    of_2019 = {"booked_on": "2020-01-02", "budget_year": 2019}

    await people.accountant.post(f"/v1/payment-lists/{payment_list}/settle", of_2019, if_match=2)
    await stornoed(people, payment["id"], 3)

    (settled,) = await events(database, PAYMENT_SETTLED)
    storno, _ = await events(database, PAYMENT_VOIDED)
    for fact in (settled, storno):
        assert (fact["data"]["booked_on"], fact["data"]["budget_year"]) == ("2020-01-02", 2019)
    shown = (await people.auditor.get(f"/v1/payments/{payment['id']}")).json()
    assert [one["budget_year"] for one in (shown, *shown["reversals"])] == [2019, 2019]


@pytest.mark.parametrize("year", [2018, 2021])
@pytest.mark.asyncio
async def test_a_payment_belongs_to_the_year_of_its_day_or_the_one_before(
    people: Staff, today: Callable[[date], None], year: int
) -> None:
    await an_award(people)
    payment_list = await an_approved(people, "2019-12")
    today(date(2020, 1, 3))

    answer = await people.accountant.post(
        f"/v1/payment-lists/{payment_list}/settle", {"booked_on": "2020-01-02", "budget_year": year}, if_match=2
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "other_budget_year")
    assert answer.json()["errors"][0]["pointer"] == "/budget_year"
