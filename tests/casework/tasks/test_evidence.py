"""Certificates that end are told while nothing later stands in their place."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from kit.db import Database
from kit.feed.envelope import new_id
from kit.testing.clients import GMINA
from tests.casework.people import a_person
from tests.casework.rights import Staff
from tests.casework.tasks.the_list import kinds, only

pytestmark = pytest.mark.postgres

_EVIDENCE = """
INSERT INTO evidence (gmina, id, source, known_since, recorded_on, recorded_by) VALUES (%s, %s, 'declaration', %s, %s, 'jan')
"""
_FACT = """
INSERT INTO established_fact (gmina, id, fact, version, act, state, kind, code, person, valid_from, valid_to, evidence, recorded_on,
                              recorded_by)
VALUES (%s, %s, %s, 1, 'established', 'standing', 'certificate', 'orzeczenie', %s, %s, %s, %s, %s, 'jan')
"""


async def certified(database: Database, person: str, since: date, until: date) -> None:
    """A certificate that the office knows of since it holds."""
    evidence, fact = new_id(), new_id()
    async with database.tenant(GMINA) as connection:
        await connection.execute(_EVIDENCE, (GMINA, evidence, since, since))
        await connection.execute(_FACT, (GMINA, fact, fact, UUID(person), since, until, evidence, since))


@pytest.mark.asyncio
async def test_a_certificate_that_ends_is_told_until_a_later_one_replaces_it(
    people: Staff, database: Database, today: Callable[[date], None]
) -> None:
    anna = await a_person(people.clerk)
    await certified(database, anna, date(2018, 1, 1), date(2019, 3, 31))
    too_early = await kinds(people.clerk, kind="certificate_expiring", on="2019-01-29")
    soon = await only(people.clerk, "certificate_expiring", on="2019-01-30")
    await certified(database, anna, date(2019, 4, 1), date(2021, 3, 31))

    assert (too_early, soon["due_on"]) == ([], "2019-03-31")
    assert await kinds(people.clerk, kind="certificate_expiring", on="2019-03-31") == []
