"""Audited acts: appended without a lock, chained by a sealer, shown to the auditor alone."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from uuid import UUID, uuid4

import psycopg
import pytest
import pytest_asyncio

from gops.postgres import Address
from kit.app import create_app
from kit.audit import Auditor, SealBroken, check_seals, seal
from kit.audit.routes import audit_router
from kit.db import Database
from kit.testing.clients import GMINA, OTHER_GMINA, Office, running
from kit.testing.databases import ServiceDatabase, service_database
from kit.testing.tokens import TokenIssuer

pytestmark = pytest.mark.postgres

ANNA = Auditor("anna", ("caseworker",), "request-1")


@pytest.fixture
def store(postgres: Address) -> Iterator[ServiceDatabase]:
    with service_database(postgres, "family_benefits") as made:
        yield made


@pytest_asyncio.fixture
async def database(store: ServiceDatabase) -> AsyncIterator[Database]:
    database = Database(store.dsn, service="family_benefits", pool_size=8)
    await database.open()
    yield database
    await database.close()


@pytest_asyncio.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    issuer = TokenIssuer()
    app = create_app(
        "test", "family_benefits", [audit_router()], authenticator=issuer.authenticator(), state={"database": database}
    )
    async with running(app, issuer) as made:
        yield made


async def _note(database: Database, count: int = 1, gmina: str = GMINA, subject: UUID | None = None) -> None:
    for _ in range(count):
        async with database.write(gmina) as session:
            await ANNA.note(session, "read", "person", subject or uuid4(), legal_basis="art. 15 RODO")
            await session.commit()


@pytest.mark.asyncio
async def test_seals_chain_what_was_appended_since_the_last_one(database: Database) -> None:
    await _note(database, 3)
    first = await seal(database, GMINA)
    await _note(database, 2)
    second = await seal(database, GMINA)

    assert (first, second, await seal(database, GMINA)) == (3, 2, 0)
    assert await check_seals(database, GMINA) == 2


@pytest.mark.asyncio
async def test_two_sealers_at_once_seal_each_entry_once(database: Database) -> None:
    await _note(database, 20)

    sealed = await asyncio.gather(*(seal(database, GMINA) for _ in range(4)))

    assert sum(sealed) == 20
    assert await check_seals(database, GMINA) == 1


@pytest.mark.asyncio
async def test_an_entry_that_was_changed_behind_the_systems_back_breaks_its_seal(
    database: Database, store: ServiceDatabase
) -> None:
    await _note(database, 3)
    await seal(database, GMINA)

    with psycopg.connect(store.superuser_dsn) as connection:
        connection.execute("ALTER TABLE audit_entry DISABLE TRIGGER ALL")
        connection.execute("UPDATE audit_entry SET who = 'nobody' WHERE id = (SELECT id FROM audit_entry LIMIT 1)")

    with pytest.raises(SealBroken):
        await check_seals(database, GMINA)


@pytest.mark.asyncio
async def test_nobody_changes_an_entry(database: Database, store: ServiceDatabase) -> None:
    await _note(database)

    with psycopg.connect(store.owner_dsn) as connection, pytest.raises(psycopg.errors.RestrictViolation):
        connection.execute("SELECT set_config('app.gmina', %s, true)", (GMINA,))
        connection.execute("DELETE FROM audit_entry")


@pytest.mark.asyncio
async def test_the_auditor_sees_acts_on_an_object_page_by_page(office: Office, database: Database) -> None:
    anna = uuid4()
    await _note(database, 5, subject=anna)
    await _note(database, 2)
    await _note(database, 1, gmina=OTHER_GMINA)
    auditor = office.caller("grazyna", "auditor")

    first = (await auditor.get("/v1/audit-entries", subject_id=str(anna), limit=3)).json()
    rest = (await auditor.get("/v1/audit-entries", subject_id=str(anna), limit=3, cursor=first["next_cursor"])).json()
    everything = (await auditor.get("/v1/audit-entries")).json()["items"]

    assert len({one["id"] for one in first["items"] + rest["items"]}) == 5
    assert rest["next_cursor"] is None
    assert len(everything) == 7
    assert (await auditor.get("/v1/audit-seals")).json() == {"seals": 0}


@pytest.mark.asyncio
async def test_the_auditor_narrows_the_log_to_a_kind_of_act_and_a_time(office: Office, database: Database) -> None:
    await _note(database, 2)
    async with database.write(GMINA) as session:
        await ANNA.note(session, "exported", "overpayment")
        await session.commit()
    auditor = office.caller("grazyna", "auditor")
    moment = (await auditor.get("/v1/audit-entries")).json()["items"][0]["at"]

    async def found(**query: str) -> list[str]:
        answer = await auditor.get("/v1/audit-entries", **query)
        assert answer.status_code == 200, answer.text
        return [one["action"] for one in answer.json()["items"]]

    assert await found(action="exported") == await found(subject="overpayment") == ["exported"]
    assert (await found(since=moment), await found(until=moment)) == (["exported"], ["read", "read"])
    assert await found(action="exported", until=moment) == []
    assert (await auditor.get("/v1/audit-entries", since="0001-01-01T00:00:00+23:00")).status_code == 400


@pytest.mark.asyncio
async def test_the_audit_log_is_for_auditors(office: Office) -> None:
    assert (await office.caller("danuta", "head").get("/v1/audit-entries")).status_code == 403
