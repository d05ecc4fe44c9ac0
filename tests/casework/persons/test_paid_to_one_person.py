"""What was paid to a person under one entry is paid to her under the other: when a decision is made anew, and when a right goes on."""

from typing import Any

import pytest

from tests.casework.appeals.a_case import done
from tests.casework.decisions.a_matter import on_children
from tests.casework.decisions.an_act import paid
from tests.casework.decisions.later import Turn, a_final_decision, carried, later
from tests.casework.payments.a_list import a_draft, payments_of
from tests.casework.people import a_person
from tests.casework.persons.test_merging import merged, without_number
from tests.casework.rights import Staff, a_decision, issued, recorded

pytestmark = pytest.mark.postgres

DAY = "2019-02-04"


async def annulled(people: Staff, decision: str) -> None:
    """SKO declared the decision null on 4 February 2019."""
    (party,) = (await people.clerk.get(f"/v1/decisions/{decision}/parties")).json()
    claim = {"ground": "wrong_party", "party": party["id"], "received_on": DAY}
    one = (await done(people.clerk.post(f"/v1/decisions/{decision}/nullities", claim)))["id"]
    await done(people.head.post(f"/v1/nullities/{one}/start", {"sign": "SKO.4200.1.2019"}, if_match=1))
    outcome = {"outcome": "annulled", "decided_on": DAY}
    await done(people.clerk.post(f"/v1/nullities/{one}/decide", outcome, if_match=2))


async def owed(people: Staff) -> dict[str, str]:
    """What a list of February with the arrears of January pays, by month."""
    payments = await payments_of(people, await a_draft(people, "2019-02", arrears_from="2019-01"))
    return {one["month"]: one["amount"] for one in payments}


@pytest.mark.parametrize("first_stands", [True, False])
@pytest.mark.parametrize("is_one", [True, False])
@pytest.mark.asyncio
async def test_what_an_annulled_decision_paid_under_one_entry_counts_for_the_new_one_under_the_other(
    people: Staff, today: Turn, first_stands: bool, is_one: bool
) -> None:
    stands, other = await a_person(people.clerk), await without_number(people)
    before, after = (stands, other) if first_stands else (other, stands)
    decision, _ = await a_final_decision(people, today, recorded(before))
    await paid(people, "2019-01")
    await annulled(people, decision)
    if is_one:
        assert (await merged(people, stands, other)).status_code == 200

    await issued(people, recorded(after, "700.00", on=DAY))

    # Two people who are not one: what the first was paid is nothing to the second.
    assert await owed(people) == {"2019-01": "55.00" if is_one else "700.00", "2019-02": "700.00"}


@pytest.mark.asyncio
async def test_what_was_paid_to_another_recipient_is_taken_over_by_nobody(people: Staff, today: Turn) -> None:
    child, mother, father = [await a_person(people.clerk, serial=serial) for serial in (1, 2, 3)]
    decision, _ = await a_final_decision(people, today, recorded(child, recipient=mother))
    await paid(people, "2019-01")
    await annulled(people, decision)

    await issued(people, recorded(child, "700.00", on=DAY, recipient=father))

    assert await owed(people) == {"2019-01": "700.00", "2019-02": "700.00"}


@pytest.mark.parametrize("first_stands", [True, False])
@pytest.mark.asyncio
async def test_a_change_that_names_the_other_entry_goes_on_with_the_right_that_she_has(
    people: Staff, today: Turn, first_stands: bool
) -> None:
    first: dict[str, Any] = await on_children(people, on="2019-01-10", justified=False)
    zosia = first["persons"]["z"]
    twice = await without_number(people, birth_date="2015-03-01", first_name="Zosia")
    granted, named = (zosia, twice) if first_stands else (twice, zosia)
    persons = first["persons"]
    decision, awards = await a_final_decision(people, today, {**first, "persons": {**persons, "z": granted}})
    assert (await merged(people, zosia, twice)).status_code == 200

    facts = {"children": ["z"], "income": 67400}
    body = {**later(first, decision, "change", "test_32", effective_from="2019-03", reason=None), "facts": facts}
    act = await a_decision(people, {**body, "persons": {**persons, "z": named}})
    effect = await done(people.auditor.get(f"/v1/decisions/{act}/effect"))
    await carried(people, act)

    # Only the brother's rights end: hers are in force as before, and nobody gets a second one.
    assert {one["entitled"] for one in effect["awards"]} == {persons["j"]}
    assert not any(one["new"] for one in effect["awards"])
    now = (await done(people.auditor.get("/v1/awards", person=zosia)))["items"]
    assert {one["id"] for one in now} <= set(awards)
