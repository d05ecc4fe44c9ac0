"""Statements through the API: what the office reads, closes, corrects, and opens down to the entry."""

import io
from datetime import UTC, date, datetime
from uuid import uuid4

import openpyxl
import pytest

from casework.facts.money import PAYMENT_REFUNDED, PAYMENT_REPAID, PAYMENT_RETURNED
from kit.testing.databases import ServiceDatabase
from tests.services.reporting.an_office import BOOKING_HEADER, PLAN_HEADER, an_office, booking_row, csv_of, plan_row
from tests.services.reporting.conftest import Ledger
from tests.services.reporting.logs import ANNA, FAMILY, JAN, Log, line, of_one_family

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
async def test_each_reversal_moves_exactly_what_it_should(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = Log(fresh_gmina)
    first = log.pay(10000, person=ANNA, household=FAMILY)
    log.pay(10000, person=JAN, household=FAMILY)
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:

        async def figures() -> tuple[str, int | None, int | None, int | None]:
            await office.pull()
            row = (await office.statement()).json()["rows"][0]
            return row["executed"], row["persons"], row["families"], row["benefits"]

        assert await figures() == ("200.00", 2, 1, 2)
        back = {"person": ANNA, "household": FAMILY, "on": date(2019, 5, 7)}
        log.pay(
            -10000,
            kind=PAYMENT_RETURNED,
            reverses=("family_benefits", first, "same_year_return"),
            benefits="-1.000",
            **back,
        )
        assert await figures() == ("100.00", 1, 1, 1)
        back = {"person": JAN, "household": FAMILY, "on": date(2019, 6, 7)}
        log.pay(
            -4000, kind=PAYMENT_REPAID, reverses=("family_benefits", 2, "same_year_repayment"), benefits=None, **back
        )
        assert await figures() == ("60.00", 1, 1, 1)
        log.pay(
            0, kind=PAYMENT_REFUNDED, reverses=("family_benefits", 2, "prior_year"), benefits=None, measure="received", **back,
            lines=[line(3000, side="revenue", paragraf="291", source="dochod_panstwa")],
        )  # fmt: skip
        assert await figures() == ("60.00", 1, 1, 1)
        revenue = (await office.statement(side="revenue", measure="received")).json()
        assert (revenue["total"]["executed"], revenue["total"]["persons"]) == ("30.00", None)
        log.pay(
            -10000,
            kind="pl.gops.payment.voided.v1",
            reverses=("family_benefits", 2, "storno"),
            benefits="-1.000",
            person=JAN,
            household=FAMILY,
        )
        assert await figures() == ("-40.00", 0, 0, None)


@pytest.mark.asyncio
async def test_a_payment_repaid_in_part_and_then_returned_leaves_nobody_behind(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = Log(fresh_gmina)
    paid = {"person": ANNA, "household": FAMILY}
    first = log.pay(10000, **paid)
    log.pay(
        -3000, on=date(2019, 4, 4), kind=PAYMENT_REPAID, reverses=("family_benefits", first, "same_year_repayment"),
        benefits=None, **paid,
    )  # fmt: skip
    log.pay(
        -7000, on=date(2019, 5, 7), kind=PAYMENT_RETURNED, reverses=("family_benefits", first, "same_year_return"),
        benefits="-1.000", sets_amount=-10000, **paid,
    )  # fmt: skip
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        figures = []
        # The first two from the projection, the others from the facts.
        for asked in ({"until": "2019-04-30"}, {}, {"until": "2019-05-06"}, {"until": "2019-05-07"}):
            total = (await office.statement(**asked)).json()["total"]
            figures.append((total["executed"], total["persons"], total["families"], total["benefits"]))
        by_source = (await office.statement(group_by="source")).json()["groups"]
    assert figures == [("70.00", 1, 1, 1), ("0.00", 0, 0, None)] * 2
    assert [(group["executed"], group["persons"]) for group in by_source] == [("0.00", 0)]


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
async def test_a_statement_as_known_on_a_day_leaves_out_what_came_later(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = Log(fresh_gmina)
    log.pay(100, person=ANNA, at=datetime(2019, 4, 1, 21, 59, tzinfo=UTC))
    # One minute after midnight in the office.
    log.pay(100, person=JAN, at=datetime(2019, 4, 1, 22, 1, tzinfo=UTC))
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        first = (await office.statement(known_on="2019-04-01")).json()
        second = (await office.statement(known_on="2019-04-02")).json()
    assert (first["total"]["executed"], first["total"]["persons"]) == ("1.00", 1)
    assert (second["total"]["executed"], second["total"]["persons"]) == ("2.00", 2)


@pytest.mark.asyncio
async def test_a_rebuild_gives_the_same_bytes(reporting_database: ServiceDatabase, fresh_gmina: str) -> None:
    from services.reporting.rebuilding import rebuild

    log = of_one_family(fresh_gmina)
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        await office.send("/v1/plans", csv_of(PLAN_HEADER, plan_row("500.00")))
        document = (await office.send("/v1/bookings", csv_of(BOOKING_HEADER, booking_row("250.00")))).json()["id"]
        await office.send(
            "/v1/bookings", csv_of(BOOKING_HEADER, booking_row("70.00", document_id="PK/2", mirrors=str(uuid4())))
        )
        await office.as_("accountant").post(f"/v1/bookings/{document}/reverse")
        log.pay(
            -12400,
            person=ANNA,
            household=FAMILY,
            kind=PAYMENT_RETURNED,
            reverses=("family_benefits", 1, "same_year_return"),
        )
        log.pay(500, lines=[line(500, rozdzial="85516")])
        await office.pull()
        queries = [
            {"until": "2019-03-31"},
            {"until": "2019-06-11"},
            {"group_by": "paragraf"},
            {"definition": "council_annual"},
        ]
        before = [(await office.statement(**query)).content.split(b'"observed"')[0] for query in queries]

        counted = await rebuild(
            office.office.http._transport.app.state.database, office.puller, office.puller.services, fresh_gmina
        )  # type: ignore[attr-defined]

        after = [(await office.statement(**query)).content.split(b'"observed"')[0] for query in queries]
    assert counted["family_benefits"] == 5
    assert before == after
    assert b'"rozdzial_not_in_force"' in after[0]
    assert b'"payment_list"' in after[0]


@pytest.mark.asyncio
async def test_a_source_that_stands_fails_a_control_rule_outside_of_what_a_rebuild_must_repeat(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = of_one_family(fresh_gmina)
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        current = (await office.statement()).json()
        office.feeds.down.add("family_benefits")
        log.pay(100)
        await office.pull()
        late = (await office.statement()).json()
        text = (await office.statement(format="csv")).text.splitlines()
        sheet = await office.statement(format="xlsx")
        sources = (await office.as_("reporter").get("/v1/sources")).json()
    assert current.pop("observed")["checks"] == [{"code": "sources_current", "passed": True, "rows": []}]
    assert late.pop("observed")["checks"] == [{"code": "sources_current", "passed": False, "rows": ["family_benefits"]}]
    assert current == late
    assert "check,,,,sources_current,nie,,,,,,,,,family_benefits" in text
    place = late["proof"]["sources"][0]
    assert f'source,,,,family_benefits,"unreachable, opóźnienie 0",,,,,,,,,3: {place["digest"]}' in text
    cells = [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(sheet.content))["Kompletność"]]
    assert ["sources_current", "nie", "family_benefits", None] in cells
    assert sources[0]["lag_seconds"] >= 0


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


@pytest.mark.asyncio
async def test_the_rest_of_a_payment_that_comes_back_leaves_every_row_to_the_grosz(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = Log(fresh_gmina)
    grant, own = line(333), line(667, rozdzial="85501")
    first = log.pay(0, person=ANNA, household=FAMILY, lines=[grant, own])
    back: dict[str, object] = {"person": ANNA, "household": FAMILY, "on": date(2019, 5, 7)}
    log.pay(
        0, kind=PAYMENT_REPAID, reverses=("family_benefits", first, "same_year_repayment"), benefits=None,
        lines=[line(-33), line(-67, rozdzial="85501")], **back,
    )  # fmt: skip
    log.pay(
        0, kind=PAYMENT_RETURNED, reverses=("family_benefits", first, "same_year_return"), benefits="-1.000",
        lines=[{**line(-300), "sets_amount": -333}, {**line(-600, rozdzial="85501"), "sets_amount": -667}],
        sets_amount=-1000, **back,
    )  # fmt: skip

    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        rows = (await office.statement()).json()["rows"]

    assert [(row["executed"], row["persons"]) for row in rows] in ([], [("0.00", 0)] * len(rows))
