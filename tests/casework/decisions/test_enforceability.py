"""Nothing is paid before the decision can be carried out (k.p.a. art. 108, 130), and everything from that day on."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from casework.awards.algebra import Stretch
from casework.awards.effects import Planned, Right, Standing
from casework.decisions.at_once import at_once
from services.alimony_fund.catalogue import CATALOGUE as ALIMONY_FUND
from services.family_benefits.catalogue import CATALOGUE as FAMILY_BENEFITS
from tests.casework.decisions.an_order import an_order, delivered, ordered
from tests.casework.decisions.later import Turn, a_final_decision, carried, later
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, recorded

RIGHT = Right("zasilek_pielegnacyjny", uuid4(), None, None)


async def a_raise(people: Staff, today: Turn, **act: Any) -> str:
    """A right of 645.00 a month, final, and a decision of 4 February that raises it to 700.00 from January; not delivered yet."""
    body = recorded(await a_person(people.clerk))
    decision, _ = await a_final_decision(people, today, body)
    wanted = {**body["recorded"], "amount": "700.00", "first_month": "2019-01"}
    ground = act.pop("ground", "test_32")
    order = {**later(body, decision, "change", ground, effective_from="2019-01", **act), "recorded": wanted}
    for one in order["act"].get("consents", []):
        one["person"] = body["recipient"]
    raised = await a_decision(people, order)
    await carried(people, raised)
    return raised


async def a_list(people: Staff, month: str = "2019-01", **order: Any) -> list[str]:
    """Amounts of a new list; none when nothing is due."""
    made = await people.accountant.post("/v1/payment-lists", {"month": month, **order})
    if made.status_code == 409:
        assert made.json()["code"] == "nothing_due"
        return []
    found = (await people.accountant.get("/v1/payments", list=made.json()["id"])).json()["items"]
    return [one["amount"] for one in found]


async def left_out(people: Staff, month: str = "2019-01") -> list[tuple[str, str]]:
    shown = (await people.accountant.post("/v1/payment-lists/preview", {"month": month})).json()
    named = [(one["reason"], one["amount"]) for one in shown["left_out_named"]]
    assert [(one["reason"], one["amount"]) for one in shown["left_out"]] == named
    return named


async def the_order_falls(people: Staff, today: Turn, order: str, party: str) -> None:
    body = {"party": party, "way": "in_person", "received_on": "2019-02-04"}
    appeal = (await people.clerk.post(f"/v1/decisions/{order}/appeals", body)).json()["id"]
    await people.clerk.post(f"/v1/appeals/{appeal}/pass-on", {"sheets": 4}, if_match=1)
    today(date(2019, 2, 12))
    result = {"outcome": "sent_back", "sign": "SKO.1", "decided_on": "2019-02-11", "delivered_on": "2019-02-12"}
    answer = await people.clerk.post(f"/v1/appeals/{appeal}/result", result, if_match=2)
    assert answer.status_code == 200, answer.text


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_right_is_paid_only_when_its_decision_was_delivered(people: Staff) -> None:
    decision = await a_decision(people, recorded(await a_person(people.clerk)))
    await carried(people, decision)

    waits = (await left_out(people), await a_list(people))
    await people.clerk.post(f"/v1/decisions/{decision}/deliver", {"on": "2019-01-10"}, if_match=3)

    assert waits == ([("not_enforceable", "645.00")], [])
    assert (await left_out(people), await a_list(people)) == ([], ["645.00"])


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_raise_pays_the_old_amount_until_it_is_final_and_the_rest_then(people: Staff, today: Turn) -> None:
    raised = await a_raise(people, today)
    await people.clerk.post(f"/v1/decisions/{raised}/deliver", {"on": "2019-02-04"}, if_match=3)

    before = (await left_out(people), await a_list(people), await a_list(people))
    today(date(2019, 2, 19))
    after = await a_list(people)

    assert before == ([("not_enforceable", "55.00")], ["645.00"], [])
    assert after == ["55.00"]


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_an_order_of_immediate_enforceability_lets_the_raise_be_paid(people: Staff, today: Turn) -> None:
    raised = await a_raise(people, today)
    await people.clerk.post(f"/v1/decisions/{raised}/deliver", {"on": "2019-02-04"}, if_match=3)

    too_late = await people.head.post(
        f"/v1/decisions/{raised}/enforceability-order", {"on": "2019-02-04", "ground": "health_or_life"}, if_match=4
    )
    person = (await people.auditor.get(f"/v1/decisions/{raised}")).json()["recipient"]
    order = await ordered(
        people, an_order(person, "enforceability", "kpa_108_health_or_life", refers_to=raised, on="2019-02-04")
    )
    before = await left_out(people)
    party = await delivered(people, order, "2019-02-04")
    shown = (await people.auditor.get(f"/v1/decisions/{raised}")).json()

    # In the decision itself only until it is delivered; then by an order, from its own delivery.
    assert too_late.status_code == 409
    assert before == [("not_enforceable", "55.00")]
    assert (shown["enforceable"]["ground"], shown["enforceable"]["on"]) == ("order", "2019-02-04")
    assert await a_list(people) == ["700.00"]
    await the_order_falls(people, today, order, party)
    assert (await people.auditor.get(f"/v1/decisions/{raised}")).json()["enforceable"]["ground"] == "final"


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_change_to_which_every_party_has_agreed_is_enforceable_with_its_delivery(
    people: Staff, today: Turn
) -> None:
    consent = [{"person": None, "given_on": "2019-01-10", "form": "written"}]
    raised = await a_raise(people, today, ground="kpa_155", consents=consent)
    before = await left_out(people)
    await people.clerk.post(f"/v1/decisions/{raised}/deliver", {"on": "2019-02-04"}, if_match=3)

    shown = (await people.auditor.get(f"/v1/decisions/{raised}")).json()

    assert before == [("not_enforceable", "55.00")]
    assert (shown["state"], shown["enforceable"]["ground"]) == ("delivered", "meets_all_requests")
    assert await a_list(people) == ["700.00"]


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_list_is_not_approved_when_a_decision_on_it_was_appealed_from_meanwhile(
    people: Staff, today: Turn
) -> None:
    raised = await a_raise(people, today)
    await people.clerk.post(f"/v1/decisions/{raised}/deliver", {"on": "2019-02-04"}, if_match=3)
    today(date(2019, 2, 20))
    made = await people.accountant.post("/v1/payment-lists", {"month": "2019-01"})
    (party,) = (await people.clerk.get(f"/v1/decisions/{raised}/parties")).json()
    appeal = {"party": party["id"], "way": "designated_post", "sent_on": "2019-02-15", "received_on": "2019-02-20"}
    appealed = await people.clerk.post(f"/v1/decisions/{raised}/appeals", appeal)
    assert appealed.status_code == 201, appealed.text

    answer = await people.head.post(f"/v1/payment-lists/{made.json()['id']}/approve", {}, if_match=1)

    assert (answer.status_code, answer.json()["code"]) == (409, "decision_not_enforceable")
    assert len(answer.json()["errors"]) == 1


@pytest.mark.parametrize(
    ("catalogue", "benefit", "kind", "amount", "article"),
    [
        (FAMILY_BENEFITS, "zasilek_pielegnacyjny", "grant", None, "art. 32 ust. 1d u.ś.r."),
        (FAMILY_BENEFITS, "zasilek_pielegnacyjny", "change", 21584, "art. 32 ust. 1d u.ś.r."),
        (FAMILY_BENEFITS, "zasilek_pielegnacyjny", "change", 10000, None),
        (FAMILY_BENEFITS, "zasilek_pielegnacyjny", "repeal", None, None),
        (FAMILY_BENEFITS, "bon_cieplowniczy", "grant", None, None),
        (ALIMONY_FUND, "swiadczenie_z_funduszu_alimentacyjnego", "grant", None, "art. 20 ust. 2 u.p.o.u.a."),
    ],
)
def test_the_act_of_the_benefit_tells_what_is_enforceable_at_once_and_a_change_only_in_favour(
    catalogue: Any, benefit: str, kind: str, amount: int | None, article: str | None
) -> None:
    before = Standing(uuid4(), 1, RIGHT, "active", (Stretch(24236, 24247, 18442),))
    plans = [] if amount is None else [Planned(before, (Stretch(24236, 24247, amount),), (), "active")]

    found = at_once(catalogue, benefit=benefit, gmina="101805", kind=kind, plans=plans, on=date(2026, 9, 10))

    assert found == article
