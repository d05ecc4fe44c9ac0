"""Workers that share the sources: leases, lags, turns of long logs."""

import asyncio

import psycopg
import pytest

from kit.db import Database
from kit.testing.databases import ServiceDatabase
from services.reporting.sources import store
from services.reporting.sources.workers import Puller
from tests.services.reporting.an_office import PlayedFeeds, an_office
from tests.services.reporting.conftest import Ledger
from tests.services.reporting.logs import Log, a_log

pytestmark = pytest.mark.postgres


def test_a_lease_belongs_to_one_worker_until_it_runs_out(ledger: Ledger) -> None:
    gmina = ledger.gmina()
    ledger.run(store.ensure(ledger.database, gmina, ["family_benefits"]))

    def lease(owner: str, seconds: float) -> bool:
        return ledger.ask(gmina, store.lease, gmina, "family_benefits", owner, seconds)

    assert lease("first", 30)
    assert not lease("second", 30)
    # The first one dies: its lease is as old as it gets.
    assert lease("first", -1)
    assert lease("second", 30)
    assert not lease("first", 30)


@pytest.mark.asyncio
async def test_workers_of_two_processes_share_the_sources_and_apply_everything_once(
    reporting_database: ServiceDatabase, ledger_gminas: list[str]
) -> None:
    logs = [a_log(gmina, events=40) for gmina in ledger_gminas]
    databases = [Database(reporting_database.dsn, service="reporting", pool_size=4) for _ in range(2)]
    pullers = [Puller(database, PlayedFeeds(*logs), ledger_gminas, poll=0.01) for database in databases]
    for database in databases:
        await database.open()
    try:
        async with pullers[0].running(), pullers[1].running():
            async with asyncio.timeout(60):
                while True:
                    known = await store.listed(databases[0], ledger_gminas)
                    pulled = [source.sequence for source in known if source.service == "family_benefits"]
                    if pulled == [40, 40, 40]:
                        break
                    await asyncio.sleep(0.02)
        for gmina in ledger_gminas:
            async with databases[0].tenant(gmina) as connection:
                rows = await (await connection.execute("SELECT count(*), sum(amount) FROM ledger_entry")).fetchall()
            assert rows == [(40, 4780)]
    finally:
        for database in databases:
            await database.close()


@pytest.mark.asyncio
async def test_sources_say_their_state_and_lag(reporting_database: ServiceDatabase, fresh_gmina: str) -> None:
    log = a_log(fresh_gmina)
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        office.feeds.down.add("family_benefits")
        answer = await office.as_("accountant").post("/v1/sources/family_benefits/pull")
        unknown = await office.as_("accountant").post("/v1/sources/nobody/pull")
        sources = (await office.as_("reporter").get("/v1/sources")).json()
        office.feeds.down.clear()
        again = await office.as_("accountant").post("/v1/sources/family_benefits/pull")
    assert (answer.json()["state"], answer.json()["reason"]) == ("unreachable", "http_503")
    assert unknown.status_code == 404
    assert {source["service"]: source["sequence"] for source in sources} == {"family_benefits": 12, "reporting": 0}
    assert again.json()["state"] == "following"


@pytest.mark.asyncio
async def test_the_lag_of_every_source_is_measured(reporting_database: ServiceDatabase, fresh_gmina: str) -> None:
    with psycopg.connect(reporting_database.superuser_dsn) as admin:
        admin.execute(
            "INSERT INTO source (gmina, service, sequence, head_sequence, state, behind_since) VALUES "
            "(%(gmina)s, 'family_benefits', 3, 10, 'stopped_gap', now() - interval '90 seconds'), "
            "(%(gmina)s, 'alimony_fund', 4, 4, 'following', NULL)",
            {"gmina": fresh_gmina},
        )
    async with an_office(reporting_database.dsn, gmina=fresh_gmina) as office, asyncio.timeout(30):
        text = ""
        while f'gops_source_stopped{{gmina="{fresh_gmina}"' not in text:
            await asyncio.sleep(0.02)
            text = (await office.office.http.get("/metrics")).text
    shown = dict(line.rsplit(" ", 1) for line in text.splitlines() if line.startswith("gops_source_"))
    stands, current = (f'{{gmina="{fresh_gmina}",service="{name}"}}' for name in ("family_benefits", "alimony_fund"))
    assert shown[f"gops_source_lag_events{stands}"] == "7.0"
    assert 90 <= float(shown[f"gops_source_lag_seconds{stands}"]) < 120
    assert shown[f"gops_source_stopped{stands}"] == "1.0"
    assert [shown[f"gops_source_{name}{current}"] for name in ("lag_events", "lag_seconds", "stopped")] == ["0.0"] * 3


