"""Postal orders that come back after New Year are as little collected as those of the same year."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.casework.payments.a_list import a_settled, payments_of
from tests.casework.rights import Staff, an_award

pytestmark = pytest.mark.postgres

REVENUE = {"paragraf": "2910", "source": "dochod_panstwa"}


@pytest.mark.asyncio
async def test_two_postal_orders_that_come_back_after_new_year_open_a_notice(
    people: Staff, today: Callable[[date], None]
) -> None:
    await an_award(people)
    months = ("2019-11", "2019-12")
    payments = [one for month in months for one in await payments_of(people, await a_settled(people, month))]
    today(date(2020, 2, 10))

    for one in payments:
        back = {
            "amount": "645.00",
            "document": "WB 57",
            "booked_on": "2020-01-10",
            "reason": "uncollected",
            "line": REVENUE,
        }
        await people.accountant.post(f"/v1/payments/{one['id']}/refund", back, if_match=3)

    (notice,) = (await people.clerk.get("/v1/payment-notices")).json()["items"]
    assert (notice["first_month"], notice["last_month"], notice["months"]) == ("2019-11", "2019-12", 2)
