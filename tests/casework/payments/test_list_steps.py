"""The steps of a payment list: approved by another person, settled on the bank's day, in this order."""

import pytest

from casework.facts.money import PAYMENT_SETTLED
from kit.db import Database
from kit.testing.clients import Office
from tests.casework.log import events
from tests.casework.payments.a_list import a_draft, an_approved, payments_of
from tests.casework.rights import Staff, an_award

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
async def test_who_generated_may_not_approve(people: Staff, office: Office) -> None:
    await an_award(people)
    both = office.caller("zofia", "accountant", "head")
    drafted = await both.post("/v1/payment-lists", {"month": "2019-03"})
    address = f"/v1/payment-lists/{drafted.json()['id']}/approve"

    same = await both.post(address, {}, if_match=1)
    another = await people.head.post(address, {}, if_match=1)

    assert (same.status_code, same.json()["code"]) == (409, "same_approver")
    assert another.json()["state"] == "approved"


@pytest.mark.asyncio
async def test_steps_out_of_order_or_of_other_roles_are_refused(people: Staff) -> None:
    await an_award(people)
    address = f"/v1/payment-lists/{await a_draft(people)}"

    answers = [
        await people.accountant.post(f"{address}/settle", {"booked_on": "2019-03-28"}, if_match=1),
        await people.clerk.post("/v1/payment-lists", {"month": "2019-04"}),
        await people.head.post(f"{address}/approve", {"on": "2020-01-01"}, if_match=1),
        await people.head.post(f"{address}/approve", {}, if_match=5),
        await people.head.post(f"{address}/approve", {"on": "2019-03-20"}, if_match=1),
        await people.accountant.post(f"{address}/settle", {"booked_on": "2019-03-19"}, if_match=2),
        await people.accountant.post(f"{address}/settle", {"booked_on": "2020-01-01"}, if_match=2),
        await people.accountant.post(f"{address}/withdraw", if_match=2),
    ]

    assert [(answer.status_code, answer.json().get("code")) for answer in answers] == [
        (409, "transition_not_allowed"),
        (403, "forbidden"),
        (422, "day_impossible"),
        (412, "version_mismatch"),
        (200, None),
        (422, "day_impossible"),
        (422, "day_impossible"),
        (409, "transition_not_allowed"),
    ]


@pytest.mark.asyncio
async def test_an_empty_list_is_not_approved(people: Staff) -> None:
    await an_award(people)
    payment_list = await a_draft(people)
    (only,) = await payments_of(people, payment_list)
    await people.accountant.post(f"/v1/payment-lists/{payment_list}/exclude", {"payments": [only["id"]]}, if_match=1)

    answer = await people.head.post(f"/v1/payment-lists/{payment_list}/approve", {}, if_match=2)

    assert answer.json()["code"] == "payment_list_empty"


@pytest.mark.asyncio
async def test_a_settlement_with_a_strange_payment_changes_nothing(people: Staff, database: Database) -> None:
    await an_award(people)
    payment_list = await an_approved(people)
    stranger = {"payment": "00000000-0000-7000-8000-000000000000", "reason": "account_closed"}

    answer = await people.accountant.post(
        f"/v1/payment-lists/{payment_list}/settle", {"booked_on": "2019-03-28", "failed": [stranger]}, if_match=2
    )

    assert answer.json()["code"] == "payment_not_on_list"
    assert [one["state"] for one in await payments_of(people, payment_list)] == ["approved"]
    assert await events(database, PAYMENT_SETTLED) == []


@pytest.mark.asyncio
async def test_a_repeated_settlement_books_once(people: Staff, database: Database) -> None:
    await an_award(people)
    address = f"/v1/payment-lists/{await an_approved(people)}/settle"
    first = await people.accountant.post(address, {"booked_on": "2019-03-28"}, if_match=2, key="bank")

    again = await people.accountant.post(address, {"booked_on": "2019-03-28"}, if_match=2, key="bank")

    assert again.json() == first.json()
    assert len(await events(database, PAYMENT_SETTLED)) == 1
