"""What is given out is told apart by product: sums of the act, figures of the months, refused where the register knows no such product."""

from typing import Any

import pytest

from tests.casework.people import a_person
from tests.casework.rights import Staff
from tests.services.social_assistance.acts.an_act import ACTS, FOOD, RESPITE, TALK, an_act, ok

pytestmark = pytest.mark.postgres

FLOUR = {"product": "maczne", "quantity": "2.5", "cost": "10.00"}
SUGAR = {"product": "cukier", "quantity": "1", "cost": "4.50"}


async def given_out(people: Staff, since: str = "2026-01", until: str = "2026-12") -> dict[str, tuple[str, str]]:
    """Of food: how much and of what value, by product."""
    found = await ok(
        people.auditor.get(f"{ACTS}/counts", since=since, until=until, register_code=FOOD["register_code"])
    )
    (book,) = found["registers"]
    return {one["product"]: (one["quantity"], one["cost"]) for one in book["products"]}


@pytest.mark.asyncio
async def test_an_act_weighs_and_costs_what_its_products_do(people: Staff) -> None:
    anna = await a_person(people.clerk)
    address = await an_act(people.clerk, "2026-03-04", anna, **FOOD, products=[FLOUR, SUGAR])
    shown = await ok(people.auditor.get(address))

    assert (shown["quantity"], shown["cost"]) == ("3.500", "14.50")
    assert shown["products"] == [
        {"product": "cukier", "quantity": "1.000", "cost": "4.50"},
        {"product": "maczne", "quantity": "2.500", "cost": "10.00"},
    ]
    plain = await ok(people.auditor.get(await an_act(people.clerk, "2026-03-05", anna, **FOOD, quantity="7")))
    assert (plain["quantity"], plain["products"]) == ("7.000", [])
    saved = (await people.auditor.get(ACTS, format="csv")).text
    assert "cukier:1.000:4.50 maczne:2.500:10.00" in saved
    assert len(saved.strip().splitlines()) == 3


@pytest.mark.asyncio
async def test_products_are_counted_by_months_and_go_with_the_act_that_is_withdrawn(people: Staff) -> None:
    anna = await a_person(people.clerk)
    await an_act(people.clerk, "2026-01-04", anna, **FOOD, products=[FLOUR])
    wrong = await an_act(people.clerk, "2026-03-04", anna, **FOOD, products=[FLOUR, SUGAR])

    assert await given_out(people) == {"cukier": ("1.000", "4.50"), "maczne": ("5.000", "20.00")}
    assert await given_out(people, "2026-01", "2026-02") == {"maczne": ("2.500", "10.00")}
    await ok(people.clerk.post(f"{wrong}/withdraw", {"reason": "entered_in_error"}, if_match=1))
    assert await given_out(people) == {"maczne": ("2.500", "10.00")}


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("other", "pointer"),
    [
        ({**FOOD, "products": [{**FLOUR, "product": "meble"}]}, "/products/0/product"),
        ({**FOOD, "products": [SUGAR, {**FLOUR, "quantity": "0"}]}, "/products/1/quantity"),
        ({**TALK, "products": [FLOUR]}, "/products/0/product"),
        ({**RESPITE, "products": [FLOUR]}, "/products/0/product"),
    ],
)
async def test_a_product_that_the_register_does_not_know_is_refused_by_its_place(
    people: Staff, other: dict[str, Any], pointer: str
) -> None:
    anna = await a_person(people.clerk)
    answer = await people.clerk.post(ACTS, {"done_on": "2026-05-04", "persons": [anna], **other})

    assert (answer.status_code, [one["pointer"] for one in answer.json()["errors"]]) == (422, [pointer])


@pytest.mark.asyncio
@pytest.mark.parametrize("other", [{"quantity": "3.5"}, {"cost": "14.50"}, {"products": [FLOUR, FLOUR]}], ids=str)
async def test_sums_are_not_stated_beside_products_nor_a_product_twice(people: Staff, other: dict[str, Any]) -> None:
    anna = await a_person(people.clerk)
    body = {**FOOD, "done_on": "2026-05-04", "persons": [anna], "products": [FLOUR]}

    assert (await people.clerk.post(ACTS, {**body, **other})).status_code == 422
    assert (await people.clerk.post(ACTS, body)).status_code == 201
