"""What enters here stays in the log for ever, so it must be of a size that can be applied; what comes anyway is told with its place."""

import pytest

from casework.facts.cases import HOUSEHOLD_LINKED, HOUSEHOLD_SNAPSHOTTED, PERSON_RELINKED
from casework.facts.money import MONEY_TYPES
from casework.facts.registers import REGISTER_ACT_RECORDED
from casework.facts.registry import SCHEMAS
from kit.testing.databases import ServiceDatabase
from services.reporting.bookings.service import LINES_OF_A_FACT
from services.reporting.cases.reading import KINDS
from services.reporting.ledger.facts import Reader, Unreadable
from services.reporting.ledger.left_out import LEFT_OUT
from services.reporting.sources.follow import follow
from tests.services.reporting.an_office import BOOKING_HEADER, PLAN_HEADER, an_office, booking_row, csv_of, plan_row
from tests.services.reporting.conftest import Ledger
from tests.services.reporting.logs import Log, line, pseudonym

pytestmark = pytest.mark.postgres

MOST = "9999999999999.99"


@pytest.mark.asyncio
async def test_a_document_of_more_rows_than_a_small_number_holds_is_counted_to_the_grosz(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    rows = [booking_row("0.01")] * 33_000
    async with an_office(reporting_database.dsn, gmina=fresh_gmina) as office:
        answer = await office.send("/v1/bookings", csv_of(BOOKING_HEADER, *rows))
        statement = (await office.statement()).json()
        events = (await office.as_("system").get("/v1/events", limit=5000)).json()
    assert answer.status_code == 201, answer.text
    assert statement["total"]["executed"] == "330.00"
    assert max(len(event["data"]["lines"]) for event in events) == LINES_OF_A_FACT


def test_a_fact_of_more_lines_than_a_small_number_holds_is_applied(ledger: Ledger) -> None:
    log = Log(ledger.gmina())
    log.pay(0, lines=[line(1) for _ in range(33_000)])

    ledger.apply(log)

    assert ledger.rows(log.gmina, "SELECT max(line), sum(amount) FROM ledger_entry") == [(33_000, 33_000)]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("path", "header", "row"), [("/v1/bookings", BOOKING_HEADER, booking_row), ("/v1/plans", PLAN_HEADER, plan_row)]
)
async def test_a_sum_that_no_cell_holds_is_refused_with_its_file(
    reporting_database: ServiceDatabase,
    fresh_gmina: str,
    path: str,
    header: str,
    row: object,
) -> None:
    make = booking_row if row is booking_row else plan_row
    async with an_office(reporting_database.dsn, gmina=fresh_gmina) as office:
        at_once = await office.send(path, csv_of(header, *[make(MOST)] * 11))
        names = "document_id" if row is booking_row else "act_number"
        one_by_one = [
            await office.send(path, csv_of(header, *[make(MOST, **{names: f"X/{number}"})] * 4)) for number in range(3)
        ]
        repeated = await office.send(path, csv_of(header, *[make(MOST, **{names: "X/0"})] * 4))
        statement = (await office.statement()).json()
    assert (at_once.status_code, at_once.json()["errors"][0]["code"]) == (422, "sum_too_large")
    assert [answer.status_code for answer in one_by_one] == [201, 201, 422]
    assert repeated.json()["state"] == "known"
    assert statement["total"]["executed" if row is booking_row else "plan"] == "79999999999999.92"


