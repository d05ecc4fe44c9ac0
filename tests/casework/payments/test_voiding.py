"""A storno: a payment that was an error is taken back as if it had not been."""

from collections.abc import Callable
from datetime import date

import pytest

from casework.facts.money import (
    PAYMENT_APPROVED,
    PAYMENT_SETTLED,
    PAYMENT_VOIDED,
)
from kit.db import Database
from kit.testing.clients import Office
from tests.casework.log import events
from tests.casework.payments.a_list import a_draft, a_payment, a_settled, an_approved, payments_of, stornoed
from tests.casework.payments.test_reversals import amounts
from tests.casework.rights import Staff, an_award
from tests.casework.tasks.the_list import kinds, only

pytestmark = pytest.mark.postgres


@pytest.mark.asyncio
async def test_a_payment_without_an_amount_is_not_voided(people: Staff, database: Database) -> None:
    await an_award(people)
    payment = await a_payment(people)
    async with database.tenant("101805") as connection:
        await connection.execute("UPDATE payment SET amount = 0, lines = jsonb_set(lines, '{0,amount}', '0')")

    answer = await stornoed(people, payment["id"], 3)

    assert (answer.status_code, answer.json()["code"]) == (409, "nothing_to_reverse")
    assert await events(database, PAYMENT_VOIDED) == []


@pytest.mark.asyncio
async def test_a_storno_mirrors_payment_and_liability_on_their_own_days(people: Staff, database: Database) -> None:
    await an_award(people)
    payment = await a_payment(people)
    address = f"/v1/payments/{payment['id']}"

    answer = await stornoed(people, payment["id"], 3)

    assert answer.json()["state"] == "voided"
    (approved,) = await events(database, PAYMENT_APPROVED)
    (settled,) = await events(database, PAYMENT_SETTLED)
    voided = await events(database, PAYMENT_VOIDED)
    for storno, original in zip(voided, (settled, approved), strict=True):
        assert storno["data"]["reverses"] == {
            "service": "family_benefits", "sequence": original["sequence"], "mode": "storno",
        }  # fmt: skip
        for name in ("measure", "booked_on", "budget_year", "recipient", "due_period"):
            assert storno["data"][name] == original["data"][name]
        assert amounts(storno) == [-amount for amount in amounts(original)]
        assert storno["data"]["quantities"] == [{"unit": "swiadczenie", "value": "-1.000"}]
    assert (await people.auditor.get(address)).json()["void_reason"] == "paid_twice"


@pytest.mark.asyncio
async def test_an_approved_payment_is_voided_without_touching_expenditure(people: Staff, database: Database) -> None:
    await an_award(people)
    (payment,) = await payments_of(people, await an_approved(people))

    await people.accountant.post(f"/v1/payments/{payment['id']}/void", {"reason": "wrong_amount"}, if_match=2)

    (voided,) = await events(database, PAYMENT_VOIDED)
    assert voided["data"]["measure"] == "liability"
    assert (await people.auditor.get(f"/v1/payments/{payment['id']}")).json()["reversals"] == []


@pytest.mark.asyncio
async def test_what_came_back_is_no_error_and_what_was_not_paid_cannot_come_back(people: Staff) -> None:
    await an_award(people)
    payment = await a_payment(people)
    address = f"/v1/payments/{payment['id']}"
    (planned,) = await payments_of(people, await a_draft(people, "2019-04"))
    await people.accountant.post(
        f"{address}/repay", {"amount": "1.00", "document": "WB 57", "booked_on": "2019-05-05"}, if_match=3
    )

    answers = [
        await stornoed(people, payment["id"], 4),
        await people.accountant.post(
            f"/v1/payments/{planned['id']}/return", {"document": "WB 57", "booked_on": "2019-05-05"}, if_match=1
        ),
        await people.accountant.post(f"/v1/payments/{planned['id']}/void", {"reason": "paid_twice"}, if_match=1),
        await people.clerk.post(f"{address}/return", {"document": "WB 57", "booked_on": "2019-05-05"}, if_match=4),
    ]

    assert [answer.json()["code"] for answer in answers] == [
        "payment_has_reversals",
        "payment_wrong_state",
        "payment_wrong_state",
        "forbidden",
    ]


async def proposed(people: Staff, payment: str, version: int) -> None:
    """The accountant has proposed a storno of what was paid."""
    body = {"reason": "paid_twice", "document": "PK 4/2019"}
    answer = await people.accountant.post(f"/v1/payments/{payment}/storno", body, if_match=version)
    assert (answer.status_code, answer.json()["state"]) == (200, "settled"), answer.text


