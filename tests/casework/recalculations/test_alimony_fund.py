"""The cap of the alimony fund, 500 zł to 1000 zł back to 1 October 2024 (Dz.U. 2024 poz. 1827): what was paid less is arrears."""

from collections.abc import AsyncIterator, Callable
from datetime import date
from typing import Any

import pytest
import pytest_asyncio
from fastapi import FastAPI

from casework.routers import case_routers
from casework.today import _today
from kit.app import create_app
from kit.db import Database
from kit.money import zloty
from kit.secrets import KeyRing
from kit.testing.clients import GMINA, running
from kit.testing.tokens import TokenIssuer
from services.alimony_fund.catalogue import CATALOGUE
from tests.casework.conftest import SERVICE
from tests.casework.people import a_person
from tests.casework.recalculations.test_background import granted
from tests.casework.recalculations.test_recalculations import amounts, issued
from tests.casework.rights import Staff, staff

pytestmark = pytest.mark.postgres

BENEFIT = "swiadczenie_z_funduszu_alimentacyjnego"
DECIDED, NEW_LAW = date(2024, 10, 7), date(2024, 12, 10)
# The act was published in December with effect from October; in October the office had decided by the cap of that day.
AS_DECIDED = """
WITH a AS (UPDATE award_amount SET amount = 50000), c AS (UPDATE award_commitment SET amount = 50000)
UPDATE decision SET grants = jsonb_set(grants, '{0,amount}', '50000')
"""


@pytest.fixture
def fund(issuer: TokenIssuer, keys: KeyRing) -> FastAPI:
    return create_app("Fundusz", SERVICE, case_routers(CATALOGUE, keys), authenticator=issuer.authenticator())


@pytest.fixture
def turned(fund: FastAPI) -> Callable[[date], None]:
    def turn(day: date) -> None:
        async def told() -> date:
            return day

        fund.dependency_overrides[_today] = told

    turn(DECIDED)
    return turn


@pytest_asyncio.fixture
async def people(fund: FastAPI, database: Database, issuer: TokenIssuer, turned: object) -> AsyncIterator[Staff]:
    fund.state.database = database
    async with running(fund, issuer) as office:
        yield staff(office)


@pytest.mark.asyncio
async def test_the_raised_cap_is_paid_back_to_october_as_arrears(
    people: Staff, turned: Callable[[date], None], database: Database
) -> None:
    mother = await a_person(people.clerk, serial=1, born=date(1985, 1, 1))
    child = await a_person(people.clerk, first_name="Zosia", serial=2, born=date(2015, 5, 5))
    facts = {
        "application": {"received_on": "2024-10-02"},
        "household": {
            "members": [
                {"id": "matka", "role": "parent", "born_on": "1985-01-01"},
                {"id": "dziecko", "role": "entitled", "born_on": "2015-05-05"},
            ]
        },
        "income": {"items": [{"member": "matka", "yearly_net": "12000.00"}]},
        "claims": [{"person": "dziecko", "titles": [{"amount": "1000.00"}], "enforcement_ineffective": True}],
    }
    body: dict[str, Any] = {
        "benefit": BENEFIT, "on": "2024-10-07", "entitled": child, "recipient": mother, "justified": False,
        "persons": {"matka": mother, "dziecko": child}, "facts": facts,
    }  # fmt: skip
    (award,) = await granted(people, body)
    async with database.tenant(GMINA) as connection:
        await connection.execute(AS_DECIDED)
    before = await amounts(people, award)
    turned(date(2024, 10, 28))
    made = await people.accountant.post("/v1/payment-lists", {"month": "2024-10"})
    assert made.status_code == 201, made.text
    address = f"/v1/payment-lists/{made.json()['id']}"
    await people.head.post(f"{address}/approve", {}, if_match=1)
    paid = await people.accountant.post(f"{address}/settle", {"booked_on": "2024-10-28"}, if_match=2)
    assert paid.status_code == 200, paid.text
    turned(NEW_LAW)
    order = {
        "benefit": BENEFIT, "on": "2024-12-10", "effective_from": "2024-10", "ground": "fa_24_other",
        "reason": "Od 1 października 2024 r. świadczenie wynosi do 1000 zł.",
    }  # fmt: skip
    started = await people.clerk.post("/v1/recalculations", order)
    assert started.status_code == 201, started.text
    address = f"/v1/recalculations/{started.json()['id']}"

    await issued(people, address)

    assert (before[0][0], before[0][2]) == ("2024-10", "500.00")
    assert [(one[0], one[2]) for one in await amounts(people, award)] == [("2024-10", "1000.00")]
    (item,) = (await people.auditor.get(f"{address}/items")).json()["items"]
    effect = (await people.auditor.get(f"/v1/decisions/{item['decision']}/effect")).json()
    # October was paid by the old cap, November not at all yet: 500.00 of each of the two months behind.
    assert effect["arrears"] == zloty(100000)
    waits = await people.accountant.post("/v1/payment-lists", {"month": "2024-11", "arrears_from": "2024-10"})
    found = (await people.accountant.get("/v1/payments", list=waits.json()["id"])).json()["items"]
    assert sorted((one["month"], one["amount"]) for one in found) == [("2024-11", "500.00")]
    await people.accountant.post(f"/v1/payment-lists/{waits.json()['id']}/withdraw", if_match=1)
    delivered = await people.clerk.post(f"/v1/decisions/{item['decision']}/deliver", {"on": "2024-12-10"}, if_match=3)
    assert delivered.status_code == 200, delivered.text
    drawn = await people.accountant.post("/v1/payment-lists", {"month": "2024-11", "arrears_from": "2024-10"})
    found = (await people.accountant.get("/v1/payments", list=drawn.json()["id"])).json()["items"]
    assert sorted((one["month"], one["amount"]) for one in found) == [("2024-10", "500.00"), ("2024-11", "1000.00")]
