"""What is done about somebody who was entered twice is done by either of her entries: her case, a certificate of hers."""

import pytest

from tests.casework.appeals.a_case import done
from tests.casework.applications.a_letter import PERMANENT, a_body
from tests.casework.letters.a_letter import lives, registered
from tests.casework.letters.test_further import a_case
from tests.casework.people import a_person
from tests.casework.persons.test_merging import merged, without_number
from tests.casework.rights import Staff

pytestmark = [pytest.mark.postgres, pytest.mark.asyncio]


async def test_her_later_application_joins_the_case_of_her_other_entry_and_a_strangers_does_not(people: Staff) -> None:
    await registered(people)
    other, stands = await without_number(people), await a_person(people.clerk)
    case = await a_case(people, other)
    stranger = await a_person(people.clerk, serial=9)
    assert (await merged(people, stands, other)).status_code == 200

    hers = await people.clerk.post("/v1/applications", a_body(stands, PERMANENT, case=case))
    strange = await people.clerk.post("/v1/applications", a_body(stranger, PERMANENT, case=case))

    assert hers.status_code == 201, hers.text
    assert [one["code"] for one in strange.json()["errors"]] == ["case_unknown"]


async def test_a_certificate_made_for_one_entry_answers_what_the_other_asked_for(people: Staff) -> None:
    await registered(people)
    other, stands = await without_number(people), await a_person(people.clerk)
    await lives(people, other)
    case = await a_case(people, other)
    facts = ["w roku 2018 nie pobierano świadczeń"]
    body = {"kind": "certificate", "case": case, "requested_on": "2019-01-10", "facts": facts, "purpose": "szkoły"}
    letter = (await done(people.clerk.post("/v1/letters", body)))["id"]
    assert (await merged(people, stands, other)).status_code == 200
    request = (
        await done(people.clerk.post("/v1/certificate-requests", {"person": stands, "received_on": "2019-01-10"}))
    )["id"]

    issued = await done(people.clerk.post(f"/v1/certificate-requests/{request}/issue", {"letter": letter}, if_match=1))

    assert issued["state"] == "issued"
