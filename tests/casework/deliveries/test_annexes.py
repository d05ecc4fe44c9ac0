"""Annexes of a paper decision on another durable medium: with the party's consent, in cases of the new wording (k.p.a. art. 109 § 3-4)."""

from datetime import date
from typing import Any

import pytest

from tests.casework.appeals.a_case import Turn, done, refused, went_out
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres

ANNEX = {"medium": "płyta CD", "consent_on": "2025-06-20", "consent_form": "minutes"}


async def sending(people: Staff, decision: str, **more: Any) -> tuple[str, dict[str, Any]]:
    (party,) = (await people.clerk.get(f"/v1/decisions/{decision}/parties")).json()
    return f"/v1/decisions/{decision}/deliveries", {"party": party["id"], "way": "post", "annex": ANNEX, **more}


@pytest.mark.asyncio
async def test_annexes_go_on_another_medium_with_the_consent_of_the_party(people: Staff, today: Turn) -> None:
    decision = await went_out(people, today)
    address, body = await sending(people, decision)
    late = {**body, "annex": {**ANNEX, "consent_on": "2025-09-02"}}

    after = await refused(people.clerk.post(address, late))
    await done(people.clerk.post(address, body))

    (found,) = (await people.clerk.get(address)).json()
    assert after == (422, "day_out_of_order")
    assert found["annex"] == ANNEX


@pytest.mark.asyncio
async def test_a_case_of_the_old_wording_has_no_annexes_on_another_medium(people: Staff, today: Turn) -> None:
    decision = await went_out(people, today, on=date(2025, 7, 1))
    address, body = await sending(people, decision)

    assert await refused(people.clerk.post(address, body)) == (422, "delivery_impossible")


@pytest.mark.asyncio
async def test_only_a_decision_that_discontinues_suspended_proceedings_is_left_on_file(
    people: Staff, today: Turn
) -> None:
    decision = await went_out(people, today)
    address, body = await sending(people, decision, way="on_file", annex=None)

    assert await refused(people.clerk.post(address, body)) == (422, "delivery_impossible")
