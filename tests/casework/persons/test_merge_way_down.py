"""A merge is not taken back, so the schema does not go below it; where nothing was merged, the way down is open."""

import asyncio

import pytest
from sqlalchemy.exc import DBAPIError

from kit.migrations.env import downgrade, upgrade
from kit.testing.databases import ServiceDatabase
from tests.casework.people import a_person
from tests.casework.persons.test_merging import merged, without_number
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres

BEFORE = "0136"
"""The revision before persons could be merged."""


@pytest.mark.asyncio
async def test_the_way_down_refuses_in_a_sentence_once_entries_were_merged(
    people: Staff, stored: ServiceDatabase
) -> None:
    stands, other = await a_person(people.clerk), await without_number(people)
    await merged(people, stands, other)

    with pytest.raises(DBAPIError, match="a merge is not taken back"):
        await asyncio.to_thread(downgrade, stored.service, stored.owner_dsn, BEFORE)

    # Nothing of the merge was undone; the revisions above it went down, and come back.
    await asyncio.to_thread(upgrade, stored.service, stored.owner_dsn)
    answer = await people.auditor.get(f"/v1/persons/{other}")
    assert answer.json()["id"] == stands, answer.text
    assert (await people.clerk.get("/v1/payment-notices")).json()["items"] == []


@pytest.mark.asyncio
async def test_where_nothing_was_merged_the_way_down_and_up_is_open(people: Staff, stored: ServiceDatabase) -> None:
    person = await a_person(people.clerk)

    await asyncio.to_thread(downgrade, stored.service, stored.owner_dsn, BEFORE)
    await asyncio.to_thread(upgrade, stored.service, stored.owner_dsn)

    assert (await people.auditor.get(f"/v1/persons/{person}")).json()["entries"] == []
