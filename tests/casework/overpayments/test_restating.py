"""The account follows the acts that it rests on: a remission that fell is owed again, by counter-entries with facts of their own."""

from collections.abc import Callable
from datetime import date

import pytest

from casework.facts.money import OVERPAYMENT_CORRECTED, OVERPAYMENT_WRITTEN_OFF
from kit.db import Database
from tests.casework.log import events
from tests.casework.overpayments.a_debt import a_decision_on, becomes_final, decided, paid, repaid, shown, step, undue
from tests.casework.overpayments.test_decisions import annulled
from tests.casework.rights import Staff
from tests.casework.tasks.the_list import kinds

pytestmark = pytest.mark.postgres
Turn = Callable[[date], None]


async def a_debt(people: Staff) -> str:
    """Without interest."""
    return await undue(people, *await paid(people), ground="niewaznosc")


async def written_off(database: Database) -> int:
    told = [*await events(database, OVERPAYMENT_WRITTEN_OFF), *await events(database, OVERPAYMENT_CORRECTED)]
    of_it = [one["data"] for one in told if one["data"]["measure"] == "written_off"]
    return sum(line["amount"] for one in of_it for line in one["lines"])


@pytest.mark.asyncio
async def test_what_a_fallen_act_had_remitted_is_owed_again_without_anybodys_hand(
    people: Staff, today: Turn, database: Database
) -> None:
    debt = await a_debt(people)
    await decided(people, debt)
    act = await a_decision_on(people, debt, "2019-12-22", kind="remission", amount="645.00")
    await step(people.clerk, people, debt, "remissions", {"decision": act})
    settled, told = await shown(people, debt), await written_off(database)
    await becomes_final(people, act, "2020-01-08")
    today(date(2020, 1, 10))

    await annulled(people, act, "2020-01-10")

    found = await shown(people, debt)
    assert (settled["state"], settled["principal"], told) == ("settled", "0.00", 64500)
    assert (found["state"], found["principal"], await written_off(database)) == ("final", "645.00", 0)
    (back,) = [one for one in found["movements"] if one["kind"] == "correction"]
    assert back["decision"] == act
    assert await kinds(people.head, kind="remission_fallen") == []


@pytest.mark.asyncio
async def test_repayments_behind_a_fallen_remission_are_divided_anew(people: Staff, today: Turn) -> None:
    debt = await a_debt(people)
    await decided(people, debt)
    act = await a_decision_on(people, debt, "2019-12-22", kind="remission", amount="600.00")
    await step(people.clerk, people, debt, "remissions", {"decision": act})
    await repaid(people, debt, "100.00", "2019-12-28")
    over = await shown(people, debt)
    await becomes_final(people, act, "2020-01-08")
    today(date(2020, 1, 10))

    await annulled(people, act, "2020-01-10")

    found = await shown(people, debt)
    assert (over["balance"]["surplus"], over["principal"]) == ("55.00", "0.00")
    assert (found["balance"]["surplus"], found["principal"]) == ("0.00", "545.00")


@pytest.mark.asyncio
async def test_when_the_surplus_went_back_to_the_person_the_fall_of_the_remission_waits_for_somebody(
    people: Staff, today: Turn
) -> None:
    debt = await a_debt(people)
    await decided(people, debt)
    act = await a_decision_on(people, debt, "2019-12-22", kind="remission", amount="600.00")
    await step(people.clerk, people, debt, "remissions", {"decision": act})
    await repaid(people, debt, "100.00", "2019-12-28")
    back = {"day": "2019-12-30", "channel": "account", "document": "WB 1/2020"}
    await step(people.accountant, people, debt, "give-back", back)
    await step(people.head, people, debt, "give-back/confirm", {})
    await becomes_final(people, act, "2020-01-08")
    today(date(2020, 1, 10))

    await annulled(people, act, "2020-01-10")

    assert (await shown(people, debt))["principal"] == "0.00"
    assert await kinds(people.head, kind="remission_fallen") == ["remission_fallen"]
