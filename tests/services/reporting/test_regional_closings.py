"""What a region is told of closed periods: whether these are the figures that were sent, by all units, and what came later."""

from datetime import date
from typing import Any

import pytest

from kit.testing.databases import ServiceDatabase
from services.reporting.ledger.emptying import empty
from tests.services.reporting.an_office import (
    BOOKING_HEADER,
    PLAN_HEADER,
    ReportingOffice,
    an_office,
    booking_row,
    csv_of,
    plan_row,
)
from tests.services.reporting.logs import of_one_family

pytestmark = pytest.mark.postgres


async def close(office: ReportingOffice, until: str = "2019-04-30", unit: str = "gops") -> str:
    answer = await office.as_("accountant").post("/v1/closings", {"unit": unit, "year": 2019, "until": until})
    assert answer.status_code == 201, answer.text
    await office.statement()
    return str(answer.json()["id"])


async def seen(office: ReportingOffice, until: str = "2019-04-30") -> dict[str, Any]:
    viewer = office.office.caller("r", "regional_viewer", gmina=office.gmina, gminas=[office.gmina])
    answer = await viewer.get("/v1/statements/regional", year=2019, until=until)
    assert answer.status_code == 200, answer.text
    region: dict[str, Any] = answer.json()
    return region


@pytest.mark.asyncio
async def test_money_and_plan_that_come_after_a_closing_are_said_with_the_figures(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = of_one_family(fresh_gmina)
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        closing = await close(office)
        before = await seen(office)
        log.pay(7700, on=date(2019, 4, 2))
        log.pay(9900, on=date(2019, 5, 2))
        log.pay(100, on=date(2019, 4, 2), measure="liability")
        await office.pull()
        await office.send("/v1/plans", csv_of(PLAN_HEADER, plan_row("9.00", valid_from="2019-04-30")))
        await office.send("/v1/plans", csv_of(PLAN_HEADER, plan_row("1.00", valid_from="2019-05-01", act_number="IX")))
        await office.statement()
        after = await seen(office)
        again = await close(office)
        closed_again = await seen(office)
    places = [("family_benefits", 3), ("reporting", 0)]
    for region, state, late in (
        (before, "closed", (0, "0.00", "0.00")),
        (after, "closed_with_corrections", (2, "77.00", "9.00")),
    ):
        (gmina,) = region["gminas"]
        (unit,) = gmina["closings"]
        assert gmina["state"] == state
        assert (unit["unit"], unit["closing"]) == ("gops", closing)
        assert [(source["service"], source["sequence"]) for source in unit["sources"]] == places
        assert (unit["corrections_count"], unit["corrections_amount"], unit["plan_corrections_amount"]) == late
    assert (before["total"]["executed"], after["total"]["executed"]) == ("343.00", "420.00")
    assert [(g["state"], g["closings"][0]["closing"]) for g in closed_again["gminas"]] == [("closed", again)]


@pytest.mark.asyncio
async def test_one_closed_unit_of_two_is_not_a_closed_gmina(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    async with an_office(reporting_database.dsn, of_one_family(fresh_gmina), gmina=fresh_gmina) as office:
        await office.pull()
        await office.send("/v1/bookings", csv_of(BOOKING_HEADER, booking_row(unit="sds")))
        await office.send("/v1/plans", csv_of(PLAN_HEADER, plan_row("5.00", unit="urzad", valid_from="2019-06-01")))
        await close(office)
        partly, later = await seen(office), await seen(office, "2019-06-30")
        await close(office, unit="sds")
        whole = await seen(office)
    assert [(g["state"], g["open_units"]) for g in partly["gminas"]] == [("partly_closed", ["sds"])]
    assert [(g["state"], g["open_units"]) for g in later["gminas"]] == [("preliminary", [])]
    assert [(g["state"], g["open_units"]) for g in whole["gminas"]] == [("closed", [])]


@pytest.mark.asyncio
async def test_corrections_are_the_same_whichever_log_is_read_first(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = of_one_family(fresh_gmina)
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        await close(office, "2019-03-31")
        await close(office)
        log.pay(7700, on=date(2019, 2, 4))
        await office.pull()
        await office.send("/v1/bookings", csv_of(BOOKING_HEADER, booking_row()))
        await office.send("/v1/plans", csv_of(PLAN_HEADER, plan_row()))
        await office.statement()
        answers = [await seen(office), await seen(office, "2019-03-31")]
        for order in (("family_benefits", "reporting"), ("reporting", "family_benefits")):
            async with office.puller._database.tenant(fresh_gmina) as connection:
                await empty(connection, fresh_gmina)
            for service in order:
                await office.puller.pull(fresh_gmina, service)
            answers += [await seen(office), await seen(office, "2019-03-31")]
        named = (await office.statement(until="2019-04-30")).json()
    closings = [answer["gminas"][0]["closings"] for answer in answers]
    assert closings[0::2] == [closings[0]] * 3
    assert closings[1::2] == [closings[1]] * 3
    (of_april,) = closings[0]
    assert (of_april["corrections_count"], of_april["corrections_amount"]) == (3, "327.00")
    assert of_april["corrections_count"] == named["corrections_count"]
