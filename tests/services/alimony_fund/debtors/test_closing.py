"""Entries closed while something is owed: what may be closed, what is a task, what is still decided, and that there is one account."""

from typing import Any

import psycopg
import pytest

from kit.testing.clients import GMINA
from kit.testing.databases import ServiceDatabase
from services.alimony_fund.debtors.slice import DEBTORS as SLICE
from tests.casework.rights import Staff
from tests.casework.tasks.the_list import kinds
from tests.services.alimony_fund.debtors.a_debtor import BOTH, DEBTORS, a_debtor, code, ok
from tests.services.alimony_fund.debtors.test_reliefs import RELIEFS, SIGN, asked, balance, granted, owing

pytestmark = pytest.mark.postgres
OF_CLOSED = ("debtor_expiry", "debtor_claims_left")


async def closed(people: Staff, debtor: str, why: str, version: int = 1) -> dict[str, Any]:
    return await ok(people.clerk.post(f"{DEBTORS}/{debtor}/close", {"why": why}, if_match=version))


async def told(people: Staff) -> list[str]:
    """Tasks of closed entries."""
    return [one for one in await kinds(people.clerk) if one in OF_CLOSED]


def kept(stored: ServiceDatabase) -> set[str]:
    """Persons whom the register of debtors keeps from destruction."""
    with psycopg.connect(stored.superuser_dsn) as connection:
        return {str(row[0]) for sql in SLICE.keeps for row in connection.execute(sql, {"gmina": GMINA}).fetchall()}


@pytest.mark.asyncio
@pytest.mark.parametrize("why", ["no_arrears", "entered_in_error"])
async def test_whoever_owes_is_not_closed_as_owing_nothing(people: Staff, why: str) -> None:
    debtor, _, _ = await owing(people)

    refused = await code(people.clerk.post(f"{DEBTORS}/{debtor}/close", {"why": why}, if_match=1))
    receipt = {"credited_on": "2026-05-04", "amount": "900.00", "source": "debtor"}
    await ok(people.accountant.post(f"/v1/ledger/accounts/{debtor}/receipts", receipt))
    answer = await closed(people, debtor, why)

    assert refused == (409, "debtor_owes")
    assert answer["state"] == "closed"
    assert await told(people) == []


@pytest.mark.asyncio
async def test_what_is_owed_behind_a_closed_entry_is_a_task_and_is_still_remitted(people: Staff) -> None:
    debtor, _, _ = await owing(people)
    before = await told(people)
    await closed(people, debtor, "moved")
    left = await told(people)
    await ok(granted(people, await asked(people, debtor, "remission"), sign=SIGN))
    nothing_left = await code(people.clerk.post(RELIEFS, {"debtor": debtor, "kind": "remission"}))

    assert before == []
    assert left == ["debtor_claims_left"]
    assert (await balance(people, debtor))["total"] == "0.00"
    assert nothing_left == (409, "debtor_closed")
    assert await told(people) == []


@pytest.mark.asyncio
async def test_of_a_dead_debtor_the_expiry_alone_is_decided_and_waits_as_a_task(people: Staff) -> None:
    debtor, _, _ = await owing(people)
    await closed(people, debtor, "died")
    waits = await told(people)
    refused = await code(people.clerk.post(RELIEFS, {"debtor": debtor, "kind": "remission"}))
    relief = await asked(people, debtor, "expiry")
    requested = await told(people)
    await ok(granted(people, relief, on="2026-05-02"))

    assert waits == ["debtor_expiry"]
    assert refused == (409, "debtor_closed")
    assert requested == await told(people) == []


@pytest.mark.asyncio
async def test_of_one_person_there_is_one_account(people: Staff) -> None:
    debtor, _, _ = await owing(people)
    person = (await ok(people.clerk.get(f"{DEBTORS}/{debtor}")))["person"]
    is_open = await code(people.clerk.post(f"{DEBTORS}/{debtor}/reopen", None, if_match=1))
    await closed(people, debtor, "moved")
    again = await code(people.clerk.post(DEBTORS, {"person": person, **BOTH}))
    await ok(people.clerk.post(f"{DEBTORS}/{debtor}/reopen", None, if_match=2))
    shown = await ok(people.clerk.get(f"{DEBTORS}/{debtor}"))

    assert is_open == (409, "debtor_open")
    assert again == (409, "debtor_known")
    assert (shown["closed_on"], shown["why"]) == (None, None)
    assert await told(people) == []


@pytest.mark.asyncio
async def test_a_closed_entry_without_an_account_gives_way_to_a_new_one(people: Staff) -> None:
    debtor = await a_debtor(people)
    person = (await ok(people.clerk.get(f"{DEBTORS}/{debtor}")))["person"]
    await closed(people, debtor, "no_arrears")

    await ok(people.clerk.post(DEBTORS, {"person": person, **BOTH}))

    assert await code(people.clerk.post(f"{DEBTORS}/{debtor}/reopen", None, if_match=2)) == (409, "debtor_known")


@pytest.mark.asyncio
async def test_destruction_keeps_whoever_owes_and_lets_go_whoever_does_not(
    people: Staff, stored: ServiceDatabase
) -> None:
    debtor, _, _ = await owing(people)
    person = (await ok(people.clerk.get(f"{DEBTORS}/{debtor}")))["person"]
    await closed(people, debtor, "moved")
    owes = kept(stored)
    await ok(granted(people, await asked(people, debtor, "remission"), sign=SIGN))

    assert person in owes
    assert person not in kept(stored)
