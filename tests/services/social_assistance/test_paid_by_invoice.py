"""What third parties are paid for by their invoices: granted in kind without an amount, on no payment list, and no difference anywhere."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gops.postgres import Address
from kit.testing.clients import GMINA
from services.social_assistance.catalogue import CATALOGUE
from tests.casework.letters.a_letter import anna
from tests.casework.rights import issued
from tests.services.an_office import AnOffice, an_office

pytestmark = pytest.mark.postgres

DAY = date(2025, 5, 6)
_BROUGHT_OVER = """
WITH brought AS (
    INSERT INTO award (gmina, id, benefit, unit, entitled, recipient, origin, state, since, until)
    SELECT gmina, gen_random_uuid(), %s, unit, entitled, recipient, 'imported', 'active', date '2025-03-01', date '2025-06-01'
      FROM award WHERE gmina = %s LIMIT 1 RETURNING gmina, id, since, until)
INSERT INTO award_amount (gmina, award, since, until, amount) SELECT gmina, id, since, until, 12345 FROM brought
"""


def a_meal(person: str, amount: str, benefit: str = "posilek_dziecka") -> dict[str, Any]:
    said = {
        "amount": amount, "first_month": "2025-03", "last_month": "2025-06", "reason": "Uczeń potrzebuje posiłku.", "article": "art. 48b",
    }  # fmt: skip
    matter = {"benefit": benefit, "on": DAY.isoformat(), "entitled": person, "recipient": person, "justified": True}
    return {**matter, "recorded": said}


async def brought_over(house: AnOffice, benefit: str) -> None:
    """A right with an amount of each month, as the old system had it."""
    async with house.database.tenant(GMINA) as connection:
        await connection.execute(_BROUGHT_OVER, (benefit, GMINA))


@pytest.mark.asyncio
async def test_a_meal_is_granted_in_kind_and_no_list_pays_it(postgres: Address, tmp_path: Path) -> None:
    async with an_office(postgres, tmp_path, CATALOGUE, DAY) as house:
        people = house.people
        person = await anna(people)
        with_amount = await people.clerk.post("/v1/decisions", a_meal(person, "0.01"))
        (award,) = await issued(people, a_meal(person, "0.00"))
        listed = await people.accountant.post("/v1/payment-lists", {"month": "2025-05"})
        shown = (await people.auditor.get("/v1/benefits")).json()["items"]
        right = (await people.auditor.get(f"/v1/awards/{award}")).json()
        cash = await people.clerk.post("/v1/decisions", a_meal(person, "0.01", "pomoc_ekonomiczne_usamodzielnienie"))

    assert (with_amount.status_code, with_amount.json()["errors"][0]["code"]) == (422, "paid_by_invoice")
    assert with_amount.json()["errors"][0]["pointer"] == "/recorded/amount"
    assert (right["benefit"], listed.json()["code"]) == ("posilek_dziecka", "nothing_due")
    assert cash.status_code == 201
    assert {one["code"] for one in shown if one["paid_by"] == "invoice"} == set(CATALOGUE.invoiced)
    assert {"posilek_dziecka", "rodzina_zastepcza_udzial_gminy"} <= set(CATALOGUE.invoiced)


@pytest.mark.asyncio
async def test_a_right_brought_over_with_an_amount_is_paid_by_no_list_and_missed_by_nobody(
    postgres: Address, tmp_path: Path
) -> None:
    """Beside it a right that lists pay: what is missing of that one is told, so that the silence about the other one means something."""
    async with an_office(postgres, tmp_path, CATALOGUE, DAY) as house:
        people = house.people
        await issued(people, a_meal(await anna(people), "0.00"))
        await brought_over(house, "posilek_dziecka")
        alone = await people.accountant.post("/v1/payment-lists/preview", {"month": "2025-05"})
        await brought_over(house, "zasilek_celowy")
        await people.accountant.post("/v1/payment-lists", {"month": "2025-03"})
        preview = (await people.accountant.post("/v1/payment-lists/preview", {"month": "2025-05"})).json()
        tasks = (await people.accountant.get("/v1/tasks", kind="month_unpaid", limit=50)).json()["items"]
        sums = (await people.auditor.get("/v1/reconciliation", month="2025-04")).json()["benefits"]
        of_lists = (await people.auditor.get("/v1/payments", month="2025-03")).json()["items"]
        needed = (await people.accountant.get("/v1/forecast", months=1, **{"from": "2025-06"})).json()

    assert alone.json()["payments"] == 0
    assert [(one["reason"], one["benefit"], one["months"]) for one in preview["left_out"]] == [
        ("earlier_month", "zasilek_celowy", 1)
    ]
    assert [one["benefit"] for one in preview["benefits"]] == ["zasilek_celowy"]
    assert {one["benefit"] for one in tasks} == {"zasilek_celowy"}
    assert {one["benefit"]: one["not_on_a_list"] for one in sums if one["not_on_a_list"] != "0.00"} == {
        "zasilek_celowy": "123.45"
    }
    assert {one["benefit"] for one in of_lists} == {"zasilek_celowy"}
    assert {one["benefit"] for one in needed["rows"] if one["kind"] == "arrears"} == {"zasilek_celowy"}