@pytest.mark.asyncio
async def test_what_was_paid_is_not_voided_by_one_person(people: Staff, office: Office, database: Database) -> None:
    await an_award(people)
    payment = (await a_payment(people))["id"]
    address = f"/v1/payments/{payment}"
    both = office.caller("ida", "accountant", "head")

    at_once = await people.accountant.post(f"{address}/void", {"reason": "paid_twice"}, if_match=3)
    nothing = await people.head.post(f"{address}/storno/confirm", {}, if_match=3)
    without = await people.accountant.post(f"{address}/storno", {"reason": "paid_twice"}, if_match=3)
    await proposed(people, payment, 3)
    twice = await people.accountant.post(
        f"{address}/storno", {"reason": "paid_twice", "document": "PK 4/2019"}, if_match=4
    )
    alone = await both.post(f"{address}/storno/confirm", {}, if_match=4)
    clerk = await people.clerk.post(f"{address}/storno/confirm", {}, if_match=4)

    told = [(one.status_code, one.json()["code"]) for one in (at_once, nothing, without, twice, alone, clerk)]
    assert told == [
        (409, "payment_wrong_state"), (409, "nothing_proposed"), (422, "validation_failed"), (409, "proposal_open"),
        (409, "same_proposer"), (403, "forbidden"),
    ]  # fmt: skip
    assert await events(database, PAYMENT_VOIDED) == []


@pytest.mark.asyncio
async def test_a_storno_waits_in_the_worklist_and_shows_who_proposed_and_who_confirmed_it(people: Staff) -> None:
    await an_award(people)
    payment = (await a_payment(people))["id"]
    await proposed(people, payment, 3)
    task = await only(people.head, "storno_confirm")

    answer = await people.head.post(f"/v1/payments/{payment}/storno/confirm", {}, if_match=4)

    assert (task["matter"], answer.json()["state"]) == (payment, "voided")
    assert await kinds(people.head, kind="storno_confirm") == []
    found = (await people.auditor.get(f"/v1/payments/{payment}")).json()
    (storno,) = found["stornos"]
    assert [storno[name] for name in ("reason", "document", "proposed_by", "outcome", "decided_by")] == [
        "paid_twice", "PK 4/2019", "ida", "confirmed", "ewa",
    ]  # fmt: skip
    assert [(one["mode"], one["document"]) for one in found["reversals"]] == [("storno", "PK 4/2019")]


@pytest.mark.asyncio
async def test_a_storno_that_is_refused_leaves_the_payment_as_it_was(people: Staff, database: Database) -> None:
    await an_award(people)
    payment = (await a_payment(people))["id"]
    await proposed(people, payment, 3)

    refused = await people.head.post(
        f"/v1/payments/{payment}/storno/refuse", {"reason": "Pieniądze nie wróciły."}, if_match=4
    )
    confirmed = await people.head.post(f"/v1/payments/{payment}/storno/confirm", {}, if_match=5)

    assert (refused.json()["state"], confirmed.json()["code"]) == ("settled", "nothing_proposed")
    (storno,) = (await people.auditor.get(f"/v1/payments/{payment}")).json()["stornos"]
    assert (storno["outcome"], storno["decided_reason"]) == ("refused", "Pieniądze nie wróciły.")
    assert await events(database, PAYMENT_VOIDED) == []


@pytest.mark.asyncio
async def test_after_its_year_a_payment_is_not_voided_even_if_it_was_proposed_before(
    people: Staff, today: Callable[[date], None]
) -> None:
    await an_award(people, serial=1)
    await an_award(people, serial=2)
    one, other = (payment["id"] for payment in await payments_of(people, await a_settled(people)))
    await proposed(people, one, 3)
    today(date(2020, 1, 2))

    answers = [
        await people.head.post(f"/v1/payments/{one}/storno/confirm", {}, if_match=4),
        await people.accountant.post(
            f"/v1/payments/{other}/storno", {"reason": "paid_twice", "document": "PK 1/2020"}, if_match=3
        ),
    ]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(409, "other_budget_year")] * 2
    assert (await people.auditor.get(f"/v1/payments/{one}")).json()["stornos"][0]["outcome"] is None


@pytest.mark.asyncio
async def test_what_came_back_meanwhile_is_no_storno_any_more(people: Staff) -> None:
    await an_award(people)
    payment = (await a_payment(people))["id"]
    await proposed(people, payment, 3)
    back = {"booked_on": "2019-05-05", "document": "WB 57", "reason": "account_closed"}
    await people.accountant.post(f"/v1/payments/{payment}/return", back, if_match=4)

    answer = await people.head.post(f"/v1/payments/{payment}/storno/confirm", {}, if_match=5)

    assert answer.json()["code"] == "payment_wrong_state"


@pytest.mark.asyncio
async def test_what_came_back_shows_its_document_and_is_not_noted_without_one(people: Staff) -> None:
    await an_award(people)
    payment = (await a_payment(people))["id"]
    address = f"/v1/payments/{payment}"
    bodies = {
        "return": {"booked_on": "2019-05-05"},
        "repay": {"booked_on": "2019-05-05", "amount": "1.00"},
        "refund": {"booked_on": "2019-05-05", "amount": "1.00"},
    }

    answers = [await people.accountant.post(f"{address}/{step}", body, if_match=3) for step, body in bodies.items()]
    await people.accountant.post(f"{address}/repay", bodies["repay"] | {"document": "WB 57"}, if_match=3)

    assert [[error["pointer"] for error in one.json()["errors"]] for one in answers] == [["/document"]] * 3
    (back,) = (await people.auditor.get(address)).json()["reversals"]
    assert back["document"] == "WB 57"
