"""The feed over HTTP: pages, waiting without a connection held, heads of the logs one may follow."""

import asyncio
import time
from collections.abc import AsyncIterator

import psycopg
import pytest
import pytest_asyncio

from kit.app import create_app
from kit.db import Database
from kit.feed.log import append
from kit.feed.routes import MEDIA_TYPE, feed_router
from kit.feed.verify import Place, verify
from kit.feed.wake import feed_waker
from kit.testing.clients import Office, running
from kit.testing.databases import ServiceDatabase
from kit.testing.tokens import TokenIssuer
from tests.kit.feed.reading import GMINA, OTHER, an_event

pytestmark = pytest.mark.postgres


@pytest_asyncio.fixture
async def small(store: ServiceDatabase) -> AsyncIterator[Database]:
    """A pool of two connections only."""
    database = Database(store.dsn, service="family_benefits", pool_size=2)
    await database.open()
    yield database
    await database.close()


@pytest_asyncio.fixture
async def office(small: Database) -> AsyncIterator[Office]:
    issuer = TokenIssuer()

    app = create_app(
        "test",
        "family_benefits",
        [feed_router()],
        authenticator=issuer.authenticator(),
        pieces=(feed_waker(small),),
        state={"database": small},
    )
    async with running(app, issuer) as made:
        yield made


async def _emit(database: Database, count: int = 1, gmina: str = GMINA) -> None:
    async with database.tenant(gmina) as connection:
        await append(connection, gmina, [an_event(gmina=gmina) for _ in range(count)])


@pytest.mark.asyncio
async def test_pages_follow_one_another_to_the_end(office: Office, small: Database) -> None:
    await _emit(small, 25)
    reader = office.caller("reporting", "system")

    first = await reader.get("/v1/events", limit=10)
    place = verify(first.content, Place()).place
    second = verify((await reader.get("/v1/events", after=10)).content, place)

    assert first.headers["content-type"] == MEDIA_TYPE
    assert "immutable" in first.headers["cache-control"]
    assert (place.sequence, second.place.sequence) == (10, 25)
    assert (await reader.get("/v1/events", after=25)).json() == []


@pytest.mark.asyncio
async def test_waiting_ends_when_an_event_is_committed(office: Office, small: Database) -> None:
    reader = office.caller("reporting", "system")

    waiting = asyncio.create_task(reader.get("/v1/events", wait=20))
    await asyncio.sleep(0.3)
    began = time.monotonic()
    await _emit(small)
    answer = await waiting

    assert len(answer.json()) == 1
    assert time.monotonic() - began < 10


@pytest.mark.asyncio
async def test_waiting_readers_hold_no_database_connection(office: Office, small: Database) -> None:
    reader = office.caller("reporting", "system")

    waiting = [asyncio.create_task(reader.get("/v1/events", wait=20)) for _ in range(30)]
    await asyncio.sleep(0.5)
    await asyncio.wait_for(_emit(small), 5)
    answers = await asyncio.gather(*waiting)

    assert [len(answer.json()) for answer in answers] == [1] * 30


@pytest.mark.asyncio
async def test_an_event_of_another_gmina_wakes_nobody(office: Office, small: Database) -> None:
    reader = office.caller("reporting", "system")

    waiting = asyncio.create_task(reader.get("/v1/events", wait=2))
    await asyncio.sleep(0.3)
    await _emit(small, gmina=OTHER)

    assert (await waiting).json() == []


@pytest.mark.asyncio
async def test_waiting_gives_up_when_its_time_is_over(office: Office) -> None:
    assert (await office.caller("reporting", "system").get("/v1/events", wait=1)).json() == []


@pytest.mark.asyncio
async def test_the_heads_of_the_own_gminas_are_shown_and_no_others(office: Office, small: Database) -> None:
    await _emit(small, 3)
    await _emit(small, 2, gmina=OTHER)

    one = (await office.caller("reporting", "system").get("/v1/feeds")).json()
    both = (
        await office.caller("reporting", "system", gminas=[GMINA, OTHER]).get("/v1/feeds", gmina=[GMINA, OTHER])
    ).json()

    assert [(head["gmina"], head["sequence"]) for head in one] == [(GMINA, 3)]
    assert [(head["gmina"], head["sequence"]) for head in both] == [(OTHER, 2), (GMINA, 3)]


@pytest.mark.asyncio
@pytest.mark.parametrize("role", ["caseworker", "head", "accountant", "regional_viewer"])
async def test_the_feed_is_for_systems_and_auditors(office: Office, role: str) -> None:
    caller = office.caller("anna", role)

    assert (await caller.get("/v1/events")).status_code == 403
    assert (await caller.get("/v1/feeds")).status_code == 403


@pytest.mark.asyncio
@pytest.mark.parametrize("query", [{"after": -1}, {"limit": 0}, {"limit": 5001}, {"wait": 26}, {"after": 2**60}])
async def test_a_query_that_cannot_be_answered_is_refused(office: Office, query: dict[str, int]) -> None:
    answer = await office.caller("reporting", "system").get("/v1/events", **query)

    assert answer.status_code in (400, 422)
    assert answer.json()["errors"][0]["pointer"] == f"/query/{next(iter(query))}"


@pytest.mark.asyncio
async def test_a_token_for_every_gmina_has_to_say_which(office: Office, small: Database) -> None:
    await _emit(small, 3)
    everywhere = office.caller("reporting", "system", gminas=["*"])
    token = {"Authorization": f"Bearer {everywhere.token}"}

    unsaid = await office.http.get("/v1/feeds", headers=token)
    said = await office.http.get("/v1/feeds", params={"gmina": [GMINA, OTHER]}, headers=token)

    assert (unsaid.status_code, unsaid.json()["code"]) == (400, "gmina_required")
    assert unsaid.json()["errors"][0]["pointer"] == "/query/gmina"
    assert [(head["gmina"], head["sequence"]) for head in said.json()] == [(GMINA, 3)]


@pytest.mark.asyncio
async def test_an_auditor_sees_the_heads_of_her_gminas_without_the_policy_of_lists(
    office: Office, small: Database, store: ServiceDatabase
) -> None:
    await _emit(small, 3)
    await _emit(small, 2, gmina=OTHER)
    with psycopg.connect(store.superuser_dsn, autocommit=True) as admin:
        admin.execute("DROP POLICY tenants ON event_head")
    query = {"gmina": [GMINA, OTHER]}

    auditor = (await office.caller("ewa", "auditor", gminas=[GMINA, OTHER]).get("/v1/feeds", **query)).json()
    system = (await office.caller("reporting", "system", gminas=[GMINA, OTHER]).get("/v1/feeds", **query)).json()

    assert [(head["gmina"], head["sequence"]) for head in auditor] == [(OTHER, 2), (GMINA, 3)]
    assert system == []