def test_a_source_is_behind_from_when_it_was_first_seen_so_until_it_is_read_to_its_end(ledger: Ledger) -> None:
    log = a_log(ledger.gmina())
    ledger.run(store.ensure(ledger.database, log.gmina, [log.service]))

    def since() -> object:
        return ledger.rows(log.gmina, "SELECT behind_since FROM source WHERE service = 'family_benefits'")[0][0]

    assert since() is None
    ledger.run(store.note_head(ledger.database, log.gmina, log.service, 12))
    first = since()
    ledger.run(store.note_state(ledger.database, log.gmina, log.service, 0, "unreachable", "http_503"))
    ledger.apply(log, until=5)
    assert first is not None
    assert since() == first
    ledger.apply(log, after=5)
    assert since() is None


@pytest.mark.asyncio
async def test_old_keys_of_repeated_writes_are_forgotten_here_too(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    with psycopg.connect(reporting_database.superuser_dsn) as admin:
        columns = admin.execute(
            "INSERT INTO idempotency_key (gmina, client, key, request, created_at) "
            "VALUES (%s, 'ewa', 'old', decode(repeat('00', 32), 'hex'), now() - interval '10 years')",
            (fresh_gmina,),
        )
        assert columns.rowcount == 1
        admin.commit()
        async with an_office(reporting_database.dsn, gmina=fresh_gmina), asyncio.timeout(30):
            while admin.execute("SELECT 1 FROM idempotency_key WHERE gmina = %s", (fresh_gmina,)).fetchone():
                admin.commit()
                await asyncio.sleep(0.02)


class SlowFeeds(PlayedFeeds):
    """Every page takes a while, and some pages of the long log another service is heard of."""

    def __init__(self, long: Log, short: Log) -> None:
        super().__init__(long, short)
        self.short = short

    async def page(
        self, service: str, gmina: str, after: int, limit: int = 5000, *, address: str | None = None
    ) -> bytes:
        if gmina != self.short.gmina:
            await asyncio.sleep(0.02)
            if after == 3:
                self.short.pay(100)
        return await super().page(service, gmina, after, limit, address=address)


@pytest.mark.asyncio
async def test_a_long_log_does_not_hold_up_one_that_grows_meanwhile(
    reporting_database: ServiceDatabase, ledger_gminas: list[str]
) -> None:
    long, short = a_log(ledger_gminas[0], events=400), Log(ledger_gminas[1])
    gminas = [long.gmina, short.gmina]
    database = Database(reporting_database.dsn, service="reporting", pool_size=4)
    await database.open()

    async def sequences() -> dict[str, int]:
        known = await store.listed(database, gminas)
        return {source.gmina: source.sequence for source in known if source.service == "family_benefits"}

    try:
        puller = Puller(database, SlowFeeds(long, short), gminas, workers=1, poll=0.01, turn=0.0, limit=1)
        async with puller.running(), asyncio.timeout(60):
            while True:
                pulled = await sequences()
                if pulled.get(short.gmina):
                    break
                await asyncio.sleep(0.01)
        until = await sequences()
    finally:
        await database.close()
    assert 0 < pulled[long.gmina] < 400
    # And it goes on from where it gave way.
    assert until[long.gmina] >= pulled[long.gmina]
