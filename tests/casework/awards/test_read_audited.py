"""The right that every screen asks for by its id: whoever reads it stands in the audit log, in the same round trip."""

from collections.abc import Callable
from datetime import date

import pytest

from kit.db import Database
from kit.testing.clients import Office
from tests.casework.log import audited
from tests.casework.rights import Staff, an_award, staff

pytestmark = pytest.mark.postgres


@pytest.fixture
def people(office: Office, today: Callable[[date], None]) -> Staff:
    today(date(2019, 12, 31))
    return staff(office)


@pytest.mark.asyncio
async def test_a_right_that_is_read_is_noted_once_for_each_reading(people: Staff, database: Database) -> None:
    award = await an_award(people)

    for _ in range(3):
        assert (await people.auditor.get(f"/v1/awards/{award}")).status_code == 200

    assert (await audited(database)).count(("ula", "read", award)) == 3
    assert (await people.auditor.get("/v1/audit-seals")).status_code == 200


@pytest.mark.asyncio
async def test_asking_for_a_right_that_is_not_there_notes_nothing(people: Staff, database: Database) -> None:
    before = await audited(database)

    answer = await people.auditor.get("/v1/awards/00000000-0000-7000-8000-000000000000")

    assert answer.status_code == 404
    assert await audited(database) == before


@pytest.mark.asyncio
async def test_the_file_of_a_person_names_who_read_her_rights(people: Staff) -> None:
    award = await an_award(people)
    person = (await people.auditor.get(f"/v1/awards/{award}")).json()["recipient"]
    await people.accountant.get("/v1/payments", person=person)

    file = (await people.auditor.get(f"/v1/persons/{person}/file")).json()

    noted = {(one["who"], one["action"], one["subject"]) for one in file["accesses"]}
    assert {("ula", "read", "award"), ("ida", "listed_payments", "person")} <= noted