@pytest.mark.asyncio
async def test_declared_counts_stand_under_the_row_that_they_were_sent_with(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    rows = [
        booking_row("10.00", benefit="asystent", declared=""),
        booking_row(
            "20.00", benefit="asystent", dzial="855", rozdzial="85504", task_kind="zlecone", declared="rodzina=14"
        ),
        booking_row("30.00", benefit="asystent", dzial="855", rozdzial="85504", declared="spotkanie=6"),
    ]
    async with an_office(reporting_database.dsn, gmina=fresh_gmina) as office:
        assert (await office.send("/v1/bookings", csv_of(BOOKING_HEADER, *rows))).status_code == 201
        statement = (await office.statement()).json()
    shown = {(row["rozdzial"], row["task_kind"]): row["lines"][0]["declared"] for row in statement["rows"]}
    assert shown == {
        ("85219", "wlasne"): [],
        ("85504", "wlasne"): [{"unit": "spotkanie", "value": 6}],
        ("85504", "zlecone"): [{"unit": "rodzina", "value": 14}],
    }


@pytest.mark.asyncio
async def test_half_a_benefit_is_counted_with_its_money(reporting_database: ServiceDatabase, fresh_gmina: str) -> None:
    log = Log(fresh_gmina)
    log.pay(10000, benefits="0.500")
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        half = (await office.statement()).json()
        sheet = await office.statement(format="xlsx")
        log.pay(5000, benefits="1.500")
        await office.pull()
        whole = (await office.statement()).json()
        entries = (await office.as_("reporter").get("/v1/statements/entries", year=2019)).json()["items"]
    assert (half["total"]["executed"], half["total"]["benefits"], half["proof"]["refused"]) == ("100.00", 0.5, [])
    assert sheet.status_code == 200
    assert (whole["total"]["executed"], whole["total"]["benefits"]) == ("150.00", 2)
    assert [entry["benefits"] for entry in entries] == [0.5, 1.5]


@pytest.mark.parametrize("bad", ["short", "x" * 42 + "\x00", 7])
def test_a_pseudonym_that_is_none_is_told_with_its_place(ledger: Ledger, bad: object) -> None:
    log = Log(ledger.gmina())
    log.pay(100, person=pseudonym("anna"))
    log.add(HOUSEHOLD_SNAPSHOTTED, {"old": {}})
    log.pay(100, person=bad)  # type: ignore[arg-type]
    log.add(PERSON_RELINKED, {"old": pseudonym("jan"), "new": pseudonym("anna")})

    with pytest.raises(Unreadable, match=r"^at 3: a pseudonym$"):
        Reader(log.gmina, log.service, ledger.classification).read(log.items)


@pytest.mark.parametrize("kind", ["pl.gops.payment.settled.v2", "pl.gops.grant.received.v1"])
def test_a_type_that_reporting_does_not_know_stops_the_source_at_its_place(ledger: Ledger, kind: str) -> None:
    log = Log(ledger.gmina())
    log.pay(100)
    log.add(kind, {"amount": 50})

    async def fetch(after: int, limit: int) -> bytes:
        return log.page(after, limit)

    ended = ledger.run(follow(ledger.database, fetch, log.gmina, log.service, ledger.classification))

    assert (ended.sequence, ended.state, ended.reason) == (0, "stopped_content", f"at 2: unknown type {kind}")


def test_a_name_that_is_no_type_is_not_repeated(ledger: Ledger) -> None:
    log = Log(ledger.gmina())
    log.add("Jan Kowalski", {})

    with pytest.raises(Unreadable, match=r"^at 1: an unknown type$"):
        Reader(log.gmina, log.service, ledger.classification).read(log.items)


def test_every_type_of_the_services_is_read_or_left_out_knowingly() -> None:
    read = MONEY_TYPES | {PERSON_RELINKED, HOUSEHOLD_LINKED, REGISTER_ACT_RECORDED} | KINDS.keys()

    assert set(SCHEMAS) == read | LEFT_OUT
    assert not read & LEFT_OUT


def test_more_refused_facts_than_a_page_has_are_kept_in_one_statement(ledger: Ledger) -> None:
    log = Log(ledger.gmina())
    for number in range(600):
        log.pay(number, line={"rozdzial": "85516"})
    ledger.apply(log)

    found = ledger.rows(log.gmina, "SELECT count(*), sum(amount), min(code), max(booked_on)::text FROM ledger_refusal")
    assert found == [(600, 179_700, "rozdzial_not_in_force", "2019-03-28")]
