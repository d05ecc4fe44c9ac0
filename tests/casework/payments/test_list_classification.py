"""A payment list that crosses a change of the classification: each fact stands on the codes of its own day."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from casework.facts.money import PAYMENT_APPROVED, PAYMENT_SETTLED, PAYMENT_VOIDED
from kit.db import Database
from tests.casework.log import events
from tests.casework.payments.a_list import a_draft, an_approved, payments_of, stornoed
from tests.casework.rights import Staff, an_award

pytestmark = pytest.mark.postgres

OLD, NEW = [("85501", 64500)], [("85516", 64500)]
UNMOVED = [("85502", 64500)]


def booked(event: dict[str, Any]) -> list[tuple[str, int]]:
    return [(line["rozdzial"], abs(line["amount"])) for line in event["data"]["lines"]]


@pytest.mark.asyncio
async def test_december_paid_in_january_is_a_liability_of_the_old_codes_and_an_expenditure_of_the_new(
    people: Staff, database: Database, today: Callable[[date], None]
) -> None:
    await an_award(people, benefit="zasilek_przeniesiony")
    await an_award(people, serial=2)
    payment_list = await an_approved(people, "2019-12")
    today(date(2020, 1, 3))

    await people.accountant.post(f"/v1/payment-lists/{payment_list}/settle", {"booked_on": "2020-01-02"}, if_match=2)

    assert sorted(booked(one) for one in await events(database, PAYMENT_APPROVED)) == [OLD, UNMOVED]
    assert sorted(booked(one) for one in await events(database, PAYMENT_SETTLED)) == [UNMOVED, NEW]
    shown = (await people.auditor.get(f"/v1/payment-lists/{payment_list}")).json()
    assert sorted(line["rozdzial"] for line in shown["lines"]) == ["85502", "85516"]


@pytest.mark.asyncio
async def test_january_approved_in_december_is_a_liability_of_the_old_codes(people: Staff, database: Database) -> None:
    await an_award(people, benefit="zasilek_przeniesiony")
    payment_list = await a_draft(people, "2019-12", due_on="2020-01-03")

    await people.head.post(f"/v1/payment-lists/{payment_list}/approve", {"on": "2019-12-30"}, if_match=1)

    (approved,) = await events(database, PAYMENT_APPROVED)
    assert (booked(approved), approved["data"]["budget_year"]) == (OLD, 2020)


@pytest.mark.asyncio
async def test_an_error_leaves_the_codes_that_it_was_booked_on(
    people: Staff, database: Database, today: Callable[[date], None]
) -> None:
    await an_award(people, benefit="zasilek_przeniesiony")
    payment_list = await an_approved(people, "2019-12")
    (payment,) = await payments_of(people, payment_list)
    today(date(2020, 1, 3))
    await people.accountant.post(f"/v1/payment-lists/{payment_list}/settle", {"booked_on": "2020-01-02"}, if_match=2)

    await stornoed(people, payment["id"], 3)

    voided = await events(database, PAYMENT_VOIDED)
    assert [(one["data"]["measure"], booked(one)) for one in voided] == [("expenditure", NEW), ("liability", OLD)]


@pytest.mark.asyncio
async def test_a_payment_without_a_line_on_its_day_stops_the_settlement(
    people: Staff, database: Database, today: Callable[[date], None]
) -> None:
    await an_award(people, benefit="zasilek_wygasly")
    payment_list = await an_approved(people, "2019-12")
    today(date(2020, 1, 3))

    answer = await people.accountant.post(
        f"/v1/payment-lists/{payment_list}/settle", {"booked_on": "2020-01-02"}, if_match=2
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "cannot_be_booked")
    assert [one["state"] for one in await payments_of(people, payment_list)] == ["approved"]
    assert await events(database, PAYMENT_SETTLED) == []
