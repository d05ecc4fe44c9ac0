"""However an import ends, names and days of birth do not stay on its stage."""

import asyncio
import time
from typing import Any
from uuid import UUID

import psycopg
import pytest

from casework.imports import statements
from casework.imports.applying import Applier
from casework.imports.sweeping import sweep
from kit.db import Database
from kit.secrets import KeyRing
from kit.testing.clients import GMINA, Caller, Office
from kit.testing.databases import ServiceDatabase
from tests.casework.imports import files
from tests.casework.imports.conftest import CATALOGUE

pytestmark = pytest.mark.postgres


def staged(store: ServiceDatabase) -> list[str]:
    """What stands on the stage, as text."""
    with psycopg.connect(store.superuser_dsn) as connection:
        return [row[0] for row in connection.execute("SELECT l::text FROM import_line l").fetchall()]


async def waiting(caller: Caller) -> str:
    """An import with a name on its stage."""
    run = await files.opened(caller)
    await files.sent(caller, run, files.as_bytes(files.a_file()))
    return run


@pytest.mark.asyncio
async def test_a_rejected_import_leaves_nothing_on_the_stage(office: Office, store: ServiceDatabase) -> None:
    run = await files.imported(
        office.caller("anna", "caseworker"), [*files.a_file(), files.a_payment("y9", amount="x")]
    )

    assert (run["state"], staged(store)) == ("rejected", [])


@pytest.mark.asyncio
async def test_an_import_that_is_given_up_leaves_nothing_and_takes_nothing(
    office: Office, store: ServiceDatabase
) -> None:
    anna = office.caller("anna", "caseworker")
    run = await waiting(anna)
    before = staged(store)

    given_up = await anna.send("DELETE", f"/v1/imports/{run}")
    again = await anna.send("DELETE", f"/v1/imports/{run}")
    more = await files.sent(anna, run, files.as_bytes([files.a_payment("y3")]), from_line=6)
    applied = await anna.post(f"/v1/imports/{run}/apply")

    assert "Żółkiewska" in "".join(before)
    assert (given_up.status_code, given_up.json()["state"], staged(store)) == (200, "abandoned", [])
    assert again.json() == given_up.json()
    assert (more.json()["code"], applied.json()["code"]) == ("import_line_expected", "import_wrong_state")


@pytest.mark.asyncio
async def test_an_applied_import_cannot_be_given_up(office: Office) -> None:
    anna = office.caller("anna", "caseworker")
    run = await files.imported(anna, files.a_file())

    answer = await anna.send("DELETE", f"/v1/imports/{run['id']}")

    assert (answer.status_code, answer.json()["code"]) == (409, "import_wrong_state")


@pytest.mark.asyncio
async def test_an_import_that_was_left_is_swept_away(office: Office, store: ServiceDatabase) -> None:
    anna = office.caller("anna", "caseworker")
    left, young = await waiting(anna), await files.opened(anna)
    _age(store, left, days=15)
    database = Database(store.dsn, service="family_benefits", pool_size=1)
    await database.open()

    found = await sweep(database, GMINA)
    await database.close()

    assert (found, staged(store)) == (1, [])
    assert [run["state"] for run in (await anna.get("/v1/imports")).json() if run["id"] == left] == ["abandoned"]
    assert (await anna.get(f"/v1/imports/{young}")).json()["state"] == "staging"


@pytest.mark.asyncio
async def test_a_chunk_that_fails_leaves_no_task_behind(
    store: ServiceDatabase, keys: KeyRing, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = office.caller("anna", "caseworker")
    run = await waiting(anna)
    database = Database(store.dsn, service="family_benefits", pool_size=1)
    await database.open()
    applier = Applier(database, CATALOGUE, keys)
    with psycopg.connect(store.superuser_dsn) as connection:
        connection.execute("UPDATE import_run SET state = 'applying' WHERE id = %s", (run,))
    monkeypatch.setattr(statements, "PAYMENTS", "SELECT 1 / 0")
    monkeypatch.setattr(applier, "_settled", _slowly)
    before = asyncio.all_tasks()

    with pytest.raises(psycopg.errors.DivisionByZero):
        while True:
            await applier.next_chunk(GMINA, UUID(run))
    left = [task for task in asyncio.all_tasks() - before if task.get_coro().__name__ == "to_thread"]  # type: ignore[union-attr]
    await database.close()

    assert left == []


def _age(store: ServiceDatabase, run: str, days: int) -> None:
    with psycopg.connect(store.superuser_dsn) as connection:
        connection.execute(
            "UPDATE import_run SET touched_at = touched_at - make_interval(days => %s) WHERE id = %s", (days, run)
        )


def _slowly(*_: object) -> list[Any]:
    time.sleep(0.2)
    return []
