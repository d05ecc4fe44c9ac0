"""A receipt that names whom it is for, over HTTP: who may, whose right decides the order, what the ranks then are."""

from datetime import date
from typing import Any

import psycopg
import pytest

from kit.testing.clients import GMINA
from kit.testing.databases import ServiceDatabase
from tests.casework.people import a_person
from tests.casework.rights import Staff
from tests.services.alimony_fund.ledger.conftest import Owing
from tests.services.alimony_fund.ledger.test_ledger import a_payout, money, ok
from tests.services.alimony_fund.ledger.test_served import entitled_to

pytestmark = pytest.mark.postgres
DAY = date(2026, 3, 10)


async def lines(people: Staff, owing: Owing) -> list[tuple[int, str, str, str | None]]:
    found = (await ok(people.auditor.get(f"{owing.account}/receipts")))["items"]
    return [(one["rank"], one["claim"], one["amount"], one["entitled"]) for one in found]


@pytest.mark.asyncio
async def test_her_claims_are_served_first_and_the_list_says_whose(people: Staff, owing: Owing) -> None:
    await a_payout(people, owing, DAY, "800.00")
    await a_payout(people, owing, DAY, "1000.00", entitled=owing.sister)

    await money(people, owing, DAY, "1800.50", entitled=owing.child, benefits="paid", creditor_arrears="0.20")

    assert await lines(people, owing) == [
        (1, "fund", "800.00", owing.child), (4, "creditor_arrears", "0.20", owing.child), (6, "fund", "1000.00", None),
        (8, "surplus", "0.30", None),
    ]  # fmt: skip
    (act,) = (await ok(people.auditor.get(f"{owing.account}/acts")))["items"]
    assert act["entitled"] == owing.child


@pytest.mark.asyncio
async def test_the_debtor_may_name_her_and_a_deduction_may_not(people: Staff, owing: Owing) -> None:
    await a_payout(people, owing, DAY, "800.00")
    await a_payout(people, owing, DAY, "1000.00", entitled=owing.sister)
    body = {"credited_on": DAY.isoformat(), "amount": "300.00", "entitled": owing.child}
    receipts = f"{owing.account}/receipts"
    stranger = await a_person(people.clerk, serial=40)

    refused = [
        (await people.accountant.post(receipts, body | more)).json()["errors"][0]
        for more in ({"source": "deduction"}, {"source": "debtor", "entitled": stranger})
    ]
    await ok(people.accountant.post(receipts, body | {"source": "debtor"}))

    assert [(one["pointer"], one["code"]) for one in refused] == [
        ("/entitled", "not_named_by_law"), ("/entitled", "no_title"),
    ]  # fmt: skip
    left = {one["entitled"]: one["principal"] for one in (await ok(people.auditor.get(owing.account)))["claims"]}
    assert left == {owing.child: "500.00", owing.sister: "1000.00"}


@pytest.mark.parametrize(("whose", "benefits"), [("child", "paid"), ("sister", "stopped"), (None, "paid")])
@pytest.mark.asyncio
async def test_the_order_is_that_of_her_own_right(
    people: Staff, owing: Owing, stored: ServiceDatabase, whose: str | None, benefits: str
) -> None:
    entitled_to(stored, owing, "2025-10-01", "2026-03-01")
    await a_payout(people, owing, DAY, "800.00")
    more: dict[str, Any] = {} if whose is None else {"entitled": getattr(owing, whose)}

    await money(people, owing, DAY, "10.00", **more)

    (act,) = (await ok(people.auditor.get(f"{owing.account}/acts")))["items"]
    assert act["benefits"] == benefits


@pytest.mark.asyncio
async def test_of_two_entries_that_are_one_person_either_names_her(
    people: Staff, owing: Owing, stored: ServiceDatabase
) -> None:
    await a_payout(people, owing, DAY, "800.00")
    await a_payout(people, owing, DAY, "1000.00", entitled=owing.sister)
    entry = await a_person(people.clerk, serial=41)
    with psycopg.connect(stored.superuser_dsn) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(
            "UPDATE person SET merged_into = %s WHERE gmina = %s AND id = %s", (entry, GMINA, owing.child)
        )

    await money(people, owing, DAY, "900.00", entitled=entry)

    left = {one["entitled"]: one["principal"] for one in (await ok(people.auditor.get(owing.account)))["claims"]}
    assert left == {owing.child: "0.00", owing.sister: "900.00"}
