"""The cap of 1000 zł reaches running decisions ex officio, reduced ones too (Dz.U. 2024 poz. 1827 art. 3-4): fa-amount-16."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kit.db import Database
from kit.testing.clients import GMINA
from tests.casework.payments.a_list import a_settled
from tests.casework.people import a_person
from tests.casework.recalculations.test_background import granted
from tests.casework.recalculations.test_recalculations import amounts, issued
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres

BENEFIT = "swiadczenie_z_funduszu_alimentacyjnego"
# The act came in December with effect from October; in October the office had decided by the cap of that day: 500.00 - 100.00.
AS_DECIDED = """
WITH a AS (UPDATE award_amount SET amount = 40000), c AS (UPDATE award_commitment SET amount = 40000)
UPDATE decision SET grants = jsonb_set(grants, '{0,amount}', '40000')
"""


@pytest.mark.asyncio
async def test_a_reduced_benefit_is_paid_up_for_each_month_that_was_paid_by_the_old_cap(
    people: Staff, today: Callable[[date], None], database: Database
) -> None:
    today(date(2024, 10, 7))
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
        "income": {"items": [{"member": "matka", "yearly_net": "31416.00"}]},
        "claims": [{"person": "dziecko", "titles": [{"amount": "800.00"}], "enforcement_ineffective": True}],
    }
    body: dict[str, Any] = {
        "benefit": BENEFIT, "on": "2024-10-07", "entitled": child, "recipient": mother, "justified": True,
        "persons": {"matka": mother, "dziecko": child}, "facts": facts,
    }  # fmt: skip
    (award,) = await granted(people, body)
    async with database.tenant(GMINA) as connection:
        await connection.execute(AS_DECIDED)
    for month in ("2024-10", "2024-11", "2024-12"):
        today(date(2024, int(month[-2:]), 28))
        await a_settled(people, month)
    before = await amounts(people, award)
    today(date(2024, 12, 30))
    order = {
        "benefit": BENEFIT, "on": "2024-12-30", "effective_from": "2024-10", "ground": "fa_2024_cap",
        "reason": "Od 1 października 2024 r. świadczenie wynosi do 1000 zł.",
    }  # fmt: skip
    started = await people.clerk.post("/v1/recalculations", order)
    assert started.status_code == 201, started.text
    address = f"/v1/recalculations/{started.json()['id']}"

    await issued(people, address)

    assert [(one[0], one[2]) for one in before] == [("2024-10", "400.00")]
    assert [(one[0], one[2]) for one in await amounts(people, award)] == [("2024-10", "700.00")]
    (item,) = (await people.auditor.get(f"{address}/items")).json()["items"]
    effect = (await people.auditor.get(f"/v1/decisions/{item['decision']}/effect")).json()
    assert (effect["arrears"], effect["undue"]) == ("900.00", "0.00")


@pytest.mark.asyncio
async def test_the_ground_of_the_cap_is_not_there_before_the_act(people: Staff, today: Callable[[date], None]) -> None:
    today(date(2024, 12, 11))
    order = {
        "benefit": BENEFIT, "on": "2024-12-11", "effective_from": "2024-10", "ground": "fa_2024_cap", "reason": "Nowy limit.",
    }  # fmt: skip

    answer = await people.clerk.post("/v1/recalculations", order)

    assert (answer.status_code, answer.json()["code"]) == (422, "ground_not_allowed"), answer.text
