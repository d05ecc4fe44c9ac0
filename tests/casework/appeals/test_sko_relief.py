"""SKO decides itself on a remission, instalments or a deferral: the account follows, and goes back when a court quashes that."""

from datetime import date
from typing import Any

import pytest

from kit.db import Database
from tests.casework.appeals.a_case import Turn, a_result, done
from tests.casework.appeals.test_sko_later_acts import carried_out, entered
from tests.casework.overpayments.a_debt import (
    a_decision_on,
    becomes_final,
    decided,
    entries,
    paid,
    repaid,
    shown,
    step,
    undue,
)
from tests.casework.overpayments.test_decisions import tried
from tests.casework.overpayments.test_restating import written_off
from tests.casework.rights import Staff
from tests.casework.tasks.the_list import kinds

pytestmark = pytest.mark.postgres

PLAN = [{"due_on": f"2020-0{month}-10", "amount": "215.00"} for month in (2, 3, 4)]
LONGER = [{"due_on": f"2020-0{month}-10", "amount": "129.00"} for month in (2, 3, 4, 5, 6)]


async def appealed_act(
    people: Staff, today: Turn, noted: str | None = None, *, ground: str = "niewaznosc", **said: Any
) -> tuple[str, str, str]:
    """A final debt of 645 zł; an act of 22 December on it, noted on the account (`noted`: how), appealed from and at SKO."""
    today(date(2019, 12, 31))
    debt = await undue(people, *await paid(people), ground=ground)
    await decided(people, debt)
    act = await a_decision_on(people, debt, "2019-12-22", **{"amount": None, **said})
    if noted is not None:
        named = {"kind": said["kind"]} if noted == "relief" else {}
        await step(people.clerk, people, debt, noted, {"decision": act, **named})
    today(date(2019, 12, 30))
    await done(people.clerk.post(f"/v1/decisions/{act}/deliver", {"on": "2019-12-27"}, if_match=3))
    (party,) = await done(people.clerk.get(f"/v1/decisions/{act}/parties"))
    body = {"party": party["id"], "way": "in_person", "received_on": "2019-12-30"}
    appeal = str((await done(people.clerk.post(f"/v1/decisions/{act}/appeals", body)))["id"])
    await done(people.clerk.post(f"/v1/appeals/{appeal}/pass-on", {"sheets": 3}, if_match=1))
    return debt, act, appeal


async def result(people: Staff, today: Turn, appeal: str, outcome: str, **more: object) -> None:
    today(date(2020, 1, 31))
    told = a_result(outcome, decided_on="2020-01-20", delivered_on="2020-01-27", **more)
    await done(people.clerk.post(f"/v1/appeals/{appeal}/result", told, if_match=2))


async def said_by_sko(people: Staff, today: Turn, appeal: str, outcome: str, act: dict[str, Any], **more: Any) -> str:
    """SKO's own decision is entered and carried out; returns it."""
    await result(people, today, appeal, outcome, **more)
    own = await entered(people, appeal, {"grants": [], "act": act})
    await carried_out(people, appeal)
    return own


async def court(people: Staff, today: Turn, act: str, appeal: str, outcome: str = "sko_quashed") -> None:
    today(date(2020, 12, 30))
    (party,) = await done(people.clerk.get(f"/v1/decisions/{act}/parties"))
    address = f"/v1/appeals/{appeal}/complaints"
    filed = await done(people.clerk.post(address, {"party": party["id"], "complained_on": "2020-02-20"}))
    judgment = {"outcome": outcome, "judged_on": "2020-10-01", "ended_on": "2020-11-15"}
    if outcome == "both_quashed":
        judgment["received_on"] = "2020-12-01"
    await done(people.clerk.post(f"{address}/{filed['id']}/judgment", judgment, if_match=1))


def plan_of(debt: dict[str, Any]) -> list[tuple[str, str, bool]]:
    return [
        (one["due_on"], one["amount"], relief["in_force"]) for relief in debt["relief"] for one in relief["instalments"]
    ]


async def replayed(people: Staff, database: Database, debt: str) -> tuple[int, int]:
    """Remitted principal by the account's entries, and by the facts that were told."""
    found = await shown(people, debt)
    remissions = {one["id"] for one in found["movements"] if one["kind"] == "remission" and not one["corrected"]}
    of_it = [
        int(part["amount"].replace(".", ""))
        for one in found["movements"]
        if one["id"] in remissions
        for part in one["entries"]
        if part["klass"] == "principal"
    ]
    assert sum((await entries(database, debt)).values()) >= sum(of_it)
    return sum(of_it), await written_off(database)


