"""While a change into another right (variant, mechanism) waits to be enforceable, the lesser of the old and the new amount is paid."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.casework.decisions.later import a_final_decision, carried, later
from tests.casework.payments.a_list import a_draft, a_settled, payments_of
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, recorded

pytestmark = pytest.mark.postgres
Turn = Callable[[date], None]


async def turned(
    people: Staff,
    body: dict[str, Any],
    older: str,
    amount: str,
    *,
    variant: str | None = "mala",
    first: str = "2019-02",
) -> str:
    """An act of today makes it another right from the month on; it is issued, and can not be carried out yet."""
    order = later(body, older, "change", "test_32", effective_from=first)
    order |= {
        "recorded": body["recorded"] | {"amount": amount, "variant": variant, "first_month": first},
        "justified": True,
    }
    act = await a_decision(people, order)
    await carried(people, act)
    return act


async def of_list(people: Staff, payment_list: str) -> list[tuple[str, str]]:
    return [(one["month"], one["amount"]) for one in await payments_of(people, payment_list)]


async def owed(people: Staff, month: str) -> list[tuple[str, str]]:
    """What a list of the month with its arrears would pay now; nothing due is an empty list."""
    made = await people.accountant.post("/v1/payment-lists", {"month": month, "arrears_from": "2019-01"})
    if made.status_code == 409:
        assert made.json()["code"] == "nothing_due", made.text
        return []
    assert made.status_code == 201, made.text
    return await of_list(people, made.json()["id"])


async def final(people: Staff, today: Turn, act: str) -> None:
    await people.clerk.post(f"/v1/decisions/{act}/deliver", {"on": "2019-02-04"}, if_match=3)
    today(date(2019, 3, 29))
    await people.clerk.post("/v1/decisions/finalise")


async def agrees(people: Staff, *months: str) -> bool:
    return all([(await people.auditor.get("/v1/reconciliation", month=one)).json()["agrees"] for one in months])


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("amount", "undisputed", "afterwards"),
    [
        ("700.00", "645.00", [("2019-02", "55.00"), ("2019-03", "700.00")]),
        ("600.00", "600.00", [("2019-03", "600.00")]),
    ],
)
async def test_the_lesser_amount_is_paid_meanwhile_and_the_rest_once_the_change_is_enforceable(
    people: Staff, today: Turn, amount: str, undisputed: str, afterwards: list[tuple[str, str]]
) -> None:
    body = recorded(await a_person(people.clerk), benefit="zasilek_mieszany")
    older, _ = await a_final_decision(people, today, body)
    await a_settled(people, "2019-01")
    act = await turned(people, body, older, amount)
    today(date(2019, 2, 28))

    paid = await of_list(people, await a_settled(people, "2019-02"))
    nothing_more = await owed(people, "2019-02")
    agreed = await agrees(people, "2019-01", "2019-02")
    await final(people, today, act)

    assert (paid, nothing_more, agreed) == ([("2019-02", undisputed)], [], True)
    assert await owed(people, "2019-03") == afterwards
    assert await agrees(people, "2019-01", "2019-02", "2019-03")


@pytest.mark.asyncio
async def test_of_a_month_that_was_paid_by_the_old_right_nothing_is_paid_besides_meanwhile(
    people: Staff, today: Turn
) -> None:
    body = recorded(await a_person(people.clerk), benefit="zasilek_mieszany")
    older, _ = await a_final_decision(people, today, body)
    await a_settled(people, "2019-01")

    await turned(people, body, older, "700.00", first="2019-01")

    assert await owed(people, "2019-02") == [("2019-02", "645.00")]


@pytest.mark.asyncio
async def test_what_the_list_leaves_out_meanwhile_is_the_disputed_part(people: Staff, today: Turn) -> None:
    body = recorded(await a_person(people.clerk), benefit="zasilek_mieszany")
    older, _ = await a_final_decision(people, today, body)
    await turned(people, body, older, "700.00")

    shown = (await people.accountant.post("/v1/payment-lists/preview", {"month": "2019-02"})).json()

    assert (shown["amount"], [(one["reason"], one["amount"]) for one in shown["left_out"]]) == (
        "645.00", [("not_enforceable", "55.00")],
    )  # fmt: skip


@pytest.mark.asyncio
async def test_a_second_change_that_waits_too_pays_what_no_act_disputes(people: Staff, today: Turn) -> None:
    body = recorded(await a_person(people.clerk), benefit="zasilek_mieszany")
    older, _ = await a_final_decision(people, today, body)
    await turned(people, body, older, "700.00")

    await turned(people, body, older, "680.00")

    assert await of_list(people, await a_draft(people, "2019-02")) == [("2019-02", "645.00")]


@pytest.mark.asyncio
async def test_when_the_right_came_back_to_an_award_that_stands_the_lesser_amount_is_paid_of_that(
    people: Staff, today: Turn
) -> None:
    body = recorded(await a_person(people.clerk), benefit="zasilek_mieszany")
    older, _ = await a_final_decision(people, today, body)
    until_june = body | {"recorded": body["recorded"] | {"last_month": "2019-06"}}
    first = await turned(people, until_june, older, "700.00")
    await final(people, today, first)

    await turned(people, body, first, "660.00", variant=None, first="2019-03")

    assert await of_list(people, await a_draft(people, "2019-03")) == [("2019-03", "660.00")]
