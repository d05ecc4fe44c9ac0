"""Statements over time: what is as it was known, what comes back and leaves nobody behind, and what a rebuild repeats to the byte."""

import io
from datetime import UTC, date, datetime
from uuid import uuid4

import openpyxl
import pytest

from casework.facts.money import PAYMENT_REFUNDED, PAYMENT_REPAID, PAYMENT_RETURNED
from kit.testing.databases import ServiceDatabase
from tests.services.reporting.an_office import BOOKING_HEADER, PLAN_HEADER, an_office, booking_row, csv_of, plan_row
from tests.services.reporting.logs import ANNA, FAMILY, JAN, Log, line, of_one_family

pytestmark = pytest.mark.postgres


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
