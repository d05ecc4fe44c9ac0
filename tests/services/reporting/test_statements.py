"""Statements through the API: what the office reads, closes, corrects, and opens down to the entry."""

import io
from datetime import date

import openpyxl
import pytest

from kit.testing.databases import ServiceDatabase
from tests.services.reporting.an_office import BOOKING_HEADER, PLAN_HEADER, an_office, booking_row, csv_of, plan_row
from tests.services.reporting.conftest import Ledger
from tests.services.reporting.logs import ANNA, Log, line, of_one_family

pytestmark = pytest.mark.postgres


@pytest.mark.asyncio
async def test_a_statement_shows_plan_executed_sources_persons_and_families(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    async with an_office(reporting_database.dsn, of_one_family(fresh_gmina), gmina=fresh_gmina) as office:
        await office.pull()
        await office.send(
            "/v1/plans",
            csv_of(
                PLAN_HEADER, plan_row("500.00"), plan_row("-100.00", act_number="V/2/2019", valid_from="2019-04-01")
            ),
        )
        await office.send(
            "/v1/bookings", csv_of(BOOKING_HEADER, booking_row("250.00", declared="rodzina=14;spotkanie=6"))
        )

        march = (await office.statement(until="2019-03-31")).json()
        april = (await office.statement(until="2019-04-30")).json()

    row = march["rows"][1]
    assert (row["rozdzial"], row["plan"], row["executed"], row["state"], row["own"]) == (
        "85502",
        "500.00",
        "219.00",
        "219.00",
        "0.00",
    )
    assert (row["persons"], row["families"], row["benefits"], row["percent"]) == (2, 1, 2, "43.80")
    assert row["lines"][0]["code"] == "zasilek_rodzinny"
    assert march["rows"][0]["lines"][0]["declared"] == [
        {"unit": "rodzina", "value": 14},
        {"unit": "spotkanie", "value": 6},
    ]
    assert march["rows"][0]["persons"] is None
    assert (april["rows"][1]["plan"], april["rows"][1]["executed"], april["rows"][1]["benefits"]) == (
        "400.00",
        "343.00",
        3,
    )
    assert april["total"]["executed"] == "593.00"
    assert [check["code"] for check in april["checks"] if not check["passed"]] == ["executed_within_plan"]


@pytest.mark.asyncio
async def test_a_list_that_is_cut_short_says_how_many_there_are(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = Log(fresh_gmina)
    for number in range(510):
        log.pay(100 + number, lines=[line(100, rozdzial="85516")])
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        statement = (await office.statement()).json()
        proof = (await office.as_("reporter").get("/v1/proof", year=2019)).json()
    for found in (statement["proof"], proof):
        assert (len(found["refused"]), found["refused_count"], found["mirrors_count"]) == (500, 510, 0)


@pytest.mark.asyncio
async def test_a_part_of_several_variants_and_a_mechanism_can_be_opened(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = Log(fresh_gmina)
    log.pay(100, variant="do_5_lat")
    log.pay(200, variant="do_18_lat", mechanism="zlotowka_za_zlotowke")
    log.pay(400, variant="do_24_lat")
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        reporter = office.as_("reporter")
        both = await reporter.get("/v1/statements/entries", year=2019, variant=["do_5_lat", "do_18_lat"])
        one = await reporter.get("/v1/statements/entries", year=2019, mechanism="zlotowka_za_zlotowke")
        odd = await reporter.get("/v1/statements/entries", year=2019, benefit="\x00")
    assert [entry["amount"] for entry in both.json()["items"]] == ["1.00", "2.00"]
    assert [entry["amount"] for entry in one.json()["items"]] == ["2.00"]
    assert odd.status_code in (400, 422)


@pytest.mark.asyncio
async def test_from_a_cell_to_its_entries_page_by_page(reporting_database: ServiceDatabase, fresh_gmina: str) -> None:
    async with an_office(reporting_database.dsn, of_one_family(fresh_gmina), gmina=fresh_gmina) as office:
        await office.pull()
        reporter = office.as_("reporter")
        query = {"year": 2019, "rozdzial": "85502", "benefit": "zasilek_rodzinny", "sort": "amount", "limit": 2}
        first = (await reporter.get("/v1/statements/entries", **query)).json()
        second = (await reporter.get("/v1/statements/entries", **query, cursor=first["next_cursor"])).json()
        sheet = (await reporter.get("/v1/statements/entries", year=2019, format="csv")).text
        head = await office.as_("head").get("/v1/statements/entries", year=2019)
    entries = [*first["items"], *second["items"]]
    assert [(one["amount"], one["sequence"]) for one in entries] == [("95.00", 2), ("124.00", 1), ("124.00", 3)]
    assert second["next_cursor"] is None
    assert entries[1]["person"] == ANNA
    assert len(sheet.splitlines()) == 4
    assert head.status_code == 403


@pytest.mark.asyncio
async def test_a_region_sees_sums_and_which_gminas_are_closed(
    reporting_database: ServiceDatabase, ledger_gminas: list[str]
) -> None:
    one, two, empty = ledger_gminas
    second = of_one_family(two)
    second.pay(500, lines=[line(500, rozdzial="85516")])
    async with an_office(reporting_database.dsn, of_one_family(one), second, gmina=one) as office:
        # Two logs of one service: the second gmina has its own.
        await office.puller.pull(one, "family_benefits")
        await office.puller.pull(two, "family_benefits")
        await office.as_("accountant").post("/v1/closings", {"unit": "gops", "year": 2019, "until": "2019-04-30"})
        await office.statement()
        viewer = office.office.caller("r", "regional_viewer", gmina=one, gminas=[one, two, empty])
        seen = await viewer.get("/v1/statements/regional", year=2019, until="2019-04-30")
        entries = await viewer.get("/v1/statements/entries", year=2019)
        own = await viewer.get("/v1/statements", year=2019)
    region = seen.json()
    assert (region["total"]["executed"], region["total"]["benefits"]) == ("686.00", 6)
    assert "persons" not in seen.text
    assert {g["gmina"]: g["state"] for g in region["gminas"]} == {one: "closed", two: "preliminary", empty: "none"}
    proven = {g["gmina"]: {s["service"]: s["sequence"] for s in g["sources"]} for g in region["gminas"]}
    assert proven == {one: {"family_benefits": 3, "reporting": 1}, two: {"family_benefits": 4}, empty: {}}
    assert {g["gmina"]: g["refused_count"] for g in region["gminas"]} == {one: 0, two: 1, empty: 0}
    assert region["checks"] == [{"code": "no_fact_refused", "passed": False, "rows": [two]}]
    assert region["observed"]["checks"] == [{"code": "sources_current", "passed": False, "rows": [empty]}]
    lag = {g["gmina"]: [(s["state"], s["lag"]) for s in g["sources"]] for g in region["observed"]["gminas"]}
    assert lag[two] == [("following", 0)]
    assert (entries.status_code, own.status_code) == (403, 403)


@pytest.mark.asyncio
async def test_the_spreadsheet_and_the_csv_hold_the_same_figures(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    async with an_office(reporting_database.dsn, of_one_family(fresh_gmina), gmina=fresh_gmina) as office:
        await office.pull()
        sheet = await office.statement(format="xlsx")
        text = (await office.statement(format="csv")).text
    book = openpyxl.load_workbook(io.BytesIO(sheet.content))
    cells = [[cell.value for cell in row] for row in book["Sprawozdanie"].iter_rows(min_row=5)]
    assert cells[0][5] == 343
    assert cells[-1][3:6] == ["Razem", 0, 343]
    assert book["Kompletność"]["A2"].value == "family_benefits"
    lines = text.splitlines()
    assert lines[0].startswith("level,dzial,rozdzial")
    assert "total,,,,,Razem,0.00,343.00,343.00,0.00,,2,1,3," in lines
    assert "check,,,,executed_within_plan,nie,,,,,,,,,85502/zlecone" in lines


@pytest.mark.asyncio
async def test_groups_count_persons_of_each_group_apart(reporting_database: ServiceDatabase, fresh_gmina: str) -> None:
    log = of_one_family(fresh_gmina)
    log.pay(4000, person=ANNA, line={"source": "srodki_wlasne"}, on=date(2019, 4, 26))
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        groups = (await office.statement(group_by="source")).json()["groups"]
    assert [(g["source"], g["executed"], g["state"], g["own"], g["persons"]) for g in groups] == [
        ("dotacja_zlecone_2010", "343.00", "343.00", "0.00", 2),
        ("srodki_wlasne", "40.00", "0.00", "40.00", 1),
    ]


def test_nothing_of_a_gmina_is_seen_by_another(ledger: Ledger, ledger_gminas: list[str]) -> None:
    mine, other, _ = ledger_gminas
    ledger.apply(of_one_family(mine))
    for table in (
        "ledger_entry",
        "amount_cell",
        "set_member",
        "count_cell",
        "member",
        "posting",
        "node",
        "source",
        "ledger_head",
    ):
        assert ledger.rows(other, f"SELECT * FROM {table}") == []
        assert ledger.rows(mine, f"SELECT 1 FROM {table}") != []
