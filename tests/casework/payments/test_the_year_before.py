"""January pays what was due for the year before: which lists may, and where what comes back of it belongs."""

from collections.abc import Callable
from datetime import date

import httpx
import pytest

from casework.facts.budget_year import may_belong
from casework.facts.money import PAYMENT_RETURNED, Measure
from kit.db import Database
from tests.casework.log import events
from tests.casework.payments.a_list import an_approved, payments_of
from tests.casework.rights import Staff, an_award


async def settled(people: Staff, today: Callable[[date], None], month: str, on: date) -> httpx.Response:
    payment_list = await an_approved(people, month)
    today(date(2020, 4, 30))
    settlement = {"booked_on": on.isoformat(), "budget_year": on.year - 1}
    return await people.accountant.post(f"/v1/payment-lists/{payment_list}/settle", settlement, if_match=2)


@pytest.mark.postgres
@pytest.mark.asyncio
@pytest.mark.parametrize(("on", "status"), [(date(2020, 1, 10), 200), (date(2020, 2, 3), 409)])
async def test_a_list_of_december_is_of_its_year_until_january_ends(
    people: Staff, today: Callable[[date], None], on: date, status: int
) -> None:
    await an_award(people)
    answer = await settled(people, today, "2019-12", on)

    assert answer.status_code == status, answer.text


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_what_january_paid_for_the_year_before_comes_back_to_it_in_january_and_is_revenue_later(
    people: Staff, today: Callable[[date], None], database: Database
) -> None:
    await an_award(people)
    payment_list = await an_approved(people, "2019-12")
    today(date(2020, 4, 30))
    settlement = {"booked_on": "2020-01-10", "budget_year": 2019}
    await people.accountant.post(f"/v1/payment-lists/{payment_list}/settle", settlement, if_match=2)
    (payment,) = await payments_of(people, payment_list)
    address = f"/v1/payments/{payment['id']}"
    line = {"paragraf": "2910", "source": "dochod_panstwa"}

    too_late = await people.accountant.post(
        f"{address}/return", {"document": "WB 57", "booked_on": "2020-02-03"}, if_match=3
    )
    too_soon = await people.accountant.post(
        f"{address}/refund",
        {"amount": "1.00", "document": "WB 57", "booked_on": "2020-01-20", "line": line},
        if_match=3,
    )
    returned = await people.accountant.post(
        f"{address}/return", {"document": "WB 57", "booked_on": "2020-01-20"}, if_match=3
    )

    assert [(one.status_code, one.json()["code"]) for one in (too_late, too_soon)] == [(409, "other_budget_year")] * 2
    assert returned.status_code == 200, returned.text
    told = [one["data"] for one in await events(database, PAYMENT_RETURNED)]
    assert [(fact["budget_year"], fact["booked_on"]) for fact in told] == [(2019, "2020-01-20")] * 2


@pytest.mark.parametrize(
    ("year", "booked_on", "due", "measure", "may"),
    [
        (2019, date(2019, 12, 31), date(2019, 12, 1), "expenditure", True),
        (2019, date(2020, 1, 31), date(2019, 12, 1), "expenditure", True),
        (2019, date(2020, 2, 1), date(2019, 12, 1), "expenditure", False),
        (2019, date(2020, 1, 31), date(2020, 1, 1), "expenditure", False),
        (2018, date(2020, 1, 31), date(2018, 12, 1), "expenditure", False),
        (2020, date(2019, 12, 31), date(2020, 1, 1), "expenditure", False),
        (2020, date(2019, 12, 31), date(2020, 1, 1), "liability", True),
        (2021, date(2019, 12, 31), date(2019, 12, 1), "commitment_later", True),
    ],
)
def test_the_rule_of_the_budget_year(year: int, booked_on: date, due: date, measure: Measure, may: bool) -> None:
    assert may_belong(year, booked_on, due, measure) is may
