"""Letters in a list: narrowed by what they are and what they are about, turned, saved."""

import csv
import io
from collections.abc import Callable
from datetime import date

import pytest

from kit.testing.clients import Office
from tests.casework.letters.a_letter import lives, registered
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, recorded, staff

pytestmark = pytest.mark.postgres


@pytest.fixture
def people(office: Office, today: Callable[[date], None]) -> Staff:
    return staff(office)


@pytest.mark.asyncio
async def test_letters_are_narrowed_turned_and_saved(people: Staff) -> None:
    await registered(people)
    made = []
    for serial in (1, 2):
        anna = await lives(people, await a_person(people.clerk, serial=serial))
        decision = await a_decision(people, recorded(anna))
        answer = await people.clerk.post(f"/v1/decisions/{decision}/letter", {})
        assert answer.status_code == 201, answer.text
        made.append(answer.json()["id"])

    async def found(**query: str) -> list[str]:
        answer = await people.clerk.get("/v1/letters", **query)
        assert answer.status_code == 200, answer.text
        return [one["id"] for one in answer.json()["items"]]

    assert await found() == made[::-1]
    assert await found(sort="made_on") == made
    assert (
        await found(kind="decision", draft="true", made_from="2019-01-10", made_to="2019-01-10", sort="made_on") == made
    )
    assert await found(kind="reminder") == await found(draft="false") == await found(made_from="2019-01-11") == []
    assert await found(about_id=made[0]) == await found(znak="GOPS.0.0.2019") == []
    saved = await people.clerk.get("/v1/letters", format="csv", sort="made_on")
    assert [one["id"] for one in csv.DictReader(io.StringIO(saved.text))] == made
