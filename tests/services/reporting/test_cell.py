"""One cell by its key gives what the statement prints there."""

from datetime import date

import pytest

from casework.facts.money import PAYMENT_RETURNED
from kit.testing.databases import ServiceDatabase
from tests.services.reporting.an_office import BOOKING_HEADER, ReportingOffice, an_office, booking_row, csv_of
from tests.services.reporting.logs import Log, pseudonym

pytestmark = pytest.mark.postgres

ANNA, JAN, FAMILY = pseudonym("anna"), pseudonym("jan"), pseudonym("rodzina")
ROW = {"rozdzial": "85502", "task_kind": "zlecone"}
LINE = {**ROW, "benefit": "zasilek_rodzinny"}


def a_log(gmina: str) -> Log:
    log = Log(gmina)
    first = log.pay(12400, person=ANNA, household=FAMILY, on=date(2019, 3, 28), variant="do_5_lat")
    log.pay(9505, person=JAN, household=FAMILY, on=date(2019, 3, 28), line={"source": "srodki_wlasne", "p4": "9"})
    log.pay(100, person=JAN, on=date(2019, 3, 29), benefit="dobry_start", line={"rozdzial": "85504"}, benefits="0.500")
    back = {"reverses": ("family_benefits", first, "same_year_return"), "variant": "do_5_lat", "benefits": "-1.000"}
    log.pay(-12400, person=ANNA, household=FAMILY, on=date(2019, 5, 7), kind=PAYMENT_RETURNED, **back)
    return log


async def cell(office: ReportingOffice, **key: object) -> tuple[object, ...]:
    answer = await office.as_("reporter").get("/v1/statements/cell", year=2019, **key)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    return found["amount"], found["benefits"], found["persons"], found["families"]


@pytest.mark.asyncio
async def test_a_cell_is_what_the_statement_prints_at_every_level_and_month(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    async with an_office(reporting_database.dsn, a_log(fresh_gmina), gmina=fresh_gmina) as office:
        await office.pull()
        for until in ("2019-02-28", "2019-03-31", "2019-04-30", "2019-05-31", "2019-12-31"):
            statement = (await office.statement(until=until)).json()
            rows = {row["rozdzial"]: row for row in statement["rows"]}
            wanted = [({}, statement["total"], "executed")]
            wanted += [({"dzial": total["dzial"]}, total, "executed") for total in statement["dzialy"]]
            wanted += [({"rozdzial": code}, row, "executed") for code, row in rows.items()]
            wanted += [({**ROW, "rozdzial": code}, row, "executed") for code, row in rows.items()]
            wanted += [
                ({**ROW, "rozdzial": code, "benefit": line["code"]}, line, "amount")
                for code, row in rows.items()
                for line in row["lines"]
            ]
            assert len(wanted) >= (8 if until > "2019-03-01" else 1)
            for key, printed, money in wanted:
                expected = (printed[money], printed["benefits"], printed["persons"], printed["families"])
                assert await cell(office, until=until, **key) == expected, (key, until)


@pytest.mark.asyncio
async def test_a_part_of_a_line_has_money_and_says_that_nobody_is_counted_there(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    async with an_office(reporting_database.dsn, a_log(fresh_gmina), gmina=fresh_gmina) as office:
        await office.pull()
        own = await office.as_("head").get(
            "/v1/statements/cell", year=2019, **LINE, source="srodki_wlasne", paragraf="3119"
        )
        variant = await cell(office, **LINE, variant="do_5_lat", until="2019-03-31")
        nothing = await office.as_("head").get("/v1/statements/cell", year=2019, **LINE, paragraf="3110", variant="x")
    assert own.json() == {
        "gmina": fresh_gmina, "year": 2019, "until": "2019-12-31", "side": "expenditure", "measure": "expenditure", "dzial": "855",
        **LINE, "paragraf": "3119", "source": "srodki_wlasne", "variant": None, "mechanism": None, "amount": "95.05", "benefits": 1,
        "counted": False, "persons": None, "families": None, "booked_after_the_year": "0.00",
    }  # fmt: skip
    assert variant == ("124.00", 1, None, None)
    assert nothing.status_code == 404


@pytest.mark.asyncio
async def test_what_entered_here_a_moment_ago_is_in_the_cell_and_money_without_a_benefit_has_one_too(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    key = {"rozdzial": "85219", "task_kind": "wlasne"}
    async with an_office(reporting_database.dsn, gmina=fresh_gmina) as office:
        before = await office.as_("reporter").get("/v1/statements/cell", year=2019, **key)
        await office.send("/v1/bookings", csv_of(BOOKING_HEADER, booking_row("-0.05", benefit="")))
        row = await cell(office, **key)
        line = await cell(office, **key, benefit="bez_swiadczenia")
        entries = await office.as_("reporter").get("/v1/statements/entries", year=2019, benefit="bez_swiadczenia")
    assert (before.status_code, before.json()["code"]) == (404, "not_found")
    assert row == line == ("-0.05", None, None, None)
    assert [entry["amount"] for entry in entries.json()["items"]] == ["-0.05"]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("key", "pointer"),
    [
        ({"until": "2019-03-30"}, "/query/until"),
        ({"until": "2018-12-31"}, "/query/until"),
        ({"task_kind": "zlecone"}, "/query/rozdzial"),
        ({"rozdzial": "85502", "benefit": "zasilek_rodzinny"}, "/query/task_kind"),
        ({**ROW, "source": "srodki_wlasne"}, "/query/benefit"),
        ({"rozdzial": "8550"}, "/query/rozdzial"),
        ({"benefit": "Zły kod"}, "/query/benefit"),
    ],
)
async def test_a_key_that_names_no_cell_is_refused_with_its_member(
    reporting_database: ServiceDatabase, fresh_gmina: str, key: dict[str, str], pointer: str
) -> None:
    async with an_office(reporting_database.dsn, gmina=fresh_gmina) as office:
        answer = await office.as_("reporter").get("/v1/statements/cell", year=2019, **key)
    assert answer.status_code in (400, 422)
    assert answer.json()["errors"][0]["pointer"] == pointer


@pytest.mark.asyncio
async def test_a_cell_of_another_gmina_is_not_there_and_a_caseworker_reads_none(
    reporting_database: ServiceDatabase, ledger_gminas: list[str]
) -> None:
    mine, other, _ = ledger_gminas
    async with an_office(reporting_database.dsn, a_log(mine), gmina=mine) as office:
        await office.pull()
        foreign = await office.as_("reporter", other).get("/v1/statements/cell", year=2019)
        named = await office.as_("reporter", other).send(
            "GET", "/v1/statements/cell", query={"year": 2019, "gmina": mine}
        )
        caseworker = await office.as_("caseworker").get("/v1/statements/cell", year=2019)
    assert [answer.status_code for answer in (foreign, named, caseworker)] == [404, 404, 403]
