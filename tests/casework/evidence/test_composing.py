"""Established facts make an assessment and a decision; what comes to be known later changes neither the old decision nor its letter."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from casework.evidence.resting import says_the_same
from kit.testing.clients import Caller
from services.family_benefits.catalogue import CATALOGUE
from tests.casework.evidence.a_fact import (
    BENEFIT,
    Family,
    a_family,
    certificate,
    changed,
    composed,
    established,
    history,
)
from tests.casework.letters.a_letter import lives, registered
from tests.casework.people import a_person
from tests.casework.rights import Staff

Turn = Callable[[date], None]
postgres = [pytest.mark.postgres, pytest.mark.asyncio]


async def assessed(who: Caller, order: dict[str, Any]) -> dict[str, Any]:
    answer = await who.post(
        "/v1/assessments", {"on": order["on"], "benefits": [order["benefit"]], "facts": order["facts"]}
    )
    assert answer.status_code == 200, answer.text
    (found,) = answer.json()["assessments"]
    return dict(found)


async def decided(people: Staff, family: Family, case: dict[str, Any], **other: Any) -> str:
    """Prepared from what was composed, approved and issued."""
    order = {
        "benefit": BENEFIT, "on": case["on"], "entitled": family.child, "recipient": family.mother,
        "household": family.household, "facts": case["facts"], "persons": case["persons"],
        "evidence": {"application": family.application}, **other,
    }  # fmt: skip
    prepared = await people.clerk.post("/v1/decisions", order)
    assert prepared.status_code == 201, prepared.text
    decision = str(prepared.json()["id"])
    for version, (who, step) in enumerate(((people.head, "approve"), (people.clerk, "issue")), 1):
        moved = await who.post(f"/v1/decisions/{decision}/{step}", {}, if_match=version)
        assert moved.status_code == 200, moved.text
    return decision


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_what_is_established_is_assessed_as_it_is(people: Staff, turned: Turn) -> None:
    family = await a_family(people.clerk)

    case = await composed(people.clerk, family)
    found = await assessed(people.clerk, case)

    assert (case["complete"], case["missing"]) == (True, [])
    assert case["facts"]["family"]["members"] == [
        {"id": "osoba_1", "role": "parent", "born_on": "1984-05-17"},
        {"id": "osoba_2", "role": "parent", "born_on": "1984-05-17"},
        {"id": "osoba_3", "role": "child", "born_on": "2014-03-02"},
    ]
    assert case["persons"] == {"osoba_1": family.mother, "osoba_2": family.father, "osoba_3": family.child}
    (item,) = case["facts"]["income"]["items"]
    assert (case["facts"]["income"]["base_year"], item["amount"], item["employer"]) == (2017, "24000.00", "Tartak")
    assert [(one["from"], one["to"], one["amount"]) for one in found["months"]] == [
        ("2018-11", "2019-03", "95.00"), ("2019-04", "2019-10", "124.00"),
    ]  # fmt: skip
    assert found["eligible"]


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_later_correction_leaves_the_old_decision_its_letter_and_its_receipt_and_changes_a_new_assessment(
    people: Staff, turned: Turn
) -> None:
    family = await a_family(people.clerk)
    await registered(people, ["zasilek_rodzinny"])
    await lives(people, family.mother)
    case = await composed(people.clerk, family)
    decision = await decided(people, family, case)
    made = await people.clerk.post(f"/v1/decisions/{decision}/letter", {})
    assert made.status_code == 201, made.text
    letter = f"/v1/letters/{made.json()['id']}"
    before = (await people.auditor.get(f"/v1/decisions/{decision}")).json()
    paper = (await people.auditor.get(letter)).content
    behind = (await people.auditor.get(f"/v1/decisions/{decision}/evidence")).json()
    turned(date(2019, 2, 4))

    corrected = await changed(people.clerk, family.income, "correct", amount="60000.00")
    now = await composed(people.clerk, family)
    then = await composed(people.clerk, family, known_on="2018-11-15")

    assert corrected.status_code == 200, corrected.text
    after = (await people.auditor.get(f"/v1/decisions/{decision}")).json()
    assert after == before
    assert after["receipt"] == before["receipt"]
    assert (await people.auditor.get(letter)).content == paper
    assert (await people.auditor.get(f"/v1/decisions/{decision}/evidence")).json() == behind
    assert then["facts"] == case["facts"]
    assert (await assessed(people.clerk, then))["months"] == (await assessed(people.clerk, case))["months"]
    assert now["facts"]["income"]["items"][0]["amount"] == "60000.00"
    assert (await assessed(people.clerk, now))["months"] == []


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_decision_keeps_the_versions_behind_its_facts_and_tells_what_it_states_otherwise(
    people: Staff, turned: Turn
) -> None:
    family = await a_family(people.clerk)
    case = await composed(people.clerk, family)
    case["facts"]["family"]["members"][1]["has_own_child"] = True

    decision = await decided(people, family, case)
    told = (await people.auditor.get(f"/v1/decisions/{decision}/evidence")).json()

    assert {one["pointer"]: one["standing"] for one in told["rests_on"]} == {
        "/family/applicant": "as_established",
        "/family/members/0": "as_established",
        "/family/members/1": "stated_otherwise",
        "/family/members/2": "as_established",
        "/income/items/0": "as_established",
    }
    behind = {one["pointer"]: {fact["row"] for fact in one["facts"]} for one in told["rests_on"]}
    assert behind == {one["pointer"]: set(one["rows"]) for one in case["used"]}
    assert (told["known_on"], told["application"], told["lacked"]) == ("2018-11-15", family.application, [])
    income = (await history(people.auditor, family.income))["versions"][0]
    assert income["row"] in behind["/income/items/0"]


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_what_nothing_established_stands_behind_is_named_before_the_signature(
    people: Staff, turned: Turn
) -> None:
    family = await a_family(people.clerk)
    case = await composed(people.clerk, family)
    case["facts"]["income"]["items"].append(
        {**case["facts"]["income"]["items"][0], "employer": "Młyn", "amount": "1200.00"}
    )

    decision = await decided(people, family, case)

    told = (await people.auditor.get(f"/v1/decisions/{decision}/evidence")).json()
    seen = (await people.head.get(f"/v1/decisions/{decision}")).json()["without_source"]
    assert {one["code"] for one in told["lacked"]} == {"stated_without_evidence"}
    assert {"/income/items/1/amount", "/income/items/1/employer"} <= set(seen)
    assert seen == [one["pointer"] for one in told["lacked"]]
    assert all(one.startswith("/income/items/1/") for one in seen)


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_what_is_missing_is_named_with_its_reason_and_never_guessed(people: Staff, turned: Turn) -> None:
    family = await a_family(people.clerk)
    lodger = await a_person(people.clerk, "Nowak", "Ewa", serial=14)
    joined = await people.clerk.post(
        f"/v1/households/{family.household}/join",
        {"person": lodger, "role": "adult", "on": "2018-01-01", "kind": "other"},
        if_match=2,
    )
    assert joined.status_code == 200, joined.text
    await established(people.clerk, certificate(family.child, valid_to="2018-11-14"))
    await changed(people.clerk, family.income, "correct", to_month="2017-10")
    turned(date(2018, 11, 16))

    case = await composed(people.clerk, family, application=None, person=family.mother, household=family.household)

    assert not case["complete"]
    assert [(one["pointer"], one["code"], one["person"]) for one in case["missing"]] == [
        ("/application/received_on", "application_not_named", None),
        ("/family/members", "membership_not_established", lodger),
        ("/family/members/2/disability", "certificate_expired", family.child),
        ("/income/items/0/amount", "months_without_amount", family.mother),
    ]
    assert "2017-11–2017-12" in case["missing"][3]["reason"]
    alone = await people.clerk.post(
        "/v1/assessments/compose", {"benefit": BENEFIT, "on": "2018-11-15", "person": lodger}
    )
    assert [one["code"] for one in alone.json()["missing"]] == ["application_not_named", "membership_not_established"]


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_certificate_and_the_day_of_birth_make_the_nursing_allowance(people: Staff, turned: Turn) -> None:
    anna = await a_person(people.clerk, born=date(1970, 5, 5), serial=15)
    asked = {"form": "paper", "received_on": "2018-11-05", "applicant": anna, "benefits": ["zasilek_pielegnacyjny"]}
    application = (await people.clerk.post("/v1/applications", asked)).json()["id"]
    await established(people.clerk, certificate(anna, details={"degree": "znaczny", "applied_on": "2018-01-10"}))
    order = {"benefit": "zasilek_pielegnacyjny", "on": "2018-11-15", "application": application}

    case = (await people.clerk.post("/v1/assessments/compose", order)).json()
    found = await assessed(people.clerk, case)

    assert case["facts"]["person"]["disability"] == {
        "degree": "znaczny", "applied_on": "2018-01-10", "issued_on": "2018-02-05", "valid_to": "2020-02-29",
    }  # fmt: skip
    assert case["complete"]
    assert [(one["from"], one["to"], one["amount"]) for one in found["months"]][:1] == [
        ("2018-11", "2019-10", "184.42")
    ]


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_recorded_benefit_is_not_composed_and_a_decision_without_facts_rests_on_none(
    people: Staff, turned: Turn
) -> None:
    family = await a_family(people.clerk)
    order = family.order(benefit="odsetki_nienaleznie_pobranych")

    refused = await people.clerk.post("/v1/assessments/compose", order)
    unknown = await people.clerk.post("/v1/assessments/compose", family.order(benefit="zasilek_nieznany"))
    ahead = await people.clerk.post("/v1/assessments/compose", family.order(known_on="2018-11-16"))
    nobodys = await people.clerk.post("/v1/assessments/compose", {"benefit": BENEFIT, "on": "2018-11-15"})

    assert [one.json()["code"] for one in (refused, unknown, ahead, nobodys)] == [
        "benefit_recorded", "unknown_benefit", "fact_refused", "fact_refused",
    ]  # fmt: skip


def test_facts_say_the_same_as_long_as_a_member_is_what_was_established() -> None:
    facts = CATALOGUE.facts.model_validate(
        {
            "application": {"received_on": "2018-11-05"},
            "family": {
                "applicant": "parents",
                "members": [{"id": "osoba_1", "role": "child", "born_on": "2014-03-02"}],
            },
        }
    )
    told = facts.model_dump(mode="json")
    child = {"id": "osoba_1", "role": "child", "born_on": "2014-03-02"}

    assert says_the_same(type(facts), told, "/family/members/0", child)
    assert not says_the_same(type(facts), told, "/family/members/0", {**child, "married": True})
    assert not says_the_same(type(facts), told, "/family/members/1", child)
    assert not says_the_same(type(facts), told, "/family/members/0", {"id": "osoba_1"})
    assert not says_the_same(type(facts), told, "/income/items/0", child)
