"""Days and years of the steps of a list: none that is to come, none of a time that was over."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.casework.payments.a_list import a_draft
from tests.casework.people import a_person
from tests.casework.rights import Staff, issued, recorded

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]


async def a_long_right(people: Staff) -> None:
    """A right from January 2019 to December 2020, granted at the end of 2019."""
    body = recorded(await a_person(people.clerk))
    body["recorded"] |= {"last_month": "2020-12"}
    await issued(people, body)


@pytest.mark.asyncio
async def test_a_list_is_drawn_up_at_most_for_the_next_month(people: Staff, today: Turn) -> None:
    await a_long_right(people)

    answers = [
        await people.accountant.post("/v1/payment-lists", body)
        for body in (
            {"month": "2020-02"},
            {"month": "2020-01", "due_on": "2020-03-01"},
            {"month": "2020-01", "due_on": "2020-02-29"},
        )
    ]

    assert [(one.status_code, [error["pointer"] for error in one.json().get("errors", [])]) for one in answers] == [
        (422, ["/month"]), (422, ["/due_on"]), (201, []),
    ]  # fmt: skip
    ahead = await people.accountant.post("/v1/payment-lists/preview", {"month": "2020-06"})
    assert ahead.json()["payments"] == 1


@pytest.mark.asyncio
async def test_a_list_is_not_approved_before_it_could_have_been_drawn_up(people: Staff, today: Turn) -> None:
    await a_long_right(people)
    address = f"/v1/payment-lists/{await a_draft(people, '2019-12')}"

    before = await people.head.post(f"{address}/approve", {"on": "2019-10-31"}, if_match=1)
    approved = await people.head.post(f"{address}/approve", {"on": "2019-11-01"}, if_match=1)

    assert (before.status_code, before.json()["code"]) == (422, "day_impossible")
    assert approved.json()["state"] == "approved"
