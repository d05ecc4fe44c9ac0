"""Writes that may be repeated: what counts as the same request, and that another process of the service agrees."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from uuid import uuid4

import pytest
import pytest_asyncio
from fastapi import APIRouter
from pydantic import BaseModel, ValidationError

from gops.postgres import Address
from kit.app import create_app
from kit.db import Database, Write
from kit.etag import IfMatch
from kit.idempotency import Answer, Idempotent
from kit.settings import Settings
from kit.testing.clients import GMINA, Caller, running
from kit.testing.databases import ServiceDatabase, service_database
from kit.testing.tokens import TokenIssuer

pytestmark = pytest.mark.postgres

KEY = bytes(range(32))


class Change(BaseModel):
    amount: int


@pytest.fixture
def store(postgres: Address) -> Iterator[ServiceDatabase]:
    with service_database(postgres, "family_benefits") as made:
        yield made


@pytest_asyncio.fixture
async def processes(store: ServiceDatabase) -> AsyncIterator[tuple[Caller, Caller]]:
    """The accountant before two processes of one service."""
    issuer = TokenIssuer()
    async with AsyncExitStack() as stack:
        callers = []
        for _ in range(2):
            database = Database(store.dsn, service="family_benefits", pool_size=2)
            await database.open()
            stack.push_async_callback(database.close)
            app = create_app(
                "test",
                "family_benefits",
                [_router()],
                authenticator=issuer.authenticator(),
                state={"database": database},
                cursor_key=KEY,
            )
            office = await stack.enter_async_context(running(app, issuer))
            callers.append(office.caller("anna", "accountant"))
        yield callers[0], callers[1]


def _router() -> APIRouter:
    router = APIRouter()

    @router.post("/things")
    async def change(change: Change, version: IfMatch, once: Idempotent, db: Write, mode: str = "plain") -> Answer:
        async def work() -> Answer:
            return Answer(id=uuid4(), version=version + 1, state=mode)

        return await once.run(db, work)

    return router


@pytest.mark.asyncio
async def test_a_repetition_on_another_process_gives_the_stored_answer(processes: tuple[Caller, Caller]) -> None:
    one, two = processes

    first = await one.post("/v1/things", {"amount": 1}, if_match=7, key="k-1")
    again = await two.post("/v1/things", {"amount": 1}, if_match=7, key="k-1")

    assert first.status_code == 200
    assert again.json() == first.json()
    assert again.headers["Idempotency-Replayed"] == "true"


@pytest.mark.asyncio
async def test_the_gmina_may_be_written_out_or_follow_from_the_token(processes: tuple[Caller, Caller]) -> None:
    caller, _ = processes
    headers = {"Authorization": f"Bearer {caller.token}", "If-Match": '"7"', "Idempotency-Key": "k-2"}

    written = await caller.http.post("/v1/things", params={"gmina": GMINA}, json={"amount": 1}, headers=headers)
    understood = await caller.http.post("/v1/things", json={"amount": 1}, headers=headers)

    assert (understood.status_code, understood.json()) == (200, written.json())


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("body", "version", "mode"), [({"amount": 2}, 7, "plain"), ({"amount": 1}, 8, "plain"), ({"amount": 1}, 7, "other")]
)
async def test_another_body_version_or_query_is_another_request(
    processes: tuple[Caller, Caller], body: dict[str, int], version: int, mode: str
) -> None:
    caller, _ = processes
    await caller.send("POST", "/v1/things", body={"amount": 1}, if_match=7, key="k-3", query={"mode": "plain"})

    other = await caller.send("POST", "/v1/things", body=body, if_match=version, key="k-3", query={"mode": mode})

    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


def test_a_process_without_the_key_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_DSN", "ISSUER", "JWKS_URL"):
        monkeypatch.setenv(f"GOPS_{name}", "https://somewhere.test")
    monkeypatch.delenv("GOPS_CURSOR_KEY", raising=False)

    with pytest.raises(ValidationError, match="cursor_key"):
        Settings()  # type: ignore[call-arg]  # the settings come from the environment
