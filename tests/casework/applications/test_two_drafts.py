"""Drafts on one application may lie side by side; of two that say the same of a person, or the opposite, one is signed and one goes out."""

import asyncio
from typing import Any

import pytest

from tests.casework.appeals.a_case import done
from tests.casework.applications.a_letter import CHILD, PERMANENT, Application, an_application
from tests.casework.applications.test_decided_once import in_months, linked, sent_out
from tests.casework.decisions.a_matter import on_children
from tests.casework.decisions.an_order import an_order, ordered
from tests.casework.people import a_household, a_person
from tests.casework.rights import Staff, a_decision, recorded

pytestmark = pytest.mark.postgres

HERS = ("2019-01", "2019-12")


def refusing(person: str) -> dict[str, Any]:
    refusal = {
        "outcome": "refused", "ground": "za_wysoki_dochod", "reason": "Dochód przekracza kryterium.", "article": "art. 37 ust. 1",
    }  # fmt: skip
    return {**recorded(person, justified=True), "recorded": refusal}


def saying(what: str, person: str) -> dict[str, Any]:
    return refusing(person) if what == "refuse" else in_months(person, *HERS, justified=True)


async def two_drafts(people: Staff, first: str, second: str, **order: Any) -> tuple[Application, str, list[str]]:
    """A person's application with two drafts; nobody has signed."""
    person = await a_person(people.clerk)
    made = await an_application(people, PERMANENT, applicant=person)
    drafts = [await linked(people, made, saying(first, person))]
    return made, person, [*drafts, await linked(people, made, saying(second, person), **order)]


async def state(people: Staff, decision: str) -> str:
    return str((await done(people.auditor.get(f"/v1/decisions/{decision}")))["state"])


PAIRS = [("grant", "refuse"), ("refuse", "grant"), ("grant", "grant"), ("refuse", "refuse")]


@pytest.mark.parametrize(("first", "second"), PAIRS)
@pytest.mark.asyncio
async def test_beside_a_signed_draft_no_other_on_the_same_is_signed_until_it_is_given_back(
    people: Staff, first: str, second: str
) -> None:
    _, _, (one, other) = await two_drafts(people, first, second)
    await done(people.head.post(f"/v1/decisions/{one}/approve", {}, if_match=1))

    refused = await people.head.post(f"/v1/decisions/{other}/approve", {}, if_match=1)
    await done(people.head.post(f"/v1/decisions/{one}/give-back", {"remarks": "Zły projekt."}, if_match=2))
    signed = await people.head.post(f"/v1/decisions/{other}/approve", {}, if_match=1)

    assert (refused.status_code, refused.json()["code"]) == (409, "matter_decided")
    assert [one["message"] for one in refused.json()["errors"]] == [one]
    assert signed.status_code == 200, signed.text


async def beside(people: Staff, decision: str) -> list[dict[str, Any]]:
    shown = await done(people.head.get(f"/v1/decisions/{decision}/effect"))
    return list(shown["drafts_beside"])


@pytest.mark.parametrize(("first", "second"), PAIRS)
@pytest.mark.asyncio
async def test_before_it_is_signed_the_effect_of_a_draft_names_the_other_drafts_on_its_application(
    people: Staff, first: str, second: str
) -> None:
    made, person, (one, other) = await two_drafts(people, first, second)
    third = await linked(people, made, saying("grant", person), besides="another_need")

    named = await beside(people, one)
    await done(people.head.post(f"/v1/decisions/{other}/approve", {}, if_match=1))
    signed = await beside(people, one)
    assert (await sent_out(people, third)).status_code == 200
    gone_out = await beside(people, one)

    told = {"application": made.id, "benefit": PERMANENT, "entitled": person}
    assert sorted(named, key=lambda each: str(each["decision"])) == sorted(
        [
            {**told, "decision": other, "kind": second, "state": "prepared", "one_of_two": True},
            {**told, "decision": third, "kind": "grant", "state": "prepared", "one_of_two": False},
        ],
        key=lambda each: str(each["decision"]),
    )
    assert {each["decision"]: each["state"] for each in signed} == {other: "approved", third: "prepared"}
    assert [each["decision"] for each in gone_out] == [other]
    assert await beside(people, third) == []


