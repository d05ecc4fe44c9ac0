"""A way of payment that was stated of a right goes on with it, where an act makes another award of it."""

import pytest

from tests.casework.decisions.an_act import a_right
from tests.casework.decisions.later import Turn, a_final_decision
from tests.casework.decisions.test_holds_follow import changed, final
from tests.casework.payments.a_list import a_draft, payments_of
from tests.casework.payments.test_ways import stated
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres
LANDLORD = {
    "way": "third_party",
    "account": "61109010140000071219812874",
    "payee": "Wspólnota Mieszkaniowa",
    "basis": "oświadczenie",
}


async def ways_of(people: Staff, month: str) -> dict[str, str]:
    return {one["award"]: one["way"] for one in await payments_of(people, await a_draft(people, month))}


@pytest.mark.asyncio
async def test_money_for_a_landlord_still_goes_to_her_when_the_right_goes_on_as_another_one(
    people: Staff, today: Turn
) -> None:
    body, decision, old = await a_right(people, today, benefit="zasilek_mieszany")
    statement = await stated(people, award=old, **LANDLORD)
    new = await changed(people, body, decision)
    await final(people, today)

    shown = (await people.auditor.get("/v1/payment-ways", award=new["id"], on="2019-03-01")).json()["items"]

    assert new["id"] != old
    assert (await ways_of(people, "2019-02"))[new["id"]] == "third_party"
    assert [(one["id"], one["in_force"]) for one in shown] == [(statement, True)]


@pytest.mark.asyncio
async def test_what_is_stated_of_the_new_award_comes_before_what_was_stated_of_the_old_one(
    people: Staff, today: Turn
) -> None:
    body, decision, old = await a_right(people, today, benefit="zasilek_mieszany")
    await stated(people, award=old, **LANDLORD)
    new = await changed(people, body, decision)
    await final(people, today)
    own = await stated(people, award=new["id"], way="cash", since="2018-12-01")

    shown = (await people.auditor.get("/v1/payment-ways", award=new["id"], on="2019-03-01")).json()["items"]

    assert (await ways_of(people, "2019-02"))[new["id"]] == "cash"
    assert [one["id"] for one in shown if one["in_force"]] == [own]


@pytest.mark.asyncio
async def test_another_right_of_the_same_person_does_not_take_it(people: Staff, today: Turn) -> None:
    body, _, old = await a_right(people, today, benefit="zasilek_mieszany")
    await stated(people, award=old, **LANDLORD)
    _, (other,) = await a_final_decision(people, today, body)

    assert (await people.auditor.get("/v1/payment-ways", award=other)).json()["items"] == []
    assert (await ways_of(people, "2019-01"))[old] == "third_party"
