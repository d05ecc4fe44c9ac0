"""An administrative court quashes what SKO said of a debt, alone or with the office's decision: what was established, remitted, spread."""

from datetime import date

import pytest

from kit.db import Database
from tests.casework.appeals.a_case import Turn, a_result, done
from tests.casework.appeals.test_sko_later_acts import assessed, carried_out, decided_by_sko, owed
from tests.casework.appeals.test_sko_relief import PLAN, appealed_act, court, plan_of, result, said_by_sko
from tests.casework.overpayments.a_debt import a_decision_on, shown, step
from tests.casework.overpayments.test_restating import written_off
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres


async def upheld(people: Staff, today: Turn, appeal: str) -> None:
    today(date(2020, 1, 31))
    told = a_result("upheld", decided_on="2020-01-20", delivered_on="2020-01-27")
    await done(people.clerk.post(f"/v1/appeals/{appeal}/result", told, if_match=2))


async def decision_of(people: Staff, debt: str) -> str:
    return str((await shown(people, debt))["decision"])


@pytest.mark.parametrize("outcome", ["changed", "quashed_and_decided"])
@pytest.mark.asyncio
async def test_the_offices_sum_and_its_whole_plan_stand_again_when_skos_sum_is_quashed(
    people: Staff, today: Turn, database: Database, outcome: str
) -> None:
    debt, appeal = await owed(people, today, plan=True)
    office = await decision_of(people, debt)
    await decided_by_sko(people, today, appeal, outcome, "400.00")
    await carried_out(people, appeal)
    smaller = [(day, amount) for day, amount, _ in plan_of(await shown(people, debt, on="2020-01-31"))][-2:]

    await court(people, today, office, appeal)

    found = await shown(people, debt, on="2020-01-31")
    assert smaller == [("2020-02-10", "215.00"), ("2020-03-10", "185.00")]
    assert (found["established"], found["decision"], found["final_on"]) == ("645.00", office, None)
    assert await assessed(database) == 64500
    standing = found["relief"][-1]
    assert standing["in_force"]
    assert [(one["due_on"], one["amount"]) for one in standing["instalments"]] == [
        (one["due_on"], one["amount"]) for one in PLAN
    ]


@pytest.mark.parametrize("outcome", ["changed", "quashed_and_decided"])
@pytest.mark.asyncio
async def test_when_both_are_quashed_nothing_is_established_until_the_office_decides_anew(
    people: Staff, today: Turn, database: Database, outcome: str
) -> None:
    debt, appeal = await owed(people, today)
    office = await decision_of(people, debt)
    await decided_by_sko(people, today, appeal, outcome, "400.00")
    await carried_out(people, appeal)

    await court(people, today, office, appeal, "both_quashed")

    found = await shown(people, debt)
    assert (found["state"], found["decided_on"], found["established"]) == ("registered", None, "645.00")
    assert await assessed(database) == 0


@pytest.mark.asyncio
async def test_what_was_upheld_and_quashed_with_the_decision_is_decided_anew_and_carried_out(
    people: Staff, today: Turn, database: Database
) -> None:
    debt, appeal = await owed(people, today)
    office = await decision_of(people, debt)
    await upheld(people, today, appeal)
    final = (await shown(people, debt))["state"]

    await court(people, today, office, appeal, "both_quashed")
    fallen = await shown(people, debt), await assessed(database)
    payment = fallen[0]["items"][0]["payment"]
    award = (await done(people.auditor.get(f"/v1/payments/{payment}")))["award"]
    right = (await done(people.auditor.get(f"/v1/awards/{award}")))["decision"]
    new = await a_decision_on(people, debt, "2020-12-30", amount="645.00", refers_to=right)
    await step(people.clerk, people, debt, "decide", {"decision": new})
    version = (await done(people.auditor.get(f"/v1/appeals/{appeal}")))["version"]
    await done(people.clerk.post(f"/v1/appeals/{appeal}/carry-out", {"decision": new}, if_match=version))

    found = await shown(people, debt)
    assert final == "final"
    assert (fallen[0]["state"], fallen[0]["final_on"], fallen[1]) == ("registered", None, 0)
    assert (found["state"], found["decision"], await assessed(database)) == ("decided", new, 64500)


@pytest.mark.asyncio
async def test_a_debt_that_sko_upheld_is_no_longer_final_when_that_is_quashed(people: Staff, today: Turn) -> None:
    debt, appeal = await owed(people, today)
    office = await decision_of(people, debt)
    await upheld(people, today, appeal)

    await court(people, today, office, appeal)

    found = await shown(people, debt)
    assert (found["state"], found["final_on"], found["decision"]) == ("decided", None, office)


@pytest.mark.asyncio
async def test_a_remission_quashed_with_what_sko_upheld_is_owed_again(
    people: Staff, today: Turn, database: Database
) -> None:
    debt, act, appeal = await appealed_act(people, today, "remissions", kind="remission", amount="200.00")
    await upheld(people, today, appeal)

    await court(people, today, act, appeal, "both_quashed")

    assert ((await shown(people, debt))["principal"], await written_off(database)) == ("645.00", 0)


@pytest.mark.parametrize("outcome", ["changed", "quashed_and_decided"])
@pytest.mark.asyncio
async def test_neither_skos_remission_nor_the_offices_stands_when_both_are_quashed(
    people: Staff, today: Turn, database: Database, outcome: str
) -> None:
    debt, act, appeal = await appealed_act(people, today, "remissions", kind="remission", amount="200.00")
    await said_by_sko(people, today, appeal, outcome, {"amount": "400.00"})

    await court(people, today, act, appeal, "both_quashed")

    assert ((await shown(people, debt))["principal"], await written_off(database)) == ("645.00", 0)


@pytest.mark.parametrize("decides", [True, False])
@pytest.mark.asyncio
async def test_no_plan_stands_when_both_are_quashed(people: Staff, today: Turn, decides: bool) -> None:
    debt, act, appeal = await appealed_act(
        people, today, "relief", kind="instalments", amount="645.00", instalments=PLAN
    )
    if decides:
        longer = [{"due_on": f"2021-0{month}-10", "amount": "215.00"} for month in (2, 3, 4)]
        await said_by_sko(people, today, appeal, "changed", {"instalments": longer})
    else:
        await upheld(people, today, appeal)
    before = len((await shown(people, debt))["relief"])

    await court(people, today, act, appeal, "both_quashed")

    assert (before, (await shown(people, debt))["relief"]) == (1, [])


@pytest.mark.asyncio
async def test_a_plan_that_sko_took_away_stands_again_when_that_is_quashed(people: Staff, today: Turn) -> None:
    debt, act, appeal = await appealed_act(
        people, today, "relief", kind="instalments", amount="645.00", instalments=PLAN
    )
    await result(people, today, appeal, "quashed_and_discontinued")
    before = (await shown(people, debt))["relief"]

    await court(people, today, act, appeal)

    assert before == []
    assert plan_of(await shown(people, debt, on="2020-01-31")) == [(one["due_on"], one["amount"], True) for one in PLAN]