@pytest.mark.parametrize(("first", "second"), PAIRS)
@pytest.mark.asyncio
async def test_beside_a_decision_that_went_out_neither_the_same_nor_the_opposite_is_said(
    people: Staff, first: str, second: str
) -> None:
    _, _, (one, other) = await two_drafts(people, first, second)
    assert (await sent_out(people, one)).status_code == 200

    refused = await sent_out(people, other)

    assert (refused.status_code, refused.json()["code"]) == (409, "matter_decided")
    assert await state(people, other) == "prepared"


@pytest.mark.asyncio
async def test_a_refused_need_stands_beside_a_granted_one_when_the_clerk_says_that_it_is_another(people: Staff) -> None:
    made, _, (one, other) = await two_drafts(people, "grant", "refuse", besides="another_need")

    answers = [await sent_out(people, decision) for decision in (other, one)]

    assert [answer.status_code for answer in answers] == [200, 200], [answer.text for answer in answers]
    assert (await made.shown())["matters"][0]["outcome"] == "granted"


@pytest.mark.asyncio
async def test_of_two_heads_who_sign_at_once_one_is_refused(people: Staff) -> None:
    _, _, drafts = await two_drafts(people, "grant", "refuse")

    answers = await asyncio.gather(
        *(people.head.post(f"/v1/decisions/{one}/approve", {}, if_match=1) for one in drafts)
    )

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert sorted([await state(people, one) for one in drafts]) == ["approved", "prepared"]


@pytest.mark.asyncio
async def test_of_two_clerks_who_send_what_was_signed_apart_one_is_refused(people: Staff) -> None:
    person = await a_person(people.clerk)
    made = await an_application(people, PERMANENT, applicant=person)
    drafts = [await a_decision(people, saying(what, person)) for what in ("grant", "refuse")]
    for one in drafts:
        # Signed before they stood with the application, so nothing was known of one beside the other.
        await done(people.head.post(f"/v1/decisions/{one}/approve", {}, if_match=1))
    for one in drafts:
        made.version = (await made.shown())["version"]
        await made.done("decisions", decision=one)

    answers = await asyncio.gather(*(people.clerk.post(f"/v1/decisions/{one}/issue", {}, if_match=2) for one in drafts))

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert [answer.json()["code"] for answer in answers if answer.status_code == 409] == ["matter_decided"]
    assert sorted([await state(people, one) for one in drafts]) == ["approved", "issued"]


@pytest.mark.asyncio
async def test_in_a_folder_signed_at_once_both_drafts_on_the_same_are_named(people: Staff) -> None:
    _, _, drafts = await two_drafts(people, "grant", "refuse")
    other = await a_decision(people, recorded(await a_person(people.clerk, serial=7)))
    folder = {"decisions": [{"decision": one, "version": 1} for one in (drafts[0], other, drafts[1])]}

    both = await people.head.post("/v1/decisions/approve", folder)
    alone = await people.head.post("/v1/decisions/approve", {"decisions": folder["decisions"][:2]})

    assert [(one["pointer"], one["code"]) for one in both.json()["errors"]] == [
        ("/decisions/0", "matter_decided"), ("/decisions/2", "matter_decided"),
    ]  # fmt: skip
    assert alone.status_code == 200, alone.text


@pytest.mark.asyncio
async def test_another_member_of_the_family_is_refused_beside_the_one_who_is_granted(people: Staff) -> None:
    mother, child = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    household = await a_household(people.clerk, mother, child)
    made = await an_application(people, PERMANENT, applicant=mother, household=household)
    drafts = [await linked(people, made, saying("grant", mother)), await linked(people, made, saying("refuse", child))]

    answers = [await sent_out(people, one) for one in drafts]

    assert [answer.status_code for answer in answers] == [200, 200], [answer.text for answer in answers]


