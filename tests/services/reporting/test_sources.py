"""Following logs: nothing is skipped, nothing is taken twice, and what cannot be trusted stops its source and says so."""

import asyncio
from datetime import date

import pytest

from kit.feed.verify import Place, verify
from services.reporting.ledger.apply import apply_page
from services.reporting.ledger.facts import Reader
from services.reporting.sources.follow import follow
from tests.services.reporting.conftest import Ledger
from tests.services.reporting.logs import Log, a_log, line, pseudonym

pytestmark = pytest.mark.postgres

TABLES = ("ledger_entry", "amount_cell", "set_member", "count_cell", "list_total")


def contents(ledger: Ledger, gmina: str) -> list[object]:
    """Everything that follows from the log, with the numbers of keys, which follow from it too."""
    return [ledger.rows(gmina, f"SELECT * FROM {table} ORDER BY {table}") for table in TABLES]


def test_a_page_that_is_applied_again_changes_nothing(ledger: Ledger) -> None:
    log = a_log(ledger.gmina())
    ledger.apply(log, until=7)
    ledger.apply(log, after=7)
    before = contents(ledger, log.gmina)

    assert not ledger.apply(log, until=7)
    assert not ledger.apply(log, after=7)
    assert not ledger.apply(log)

    assert contents(ledger, log.gmina) == before


def test_two_workers_with_the_same_page_apply_it_once(ledger: Ledger) -> None:
    log = a_log(ledger.gmina())

    async def both() -> list[bool]:
        return list(await asyncio.gather(*(ledger.applied(log) for _ in range(4))))

    assert sorted(ledger.run(both())) == [False, False, False, True]
    assert len(ledger.rows(log.gmina, "SELECT 1 FROM ledger_entry")) == 12


def test_pages_of_two_services_at_once_give_the_counts_of_one_after_the_other(ledger: Ledger) -> None:
    gmina = ledger.gmina()
    logs = [Log(gmina, "family_benefits"), Log(gmina, "alimony_fund")]
    for number in range(200):
        for log in logs:
            log.pay(
                100,
                person=pseudonym(number % 70),
                household=pseudonym(f"r{number % 30}"),
                on=date(2019, 1 + number % 12, 5),
            )

    async def all_pages(log: Log) -> None:
        for after in range(0, 200, 20):
            await ledger.applied(log, after=after, until=after + 20)

    async def both() -> None:
        await asyncio.gather(*(all_pages(log) for log in logs))

    ledger.run(both())
    counts = ledger.rows(
        gmina,
        "SELECT c.kind, sum(c.delta) FROM count_cell c JOIN node n ON n.gmina = c.gmina AND n.id = c.node "
        "WHERE n.path = '' GROUP BY 1 ORDER BY 1",
    )
    assert counts == [(1, 70), (2, 30)]


def _pull(ledger: Ledger, log: Log, pages: dict[int, bytes], limit: int = 5) -> str:
    async def fetch(after: int, _: int) -> bytes:
        return pages.get(after, log.page(after, limit))

    ended = ledger.run(follow(ledger.database, fetch, log.gmina, log.service, ledger.classification, limit=limit))
    return ended.state


def _state(ledger: Ledger, gmina: str) -> tuple[int, str, str | None]:
    rows = ledger.rows(gmina, "SELECT sequence, state, reason FROM source WHERE service = 'family_benefits'")
    return rows[0][0], rows[0][1], rows[0][2]


def test_a_gap_stops_the_source_before_the_page_and_says_where(ledger: Ledger) -> None:
    log = a_log(ledger.gmina())
    holed = b"[" + b",\n".join([*log.items[5:7], *log.items[8:10]]) + b"]"

    assert _pull(ledger, log, {5: holed}) == "stopped_gap"

    assert _state(ledger, log.gmina) == (5, "stopped_gap", "at 7: 9 follows 7")
    assert len(ledger.rows(log.gmina, "SELECT 1 FROM ledger_entry")) == 5


def test_a_changed_grosz_breaks_the_chain_and_stops_the_source(ledger: Ledger) -> None:
    log = a_log(ledger.gmina())
    changed = log.page(5, 5).replace(b'"amount":107', b'"amount":108')

    assert _pull(ledger, log, {5: changed}) == "stopped_chain"

    sequence, state, _ = _state(ledger, log.gmina)
    assert (sequence, state) == (5, "stopped_chain")


