"""The reconciliation of a whole year, by month and benefit, and its files."""

import csv
import io
from typing import Any

import psycopg
import pytest

from kit.money import grosze
from kit.testing.databases import ServiceDatabase
from tests.casework.payments.a_list import a_settled
from tests.casework.reconciliation.test_reconciliation import reconciled
from tests.casework.rights import Staff, an_award

pytestmark = pytest.mark.postgres


async def the_year(people: Staff, **query: object) -> dict[str, Any]:
    answer = await people.auditor.get("/v1/reconciliation/year", year=2019, **query)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def lines(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.asyncio
async def test_each_month_stands_as_it_does_alone_and_the_totals_are_their_sums(people: Staff) -> None:
    await an_award(people)
    await an_award(people, "100.01", serial=5, benefit="zasilek_mieszany")
    await a_settled(people)

    year = await the_year(people)

    assert (year["agrees"], len(year["months"])) == (True, 12)
    alone = await reconciled(people)
    assert [
        {name: value for name, value in one.items() if name != "month"}
        for one in year["rows"]
        if one["month"] == "2019-03"
    ] == alone["benefits"]
    settled = {one["benefit"]: one["settled"] for one in year["totals"]}
    assert settled == {"zasilek_mieszany": "100.01", "zasilek_staly_testowy": "645.00"}
    for total in year["totals"]:
        rows = [one for one in year["rows"] if one["benefit"] == total["benefit"]]
        assert sum(grosze(one["awarded"]) for one in rows) == grosze(total["awarded"]) > 0
    of_one = await the_year(people, benefit="zasilek_mieszany")
    assert [one["benefit"] for one in of_one["totals"]] == ["zasilek_mieszany"]


@pytest.mark.asyncio
async def test_the_month_that_differs_is_named(people: Staff, stored: ServiceDatabase) -> None:
    await an_award(people)
    await a_settled(people)
    damaged(stored)

    year = await the_year(people)

    assert year["agrees"] is False
    assert [(one["month"], one["cases_in_all"]) for one in year["months"] if not one["agrees"]] == [("2019-03", 2)]
    (case, _) = lines(
        (await people.auditor.get("/v1/reconciliation", month="2019-03", format="csv", part="cases")).text
    )
    assert (case["expected"], case["found"]) != ("", "")


@pytest.mark.asyncio
async def test_a_month_and_a_year_are_files_too(people: Staff) -> None:
    await an_award(people)
    await a_settled(people)

    of_month = await people.auditor.get("/v1/reconciliation", month="2019-03", format="csv")
    of_lists = await people.auditor.get("/v1/reconciliation", month="2019-03", format="csv", part="lists")
    of_year = await people.auditor.get("/v1/reconciliation/year", year=2019, format="csv")

    assert of_month.headers["content-type"] == "text/csv; charset=utf-8"
    assert [(one["benefit"], one["settled"]) for one in lines(of_month.text)] == [("zasilek_staly_testowy", "645.00")]
    assert [one["settled"] for one in lines(of_lists.text)] == ["645.00"]
    rows = lines(of_year.text)
    assert next(iter(rows[0])) == "month"
    assert [one["settled"] for one in rows if one["month"] == "2019-03"] == ["645.00"]


def damaged(database: ServiceDatabase) -> None:
    with psycopg.connect(database.superuser_dsn, autocommit=True) as administrator:
        administrator.execute("SET session_replication_role = replica")
        administrator.execute("UPDATE payment SET amount = amount - 500")
