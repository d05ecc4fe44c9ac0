"""What comes back of an undue payment, followed from the account to the statement: the payment's year is lowered, later years earn."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from gops.postgres import Address
from kit.db import Database
from kit.testing.clients import GMINA
from kit.testing.databases import service_database
from tests.casework.log import events
from tests.casework.overpayments.a_debt import decided, paid, repaid, undue
from tests.casework.rights import Staff
from tests.services.reporting.an_office import an_office
from tests.services.reporting.logs import Log

pytestmark = pytest.mark.postgres


@pytest.mark.asyncio
async def test_money_of_the_same_year_lowers_the_expenditure_and_of_a_later_year_is_revenue_of_that_year(
    people: Staff, database: Database, today: Callable[[date], None], postgres: Address
) -> None:
    (payment,) = await paid(people)
    debt = await undue(people, payment)
    await repaid(people, debt, "103.71", "2019-04-30")
    await decided(people, debt)
    today(date(2020, 3, 2))
    await repaid(people, debt, "200.00", "2020-02-03")
    log = Log(GMINA)
    for one in await events(database):
        log.add(one["type"], one["data"], subject=UUID(one["subject"]))

    with service_database(postgres, "reporting") as made:
        async with an_office(made.dsn, log, gmina=GMINA) as office:
            await office.pull()
            found: dict[tuple[int, str, str], Any] = {}
            for year in (2019, 2020):
                for side, measure in (("expenditure", "expenditure"), ("revenue", "received"), ("revenue", "assessed")):
                    shown = (await office.statement(year=year, side=side, measure=measure)).json()
                    found[year, side, measure] = shown["total"]["executed"]

    assert found == {
        (2019, "expenditure", "expenditure"): "545.00",
        (2019, "revenue", "received"): "3.71",
        (2019, "revenue", "assessed"): "645.00",
        (2020, "expenditure", "expenditure"): "0.00",
        (2020, "revenue", "received"): "200.00",
        (2020, "revenue", "assessed"): "0.00",
    }
