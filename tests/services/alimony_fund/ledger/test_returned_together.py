"""A payout that comes back, or goes out again, on several accounts: all is written or nothing, beside whoever works on one of them."""

import asyncio
from datetime import date
from uuid import UUID

import psycopg
import pytest

from kit.db import Database
from kit.testing.clients import GMINA
from kit.testing.databases import ServiceDatabase
from services.alimony_fund.ledger import store
from tests.casework.rights import Staff
from tests.services.alimony_fund.ledger import paid
from tests.services.alimony_fund.ledger.conftest import Owing
from tests.services.alimony_fund.ledger.conftest import a_debtor as another_debtor
from tests.services.alimony_fund.ledger.debts import TERMS
from tests.services.alimony_fund.ledger.test_ledger import money, ok
from tests.services.alimony_fund.ledger.test_returned import out_again, owed, returned, returned_raw, titled, waiting

pytestmark = pytest.mark.postgres
BLOCKED = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@pytest.mark.asyncio
async def test_of_two_parents_neither_owes_more_where_the_surplus_of_one_went_back(
    people: Staff, owing: Owing, stored: ServiceDatabase, database: Database
) -> None:
    mother = await another_debtor(people, database, serial=10)
    await titled(database, mother, owing.child)
    # Whoever is written first owes; of the other the surplus went back.
    first, second = sorted((owing, mother), key=lambda one: one.id)
    (payment,) = paid.payouts(stored, paid.a_right(stored, owing.child), ("2026-03-13", "50000"))
    await ok(people.accountant.post(f"{first.account}/claims", {"payment": payment, "paid": "250.00"}))
    await ok(people.accountant.post(f"{second.account}/claims", {"payment": payment}))
    await money(people, second, date(2026, 3, 13), "250.00")
    await returned_raw(stored, database, payment, 20000)
    await ok(people.accountant.post(f"{second.account}/give-backs", {"day": "2026-03-31", "amount": "100.00"}))

    await out_again(stored, database, payment, 20000)

    assert await owed(people, first.account) == await owed(people, second.account) == [("2026-03-13", "150.00")]
    march = {"since": "2026-03-01", "until": "2026-03-31"}
    assert await waiting(people, march) == [("200.00", "in_part")]


async def blocked(stored: ServiceDatabase) -> None:
    """Until somebody waits for a lock."""
    with psycopg.connect(stored.superuser_dsn, autocommit=True) as connection:
        for _ in range(600):
            if connection.execute(BLOCKED).fetchone() != (0,):
                return
            await asyncio.sleep(0.05)
    raise AssertionError("nobody waits")


@pytest.mark.asyncio
async def test_a_claim_that_is_taken_back_while_its_payment_comes_back_is_left_alone(
    people: Staff, owing: Owing, stored: ServiceDatabase, database: Database
) -> None:
    (payment,) = paid.payouts(stored, paid.a_right(stored, owing.child), ("2026-03-13", "50000"))
    claim = str((await ok(people.accountant.post(f"{owing.account}/claims", {"payment": payment})))["id"])
    paid.came_back(stored, payment, 15000)
    async with database.write(GMINA) as holding:
        await store.owing(holding, owing.id)
        returning = asyncio.create_task(returned(database, payment))
        await blocked(stored)
        taken_back = await store.books(holding, owing.id)
        after = taken_back.without(UUID(claim), TERMS)
        await store.append(holding, owing.id, taken_back, after, "ida")
        await holding.commit()
    await returning

    assert await owed(people, owing.account) == []
    documents = (await ok(people.auditor.get(f"{owing.account}/documents")))["items"]
    assert [one["kind"] for one in documents] == ["claim", "counter"]