@pytest.mark.parametrize("outcome", ["changed", "quashed_and_decided"])
@pytest.mark.asyncio
async def test_sko_remits_more_and_a_court_gives_back_what_the_office_had_remitted(
    people: Staff, today: Turn, database: Database, outcome: str
) -> None:
    debt, act, appeal = await appealed_act(people, today, "remissions", kind="remission", amount="200.00")
    before = await shown(people, debt, on="2020-01-30")

    own = await said_by_sko(people, today, appeal, outcome, {"amount": "400.00"})
    by_sko, told = await shown(people, debt), await replayed(people, database, debt)
    await court(people, today, act, appeal)
    after = await shown(people, debt)

    assert (before["principal"], by_sko["principal"], told) == ("445.00", "245.00", (40000, 40000))
    standing = [one for one in by_sko["movements"] if one["kind"] == "remission" and not one["corrected"]]
    assert [(one["decision"], one["day"]) for one in standing] == [(own, "2019-12-22")]
    assert (after["principal"], await replayed(people, database, debt)) == ("445.00", (20000, 20000))
    assert after["state"] == "final"


@pytest.mark.asyncio
async def test_instead_of_a_refusal_sko_remits_the_whole_on_its_own_day(
    people: Staff, today: Turn, database: Database
) -> None:
    debt, act, appeal = await appealed_act(people, today, kind="refuse_remission")

    await said_by_sko(people, today, appeal, "quashed_and_decided", {"kind": "remission", "amount": "645.00"})
    by_sko, told = await shown(people, debt), await written_off(database)
    day_before, on_day = [await shown(people, debt, on=day) for day in ("2020-01-19", "2020-01-20")]
    await court(people, today, act, appeal)
    after = await shown(people, debt)

    assert (by_sko["state"], by_sko["principal"], told) == ("settled", "0.00", 64500)
    assert (day_before["principal"], on_day["principal"]) == ("645.00", "0.00")
    assert (after["state"], after["principal"], await written_off(database)) == ("final", "645.00", 0)


@pytest.mark.asyncio
async def test_interest_on_what_both_remit_is_not_owed_again(people: Staff, today: Turn) -> None:
    debt, _, appeal = await appealed_act(
        people, today, "remissions", ground="falszywe_zeznania", kind="remission", amount="200.00"
    )
    before = await shown(people, debt, on="2020-01-31")

    await said_by_sko(people, today, appeal, "changed", {"amount": "200.00"})

    after = await shown(people, debt, on="2020-01-31")
    assert (after["principal"], after["interest"]) == (before["principal"], before["interest"])


@pytest.mark.asyncio
async def test_sko_takes_a_remission_away_only_with_its_ground(people: Staff, today: Turn, database: Database) -> None:
    debt, act, appeal = await appealed_act(people, today, "remissions", kind="remission", amount="200.00")
    await result(people, today, appeal, "quashed_and_decided", worse_ground="gross_breach_of_law")
    own = await entered(people, appeal, {"grants": [], "act": {"kind": "refuse_remission"}})
    await carried_out(people, appeal)

    found = await shown(people, debt)
    by_hand = await tried(people.clerk, debt, "remissions", {"decision": act}, found["version"])

    assert (found["principal"], await written_off(database)) == ("645.00", 0)
    assert (await done(people.auditor.get(f"/v1/decisions/{own}")))["outcome"] == "refused"
    assert by_hand[1] == "decision_does_not_fit"


@pytest.mark.parametrize("act", [{"kind": "refuse_remission"}, {"amount": "199.99"}])
@pytest.mark.asyncio
async def test_without_a_ground_sko_neither_refuses_nor_remits_less(
    people: Staff, today: Turn, act: dict[str, Any]
) -> None:
    _, _, appeal = await appealed_act(people, today, "remissions", kind="remission", amount="200.00")
    await result(people, today, appeal, "changed")

    answer = await people.clerk.post(f"/v1/appeals/{appeal}/sko-decision", {"grants": [], "act": act}, if_match=3)

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "worsening")


@pytest.mark.asyncio
async def test_more_than_was_ever_owed_is_not_remitted_and_nothing_is_carried_out(people: Staff, today: Turn) -> None:
    debt, _, appeal = await appealed_act(people, today, kind="refuse_remission")
    await result(people, today, appeal, "changed")
    await entered(people, appeal, {"grants": [], "act": {"kind": "remission", "amount": "645.01"}})

    answer = await people.head.post(f"/v1/appeals/{appeal}/carry-out", {}, if_match=4)

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "exceeds_debt")
    assert (await shown(people, debt))["principal"] == "645.00"


@pytest.mark.parametrize("outcome", ["changed", "quashed_and_decided"])
@pytest.mark.asyncio
async def test_skos_plan_stands_instead_of_the_offices_and_a_court_gives_that_back(
    people: Staff, today: Turn, outcome: str
) -> None:
    debt, act, appeal = await appealed_act(
        people, today, "relief", kind="instalments", amount="645.00", instalments=PLAN
    )

    own = await said_by_sko(people, today, appeal, outcome, {"instalments": LONGER})
    by_sko = await shown(people, debt)
    by_hand = await tried(people.clerk, debt, "relief", {"kind": "instalments", "decision": act}, by_sko["version"])
    await court(people, today, act, appeal)
    after = await shown(people, debt, on="2020-01-31")

    assert plan_of(by_sko) == [(one["due_on"], one["amount"], True) for one in LONGER]
    assert [(one["decision"], one["decided_on"]) for one in by_sko["relief"]] == [(own, "2020-01-20")]
    assert by_hand[1] == "decision_does_not_fit"
    assert plan_of(after) == [(one["due_on"], one["amount"], True) for one in PLAN]


