"""One decision establishes several debts of a person: its sum is theirs together, and so is what acts on it remit and spread."""

from typing import Any

import pytest

from casework.facts.money import OVERPAYMENT_ASSESSED
from kit.db import Database
from tests.casework.log import events
from tests.casework.overpayments.a_debt import a_decision_on, becomes_final, paid, shown, step, undue
from tests.casework.overpayments.test_decisions import annulled, tried
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres


async def two_debts(people: Staff) -> tuple[str, str]:
    march, april = await paid(people, "2019-03", "2019-04")
    return await undue(people, march, ground="niewaznosc"), await undue(people, april, ground="niewaznosc")


async def decided_together(people: Staff) -> tuple[str, str, str]:
    """Two debts of 645 zł each, of one final decision of 2 December."""
    first, second = await two_debts(people)
    decision = await a_decision_on(people, first, "2019-12-02", amount="1290.00")
    await step(people.clerk, people, first, "decide", {"decision": decision, "together": [second]})
    await becomes_final(people, decision, "2019-12-20")
    return first, second, decision


async def both(people: Staff, one: str, other: str, *names: str) -> list[tuple[Any, ...]]:
    found = [await shown(people, debt) for debt in (one, other)]
    return [tuple(debt[name] for name in names) for debt in found]


@pytest.mark.asyncio
async def test_a_decision_of_the_sum_of_two_debts_establishes_both_and_both_become_final(
    people: Staff, database: Database
) -> None:
    first, second, decision = await decided_together(people)

    found = await both(people, first, second, "state", "decision", "decided_on", "final_on")

    assert found == [("final", decision, "2019-12-02", "2019-12-20")] * 2
    told = [line["amount"] for one in await events(database, OVERPAYMENT_ASSESSED) for line in one["data"]["lines"]]
    assert sum(told) == 129000


@pytest.mark.asyncio
async def test_its_sum_has_to_be_theirs_together_and_all_have_to_be_of_one_person(people: Staff) -> None:
    first, second = await two_debts(people)
    of_another = await undue(people, *await paid(people, "2019-05", serial=2))
    decision = await a_decision_on(people, first, "2019-12-02", amount="1290.00")

    alone = await tried(people.clerk, first, "decide", {"decision": decision})
    with_another = await tried(people.clerk, first, "decide", {"decision": decision, "together": [of_another]})
    twice = await tried(people.clerk, first, "decide", {"decision": decision, "together": [second, second]})
    without = await tried(people.clerk, first, "decide", {"on": "2019-12-02", "sign": "1", "together": [second]})

    assert alone == (409, "decision_does_not_fit", ["other_sum"])
    assert with_another == (409, "decision_does_not_fit", ["other_matter"])
    assert twice == (409, "decision_does_not_fit", ["repeated"])
    assert without == (422, "overpayment_decision_missing", ["required"])
    assert await both(people, first, second, "state") == [("registered",)] * 2


@pytest.mark.asyncio
async def test_when_the_decision_falls_all_its_debts_are_without_one(people: Staff) -> None:
    first, second, decision = await decided_together(people)

    await annulled(people, decision)

    assert await both(people, first, second, "state", "decided_on") == [("registered", None)] * 2


@pytest.mark.asyncio
async def test_a_remission_of_their_sum_is_noted_on_each_with_what_the_act_has_left(people: Staff) -> None:
    first, second, _ = await decided_together(people)
    act = await a_decision_on(people, first, "2019-12-22", kind="remission", amount="1000.00")

    await step(people.clerk, people, first, "remissions", {"decision": act})
    await step(people.clerk, people, second, "remissions", {"decision": act})

    assert await both(people, first, second, "principal", "state") == [("0.00", "settled"), ("290.00", "final")]


@pytest.mark.asyncio
async def test_instalments_of_their_sum_pay_one_debt_after_the_other(people: Staff) -> None:
    first, second, _ = await decided_together(people)
    plan = [{"due_on": f"2020-0{month}-10", "amount": "430.00"} for month in (2, 3, 4)]
    act = await a_decision_on(people, first, "2019-12-22", kind="instalments", amount="1290.00", instalments=plan)

    for debt in (first, second):
        await step(people.clerk, people, debt, "relief", {"kind": "instalments", "decision": act})

    plans = [
        [(one["due_on"], one["amount"]) for one in (await shown(people, debt))["relief"][0]["instalments"]]
        for debt in (first, second)
    ]
    assert plans == [
        [("2020-02-10", "430.00"), ("2020-03-10", "215.00")], [("2020-03-10", "215.00"), ("2020-04-10", "430.00")],
    ]  # fmt: skip
