"""Data and index keys are changed between two imports: what was imported is still known, and nobody becomes a second person."""

import os
from collections.abc import AsyncIterator

import psycopg
import pytest
import pytest_asyncio

from kit.secrets import DOMAINS, KeyRing
from kit.testing.clients import Office, running
from kit.testing.databases import ServiceDatabase
from kit.testing.tokens import TokenIssuer
from tests.casework.imports import files
from tests.casework.imports.conftest import an_application

pytestmark = pytest.mark.postgres

PASSPORT = {"type": "paszport", "number": "AB 1234567"}


@pytest_asyncio.fixture
async def later(store: ServiceDatabase, keys: KeyRing) -> AsyncIterator[Office]:
    """The same service after a change of keys."""
    roots = dict(keys._roots)
    for domain in DOMAINS:
        roots["data", domain, "k2"] = os.urandom(32)
        roots["index", domain, "k2"] = os.urandom(32)
    issuer = TokenIssuer()
    async with running(an_application(store, KeyRing(roots, "k2"), issuer), issuer) as made:
        yield made


def persons(store: ServiceDatabase) -> int:
    with psycopg.connect(store.superuser_dsn) as connection:
        row = connection.execute("SELECT count(*) FROM person").fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.asyncio
async def test_the_same_file_is_still_nothing(office: Office, later: Office) -> None:
    await files.imported(office.caller("anna", "caseworker"), files.a_file())

    again = await files.imported(later.caller("anna", "caseworker"), files.a_file())

    assert (again["state"], again["applied_lines"], again["known_lines"]) == ("applied", 0, 5)


@pytest.mark.asyncio
@pytest.mark.parametrize("number", [{}, {"pesel": None, "document": PASSPORT}], ids=["PESEL", "document"])
async def test_a_known_number_is_not_a_second_person(
    office: Office, later: Office, store: ServiceDatabase, number: dict[str, object]
) -> None:
    await files.imported(office.caller("anna", "caseworker"), [files.a_person(**number)])
    lines = [files.a_person("p2", **number), files.an_award(person="p2"), files.a_payment()]

    run = await files.imported(later.caller("anna", "caseworker"), lines)

    assert (run["state"], persons(store)) == ("applied", 1)
    assert len(await files.events(later.caller("reporting", "system"))) == 1


@pytest.mark.asyncio
async def test_a_document_of_a_person_registered_otherwise_is_still_seen(office: Office, later: Office) -> None:
    await files.imported(office.caller("anna", "caseworker"), [files.a_person(document=PASSPORT)])
    anna = later.caller("anna", "caseworker")

    run = await files.imported(anna, [files.a_person("p2", pesel=None, document=PASSPORT)])

    assert await files.wrong(anna, run["id"]) == [(1, "/document", "person_exists")]