@pytest.mark.asyncio
async def test_what_was_paid_by_the_offices_plan_counts_in_skos_of_the_whole(people: Staff, today: Turn) -> None:
    first = [{"due_on": "2020-01-10", "amount": "215.00"}, *PLAN[:2]]
    debt, _, appeal = await appealed_act(
        people, today, "relief", kind="instalments", amount="645.00", instalments=first
    )
    today(date(2020, 1, 10))
    await repaid(people, debt, "215.00", "2020-01-09")

    await said_by_sko(
        people,
        today,
        appeal,
        "changed",
        {"instalments": [first[0], *LONGER[:3], {"due_on": "2020-05-10", "amount": "43.00"}]},
    )

    (plan,) = (await shown(people, debt))["relief"]
    assert [one["state"] for one in plan["instalments"]] == ["paid", "open", "open", "open", "open"]
    assert plan["whole_due_from"] is None


@pytest.mark.asyncio
async def test_skos_instalments_of_what_is_left_do_not_count_what_was_paid_before(people: Staff, today: Turn) -> None:
    first = [{"due_on": "2020-01-10", "amount": "215.00"}, *PLAN[:2]]
    debt, _, appeal = await appealed_act(
        people, today, "relief", kind="instalments", amount="645.00", instalments=first
    )
    today(date(2020, 1, 10))
    await repaid(people, debt, "215.00", "2020-01-09")
    rest = [{"due_on": f"2020-0{month}-10", "amount": "86.00"} for month in (2, 3, 4, 5, 6)]

    await said_by_sko(people, today, appeal, "changed", {"amount": "430.00", "instalments": rest})

    (plan,) = (await shown(people, debt))["relief"]
    assert {(one["paid"], one["state"]) for one in plan["instalments"]} == {("0.00", "open")}


@pytest.mark.asyncio
async def test_sko_refuses_a_plan_and_the_whole_may_be_deducted_again(people: Staff, today: Turn) -> None:
    debt, _, appeal = await appealed_act(people, today, "relief", kind="instalments", amount="645.00", instalments=PLAN)
    await said_by_sko(
        people, today, appeal, "changed", {"kind": "refuse_instalments"}, worse_ground="gross_breach_of_law"
    )

    assert (await shown(people, debt))["relief"] == []
    assert await kinds(people.head, kind="instalment_due") == []


@pytest.mark.asyncio
async def test_instead_of_a_refusal_sko_defers_the_whole(people: Staff, today: Turn) -> None:
    debt, act, appeal = await appealed_act(people, today, kind="refuse_deferral")

    own = await said_by_sko(people, today, appeal, "changed", {"kind": "deferral", "deferred_to": "2020-09-30"})
    by_sko = await shown(people, debt)
    await court(people, today, act, appeal)

    assert plan_of(by_sko) == [("2020-09-30", "645.00", True)]
    assert by_sko["relief"][0]["decision"] == own
    assert (await shown(people, debt))["relief"] == []


@pytest.mark.asyncio
async def test_a_plan_or_a_remission_over_several_debts_is_divided_as_skos_sum(people: Staff, today: Turn) -> None:
    today(date(2019, 12, 31))
    march, april = await paid(people, "2019-03", "2019-04")
    debts = [await undue(people, one, ground="niewaznosc") for one in (march, april)]
    establishing = await a_decision_on(people, debts[0], "2019-12-02", amount="1290.00")
    await step(people.clerk, people, debts[0], "decide", {"decision": establishing, "together": debts[1:]})
    await becomes_final(people, establishing, "2019-12-20")
    act = await a_decision_on(people, debts[0], "2019-12-22", kind="remission", amount="500.00")
    await step(people.clerk, people, debts[1], "remissions", {"decision": act})
    today(date(2019, 12, 30))
    await done(people.clerk.post(f"/v1/decisions/{act}/deliver", {"on": "2019-12-27"}, if_match=3))
    (party,) = await done(people.clerk.get(f"/v1/decisions/{act}/parties"))
    body = {"party": party["id"], "way": "in_person", "received_on": "2019-12-30"}
    appeal = str((await done(people.clerk.post(f"/v1/decisions/{act}/appeals", body)))["id"])
    await done(people.clerk.post(f"/v1/appeals/{appeal}/pass-on", {"sheets": 3}, if_match=1))

    await said_by_sko(people, today, appeal, "changed", {"amount": "1000.00"})

    assert [(await shown(people, one))["principal"] for one in debts] == ["290.00", "0.00"]
