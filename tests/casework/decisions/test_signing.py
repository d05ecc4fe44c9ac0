"""The signature folder signed at once: all of it or nothing, and whoever cannot be signed is named with the reason."""

from typing import Any

import httpx
import pytest

from kit.db import Database
from kit.testing.clients import GMINA, Caller, Office
from tests.casework.appeals.a_case import Turn
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, authorised, recorded

pytestmark = pytest.mark.postgres


@pytest.fixture
def wanda(office: Office) -> Caller:
    """A head who has no authorisation until a test enters one."""
    return office.caller("wanda", "head")


async def a_folder(people: Staff, how_many: int) -> list[str]:
    return [
        await a_decision(people, recorded(await a_person(people.clerk, serial=serial)))
        for serial in range(1, how_many + 1)
    ]


async def sign(who: Caller, drafts: list[str], *, version: int = 1, **more: Any) -> httpx.Response:
    named = [{"decision": one, "version": version} for one in drafts]
    return await who.post("/v1/decisions/approve", {"decisions": named}, **more)


async def states(people: Staff, drafts: list[str]) -> list[tuple[str, int, str | None]]:
    found = [(await people.auditor.get(f"/v1/decisions/{one}")).json() for one in drafts]
    return [(one["state"], one["version"], one["approved_by"]) for one in found]


@pytest.mark.asyncio
async def test_the_whole_folder_is_signed_once_and_each_goes_out_under_the_authorisation_of_that_day(
    people: Staff, database: Database
) -> None:
    drafts = await a_folder(people, 4)

    first = await sign(people.head, drafts, key="teczka")
    again = await sign(people.head, drafts, key="teczka")

    assert (first.status_code, first.json()["state"], again.json()) == (200, "approved", first.json())
    assert await states(people, drafts) == [("approved", 2, "ewa")] * 4
    async with database.tenant(GMINA) as connection:
        kept = await (
            await connection.execute("SELECT decision::text, official, step FROM decision_authority")
        ).fetchall()
    assert sorted(kept) == sorted((one, "ewa", "approve") for one in drafts)
    for one in drafts:
        assert (await people.clerk.post(f"/v1/decisions/{one}/issue", {}, if_match=2)).status_code == 200


@pytest.mark.asyncio
async def test_one_that_she_has_no_authority_for_is_named_and_the_rest_is_signed_without_it(
    people: Staff, office: Office, wanda: Caller
) -> None:
    await authorised(office, "wanda", number="0052.2.2019", kinds=["grant"])
    drafts = await a_folder(people, 3)
    refusal = recorded(await a_person(people.clerk, serial=9), justified=True)
    refusal["recorded"] = {
        "outcome": "refused",
        "ground": "income",
        "reason": "Dochód za wysoki.",
        "article": "art. 37 ust. 1",
    }
    drafts.insert(1, await a_decision(people, refusal))

    refused = await sign(wanda, drafts)
    nothing = await states(people, drafts)
    rest = await sign(wanda, [one for number, one in enumerate(drafts) if number != 1])

    assert (refused.status_code, refused.json()["code"]) == (422, "rows_refused")
    assert [(one["pointer"], one["code"]) for one in refused.json()["errors"]] == [("/decisions/1", "no_authority")]
    assert nothing == [("prepared", 1, None)] * 4
    assert rest.status_code == 200, rest.text
    assert [one[0] for one in await states(people, drafts)] == ["approved", "prepared", "approved", "approved"]


@pytest.mark.asyncio
async def test_every_reason_for_which_one_alone_is_refused_is_told_of_each(
    people: Staff, office: Office, today: Turn
) -> None:
    good, own, stale, signed, barred = await a_folder(people, 5)
    await people.head.post(f"/v1/decisions/{signed}/approve", {}, if_match=1)
    body = (await people.auditor.get(f"/v1/decisions/{barred}")).json()
    exclusion = {
        "official": "ewa", "matter_kind": "person", "matter": body["entitled"], "ground": "close_relative", "since": "2019-01-02",
    }  # fmt: skip
    assert (await people.head.post("/v1/exclusions", exclusion)).status_code == 201
    both = office.caller("jan", "head")
    nobody = "00000000-0000-0000-0000-000000000000"

    answer = await people.head.post(
        "/v1/decisions/approve",
        {
            "decisions": [
                {"decision": good, "version": 1},
                {"decision": stale, "version": 7},
                {"decision": signed, "version": 2},
                {"decision": nobody, "version": 1},
                {"decision": barred, "version": 1},
                {"decision": good, "version": 1},
            ]
        },
    )
    hers = await sign(both, [own])

    assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [
        ("/decisions/1", "version_mismatch"),
        ("/decisions/2", "decision_wrong_step"),
        ("/decisions/3", "decision_not_found"),
        ("/decisions/4", "official_excluded"),
        ("/decisions/5", "decision_wrong_step"),
    ]
    assert [one["code"] for one in hers.json()["errors"]] == ["same_official"]
    assert await states(people, [good, own]) == [("prepared", 1, None)] * 2


@pytest.mark.asyncio
async def test_a_draft_that_was_given_back_is_not_signed_again(people: Staff) -> None:
    (draft,) = await a_folder(people, 1)
    await sign(people.head, [draft])
    await people.head.post(f"/v1/decisions/{draft}/give-back", {"remarks": "Uzupełnić uzasadnienie."}, if_match=2)

    answer = await sign(people.head, [draft], version=3)

    assert [one["code"] for one in answer.json()["errors"]] == ["decision_wrong_step"]


@pytest.mark.asyncio
async def test_only_a_head_signs_and_never_nothing(people: Staff) -> None:
    (draft,) = await a_folder(people, 1)

    clerk, empty = await sign(people.clerk, [draft]), await sign(people.head, [])

    assert (clerk.status_code, empty.status_code) == (403, 422)
