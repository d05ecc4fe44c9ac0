"""Money that January books for the year before: in no month's figure, and in its own place wherever the year is read."""

from datetime import date
from typing import Any

import pytest

from kit.testing.databases import ServiceDatabase
from tests.services.reporting.an_office import BOOKING_HEADER, ReportingOffice, an_office, booking_row, csv_of
from tests.services.reporting.logs import Log, line

pytestmark = pytest.mark.postgres

OF_JANUARY = {
    "side": "expenditure", "measure": "expenditure", "dzial": "855", "rozdzial": "85502", "task_kind": "zlecone",
    "source": "dotacja_zlecone_2010", "benefit": "zasilek_rodzinny", "amount": "30.00",
}  # fmt: skip


def a_log(gmina: str) -> Log:
    log = Log(gmina)
    log.pay(10000, on=date(2019, 12, 20))
    log.pay(3000, on=date(2020, 1, 10), year=2019, due_period="2019-12")
    log.pay(500, on=date(2020, 1, 10), year=2019, due_period="2019-12", measure="liability")
    log.pay(400, on=date(2020, 1, 10), year=2019, lines=[line(400, rozdzial="85516")])
    return log


async def check_of(office: ReportingOffice, **query: object) -> tuple[bool, list[str]]:
    checks = (await office.statement(**query)).json()["checks"]
    found: dict[str, Any] = next(one for one in checks if one["code"] == "nothing_booked_after_the_year")
    return found["passed"], found["rows"]


@pytest.mark.asyncio
async def test_it_is_named_with_its_sum_in_the_statement_of_the_year_and_in_no_other(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    async with an_office(reporting_database.dsn, a_log(fresh_gmina), gmina=fresh_gmina) as office:
        await office.pull()
        now = (await office.statement()).json()
        then = (await office.statement(known_on="2199-12-31")).json()
        november = (await office.statement(until="2019-11-30")).json()
        longer = (await office.statement(until="2020-01-31")).json()
        next_year = (await office.statement(year=2020)).json()
        checks = [await check_of(office), await check_of(office, until="2019-11-30"), await check_of(office, year=2020)]
        text = (await office.statement(format="csv")).text
        sheet = await office.statement(format="xlsx")
    for found in (now, then):
        assert found["booked_after_the_year"] == [OF_JANUARY]
        assert (found["booked_after_the_year_amount"], found["total"]["executed"]) == ("30.00", "100.00")
    assert [one["booked_after_the_year"] for one in (november, longer, next_year)] == [[], [], []]
    assert (longer["total"]["executed"], next_year["total"]["executed"]) == ("130.00", "0.00")
    assert checks == [(False, ["85502/zlecone"]), (True, []), (True, [])]
    assert "after_the_year,855,85502,zlecone,zasilek_rodzinny,Zaksięgowano po 31 grudnia,,30.00," in text
    assert sheet.status_code == 200
    # A fact of January that was refused is missing from the year, too.
    assert ([one["sequence"] for one in now["proof"]["refused"]], november["proof"]["refused"]) == ([4], [])


@pytest.mark.asyncio
async def test_the_proof_the_cell_and_the_region_have_it_too(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    async with an_office(reporting_database.dsn, a_log(fresh_gmina), gmina=fresh_gmina) as office:
        await office.pull()
        reporter = office.as_("reporter")
        proof = (await reporter.get("/v1/proof", year=2019)).json()
        cells = [
            (await reporter.get("/v1/statements/cell", year=2019, rozdzial="85502", until=until)).json()
            for until in ("2019-12-31", "2019-11-30")
        ]
        viewer = office.office.caller("r", "regional_viewer", gmina=fresh_gmina, gminas=[fresh_gmina])
        regions = [
            (await viewer.get("/v1/statements/regional", year=2019, until=until)).json()
            for until in ("2019-12-31", "2019-11-30")
        ]
    assert proof["booked_after_the_year"] == [OF_JANUARY, OF_JANUARY | {"measure": "liability", "amount": "5.00"}]
    assert proof["refused_count"] == 1
    assert [(cell["amount"], cell["booked_after_the_year"]) for cell in cells] == [("100.00", "30.00"), ("0.00", None)]
    assert [region["booked_after_the_year"] for region in regions] == ["30.00", "0.00"]
    assert [region["gminas"][0]["refused_count"] for region in regions] == [1, 0]


@pytest.mark.asyncio
async def test_a_closed_year_has_what_was_known_when_it_was_closed(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = Log(fresh_gmina)
    log.pay(3000, on=date(2020, 1, 10), year=2019, due_period="2019-12")
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        period = {"unit": "gops", "year": 2019, "until": "2019-12-31"}
        closing = (await office.as_("accountant").post("/v1/closings", period)).json()["id"]
        log.pay(700, on=date(2020, 1, 11), year=2019, due_period="2019-12")
        await office.pull()
        closed = (await office.statement(closing=closing)).json()
        now = (await office.statement()).json()
    assert (closed["booked_after_the_year_amount"], now["booked_after_the_year_amount"]) == ("30.00", "37.00")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"booked_on": "2020-01-08", "occurred_on": "2019-12-30"}, 201),
        ({"booked_on": "2019-12-30", "measure": "commitment_later", "budget_year": 2020}, 201),
        ({"booked_on": "2020-01-08", "occurred_on": "2020-01-02"}, 422),
        ({"booked_on": "2020-02-03", "occurred_on": "2019-12-30"}, 422),
        ({"booked_on": "2019-12-30", "budget_year": 2020}, 422),
        ({"budget_year": 2091}, 422),
    ],
)
async def test_a_document_is_of_the_year_of_its_day_or_of_the_one_before_in_january(
    reporting_database: ServiceDatabase, fresh_gmina: str, changed: dict[str, object], status: int
) -> None:
    async with an_office(reporting_database.dsn, gmina=fresh_gmina) as office:
        answer = await office.send("/v1/bookings", csv_of(BOOKING_HEADER, booking_row(), booking_row(**changed)))
    assert answer.status_code == status, answer.text
    if status == 422:
        (error,) = answer.json()["errors"]
        assert (error["pointer"], error["code"]) == ("/rows/1/budget_year", "other_budget_year")
