"""The services' feeds over HTTP: where each gmina's service is, and what an odd answer may spoil."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import orjson
import psycopg
import pytest
from aiohttp import web

from kit.db import Database
from kit.testing.databases import ServiceDatabase
from services.reporting.sources import store
from services.reporting.sources.feeds import Feeds, Unreachable
from services.reporting.sources.workers import Puller
from tests.services.reporting.an_office import PlayedFeeds
from tests.services.reporting.logs import Log

pytestmark = pytest.mark.postgres


async def nobody(_: str) -> dict[str, str]:
    return {}


def head_of(log: Log) -> dict[str, object]:
    return {"gmina": log.gmina, "sequence": log.head.sequence, "digest": log.head.digest}


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
        [{"gmina": 5, "sequence": 1, "digest": "0" * 64}],
        [{"gmina": "101805", "sequence": -1, "digest": "0" * 64}],
        [{"gmina": "101805", "sequence": 2**70, "digest": "0" * 64}],
        [{"gmina": "101805", "sequence": "many", "digest": "0" * 64}],
        [{"gmina": "101805", "sequence": 1}],
        [{"gmina": "101805", "sequence": 1, "digest": "00"}],
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
    heads = {"family_benefits": [{"odd": True}], "social_assistance": [head_of(log)]}
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
    async with serving({"elsewhere": [head_of(log)]}, log) as url:
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


@asynccontextmanager
async def a_puller(place: ServiceDatabase, feeds: Feeds, gmina: str) -> AsyncIterator[tuple[Puller, Database]]:
    """A puller that pulls only when it is told to."""
    database = Database(place.dsn, service="reporting", pool_size=4)
    await database.open()
    try:
        yield Puller(database, feeds, [gmina], poll=3600), database
    finally:
        await database.close()


async def state_of(database: Database, gmina: str, service: str = "family_benefits") -> str:
    return next(one.state for one in await store.listed(database, [gmina]) if one.service == service)


def a_log_of(gmina: str, *amounts: int) -> Log:
    log = Log(gmina)
    for amount in amounts:
        log.pay(amount)
    return log


@pytest.mark.asyncio
async def test_pulling_a_log_that_is_shorter_than_what_was_read_does_not_call_it_whole(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    whole, restored = a_log_of(fresh_gmina, 1, 2, 3), a_log_of(fresh_gmina, 1, 2)
    feeds = PlayedFeeds(whole)
    async with a_puller(reporting_database, feeds, fresh_gmina) as (puller, database):
        await puller.pull(fresh_gmina, whole.service)
        feeds.logs[whole.service, fresh_gmina] = restored
        ended = [await puller.pull(fresh_gmina, whole.service) for _ in range(2)]
        kept = await state_of(database, fresh_gmina)
        feeds.logs[whole.service, fresh_gmina] = whole
        mended = await puller.pull(fresh_gmina, whole.service)
        after = await state_of(database, fresh_gmina)
    assert [(one.state, one.reason) for one in ended] == [("stopped_behind", "its log ends at 2")] * 2
    assert kept == "stopped_behind"
    assert (mended.state, after) == ("following", "following")


@pytest.mark.asyncio
async def test_a_log_as_long_as_what_was_read_but_with_another_end_is_noticed(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    one, other = a_log_of(fresh_gmina, 1, 2, 3), a_log_of(fresh_gmina, 1, 2, 4)
    feeds = PlayedFeeds(one)
    async with a_puller(reporting_database, feeds, fresh_gmina) as (puller, database):
        await puller.pull(fresh_gmina, one.service)
        feeds.logs[one.service, fresh_gmina] = other
        asked = await puller.pull(fresh_gmina, one.service)
        feeds.logs[one.service, fresh_gmina] = one
        await puller.pull(fresh_gmina, one.service)
        feeds.logs[one.service, fresh_gmina] = other
        # Nobody asks: the next look of the background is enough.
        async with Puller(database, feeds, [fresh_gmina], poll=0.01).running(), asyncio.timeout(30):
            while True:
                seen = await state_of(database, fresh_gmina)
                if seen != "following":
                    break
                await asyncio.sleep(0.02)
    assert (asked.state, asked.reason) == ("stopped_chain", "at 3: its log has another digest there")
    assert seen == "stopped_chain"


@pytest.mark.asyncio
@pytest.mark.parametrize(("accepted", "expected"), [("new", [{"gmina": "101805"}]), ("nobody", None)])
async def test_a_token_that_is_refused_is_asked_for_once_more(accepted: str, expected: list[object] | None) -> None:
    tokens, asked = ["old", "new", "newer"], []

    async def headers(_: str) -> dict[str, str]:
        return {"Authorization": tokens[0]}

    async def events(request: web.Request) -> web.Response:
        asked.append(request.headers["Authorization"])
        return web.json_response([{"gmina": "101805"}], status=200 if asked[-1] == accepted else 401)

    app = web.Application()
    app.router.add_get("/v1/events", events)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        feeds = Feeds({"family_benefits": f"http://{host}:{port}"}, headers, forget=lambda _: tokens.remove(tokens[0]))
        try:
            if expected is None:
                with pytest.raises(Unreachable, match=r"^http_401$"):
                    await feeds.page("family_benefits", "101805", 0)
            else:
                assert orjson.loads(await feeds.page("family_benefits", "101805", 0)) == expected
        finally:
            await feeds.close()
    finally:
        await runner.cleanup()
    assert asked == ["old", "new"]
