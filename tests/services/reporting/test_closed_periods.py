"""Closed periods: shown again exactly, whatever comes later, and what came later is named."""

from datetime import date

import pytest

from kit.testing.databases import ServiceDatabase
from tests.services.reporting.an_office import PLAN_HEADER, an_office, csv_of, plan_row
from tests.services.reporting.logs import ANNA, JAN, of_one_family, pseudonym

pytestmark = pytest.mark.postgres


@pytest.mark.asyncio
async def test_the_latest_closed_day_says_what_came_late_and_plan_changes_are_named_too(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = of_one_family(fresh_gmina)
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        accountant = office.as_("accountant")
        june = await accountant.post("/v1/closings", {"unit": "gops", "year": 2019, "until": "2019-06-30"})
        log.pay(7700, on=date(2019, 2, 4))
        log.pay(8800, on=date(2019, 5, 6))
        await office.pull()
        await office.send("/v1/plans", csv_of(PLAN_HEADER, plan_row("9.00", valid_from="2019-05-01")))
        await office.send("/v1/plans", csv_of(PLAN_HEADER, plan_row("1.00", valid_from="2019-07-01", act_number="IX")))
        march = await accountant.post("/v1/closings", {"unit": "gops", "year": 2019, "until": "2019-03-31"})
        found = (await office.statement()).json()
        until_april = (await office.statement(until="2019-04-30")).json()
    assert (june.status_code, march.status_code) == (201, 201)
    assert [(c["kind"], c["closing"], c["booked_on"], c["amount"]) for c in found["corrections"]] == [
        ("entry", june.json()["id"], "2019-02-04", "77.00"),
        ("entry", june.json()["id"], "2019-05-06", "88.00"),
        ("plan", june.json()["id"], "2019-05-01", "9.00"),
    ]
    assert found["corrections_count"] == 3
    assert [c["amount"] for c in until_april["corrections"]] == ["77.00"]


@pytest.mark.asyncio
async def test_a_closed_period_is_shown_again_exactly_and_late_facts_are_named(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = of_one_family(fresh_gmina)
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        await office.send("/v1/plans", csv_of(PLAN_HEADER, plan_row()))
        closed = await office.as_("accountant").post(
            "/v1/closings", {"unit": "gops", "year": 2019, "until": "2019-04-30"}
        )
        assert closed.status_code == 201, closed.text
        before = (await office.statement(closing=closed.json()["id"])).json()

        log.pay(7700, person=pseudonym("late"), on=date(2019, 4, 2))
        log.add("pl.gops.person.relinked.v1", {"old": JAN, "new": ANNA})
        await office.send("/v1/plans", csv_of(PLAN_HEADER, plan_row("9.00", act_number="IX/9/2019")))
        await office.pull()

        after = (await office.statement(closing=closed.json()["id"])).json()
        now = (await office.statement(until="2019-04-30")).json()
    del before["observed"], after["observed"]
    assert before == after
    assert before["total"]["executed"] == "343.00"
    assert (before["total"]["persons"], before["corrections"], before["corrections_count"]) == (2, [], 0)
    assert (now["total"]["executed"], now["total"]["persons"], now["total"]["plan"]) == ("420.00", 2, "1009.00")
    assert [(c["kind"], c["service"], c["sequence"], c["amount"]) for c in now["corrections"]] == [
        ("entry", "family_benefits", 4, "77.00"),
        ("plan", "reporting", 3, "9.00"),
    ]


@pytest.mark.asyncio
async def test_a_period_is_not_closed_over_a_source_that_stands(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = of_one_family(fresh_gmina)
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        office.feeds.down.add("family_benefits")
        log.pay(100)
        await office.pull()
        period = {"unit": "gops", "year": 2019, "until": "2019-04-30"}

        refused = await office.as_("accountant").post("/v1/closings", period)
        accepted = await office.as_("accountant").post("/v1/closings", period | {"accept_incomplete": True})

    assert (refused.status_code, refused.json()["code"]) == (409, "sources_not_current")
    assert accepted.status_code == 201


@pytest.mark.asyncio
async def test_a_closed_period_is_not_asked_for_with_another_year_day_or_unit(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    async with an_office(reporting_database.dsn, of_one_family(fresh_gmina), gmina=fresh_gmina) as office:
        await office.pull()
        period = {"unit": "gops", "year": 2019, "until": "2019-04-30"}
        closing = (await office.as_("accountant").post("/v1/closings", period)).json()["id"]
        reporter = office.as_("reporter")
        same = await reporter.get("/v1/statements", closing=closing, **period)
        others = {"year": 2018, "until": "2019-03-31", "unit": "sds", "known_on": "2019-05-01"}
        answers = {
            (path, name): await reporter.get(path, closing=closing, **{name: value})
            for name, value in others.items()
            for path in ("/v1/statements", "/v1/statements/entries")
        }
    assert (same.status_code, same.json()["total"]["executed"]) == (200, "343.00")
    for (_, name), answer in answers.items():
        assert (answer.status_code, answer.json()["code"]) == (400, "closing_differs")
        assert [error["pointer"] for error in answer.json()["errors"]] == [f"/query/{name}"]