@pytest.mark.asyncio
async def test_a_refusal_to_the_mother_and_a_grant_for_her_child_contradict_each_other(people: Staff) -> None:
    body: dict[str, Any] = await on_children(people, on="2019-01-10", justified=True)
    made = await an_application(people, CHILD, applicant=str(body["entitled"]), household=body["household"])
    refusal = await linked(people, made, {**body, "facts": {"children": ["z"], "income": 9_000_000}})
    granting = await linked(people, made, {**body, "facts": {"children": ["z"], "income": 67400}})
    assert (await done(people.auditor.get(f"/v1/decisions/{refusal}")))["kind"] == "refuse"

    answers = [await sent_out(people, one) for one in (refusal, granting)]

    assert [answer.status_code for answer in answers] == [200, 409]


@pytest.mark.parametrize("way", ["withdraw", "forward"])
@pytest.mark.asyncio
async def test_what_nobody_asks_for_any_more_is_decided_no_more(people: Staff, way: str) -> None:
    made, _, (one, _) = await two_drafts(people, "grant", "refuse")
    await done(people.head.post(f"/v1/decisions/{one}/approve", {}, if_match=1))
    made.version = (await made.shown())["version"]
    await made.done(way, **({"to": "Urząd Gminy Sokolniki"} if way == "forward" else {}))

    answer = await people.clerk.post(f"/v1/decisions/{one}/issue", {}, if_match=2)

    assert (answer.status_code, answer.json()["code"]) == (409, "matter_ended")


@pytest.mark.asyncio
async def test_what_is_suspended_is_decided_when_it_was_resumed_and_another_benefit_meanwhile(people: Staff) -> None:
    body: dict[str, Any] = await on_children(people, on="2019-01-10", justified=True)
    mother = str(body["entitled"])
    made = await an_application(people, PERMANENT, CHILD, applicant=mother, household=body["household"])
    held, other = await linked(people, made, saying("grant", mother)), await linked(people, made, body)
    await ordered(people, an_order(mother, "suspend_proceedings", "kpa_97_1_4", application=made.id))

    refused = await people.head.post(f"/v1/decisions/{held}/approve", {}, if_match=1)
    meanwhile = await sent_out(people, other)
    await ordered(people, an_order(mother, "resume_proceedings", "kpa_97_2", application=made.id))
    resumed = await sent_out(people, held)

    assert (refused.status_code, refused.json()["code"]) == (409, "proceedings_suspended")
    assert [meanwhile.status_code, resumed.status_code] == [200, 200], (meanwhile.text, resumed.text)


@pytest.mark.asyncio
async def test_what_was_signed_before_the_suspension_does_not_go_out_during_it(people: Staff) -> None:
    made, person, (one, _) = await two_drafts(people, "grant", "refuse")
    await done(people.head.post(f"/v1/decisions/{one}/approve", {}, if_match=1))
    await ordered(people, an_order(person, "suspend_proceedings", "kpa_97_1_4", application=made.id))

    answer = await people.clerk.post(f"/v1/decisions/{one}/issue", {}, if_match=2)

    assert (answer.status_code, answer.json()["code"]) == (409, "proceedings_suspended")
    assert await state(people, one) == "approved"


@pytest.mark.asyncio
async def test_a_draft_waits_for_the_answer_to_a_call_that_was_made_after_it(people: Staff) -> None:
    made, _, (one, _) = await two_drafts(people, "grant", "refuse")
    await done(people.head.post(f"/v1/decisions/{one}/approve", {}, if_match=1))
    made.version = (await made.shown())["version"]
    await made.done("calls", defects=[{"defect": "other_formal", "what": "Podpisać wniosek."}])
    await made.done("calls/1/deliver", on="2019-01-10")

    called = await people.clerk.post(f"/v1/decisions/{one}/issue", {}, if_match=2)
    await made.done("calls/1/supply", received_on="2019-01-10")
    answered = await people.clerk.post(f"/v1/decisions/{one}/issue", {}, if_match=2)

    assert (called.status_code, called.json()["code"]) == (409, "call_outstanding")
    assert answered.status_code == 200, answered.text
