"""The office's own data: versions from a day, so that a letter of an earlier day is headed as it was then."""

from collections.abc import Callable
from datetime import date

import pytest

from kit.testing.clients import OTHER_GMINA, Office
from tests.casework.letters.a_letter import OFFICE
from tests.casework.rights import Staff, staff

pytestmark = pytest.mark.postgres


@pytest.fixture
def people(office: Office, today: Callable[[date], None]) -> Staff:
    return staff(office)


@pytest.mark.asyncio
async def test_what_was_in_force_on_an_earlier_day_stays_so(people: Staff) -> None:
    renamed = {**OFFICE, "valid_from": "2019-01-01", "centre": "Centrum Usług Społecznych w Łubnicach"}

    empty = await people.clerk.get("/v1/office")
    first = await people.head.send("PUT", "/v1/office", body=OFFICE, if_match=0)
    second = await people.head.send("PUT", "/v1/office", body=renamed, if_match=1)

    assert (empty.json()["settings"], empty.headers["ETag"]) == (None, '"0"')
    assert [one.status_code for one in (first, second)] == [200, 200], second.text
    before = (await people.clerk.get("/v1/office", on="2018-12-31")).json()
    now = (await people.clerk.get("/v1/office")).json()
    assert (before["settings"]["centre"], before["of_version"], before["version"]) == (OFFICE["centre"], 1, 2)
    assert (now["settings"]["centre"], now["made_by"]) == (renamed["centre"], "ewa")
    assert now["settings"]["account"] == "61109010140000071219812874"
    versions = (await people.auditor.get("/v1/office/versions")).json()
    assert [one["of_version"] for one in versions] == [2, 1]


@pytest.mark.asyncio
async def test_a_stale_version_a_clerk_and_a_wrong_account_or_address_are_refused(people: Staff) -> None:
    await people.head.send("PUT", "/v1/office", body=OFFICE, if_match=0)

    stale = await people.head.send("PUT", "/v1/office", body=OFFICE, if_match=0)
    clerk = await people.clerk.send("PUT", "/v1/office", body=OFFICE, if_match=1)
    account = await people.head.send(
        "PUT", "/v1/office", body={**OFFICE, "account": "61109010140000071219812875"}, if_match=1
    )
    box = await people.head.send("PUT", "/v1/office", body={**OFFICE, "electronic_address": "AE:PL-1"}, if_match=1)

    assert [one.status_code for one in (stale, clerk, account, box)] == [412, 403, 422, 422]
    assert (account.json()["errors"][0]["code"], account.json()["errors"][0]["pointer"]) == (
        "account_wrong",
        "/account",
    )


@pytest.mark.asyncio
async def test_another_gmina_is_called_otherwise(people: Staff, office: Office) -> None:
    await people.head.send("PUT", "/v1/office", body=OFFICE, if_match=0)

    theirs = await office.caller("ola", "head", gmina=OTHER_GMINA).get("/v1/office")

    assert (theirs.json()["settings"], theirs.json()["version"]) == (None, 0)
