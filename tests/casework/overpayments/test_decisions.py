"""The register follows its decisions: which one fits a debt, and what its finality, its fall and acts on it do to the debt."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from casework.facts.money import OVERPAYMENT_ASSESSED, OVERPAYMENT_CORRECTED
from kit.db import Database
from kit.testing.clients import Caller, Office
from tests.casework.log import events
from tests.casework.overpayments.a_debt import (
    a_decision_on,
    becomes_final,
    carried_over,
    decided,
    paid,
    remitted,
    shown,
    step,
    undue,
)
from tests.casework.payments.a_list import a_draft
from tests.casework.rights import Staff, authorised
from tests.casework.tasks.the_list import kinds

pytestmark = pytest.mark.postgres
Turn = Callable[[date], None]


async def a_debt(people: Staff) -> str:
    (payment,) = await paid(people)
    return await undue(people, payment)


async def tried(
    who: Caller, debt: str, name: str, body: dict[str, Any], version: int = 1
) -> tuple[int, str, list[str]]:
    """Status, code and the codes of the errors of a step."""
    answer = await who.post(f"/v1/overpayments/{debt}/{name}", body, if_match=version)
    told = answer.json()
    return answer.status_code, told.get("code", ""), [one["code"] for one in told.get("errors", [])]


async def annulled(people: Staff, decision: str, on: str = "2019-12-31") -> None:
    """The decision is declared null."""
    claim = {"ground": "no_basis_or_gross_breach", "received_on": on}
    made = await people.clerk.post(f"/v1/decisions/{decision}/nullities", claim)
    assert made.status_code == 201, made.text
    address = f"/v1/nullities/{made.json()['id']}"
    ended = {"outcome": "annulled", "decided_on": on, "delivered_on": on}
    for name, who, body, version in (("start", people.head, {"sign": "1"}, 1), ("decide", people.clerk, ended, 2)):
        answer = await who.post(f"{address}/{name}", body, if_match=version)
        assert answer.status_code == 200, answer.text


@pytest.mark.asyncio
async def test_a_debt_stands_on_its_own_issued_decision_and_takes_its_days(people: Staff) -> None:
    debt = await a_debt(people)
    grant = (await people.auditor.get("/v1/decisions", limit=1, state="delivered")).json()["items"]
    other_sum = await a_decision_on(people, debt, "2019-12-02", amount="644.99")
    fitting = await a_decision_on(people, debt, "2019-12-02")

    nothing = await tried(people.clerk, debt, "decide", {"on": "2019-12-02", "sign": "GOPS.1.2019"})
    of_another_kind = [await tried(people.clerk, debt, "decide", {"decision": one["id"]}) for one in grant]
    wrong_sum = await tried(people.clerk, debt, "decide", {"decision": other_sum})
    wrong_day = await tried(people.clerk, debt, "decide", {"decision": fitting, "on": "2019-12-03"})
    await step(people.clerk, people, debt, "decide", {"decision": fitting})

    assert nothing == (422, "overpayment_decision_missing", ["required"])
    assert all(one[1] == "decision_does_not_fit" and "other_kind" in one[2] for one in of_another_kind)
    assert wrong_sum == (409, "decision_does_not_fit", ["other_sum"])
    assert wrong_day == (409, "decision_does_not_fit", ["other_day"])
    found = await shown(people, debt)
    assert (found["state"], found["decided_on"], found["decision"]) == ("decided", "2019-12-02", fitting)


@pytest.mark.asyncio
async def test_a_decision_establishes_one_debt_of_its_person(people: Staff) -> None:
    one, other = await paid(people, "2019-03", "2019-04")
    first, second = await undue(people, one), await undue(people, other)
    decision = await a_decision_on(people, first, "2019-12-02")
    await step(people.clerk, people, first, "decide", {"decision": decision})
    of_somebody_else = await undue(people, *await paid(people, "2019-05", serial=2))

    used = await tried(people.clerk, second, "decide", {"decision": decision})
    other_person = await tried(people.clerk, of_somebody_else, "decide", {"decision": decision})

    assert used == (409, "decision_does_not_fit", ["used"])
    assert other_person == (409, "decision_does_not_fit", ["other_person", "used"])


@pytest.mark.asyncio
async def test_a_debt_is_final_when_its_decision_is_and_never_by_hand(people: Staff, today: Turn) -> None:
    debt = await a_debt(people)
    decision = await a_decision_on(people, debt, "2019-12-02")
    await step(people.clerk, people, debt, "decide", {"decision": decision})
    by_hand = await tried(people.clerk, debt, "finalise", {"final_on": "2019-12-03"}, 2)
    answer = await people.clerk.post(f"/v1/decisions/{decision}/deliver", {"on": "2019-12-20"}, if_match=3)
    before = await shown(people, debt)
    today(date(2020, 1, 4))
    await people.clerk.post("/v1/decisions/finalise", {})
    after = await shown(people, debt)

    assert by_hand == (409, "decision_not_final", [])
    assert (answer.json()["state"], before["state"], before["final_on"]) == ("delivered", "decided", None)
    assert (after["state"], after["final_on"]) == ("final", "2020-01-04")


@pytest.mark.asyncio
async def test_a_debt_whose_decision_was_taken_away_is_deducted_no_more_until_somebody_decides(
    people: Staff, database: Database
) -> None:
    debt = await a_debt(people)
    await decided(people, debt, on="2019-06-03", final_on="2019-06-20")
    payment_list = await a_draft(people, "2019-10")
    taken = (await people.accountant.get(f"/v1/payment-lists/{payment_list}")).json()["deducted"]

    await annulled(people, (await shown(people, debt))["decision"])

    found = await shown(people, debt)
    left = (await people.accountant.get(f"/v1/payment-lists/{payment_list}")).json()["deducted"]
    assert (found["state"], found["decided_on"], found["final_on"]) == ("registered", None, None)
    assert (taken, left) == ("322.50", "0.00")
    told = [*await events(database, OVERPAYMENT_ASSESSED), *await events(database, OVERPAYMENT_CORRECTED)]
    assert sum(line["amount"] for one in told for line in one["data"]["lines"]) == 0
    assert await kinds(people.head, kind=["overpayment_fallen", "overpayment_remind"]) == ["overpayment_fallen"]
    await step(people.head, people, debt, "withdraw", {"reason": "decision_repealed"})
    assert await kinds(people.head, kind="overpayment_fallen") == []


@pytest.mark.asyncio
async def test_an_issued_decision_waits_to_be_noted_on_the_account(people: Staff) -> None:
    debt = await a_debt(people)
    before = await kinds(people.clerk, kind="overpayment_note_decision")
    decision = await a_decision_on(people, debt, "2019-12-31")
    waiting = await kinds(people.clerk, kind="overpayment_note_decision")
    await step(people.clerk, people, debt, "decide", {"decision": decision})

    assert (before, waiting) == ([], ["overpayment_note_decision"])
    assert await kinds(people.clerk, kind="overpayment_note_decision") == []


@pytest.mark.asyncio
async def test_nobody_remits_spreads_or_defers_a_debt_without_a_decision_on_it(people: Staff) -> None:
    debt = await a_debt(people)
    await decided(people, debt)
    establishing = (await shown(people, debt))["decision"]
    plan = [{"due_on": "2020-02-10", "amount": "645.00"}]

    tries = [
        await tried(people.head, debt, "remissions", {"day": "2019-12-30", "sign": "1"}, 3),
        await tried(people.clerk, debt, "remissions", {"decision": establishing}, 3),
        await tried(people.head, debt, "relief", {"kind": "instalments", "decided_on": "2019-12-30", "sign": "1",
                                                  "instalments": plan}, 3),
    ]  # fmt: skip

    assert tries == [
        (422, "overpayment_decision_missing", ["required"]),
        (409, "decision_does_not_fit", ["other_kind"]),
        (422, "overpayment_decision_missing", ["required"]),
    ]


@pytest.mark.asyncio
async def test_relief_is_what_the_decision_says_and_ends_when_the_decision_falls(people: Staff) -> None:
    debt = await a_debt(people)
    await decided(people, debt)
    plan = [{"due_on": "2020-02-10", "amount": "300.00"}, {"due_on": "2020-03-10", "amount": "345.00"}]
    decision = await a_decision_on(people, debt, "2019-12-22", kind="instalments", amount="645.00", instalments=plan)
    other = {"kind": "instalments", "decision": decision, "instalments": [{"due_on": "2030-01-10", "amount": "645.00"}]}

    differing = await tried(people.clerk, debt, "relief", other, 3)
    await step(people.clerk, people, debt, "relief", {"kind": "instalments", "decision": decision})
    (relief,) = (await shown(people, debt))["relief"]
    await becomes_final(people, decision, "2020-01-08")
    await annulled(people, decision)

    assert differing == (409, "decision_does_not_fit", ["other_instalments"])
    assert [(one["due_on"], one["amount"]) for one in relief["instalments"]] == [
        ("2020-02-10", "300.00"), ("2020-03-10", "345.00"),
    ]  # fmt: skip
    assert (await shown(people, debt))["relief"] == []


@pytest.mark.asyncio
async def test_a_remission_is_of_the_sum_of_its_decision_and_is_noted_once(people: Staff) -> None:
    debt = await a_debt(people)
    await decided(people, debt)
    await remitted(people, debt, "2019-12-22", "200.00")
    (act,) = [one for one in (await shown(people, debt))["movements"] if one["kind"] == "remission"]

    again = await tried(people.clerk, debt, "remissions", {"decision": act["decision"]}, 4)

    assert (await shown(people, debt))["principal"] == "445.00"
    assert again == (409, "decision_does_not_fit", ["used"])


@pytest.mark.asyncio
async def test_of_what_another_system_established_the_head_notes_relief_who_has_not_registered_it(
    people: Staff, office: Office
) -> None:
    debt = await carried_over(people, "2018-11-28")
    await step(people.clerk, people, debt, "decide", {"on": "2018-12-10", "sign": "GOPS.1.2018"})
    await step(people.clerk, people, debt, "finalise", {"final_on": "2018-12-28"})
    body = {"day": "2019-12-30", "sign": "GOPS.2.2019", "principal": "45.00"}
    both = office.caller("jan", "caseworker", "head")

    by_the_clerk = await tried(people.clerk, debt, "remissions", body, 3)
    by_whoever_registered = await tried(both, debt, "remissions", body, 3)
    without_sign = await tried(people.head, debt, "remissions", {"day": "2019-12-30"}, 3)
    await step(people.head, people, debt, "remissions", body)

    assert [one[:2] for one in (by_the_clerk, by_whoever_registered, without_sign)] == [
        (403, "forbidden"), (409, "same_registrar"), (422, "overpayment_decision_missing"),
    ]  # fmt: skip
    assert (await shown(people, debt))["principal"] == "600.00"


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("name", "body"),
    [("withdraw", {"reason": "not_undue"}), ("write-offs", {"day": "2019-12-30", "reason": "debtor_died"})],
)
async def test_a_debt_is_given_up_by_the_head_who_did_not_register_it_and_is_not_excluded(
    people: Staff, office: Office, name: str, body: dict[str, Any]
) -> None:
    debt = await a_debt(people)
    person = (await shown(people, debt))["person"]
    await authorised(office, "adam")
    excluded = {
        "official": "adam",
        "matter_kind": "person",
        "matter": person,
        "ground": "close_relative",
        "since": "2019-01-01",
    }
    made = await people.head.post("/v1/exclusions", excluded)
    assert made.status_code == 201, made.text

    by_the_clerk = await tried(people.clerk, debt, name, body)
    by_whoever_registered = await tried(office.caller("jan", "caseworker", "head"), debt, name, body)
    by_the_excluded = await tried(office.caller("adam", "head"), debt, name, body)

    assert [one[:2] for one in (by_the_clerk, by_whoever_registered, by_the_excluded)] == [
        (403, "forbidden"), (409, "same_registrar"), (403, "official_excluded"),
    ]  # fmt: skip
    await step(people.head, people, debt, name, body)
