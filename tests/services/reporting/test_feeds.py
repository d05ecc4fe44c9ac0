"""The services' feeds over HTTP: where each gmina's service is, and what an odd answer may spoil."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import psycopg
import pytest
from aiohttp import web

from kit.db import Database
from kit.testing.databases import ServiceDatabase
from services.reporting.sources import store
from services.reporting.sources.feeds import Feeds, Unreachable
from services.reporting.sources.workers import Puller
from tests.services.reporting.logs import Log

pytestmark = pytest.mark.postgres


async def nobody(_: str) -> dict[str, str]:
    return {}


@asynccontextmanager
async def serving(heads: Mapping[str, object], log: Log | None = None) -> AsyncIterator[str]:
    """A server that answers /feeds with what stands under a service's name, and /events with the log."""

    async def feeds(request: web.Request) -> web.Response:
        return web.json_response(heads[request.match_info["service"]])

    async def events(request: web.Request) -> web.Response:
        assert log is not None
        return web.Response(body=log.page(int(request.query["after"])))

    app = web.Application()
    app.router.add_get("/{service}/v1/feeds", feeds)
    app.router.add_get("/{service}/v1/events", events)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "odd",
    [
        {},
        None,
        [1],
        [{"gmina": "101805"}],
        [{"gmina": 5, "sequence": 1}],
        [{"gmina": "101805", "sequence": -1}],
        [{"gmina": "101805", "sequence": 2**70}],
        [{"gmina": "101805", "sequence": "many"}],
    ],
)
async def test_an_odd_answer_is_the_services_own_trouble(odd: object) -> None:
    async with serving({"odd": odd}) as url:
        feeds = Feeds({"odd": f"{url}/odd"}, nobody)
        try:
            with pytest.raises(Unreachable, match="unexpected_answer"):
                await feeds.heads("odd", ["101805"])
        finally:
            await feeds.close()


@pytest.mark.asyncio
async def test_a_service_that_answers_oddly_does_not_keep_the_others_from_being_pulled(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = Log(fresh_gmina, "social_assistance")
    log.pay(100)
    heads = {"family_benefits": [{"odd": True}], "social_assistance": [{"gmina": fresh_gmina, "sequence": 1}]}
    async with serving(heads, log) as url:
        feeds = Feeds({name: f"{url}/{name}" for name in heads}, nobody)
        known = await pulled(reporting_database, feeds, fresh_gmina, "social_assistance")
    assert known["social_assistance"].sequence == 1
    assert known["family_benefits"].state == "unreachable"
    assert known["family_benefits"].behind >= 0


@pytest.mark.asyncio
async def test_a_gmina_whose_service_is_elsewhere_is_pulled_from_there(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = Log(fresh_gmina)
    log.pay(100)
    async with serving({"elsewhere": [{"gmina": fresh_gmina, "sequence": 1}]}, log) as url:
        with psycopg.connect(reporting_database.superuser_dsn) as admin:
            admin.execute(
                "INSERT INTO source (gmina, service, address) VALUES (%s, 'family_benefits', %s)",
                (fresh_gmina, f"{url}/elsewhere"),
            )
        feeds = Feeds({"family_benefits": "http://127.0.0.1:9"}, nobody)
        known = await pulled(reporting_database, feeds, fresh_gmina, "family_benefits")
    assert (known["family_benefits"].sequence, known["family_benefits"].state) == (1, "following")


@pytest.mark.parametrize("address", ["ftp://elsewhere", "http://", "https://host?x=1", "somewhere"])
def test_an_address_is_one_of_http(reporting_database: ServiceDatabase, fresh_gmina: str, address: str) -> None:
    with (
        psycopg.connect(reporting_database.superuser_dsn) as admin,
        pytest.raises(psycopg.errors.CheckViolation),
    ):
        admin.execute("INSERT INTO source (gmina, service, address) VALUES (%s, 'x', %s)", (fresh_gmina, address))


async def pulled(place: ServiceDatabase, feeds: Feeds, gmina: str, service: str) -> dict[str, store.Known]:
    """The sources when background pulling has read something of the service."""
    database = Database(place.dsn, service="reporting", pool_size=4)
    await database.open()
    try:
        async with Puller(database, feeds, [gmina], poll=0.01).running(), asyncio.timeout(30):
            while True:
                known = {source.service: source for source in await store.listed(database, [gmina])}
                others = [one for name, one in known.items() if name not in (service, "reporting")]
                if service in known and known[service].sequence and all(one.state != "following" for one in others):
                    return known
                await asyncio.sleep(0.02)
    finally:
        await database.close()
