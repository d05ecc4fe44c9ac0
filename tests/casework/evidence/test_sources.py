"""Where each member of a decision's facts comes from stands in its preview; a centre may refuse what nothing established stands behind."""

from typing import Any

import httpx
import pytest

from tests.casework.evidence.a_fact import BENEFIT, Family, a_family, composed
from tests.casework.letters.a_letter import OFFICE
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres


async def prepared(people: Staff, family: Family, case: dict[str, Any], **other: Any) -> str:
    order = {
        "benefit": BENEFIT, "on": case["on"], "entitled": family.child, "recipient": family.mother,
        "household": family.household, "facts": case["facts"], "persons": case["persons"], **other,
    }  # fmt: skip
    answer = await people.clerk.post("/v1/decisions", order)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def preview(people: Staff, decision: str) -> dict[str, str]:
    answer = await people.head.get(f"/v1/decisions/{decision}/effect")
    assert answer.status_code == 200, answer.text
    return {one["pointer"]: one["standing"] for one in answer.json()["sources"]}


async def approved(people: Staff, decision: str) -> httpx.Response:
    return await people.head.post(f"/v1/decisions/{decision}/approve", {}, if_match=1)


async def refuses(people: Staff) -> None:
    answer = await people.head.send("PUT", "/v1/office", body={**OFFICE, "unsourced_facts": "refuse"}, if_match=0)
    assert answer.status_code == 200, answer.text


@pytest.mark.asyncio
async def test_the_preview_tells_of_every_member_whether_it_was_established_stated_otherwise_or_without_evidence(
    people: Staff,
) -> None:
    family = await a_family(people.clerk)
    case = await composed(people.clerk, family)
    case["facts"]["family"]["members"][1]["has_own_child"] = True
    wages = case["facts"]["income"]["items"][0]
    case["facts"]["income"]["items"].append({**wages, "employer": "Młyn", "amount": "1200.00"})

    told = await preview(people, await prepared(people, family, case, evidence={"application": family.application}))

    assert {told[f"/family/members/{n}/role"] for n in (0, 2)} == {"as_established"}
    assert told["/income/items/0/amount"] == "as_established"
    assert told["/family/members/1/has_own_child"] == "stated_otherwise"
    assert told["/income/items/1/amount"] == "stated_without_evidence"
    assert set(told.values()) == {"as_established", "stated_otherwise", "stated_without_evidence"}


@pytest.mark.asyncio
async def test_without_evidence_every_member_is_stated_so_and_unless_the_centre_refuses_it_is_approved(
    people: Staff,
) -> None:
    family = await a_family(people.clerk)
    decision = await prepared(people, family, await composed(people.clerk, family))

    assert set((await preview(people, decision)).values()) == {"stated_without_evidence"}
    assert (await approved(people, decision)).status_code == 200


@pytest.mark.asyncio
async def test_a_centre_that_wants_every_fact_established_approves_no_other_decision_and_is_told_each_member(
    people: Staff,
) -> None:
    family = await a_family(people.clerk)
    case = await composed(people.clerk, family)
    sound = await prepared(people, family, case, evidence={"application": family.application})
    loose = await prepared(people, family, case)
    await refuses(people)

    refused = await approved(people, loose)

    assert (refused.status_code, refused.json()["code"]) == (409, "facts_without_source")
    assert {one["pointer"] for one in refused.json()["errors"]} == {
        f"/facts{one}" for one in await preview(people, loose)
    }
    assert {one["code"] for one in refused.json()["errors"]} == {"stated_without_evidence"}
    assert (await approved(people, sound)).status_code == 200
