"""Signed in bulk a change leaves what it leaves when it is signed alone: the same facts, months, commitments and authority."""

from datetime import date
from typing import Any

import pytest

from casework.facts.cases import DECISION_ISSUED
from casework.facts.money import AWARD_GRANTED, AWARD_REDUCED
from kit.db import Database
from kit.testing.clients import GMINA
from tests.casework.decisions.later import later
from tests.casework.log import events
from tests.casework.recalculations.test_recalculations import ORDER, Turn, a_right, issued, started
from tests.casework.rights import Staff, a_decision

pytestmark = pytest.mark.postgres

_OWN = {"decision", "entitled", "recipient", "refers_to"}
_STORED = """
SELECT (SELECT array_agg((step, official, on_day)::text ORDER BY step) FROM decision_authority
         WHERE gmina = %(gmina)s AND decision = %(decision)s),
       (SELECT array_agg((since, until, amount)::text ORDER BY since) FROM award_amount WHERE gmina = %(gmina)s AND award = %(award)s),
       (SELECT array_agg((since, until, amount, issued_on)::text ORDER BY since) FROM award_commitment
         WHERE gmina = %(gmina)s AND award = %(award)s),
       (SELECT (state, since, until, version)::text FROM award WHERE gmina = %(gmina)s AND id = %(award)s),
       (SELECT (kind, outcome, state, on_day, justified, refusals, receipt, prepared_by, prepared_on, approved_by, approved_on, issued_by,
                issued_on, version)::text FROM decision WHERE gmina = %(gmina)s AND id = %(decision)s)
"""


async def signed_alone(people: Staff, older: str, body: dict[str, Any]) -> str:
    """The same change as the operation makes, prepared, approved and issued by the same people on the same day."""
    act = {name: ORDER[name] for name in ("effective_from", "reason")}
    change = later({**body, "on": ORDER["on"]}, older, "change", ORDER["ground"], **act)
    own = {"channel": "ex_officio", "persons": body["persons"], "facts": body["facts"]}
    decision = await a_decision(people, {**change, **own})
    for version, (who, step) in enumerate(((people.head, "approve"), (people.clerk, "issue")), start=1):
        answer = await who.post(f"/v1/decisions/{decision}/{step}", {}, if_match=version)
        assert answer.status_code == 200, answer.text
    return decision


async def stored(database: Database, decision: str, award: str) -> tuple[Any, ...]:
    async with database.tenant(GMINA) as connection:
        row = await (
            await connection.execute(_STORED, {"gmina": GMINA, "decision": decision, "award": award})
        ).fetchone()
    assert row is not None
    return row


def _said(one: dict[str, Any]) -> dict[str, Any]:
    """The fact without what makes it that of another person."""
    data = {name: value for name, value in one["data"].items() if name not in _OWN}
    if "document" in data:
        data["document"] = {**data["document"], "id": None}
    return {"type": one["type"], **data}


@pytest.mark.asyncio
async def test_signed_in_bulk_a_change_leaves_what_it_leaves_when_it_is_signed_alone(
    people: Staff, turned: Turn, database: Database
) -> None:
    _, in_bulk, _ = await a_right(people, 1)
    older, alone, body = await a_right(people, 2)
    turned(date(2019, 11, 5))
    before = len(await events(database))
    single = await signed_alone(people, older, body)
    told_alone = (await events(database))[before:]

    address = await started(people, turned)
    await issued(people, address)

    (item,) = (await people.auditor.get(f"{address}/items", state="issued")).json()["items"]
    told_in_bulk = (await events(database))[before + len(told_alone) :]
    assert [_said(one) for one in told_in_bulk] == [_said(one) for one in told_alone]
    assert len(told_alone) > 1
    assert await stored(database, item["decision"], in_bulk) == await stored(database, single, alone)


@pytest.mark.asyncio
async def test_many_are_told_in_the_order_of_their_decisions_and_what_they_bind_behind_them(
    people: Staff, turned: Turn, database: Database
) -> None:
    rights = [await a_right(people, serial) for serial in range(1, 4)]
    before = len(await events(database))
    address = await started(people, turned)

    await issued(people, address)

    items = (await people.auditor.get(f"{address}/items", state="issued")).json()["items"]
    drafts = sorted(one["decision"] for one in items)
    award_of = {decision: award for decision, award, _ in rights}
    awards = [award_of[one["root"]] for one in sorted(items, key=lambda one: one["decision"])]
    told = (await events(database))[before:]
    assert [one["type"] for one in told] == [DECISION_ISSUED] * 3 + [AWARD_GRANTED] * 3
    assert [one["subject"] for one in told] == drafts + awards
    assert not [one for one in told if one["type"] == AWARD_REDUCED]