def test_whole_pages_before_one_that_does_not_hold_are_applied(ledger: Ledger) -> None:
    log = a_log(ledger.gmina(), 30)
    changed = log.page(20, 5).replace(b'"amount":122', b'"amount":123')
    assert changed != log.page(20, 5)

    # The sixth to fifteenth fact are applied together, the next fifteen would be.
    assert _pull(ledger, log, {20: changed}) == "stopped_chain"

    assert _state(ledger, log.gmina)[0] == 20
    assert len(ledger.rows(log.gmina, "SELECT 1 FROM ledger_entry")) == 20


def test_a_mended_source_goes_on_from_where_it_stopped(ledger: Ledger) -> None:
    log = a_log(ledger.gmina())
    _pull(ledger, log, {5: b"[" + log.items[6] + b"]"})

    assert _pull(ledger, log, {}) == "following"

    assert _state(ledger, log.gmina) == (12, "following", None)
    assert len(ledger.rows(log.gmina, "SELECT 1 FROM ledger_entry")) == 12


@pytest.mark.parametrize(
    "broken", [{"amount": "100"}, {"amount": 1.5}, {"rozdzial": "8550"}, {"task_kind": "inne"}, {"source": "X"}]
)
def test_a_fact_that_breaks_its_schema_stops_the_source(ledger: Ledger, broken: dict[str, object]) -> None:
    log = a_log(ledger.gmina(), events=3)
    log.pay(0, lines=[line(5) | broken])

    assert _pull(ledger, log, {}) == "stopped_content"
    assert _state(ledger, log.gmina)[0] == 0


def test_a_fact_on_a_chapter_not_in_force_is_refused_by_name_and_the_others_go_on(ledger: Ledger) -> None:
    log = a_log(ledger.gmina(), events=2)
    log.pay(700, lines=[line(700, dzial="852", rozdzial="85212")], benefit="zasilek_rodzinny")
    log.pay(10**15 + 1)
    log.pay(100)

    assert _pull(ledger, log, {}) == "following"

    refused = ledger.rows(log.gmina, "SELECT sequence, code, pointer, amount FROM ledger_refusal ORDER BY sequence")
    assert refused == [
        (3, "rozdzial_not_in_force", "/lines/0/rozdzial", 700),
        (4, "amount_out_of_range", "/lines/0/amount", 10**15 + 1),
    ]
    assert [row[0] for row in ledger.rows(log.gmina, "SELECT sequence FROM ledger_entry ORDER BY sequence")] == [
        1,
        2,
        5,
    ]


def test_the_day_of_booking_decides_which_chapter_is_in_force(ledger: Ledger) -> None:
    log = Log(ledger.gmina())
    old = [line(100, dzial="852", rozdzial="85212")]
    log.pay(0, lines=old, on=date(2016, 12, 30))
    log.pay(0, lines=old, on=date(2017, 1, 3), due_period="2016-12")

    _pull(ledger, log, {})

    assert [row[0] for row in ledger.rows(log.gmina, "SELECT sequence FROM ledger_refusal")] == [2]


def test_an_event_of_another_gmina_in_the_log_stops_it(ledger: Ledger) -> None:
    gmina, other = ledger.gmina(), ledger.gmina()
    foreign = Log(other)
    foreign.pay(100)

    async def fetch(after: int, limit: int) -> bytes:
        return foreign.page(after, limit)

    ended = ledger.run(follow(ledger.database, fetch, gmina, "family_benefits", ledger.classification))
    assert ended.state == "stopped_content"
    assert ledger.rows(other, "SELECT 1 FROM ledger_entry") == ledger.rows(gmina, "SELECT 1 FROM ledger_entry") == []


def test_a_reader_checks_what_it_was_given(ledger: Ledger) -> None:
    log = a_log(ledger.gmina(), events=2)
    page = verify(log.page(), Place())
    batch = Reader(log.gmina, log.service, ledger.classification).read(page.items)

    async def wrong_digest() -> bool:
        async with ledger.database.tenant(log.gmina) as connection:
            return await apply_page(connection, log.gmina, log.service, Place(0, b"x" * 32, ""), batch, page.place)

    assert not ledger.run(wrong_digest())
