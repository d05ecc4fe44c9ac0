"""The turnover of cases: opening + received + reopened − closed = pending, whatever is put right later, and the same after a rebuild."""

from typing import Any
from uuid import UUID

import pytest

from casework.facts.cases import (
    APPLICATION_CANCELLED,
    APPLICATION_CLOSED,
    APPLICATION_COMPLETED,
    APPLICATION_CORRECTED,
    APPLICATION_RECEIVED,
    APPLICATION_REOPENED,
)
from kit.testing.databases import ServiceDatabase
from services.reporting.ledger.emptying import empty
from tests.services.reporting.an_office import ReportingOffice, an_office
from tests.services.reporting.logs import Log

pytestmark = pytest.mark.postgres


def told(log: Log, kind: str, case: int, on: str, **other: Any) -> None:
    """A fact of a case; received in January unless told otherwise."""
    data = {
        "application": str(UUID(int=case)), "benefit": "zasilek_rodzinny", "on": on, "received_on": "2019-01-10", "channel": "post",
        "unit": "gops", "reasons": [], "represented": False, "refusal_grounds": [],
    }  # fmt: skip
    log.add(kind, data | other)


async def turnover(office: ReportingOffice, since: str = "2019-01", until: str = "2019-03", **asked: Any) -> Any:
    answer = await office.as_("reporter").get("/v1/cases/turnover", since=since, until=until, **asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def months(found: Any) -> list[tuple[str, int, int, int, int, int]]:
    """Month, opening, received, reopened, closed, pending."""
    names = ("opening", "received", "reopened", "closed", "pending")
    return [(row["month"], *(row[name] for name in names)) for row in found["rows"]]


def a_winter(gmina: str) -> Log:
    """Three cases of January: one granted in February, one closed and opened again in March, one that stays."""
    log = Log(gmina)
    for case in (1, 2, 3):
        told(log, APPLICATION_RECEIVED, case, "2019-01-10", single=case == 1)
    told(log, APPLICATION_COMPLETED, 1, "2019-01-20")
    told(log, APPLICATION_CLOSED, 1, "2019-02-04", outcome="granted")
    told(log, APPLICATION_CLOSED, 2, "2019-02-05", outcome="refused")
    told(log, APPLICATION_REOPENED, 2, "2019-03-07", reopened_by="sent_back")
    return log


@pytest.mark.asyncio
async def test_each_month_begins_with_what_the_one_before_left_pending_and_the_cases_say_the_same(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    async with an_office(reporting_database.dsn, a_winter(fresh_gmina), gmina=fresh_gmina) as office:
        await office.pull()
        found = await turnover(office)
        february = await turnover(office, "2019-02", "2019-02")
    assert months(found) == [("2019-01", 0, 3, 0, 0, 3), ("2019-02", 3, 0, 0, 2, 1), ("2019-03", 1, 0, 1, 0, 2)]
    assert found["identity"] == {
        "opening": 0, "received": 3, "reopened": 1, "closed": 2, "pending": 2, "pending_cases": 2, "agrees": True,
        "differences": [], "without_receipt": 0,
    }  # fmt: skip
    (row,) = february["rows"]
    assert row["outcomes"] == [{"outcome": "granted", "cases": 1}, {"outcome": "refused", "cases": 1}]
    assert (february["identity"]["opening"], february["identity"]["pending_cases"]) == (3, 1)
    assert found["rows"][2]["reasons"] == [{"outcome": "sent_back", "cases": 1}]


@pytest.mark.asyncio
async def test_what_is_put_right_counts_as_it_stands_now_and_what_was_entered_in_error_not_at_all(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = a_winter(fresh_gmina)
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        told(log, APPLICATION_CORRECTED, 3, "2019-03-01", received_on="2019-02-20", channel="epuap")
        told(log, APPLICATION_CANCELLED, 2, "2019-03-20")
        await office.pull()
        found = await turnover(office)
        by_channel = await turnover(office, group_by=["channel", "living"])
    assert months(found) == [("2019-01", 0, 1, 0, 0, 1), ("2019-02", 1, 1, 0, 1, 1), ("2019-03", 1, 0, 0, 0, 1)]
    assert found["identity"]["agrees"]
    parts = [(row["channel"], row["living"], row["month"], row["pending"]) for row in by_channel["rows"]]
    assert parts == [
        ("epuap", "unknown", "2019-02", 1), ("epuap", "unknown", "2019-03", 1), ("post", "single", "2019-01", 1),
        ("post", "single", "2019-02", 0),
    ]  # fmt: skip


@pytest.mark.asyncio
async def test_a_case_whose_receipt_nobody_told_is_named_and_the_identity_does_not_hold(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = Log(fresh_gmina)
    told(log, APPLICATION_CLOSED, 1, "2019-02-04", outcome="granted")
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        found = await turnover(office)
    assert (found["rows"], found["identity"]["agrees"], found["identity"]["without_receipt"]) == ([], False, 1)


@pytest.mark.asyncio
async def test_a_ledger_that_is_built_again_says_the_same(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = a_winter(fresh_gmina)
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        for _ in range(3):
            await office.pull()
        before = await turnover(office)
        async with office.puller._database.tenant(fresh_gmina) as connection:
            await empty(connection, fresh_gmina)
        emptied = await turnover(office)
        await office.pull()
        after = await turnover(office)
    assert emptied["rows"] == [] or emptied == before
    assert (after["rows"], after["identity"]) == (before["rows"], before["identity"])


@pytest.mark.asyncio
async def test_a_region_sums_its_gminas_and_names_each_ones_part(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    async with an_office(reporting_database.dsn, a_winter(fresh_gmina), gmina=fresh_gmina) as office:
        await office.pull()
        own = await turnover(office)
        viewer = office.office.caller("r", "regional_viewer", gmina=fresh_gmina, gminas=[fresh_gmina, "300000"])
        answer = await viewer.get("/v1/cases/turnover/regional", since="2019-01", until="2019-03")
        file = await viewer.get("/v1/cases/turnover/regional", since="2019-02", until="2019-02", format="csv")
    assert answer.status_code == 200, answer.text
    region = answer.json()
    assert months(region) == months(own)
    assert {one["gmina"]: one["pending"] for one in region["gminas"]} == {"300000": 0, fresh_gmina: 2}
    assert file.text.splitlines()[1] == "family_benefits,zasilek_rodzinny,2019-02,,,,3,0,0,2,1"


@pytest.mark.asyncio
async def test_months_the_wrong_way_round_are_refused(reporting_database: ServiceDatabase, fresh_gmina: str) -> None:
    async with an_office(reporting_database.dsn, gmina=fresh_gmina) as office:
        answer = await office.as_("reporter").get("/v1/cases/turnover", since="2019-03", until="2019-01")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/query/until")
