"""The whole lists behind a proof: page by page, and as a file, they are what the statement counts."""

import csv
import io
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from kit.testing.databases import ServiceDatabase
from tests.services.reporting.an_office import (
    BOOKING_HEADER,
    PLAN_HEADER,
    ReportingOffice,
    an_office,
    booking_row,
    csv_of,
    plan_row,
)
from tests.services.reporting.logs import Log, line, of_one_family

pytestmark = pytest.mark.postgres

LATER = "2199-12-31"


@pytest.mark.asyncio
async def test_every_refused_fact_is_on_some_page_and_in_the_file(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = Log(fresh_gmina)
    for number in range(510):
        log.pay(100 + number, lines=[line(100, rozdzial="85516")])
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        pages = await _pages(office, "refused", limit=200)
        file = await _file(office, "refused")
        june = await _pages(office, "refused", limit=200, until="2019-01-31")
    assert [len(page) for page in pages] == [200, 200, 110]
    assert sorted(item["sequence"] for page in pages for item in page) == [int(row["sequence"]) for row in file]
    assert {(row["code"], row["benefit"]) for row in file} == {(pages[0][0]["code"], pages[0][0]["benefit"])}
    assert june == [[]]


@pytest.mark.asyncio
@pytest.mark.parametrize("asked", [{}, {"known_on": LATER}], ids=["now", "as known on a day"])
async def test_differences_with_the_finance_system_are_read_one_by_one(
    reporting_database: ServiceDatabase, fresh_gmina: str, asked: dict[str, str]
) -> None:
    first, second = sorted(str(uuid4()) for _ in range(2))
    log = Log(fresh_gmina)
    for paid_list in (first, second):
        log.pay(10000, document=("payment_list", paid_list, 1))
    rows = [_mirror("60.00", first, paragraf="3119"), _mirror("99.00", second)]
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        await office.send("/v1/bookings", csv_of(BOOKING_HEADER, *rows))
        pages = await _pages(office, "mirror-differences", limit=1, **asked)
        whole = (await office.statement(**asked)).json()["proof"]["mirrors"]
    assert [item for page in pages for item in page] == whole
    assert [(one["payment_list"], one["paragraf"], one["difference"]) for one in whole] == [
        (first, "3110", "-100.00"),
        (first, "3119", "60.00"),
        (second, "3110", "-1.00"),
    ]


@pytest.mark.asyncio
async def test_corrections_of_a_closed_period_are_read_one_by_one(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = of_one_family(fresh_gmina)
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        closing = {"unit": "gops", "year": 2019, "until": "2019-06-30"}
        closed = (await office.as_("accountant").post("/v1/closings", closing)).json()["id"]
        log.pay(7700, on=date(2019, 2, 4))
        log.pay(8800, on=date(2019, 5, 6))
        await office.pull()
        await office.send("/v1/plans", csv_of(PLAN_HEADER, plan_row("9.00", valid_from="2019-05-01")))
        pages = await _pages(office, "corrections", limit=2)
        whole = (await office.statement()).json()["corrections"]
        of_the_closed = await office.as_("reporter").get("/v1/statements/corrections", closing=closed)
        foreign = await office.as_("reporter").get("/v1/statements/corrections", closing=str(uuid4()))
    assert [len(page) for page in pages] == [2, 1]
    assert [item for page in pages for item in page] == whole
    assert of_the_closed.json() == {"items": [], "next_cursor": None}
    assert foreign.status_code == 404


async def _pages(office: ReportingOffice, name: str, **asked: object) -> list[list[dict[str, Any]]]:
    pages: list[list[dict[str, Any]]] = []
    cursor: str | None = None
    while not pages or cursor is not None:
        answer = await office.as_("reporter").get(f"/v1/statements/{name}", year=2019, cursor=cursor, **asked)
        assert answer.status_code == 200, answer.text
        pages.append(answer.json()["items"])
        cursor = answer.json()["next_cursor"]
    return pages


async def _file(office: ReportingOffice, name: str) -> list[dict[str, str]]:
    answer = await office.as_("reporter").get(f"/v1/statements/{name}", year=2019, format="csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.text)))


def _mirror(amount: str, paid_list: str, **changed: object) -> str:
    codes = {"dzial": "855", "rozdzial": "85502", "paragraf": "3110", "task_kind": "zlecone"}
    source = {"source": "dotacja_zlecone_2010", "benefit": "", "mirrors": paid_list}
    return booking_row(amount, **{**codes, **source, **changed})
