"""What a later act needs: consents, finality, a standing award, the members of its kind; and which kinds there are."""

from typing import Any

import pytest

from tests.casework.decisions.an_act import a_right, change
from tests.casework.decisions.later import Turn, carried, later
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, recorded

pytestmark = pytest.mark.postgres


@pytest.mark.asyncio
async def test_consents_are_recorded_and_without_them_the_code_of_procedure_changes_nothing(
    people: Staff, today: Turn
) -> None:
    body, decision, _ = await a_right(people, today)
    asked = change(body, decision, "700.00", "2019-03")
    asked["act"]["ground"] = "kpa_155"
    consent = {"person": body["recipient"], "given_on": "2019-01-09"}

    without = await people.clerk.post("/v1/decisions", asked)
    asked["act"]["consents"] = [{**consent, "given_on": "2019-01-11"}]
    too_late = await people.clerk.post("/v1/decisions", asked)
    asked["act"]["consents"] = [consent]
    act = await a_decision(people, asked)

    assert [without.json()["code"], too_late.json()["code"]] == ["consent_required"] * 2
    shown = (await people.auditor.get(f"/v1/decisions/{act}")).json()["act"]
    assert shown["consents"] == [{**consent, "form": "written"}]


@pytest.mark.asyncio
async def test_a_decision_that_is_not_final_is_not_changed_on_a_ground_that_asks_for_it(
    people: Staff, today: Turn
) -> None:
    body = recorded(await a_person(people.clerk))
    decision = await a_decision(people, body)
    draft = await people.clerk.post("/v1/decisions", change(body, decision, "700.00", "2019-03"))
    await carried(people, decision)
    issued = await people.clerk.post("/v1/decisions", change(body, decision, "700.00", "2019-03"))
    await people.clerk.post(f"/v1/decisions/{decision}/deliver", {"on": "2019-01-10"}, if_match=3)
    delivered = await people.clerk.post("/v1/decisions", change(body, decision, "700.00", "2019-03"))

    answers = [answer.json() for answer in (draft, issued, delivered)]
    assert [one["code"] for one in answers] == ["transition_not_allowed"] * 3
    assert {one["code"] for one in answers[1]["errors"]} == {"allowed_kind"}
    assert [one["message"] for one in answers[2]["errors"]] == ["final"]


@pytest.mark.asyncio
async def test_an_award_that_changed_since_lets_no_older_plan_through(people: Staff, today: Turn) -> None:
    body, decision, _ = await a_right(people, today)
    first = await a_decision(people, change(body, decision, "700.00", "2019-03"))
    second = await a_decision(people, change(body, decision, "800.00", "2019-04"))
    await carried(people, first)
    await people.head.post(f"/v1/decisions/{second}/approve", {}, if_match=1)

    answer = await people.clerk.post(f"/v1/decisions/{second}/issue", {}, if_match=2)

    assert (answer.status_code, answer.json()["code"]) == (409, "award_changed")
    assert (await people.auditor.get(f"/v1/decisions/{second}")).json()["state"] == "approved"


@pytest.mark.parametrize(
    ("kind", "ground", "more", "code"),
    [
        ("repeal", "kpa_113_1", {"effective_from": "2019-03"}, "ground_not_allowed"),
        ("repeal", "kpa_154", {"effective_from": "2019-03"}, "ground_not_allowed"),
        ("repeal", "kpa_163", {"effective_from": "2019-03"}, "act_incomplete"),
        ("repeal", "test_32", {}, "act_incomplete"),
        ("repeal", "test_32", {"effective_from": "2019-02-30"}, "act_incomplete"),
        ("repeal", "test_32", {"effective_from": "2019-03", "reason": None}, "act_incomplete"),
        ("repeal", "test_32", {"effective_from": "2019-03", "amount": "1.00"}, "act_incomplete"),
        ("change", "test_32", {"effective_from": "2019-03"}, "act_incomplete"),
        ("correction", "kpa_113_1", {"effective_from": "2019-03"}, "act_incomplete"),
        ("resume", "test_28", {"effective_from": "2019-03"}, "transition_not_allowed"),
    ],
)
@pytest.mark.asyncio
async def test_an_act_says_what_its_kind_must_and_no_more(
    people: Staff, today: Turn, kind: str, ground: str, more: dict[str, Any], code: str
) -> None:
    body, decision, _ = await a_right(people, today)

    answer = await people.clerk.post("/v1/decisions", later(body, decision, kind, ground, **more))

    assert answer.json()["code"] == code, answer.text


@pytest.mark.asyncio
async def test_an_act_on_another_matter_or_an_unknown_decision_is_refused(people: Staff, today: Turn) -> None:
    body, decision, _ = await a_right(people, today)
    stranger = await a_person(people.clerk, serial=9)

    other = await people.clerk.post(
        "/v1/decisions", {**later(body, decision, "repeal", "test_32", effective_from="2019-03"), "recipient": stranger}
    )
    unknown = await people.clerk.post(
        "/v1/decisions", later(body, stranger, "repeal", "test_32", effective_from="2019-03")
    )

    assert [(one["pointer"], one["code"]) for one in other.json()["errors"]] == [("/recipient", "other_matter")]
    assert [one["code"] for one in unknown.json()["errors"]] == ["decision_unknown"]


@pytest.mark.asyncio
async def test_the_kinds_are_listed_with_their_grounds(people: Staff) -> None:
    listed_kinds = {one["code"]: one for one in (await people.clerk.get("/v1/decisions/kinds")).json()["items"]}

    assert {"test_32", "kpa_155"} <= {one["code"] for one in listed_kinds["change"]["grounds"]}
    assert listed_kinds["correction"]["form"] == "postanowienie"
    assert listed_kinds["grant"]["grounds"] == []
