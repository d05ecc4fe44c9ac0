"""What is established under two entries of one person is of one person of the case."""

import pytest

from tests.casework.evidence.a_fact import a_family, certificate, composed, established, facts_of, job, tried
from tests.casework.persons.test_merging import merged, without_number
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres


@pytest.mark.asyncio
async def test_income_and_papers_under_the_other_entry_are_hers_in_the_facts_of_the_case(people: Staff) -> None:
    family = await a_family(people.clerk)
    other = await without_number(people)
    await established(people.clerk, job(other, details={"payer": "Sklep"}))
    before = await composed(people.clerk, family)
    answer = await merged(people, family.mother, other)
    assert answer.status_code == 200, answer.text

    after = await composed(people.clerk, family)

    assert [one["employer"] for one in before["facts"]["income"]["items"]] == ["Tartak"]
    assert sorted(one["employer"] for one in after["facts"]["income"]["items"]) == ["Sklep", "Tartak"]
    assert {one["member"] for one in after["facts"]["income"]["items"]} == {"osoba_1"}
    assert after["persons"] == before["persons"]
    by_new, by_old = [await facts_of(people.clerk, person=entry) for entry in (family.mother, other)]
    assert [one["id"] for one in by_new] == [one["id"] for one in by_old]
    months = {"from_month": "2017-01", "to_month": "2017-12"}
    incomes = [
        (await people.clerk.get(f"/v1/persons/{entry}/incomes", **months)).json() for entry in (family.mother, other)
    ]
    assert incomes[0]["sources"] == incomes[1]["sources"]
    assert len(incomes[0]["sources"]) == 2


@pytest.mark.asyncio
async def test_a_member_who_is_established_under_the_entry_that_gave_way_is_composed_as_the_person_that_is_asked_for(
    people: Staff,
) -> None:
    family = await a_family(people.clerk)
    stands = await without_number(people)
    answer = await merged(people, stands, family.mother)
    assert answer.status_code == 200, answer.text

    case = await composed(people.clerk, family, person=stands)

    assert case["complete"], case["missing"]
    assert len(case["facts"]["family"]["members"]) == 3
    assert len(case["persons"]) == 3


@pytest.mark.asyncio
async def test_a_certificate_renewed_under_the_other_entry_is_no_longer_one_that_ends(people: Staff) -> None:
    family = await a_family(people.clerk)
    other = await without_number(people)
    await established(people.clerk, certificate(family.child))
    await established(people.clerk, certificate(other, valid_from="2020-03-01", valid_to=None))
    asked = {"until": "2020-12-31"}
    before = (await people.clerk.get("/v1/certificates/expiring", **asked)).json()["items"]

    await merged(people, family.child, other)

    assert [one["person"] for one in before] == [family.child]
    assert (await people.clerk.get("/v1/certificates/expiring", **asked)).json()["items"] == []


@pytest.mark.asyncio
async def test_a_membership_beside_the_one_of_the_other_entry_is_refused(people: Staff) -> None:
    family = await a_family(people.clerk)
    other = await without_number(people)
    await merged(people, family.father, other)

    belongs = {"kind": "membership", "household": family.household, "valid_from": "2018-01-01"}
    answer = await tried(people.clerk, {**belongs, "code": "parent", "person": other})

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "member_already")
