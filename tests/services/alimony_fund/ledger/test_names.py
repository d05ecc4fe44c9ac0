"""Lists of the ledger say whose each account and payout is, to whoever reads the persons; of whom she does not see nothing."""

from datetime import date
from typing import Any

import psycopg
import pytest

from kit.testing.databases import ServiceDatabase
from tests.casework.authority.test_sight import restricted
from tests.casework.people import a_person
from tests.casework.rights import Staff
from tests.services.alimony_fund.ledger import paid
from tests.services.alimony_fund.ledger.conftest import Owing
from tests.services.alimony_fund.ledger.test_ledger import a_payout, ok

pytestmark = pytest.mark.postgres
ACCOUNTS, PAYOUTS = "/v1/ledger/accounts", "/v1/ledger/payouts"
MAY = {"since": "2026-05-01", "until": "2026-05-31"}


async def named(people: Staff, person: str) -> tuple[str, str]:
    return _name(await ok(people.clerk.get(f"/v1/persons/{person}")))


def _name(one: dict[str, Any]) -> tuple[str, str]:
    return one["last_name"], one["first_name"]


@pytest.mark.asyncio
async def test_accounts_and_payouts_say_whose_they_are(people: Staff, owing: Owing, stored: ServiceDatabase) -> None:
    await a_payout(people, owing, date(2026, 5, 13), "500.00")
    with psycopg.connect(stored.superuser_dsn) as connection:
        connection.execute("UPDATE person SET first_name = 'Piotr' WHERE id = %s", (owing.person,))
    other = await a_person(people.clerk, first_name="Zofia", serial=50)
    paid.payouts(stored, paid.a_right(stored, other), ("2026-05-13", "50000"))

    (listed,) = (await ok(people.accountant.get(ACCOUNTS)))["items"]
    shown = await ok(people.accountant.get(owing.account))
    (waits,) = (await ok(people.accountant.get(PAYOUTS, **MAY)))["items"]
    sheets = [
        (await people.accountant.get(address, format="csv", **more)).text
        for address, more in ((ACCOUNTS, {}), (owing.account, {}), (PAYOUTS, MAY))
    ]

    debtor, child, waiting = [await named(people, one) for one in (owing.person, owing.child, other)]
    assert _name(listed) == _name(shown["balance"]) == debtor
    assert [_name(one) for one in (*shown["entitled"], *shown["claims"])] == [child, child]
    assert _name(waits) == waiting
    for sheet, name in zip(sheets, (debtor, child, waiting), strict=True):
        assert all(part in sheet for part in name)


@pytest.mark.asyncio
async def test_of_whom_the_reader_does_not_see_there_is_no_name(people: Staff, owing: Owing) -> None:
    await a_payout(people, owing, date(2026, 5, 13), "500.00")
    await a_payout(people, owing, date(2026, 5, 14), "600.00", entitled=owing.sister)
    await restricted(people, "person", owing.sister)

    shown = await ok(people.accountant.get(owing.account))

    assert [one["entitled"] for one in shown["entitled"]] == [owing.child]
    assert [one["entitled"] for one in shown["claims"]] == [owing.child]
    assert shown["balance"]["principal"] == "1100.00"
