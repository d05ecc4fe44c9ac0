"""Mass recalculation in the background, what it leaves out by name, and the amount of a recorded benefit that the law states."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from fastapi import FastAPI

from casework.benefits.catalogue import Catalogue
from casework.recalculations import service, store
from casework.recalculations.running import next_chunk, recalculation_runner
from casework.recalculations.tables import RecalculationRow
from kit.db import Database, WriteSession
from kit.idempotency import Answer
from kit.secrets import KeyRing, Place
from kit.testing.clients import GMINA, Caller, Office
from kit.testing.tokens import TokenIssuer
from services.family_benefits.catalogue import CATALOGUE
from tests.casework.people import a_person
from tests.casework.recalculations.test_recalculations import (
    ORDER,
    Turn,
    a_right,
    amounts,
    issued,
    started,
    step,
    to_the_end,
)
from tests.casework.rights import Staff, a_decision, authorised

pytestmark = pytest.mark.postgres


@pytest.mark.asyncio
async def test_the_background_carries_it_on_and_another_process_takes_up_what_a_dead_one_left(
    people: Staff, turned: Turn, database: Database, keys: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "CHUNK", 2)
    monkeypatch.setattr(service, "ISSUED_AT_ONCE", 2)
    rights = [await a_right(people, serial) for serial in (1, 2, 3)]
    address = await started(people, turned)
    before = (await people.accountant.get(address)).json()

    assert await next_chunk(database, keys, CATALOGUE, GMINA)
    half = (await people.accountant.get(address)).json()
    # A process that is killed in the middle of a chunk: nothing of it stays.
    async with database.write(GMINA) as db:
        row = await store.under_way(db)
        assert row is not None
        await service.carry_on(db, keys, CATALOGUE, row)
        assert not await next_chunk(database, keys, CATALOGUE, GMINA)
        await db.rollback()
    async with recalculation_runner(database, keys, CATALOGUE, [GMINA], every=0.01)(FastAPI()):
        for who, name in ((None, ""), (people.clerk, "draft"), (people.head, "approve"), (people.clerk, "issue")):
            if who is not None:
                await step(who, address, name)
            while (await people.accountant.get(address)).json()["state"].endswith("ing"):  # noqa: ASYNC110
                await asyncio.sleep(0.01)

    after = (await people.accountant.get(address)).json()
    assert [(one["chains"], one["looked_at"]) for one in (before, half, after)] == [(3, 0), (3, 2), (3, 3)]
    assert (after["state"], after["stopped"]) == ("issued", None)
    for _, award, _ in rights:
        assert (await amounts(people, award))[-1] == ("2019-11", None, "215.84")


@pytest.mark.asyncio
async def test_what_the_background_is_refused_for_stands_on_the_operation_until_somebody_carries_it_on(
    people: Staff, turned: Turn, database: Database, keys: KeyRing
) -> None:
    await a_right(people, 1)
    address = await started(people, turned)
    await to_the_end(people.clerk, address)
    await step(people.clerk, address, "draft")
    await to_the_end(people.clerk, address)
    await step(people.head, address, "approve")
    async with database.tenant(GMINA) as connection:
        await connection.execute("UPDATE authorisation SET until = '2019-10-31' WHERE subject = 'ewa'")

    first, second = [await next_chunk(database, keys, CATALOGUE, GMINA) for _ in range(2)]
    stopped = (await people.accountant.get(address)).json()
    async with database.tenant(GMINA) as connection:
        await connection.execute("UPDATE authorisation SET until = NULL WHERE subject = 'ewa'")
    await step(people.clerk, address, "continue")

    assert (first, second, stopped["state"], stopped["stopped"]) == (True, False, "approving", "no_authority")
    after = (await people.accountant.get(address)).json()
    assert (after["state"], after["stopped"]) == ("approved", None)


@pytest.mark.asyncio
async def test_a_head_who_may_sign_nothing_of_it_is_told_so_and_what_waits_for_her_may_be_given_up(
    people: Staff, turned: Turn, database: Database, keys: KeyRing, issuer: TokenIssuer
) -> None:
    await a_right(people, 1)
    address = await started(people, turned)
    await to_the_end(people.clerk, address)
    await step(people.clerk, address, "draft")
    await to_the_end(people.clerk, address)
    wanda = Caller(people.head.http, "wanda", issuer.token("wanda", ("head",), [GMINA]))
    version = (await people.auditor.get(address)).json()["version"]
    refused = await wanda.post(f"{address}/approve", if_match=version)

    await step(people.head, address, "approve")
    async with database.tenant(GMINA) as connection:
        await connection.execute("UPDATE authorisation SET until = '2019-10-31' WHERE subject = 'ewa'")
    await next_chunk(database, keys, CATALOGUE, GMINA)
    stopped = (await people.accountant.get(address)).json()
    given_up = await step(people.head, address, "withdraw")

    assert (refused.status_code, refused.json()["code"]) == (403, "no_authority")
    assert (stopped["state"], stopped["stopped"], stopped["allowed"]) == (
        "approving", "no_authority", ["continue", "withdraw"],
    )  # fmt: skip
    assert given_up["state"] == "withdrawn"
    assert len((await people.auditor.get("/v1/decisions", state="withdrawn")).json()["items"]) == 1


@pytest.mark.asyncio
async def test_what_did_not_go_out_is_given_up_and_what_did_gets_its_letters(
    people: Staff, turned: Turn, database: Database, keys: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "CHUNK", 1)
    monkeypatch.setattr(service, "ISSUED_AT_ONCE", 1)
    rights = [await a_right(people, serial) for serial in (1, 2)]
    address = await started(people, turned)
    await to_the_end(people.clerk, address)
    for who, name in ((people.clerk, "draft"), (people.head, "approve")):
        await step(who, address, name)
        await to_the_end(who, address)
    await step(people.clerk, address, "issue")
    await next_chunk(database, keys, CATALOGUE, GMINA)
    async with database.tenant(GMINA) as connection:
        await connection.execute("UPDATE authorisation SET until = '2019-10-31' WHERE subject = 'ewa'")
    await next_chunk(database, keys, CATALOGUE, GMINA)
    stopped = (await people.accountant.get(address)).json()

    given_up = await step(people.head, address, "withdraw")

    after = (await people.accountant.get(address)).json()
    assert (stopped["state"], stopped["stopped"]) == ("issuing", "no_authority")
    assert (given_up["state"], "letters" in after["allowed"]) == ("issued", True)
    assert {(one["state"], one["code"], one["items"]) for one in after["counts"]} == {
        ("issued", None, 1), ("left_out", "given_up", 1),
    }  # fmt: skip
    assert sorted([(await amounts(people, award))[-1][2] for _, award, _ in rights]) == ["184.42", "215.84"]


@pytest.mark.asyncio
async def test_a_fault_of_the_program_stops_the_operation_that_met_it_and_no_other(
    people: Staff, turned: Turn, database: Database, keys: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_right(people, 1)
    first, second = await started(people, turned), await started(people, turned)
    told = service.carry_on

    async def faulty(db: WriteSession, keys: KeyRing, catalogue: Catalogue, row: RecalculationRow) -> Answer:
        if first.endswith(str(row.id)):
            raise LookupError("nobody expected it")
        return await told(db, keys, catalogue, row)

    monkeypatch.setattr(service, "carry_on", faulty)
    while await next_chunk(database, keys, CATALOGUE, GMINA):
        pass

    found = [(await people.accountant.get(one)).json() for one in (first, second)]
    assert [(one["state"], one["stopped"]) for one in found] == [("assessing", "internal_error"), ("previewed", None)]


@pytest.mark.asyncio
async def test_facts_that_the_form_no_longer_takes_leave_the_right_to_its_clerk(
    people: Staff, turned: Turn, database: Database, keys: KeyRing
) -> None:
    decision, _, _ = await a_right(people, 1)
    await a_right(people, 2)
    sealed = keys.encrypt('{"application": {}}', Place(GMINA, "decision", "facts"), decision)
    async with database.tenant(GMINA) as connection:
        await connection.execute("UPDATE decision SET facts = %s WHERE id = %s", (sealed, decision))
    address = await started(people, turned)

    await to_the_end(people.clerk, address)

    found = (await people.auditor.get(f"{address}/items")).json()["items"]
    assert {one["root"]: (one["state"], one["code"]) for one in found}[decision] == ("left_out", "facts_outdated")
    assert sorted(one["state"] for one in found) == ["left_out", "planned"]


@pytest.mark.asyncio
async def test_a_kind_that_she_does_not_decide_waits_for_another_and_the_rest_goes_on(
    people: Staff, turned: Turn, database: Database, issuer: TokenIssuer
) -> None:
    for serial in (1, 2, 3):
        await a_right(people, serial)
    address = await started(people, turned)
    await to_the_end(people.clerk, address)
    await step(people.clerk, address, "draft")
    await to_the_end(people.clerk, address)
    draft = (await people.auditor.get(f"{address}/items")).json()["items"][0]["decision"]
    # The law took one of the rights away altogether.
    async with database.tenant(GMINA) as connection:
        await connection.execute("UPDATE decision SET kind = 'repeal' WHERE id = %s", (draft,))
        await connection.execute("UPDATE recalculation_item SET kind = 'repeal' WHERE decision = %s", (draft,))
    await authorised(
        Office(people.head.http, issuer), "wanda", number="0052.9.2019", since="2019-01-02", kinds=["change"]
    )
    wanda = Caller(people.head.http, "wanda", issuer.token("wanda", ("head",), [GMINA]))

    await step(wanda, address, "approve")
    await to_the_end(wanda, address)

    counts = (await people.auditor.get(address)).json()["counts"]
    assert {(one["state"], one["code"], one["items"]) for one in counts} == {
        ("approved", None, 2), ("left_out", "no_authority", 1),
    }  # fmt: skip
    folder = (await people.auditor.get("/v1/decisions", state="prepared")).json()["items"]
    assert [one["id"] for one in folder] == [draft]


@pytest.mark.asyncio
async def test_the_law_s_amount_of_a_recorded_benefit_is_raised_every_january(
    people: Staff, turned: Turn, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    # None of the acts' own benefits is recorded any more that the law raises every year: this one is made so for the test.
    entered = replace(CATALOGUE.get("swiadczenie_pielegnacyjne"), kind="recorded", assess=None, parts=())
    monkeypatch.setitem(CATALOGUE._benefits, entered.code, entered)
    turned(date(2025, 3, 3))
    rights = []
    for serial, amount in ((1, "3287.00"), (2, "1643.50")):
        carer = await a_person(people.clerk, serial=serial, born=date(1970, 5, 5))
        body = {
            "benefit": "swiadczenie_pielegnacyjne", "on": "2025-03-03", "entitled": carer, "recipient": carer, "justified": False,
            "recorded": {
                "amount": amount, "first_month": "2025-03", "variant": "stare_zasady", "reason": "Opieka nad osobą.",
                "article": "art. 17",
            },
        }  # fmt: skip
        rights += await granted(people, body)
    turned(date(2026, 1, 5))
    order = {**ORDER, "benefit": "swiadczenie_pielegnacyjne", "on": "2026-01-05", "effective_from": "2026-01",
             "reason": "Od 1 stycznia 2026 r. kwota świadczenia wynosi 3386 zł."}  # fmt: skip
    made = await people.clerk.post("/v1/recalculations", order)
    assert made.status_code == 201, made.text
    address = f"/v1/recalculations/{made.json()['id']}"

    await issued(people, address)

    assert await amounts(people, rights[0]) == [("2025-03", "2025-12", "3287.00"), ("2026-01", None, "3386.00")]
    assert await amounts(people, rights[1]) == [("2025-03", None, "1643.50")]
    counts = (await people.accountant.get(address)).json()["counts"]
    assert [(one["state"], one["code"], one["difference"]) for one in counts] == [
        ("issued", None, "1188.00"), ("left_out", "amount_not_of_the_law", "0.00"),
    ]  # fmt: skip


async def granted(people: Staff, body: dict[str, Any]) -> list[str]:
    """Decided, issued and delivered today; the awards."""
    decision = await a_decision(people, body)
    address = f"/v1/decisions/{decision}"
    today = (await people.auditor.get(address)).json()["prepared_on"]
    for version, (who, name, sent) in enumerate(
        ((people.head, "approve", {}), (people.clerk, "issue", {}), (people.clerk, "deliver", {"on": today})), start=1
    ):
        answer = await who.post(f"{address}/{name}", sent, if_match=version)
        assert answer.status_code == 200, answer.text
    return list((await people.auditor.get(address)).json()["awards"])
