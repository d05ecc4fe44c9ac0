"""Opening balances of another system: undue payments with what is open of them, and ways of payment; a household that is known already."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

import pytest
import pytest_asyncio
from fastapi import FastAPI

from casework.facts.money import OVERPAYMENT_ASSESSED, OVERPAYMENT_RECEIVED
from casework.imports.applying import Applier
from casework.imports.running import ImportRunner
from casework.routers import case_routers
from casework.today import _today
from kit.app import create_app
from kit.db import Database
from kit.secrets import KeyRing
from kit.testing.clients import Office, running
from kit.testing.tokens import TokenIssuer
from tests.casework.a_catalogue import a_catalogue
from tests.casework.conftest import SERVICE
from tests.casework.imports.files import a_family, a_person, an_award, imported
from tests.casework.log import events
from tests.casework.rights import Staff, staff

pytestmark = pytest.mark.postgres

BENEFIT = "zasilek_staly_testowy"


@pytest_asyncio.fixture
async def office(keys: KeyRing, issuer: TokenIssuer, database: Database) -> AsyncIterator[Office]:
    catalogue = a_catalogue()
    runner = ImportRunner(database, Applier(database, catalogue, keys))

    @asynccontextmanager
    async def importing(_: FastAPI) -> AsyncIterator[None]:
        yield
        await runner.close()

    app = create_app(
        "Świadczenia testowe", SERVICE, case_routers(catalogue, keys), authenticator=issuer.authenticator(), pieces=(importing,),
        state={"database": database, "imports": runner},
    )  # fmt: skip

    async def told() -> date:
        return date(2019, 12, 31)

    app.dependency_overrides[_today] = told
    async with running(app, issuer) as made:
        yield made


@pytest.fixture
def people(office: Office) -> Staff:
    return staff(office)


def a_debt(name: str = "n1", **other: Any) -> dict[str, Any]:
    return {
        "kind": "undue_payment", "source_id": name, "person": "p1", "benefit": BENEFIT, "ground": "falszywe_zeznania",
        "instructed": True, "decision": {"number": "GOPS.7.2018", "issued_on": "2018-11-20"}, "final_on": "2018-12-05",
        "items": [{"month": "2018-03", "paid_on": "2018-03-28", "amount": "184.42"}], **other,
    }  # fmt: skip


@pytest.mark.asyncio
async def test_the_opening_balance_of_a_debtor_goes_on_as_if_it_had_been_registered_here(
    people: Staff, database: Database
) -> None:
    run = await imported(people.clerk, [a_person(), a_debt(), a_debt("n2", decision=None, final_on=None)])

    assert run["state"] == "applied", run
    items = (await people.accountant.get("/v1/overpayments", sort="registered_on")).json()["items"]
    by_state = {one["state"]: one for one in items}
    assert sorted(by_state) == ["final", "registered"]
    assert by_state["final"]["established"] == "184.42"
    (assessed,) = await events(database, OVERPAYMENT_ASSESSED)
    assert (assessed["data"]["booked_on"], assessed["data"]["lines"][0]["amount"]) == ("2018-11-20", 18442)
    body = {"amount": "500.00", "day": "2019-12-30", "channel": "account"}
    address = f"/v1/overpayments/{by_state['final']['id']}"
    paid = await people.accountant.post(f"{address}/repayments", body, if_match=1)
    assert paid.json()["state"] == "settled", paid.text
    received = [one["data"]["lines"][0] for one in await events(database, OVERPAYMENT_RECEIVED)]
    assert {one["side"] for one in received} == {"revenue"}
    assert 18442 in [one["amount"] for one in received]


@pytest.mark.asyncio
async def test_a_way_of_payment_is_taken_over_sealed_and_holds_for_the_next_list(
    people: Staff, database: Database
) -> None:
    account = "PL61109010140000071219812874"
    award = an_award(benefit=BENEFIT, **{"from": "2019-01", "to": "2019-12"}, amount="645.00")
    ways = [
        {
            "kind": "payment_way",
            "source_id": "k1",
            "person": "p1",
            "way": "account",
            "since": "2019-01-01",
            "account": account,
        },
        {"kind": "payment_way", "source_id": "k2", "award": "a1", "way": "cash", "since": "2019-03-01"},
    ]

    run = await imported(people.clerk, [a_person(), award, *ways])

    assert run["state"] == "applied", run
    (right,) = (await people.accountant.get("/v1/awards")).json()["items"]
    for month, way in (("2019-02", "account"), ("2019-03", "cash")):
        made = await people.accountant.post("/v1/payment-lists", {"month": month})
        (one,) = (await people.accountant.get("/v1/payments", list=made.json()["id"])).json()["items"]
        assert one["way"] == way
    (known,) = (await people.accountant.get("/v1/payment-ways", person=right["recipient"])).json()["items"]
    assert (known["account"], known["in_force"]) == (account, True)
    async with database.tenant("101805") as connection:
        stored = await (
            await connection.execute("SELECT account FROM payment_way WHERE account IS NOT NULL")
        ).fetchone()
    assert stored is not None
    assert account[2:].encode() not in bytes(stored[0])


@pytest.mark.parametrize(
    ("line", "pointer"),
    [
        (a_debt(ground="nieznana"), "/ground"),
        (a_debt(items=[{"month": "2019-03", "paid_on": "2019-03-28", "amount": "1.00"}]), "/items/0/paid_on"),
        (a_debt(person="p9"), "/person"),
        (a_debt(benefit="nieznane"), "/benefit"),
        ({"kind": "payment_way", "source_id": "k1", "person": "p1", "way": "account", "since": "2019-01-01",
          "account": "PL61109010140000071219812875"}, "/account"),
        ({"kind": "payment_way", "source_id": "k1", "person": "p9", "way": "cash", "since": "2019-01-01"}, "/person"),
    ],
)  # fmt: skip
@pytest.mark.asyncio
async def test_an_opening_line_that_cannot_be_right_is_refused(
    people: Staff, line: dict[str, Any], pointer: str
) -> None:
    run = await imported(people.clerk, [a_person(), line])

    wrong = (await people.clerk.get(f"/v1/imports/{run['id']}/errors")).json()["items"]
    assert (run["state"], [one["pointer"] for one in wrong]) == ("rejected", [pointer])


@pytest.mark.asyncio
async def test_a_household_that_is_known_already_gets_nobody_twice(people: Staff, database: Database) -> None:
    persons = [a_person(), a_person("p2", day=6, series=2)]
    await imported(people.clerk, [*persons, a_family("f1", ["p1"], on="2018-06-01")])

    again = await imported(people.clerk, [a_family("f2", ["p1", "p2"], on="2019-01-01")])
    before = await imported(people.clerk, [a_family("f3", ["p1", "p2"], on="2018-01-01")])

    assert (again["state"], before["state"]) == ("applied", "applied")
    async with database.tenant("101805") as connection:
        found = await (
            await connection.execute("SELECT role, since::text, until::text FROM household_member ORDER BY role, since")
        ).fetchall()
    assert found == [
        ("adult", "2018-01-01", "2018-05-31"), ("adult", "2018-06-01", None),
        ("child", "2018-01-01", "2018-12-31"), ("child", "2019-01-01", None),
    ]  # fmt: skip
