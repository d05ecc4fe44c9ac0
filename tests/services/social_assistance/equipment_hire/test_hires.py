"""The hire of equipment over HTTP: lent once, returned, prolonged; outsiders charged month by month; what is refused and counted."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kit.testing.clients import Caller
from tests.casework.people import a_person
from tests.casework.rights import Staff
from tests.services.social_assistance.acts.an_act import code, counted, ok

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]
ITEMS, HIRES, FEES = "/v1/hire-items", "/v1/equipment-hires", "/v1/fees"


async def an_item(who: Caller, number: str = "W/1", **other: Any) -> str:
    """Its id."""
    body = {"kind": "wozek_inwalidzki", "value": "1200.00", "acquired_on": "2025-03-03", "unit": "gops"}
    return str((await ok(who.post(ITEMS, {**body, "number": number, **other})))["id"])


async def lent(who: Caller, item: str, person: str, **other: Any) -> str:
    """The address of the contract."""
    body = {"item": item, "person": person, "unit": "gops", "lent_on": "2026-03-16", "due_back": "2026-05-31"}
    return f"{HIRES}/{(await ok(who.post(HIRES, {**body, **other})))['id']}"


async def charged(who: Caller, month: str) -> str:
    """What the answer says."""
    return str((await ok(who.post(f"{HIRES}/fees", {"month": month, "due_on": "2026-06-15"})))["state"])


async def fees(who: Caller, person: str) -> dict[str, str]:
    """What stands assessed, by month."""
    return {one["month"]: one["assessed"] for one in (await ok(who.get(FEES, payer=person)))["items"]}


@pytest.mark.asyncio
async def test_a_piece_is_lent_to_one_person_until_it_comes_back(people: Staff) -> None:
    anna, beata = await a_person(people.clerk), await a_person(people.clerk, "Nowak", "Beata", serial=2)
    item = await an_item(people.clerk)
    hire = await lent(people.clerk, item, anna)
    body = {"item": item, "person": beata, "unit": "gops", "due_back": "2026-12-31"}

    assert (await ok(people.auditor.get(f"{ITEMS}/{item}")))["lent"] is True
    assert await code(people.clerk.post(HIRES, body)) == (409, "hire_item_lent")
    assert await code(people.clerk.post(f"{ITEMS}/{item}/retire", {"retired_as": "worn_out"}, if_match=1)) == (
        409, "hire_item_lent",
    )  # fmt: skip
    await ok(people.clerk.post(f"{hire}/return", {"returned_as": "damaged", "on": "2026-04-30"}, if_match=1))
    shown = await ok(people.auditor.get(hire))
    assert (shown["state"], shown["returned_on"], shown["returned_as"], shown["allowed"]) == (
        "returned", "2026-04-30", "damaged", [],
    )  # fmt: skip
    early = await people.clerk.post(HIRES, {**body, "lent_on": "2026-04-29"})
    assert (early.status_code, early.json()["code"]) == (422, "day_out_of_order")
    await lent(people.clerk, item, beata, lent_on="2026-04-30")


@pytest.mark.asyncio
async def test_a_piece_that_did_not_come_back_is_lent_no_more(people: Staff) -> None:
    anna, item = await a_person(people.clerk), await an_item(people.clerk)
    hire = await lent(people.clerk, item, anna)
    await ok(people.clerk.post(f"{hire}/return", {"returned_as": "lost", "on": "2026-04-30"}, if_match=1))

    shown = await ok(people.auditor.get(f"{ITEMS}/{item}"))
    assert (shown["retired_on"], shown["retired_as"], shown["version"]) == ("2026-04-30", "lost", 2)
    body = {"item": item, "person": anna, "unit": "gops", "due_back": "2026-12-31"}
    assert await code(people.clerk.post(HIRES, body)) == (409, "hire_item_retired")


@pytest.mark.asyncio
async def test_a_piece_that_was_retired_is_lent_no_more(people: Staff) -> None:
    anna, item = await a_person(people.clerk), await an_item(people.clerk)
    early = {"retired_as": "worn_out", "on": "2025-03-02"}
    assert (await people.clerk.post(f"{ITEMS}/{item}/retire", early, if_match=1)).status_code == 422
    await ok(people.clerk.post(f"{ITEMS}/{item}/retire", {"retired_as": "lost", "on": "2025-03-03"}, if_match=1))

    assert await code(people.clerk.post(f"{ITEMS}/{item}/retire", {"retired_as": "lost"}, if_match=2)) == (
        409, "hire_item_retired",
    )  # fmt: skip
    body = {"item": item, "person": anna, "unit": "gops", "due_back": "2026-12-31"}
    assert await code(people.clerk.post(HIRES, body)) == (409, "hire_item_retired")
    again = {"kind": "kule", "number": "W/1", "value": "50.00", "acquired_on": "2026-01-05", "unit": "gops"}
    assert await code(people.clerk.post(ITEMS, again)) == (409, "hire_item_exists")


@pytest.mark.asyncio
async def test_a_hire_is_prolonged_and_overdue_the_day_after_its_day(people: Staff, today: Turn) -> None:
    hire = await lent(people.clerk, await an_item(people.clerk), await a_person(people.clerk))

    async def tasks() -> list[str]:
        found = (await ok(people.clerk.get("/v1/tasks", limit=100)))["items"]
        return [one["due_on"] for one in found if one["kind"] == "hire_return"]

    today(date(2026, 5, 23))
    assert await tasks() == []
    today(date(2026, 5, 24))
    assert await tasks() == ["2026-05-31"]
    today(date(2026, 5, 31))
    assert (await ok(people.auditor.get(hire)))["overdue"] is False
    today(date(2026, 6, 1))
    assert (await ok(people.auditor.get(hire)))["overdue"] is True
    same = await people.clerk.post(f"{hire}/prolong", {"due_back": "2026-05-31"}, if_match=1)
    assert [one["pointer"] for one in same.json()["errors"]] == ["/due_back"]
    await ok(people.clerk.post(f"{hire}/prolong", {"due_back": "2026-06-30"}, if_match=1))
    assert (await ok(people.auditor.get(hire)))["overdue"] is False
    await ok(people.clerk.post(f"{hire}/return", {"returned_as": "in_order"}, if_match=2))
    assert await tasks() == []
    assert await code(people.clerk.post(f"{hire}/prolong", {"due_back": "2026-07-31"}, if_match=3)) == (
        409, "transition_not_allowed",
    )  # fmt: skip


@pytest.mark.asyncio
async def test_outsiders_owe_a_fee_for_each_month_begun_and_inhabitants_none(people: Staff) -> None:
    anna, beata = await a_person(people.clerk), await a_person(people.clerk, "Nowak", "Beata", serial=2)
    hire = await lent(people.clerk, await an_item(people.clerk), anna, outsider=True, monthly_fee="35.00")
    await lent(people.clerk, await an_item(people.clerk, "W/2"), beata)
    await lent(people.clerk, await an_item(people.clerk, "W/3"), beata, outsider=True)

    for month in ("2026-02", "2026-03", "2026-04", "2026-04"):
        assert await charged(people.clerk, month) == "charged"
    assert await fees(people.auditor, anna) == {"2026-03": "35.00", "2026-04": "35.00"}
    assert await fees(people.auditor, beata) == {}
    await ok(people.clerk.post(f"{hire}/return", {"returned_as": "in_order", "on": "2026-03-31"}, if_match=1))
    assert await charged(people.clerk, "2026-04") == "charged"
    assert await fees(people.auditor, anna) == {"2026-03": "35.00", "2026-04": "0.00"}
    ahead = await people.clerk.post(f"{HIRES}/fees", {"month": "2026-06", "due_on": "2026-07-15"})
    assert [one["pointer"] for one in ahead.json()["errors"]] == ["/month"]


@pytest.mark.asyncio
async def test_a_hire_with_a_fee_is_not_withdrawn_and_one_without_is(people: Staff) -> None:
    anna = await a_person(people.clerk)
    hire = await lent(people.clerk, await an_item(people.clerk), anna, outsider=True, monthly_fee="35.00")
    other = await lent(people.clerk, await an_item(people.clerk, "W/2"), anna)
    await charged(people.clerk, "2026-04")

    assert await code(people.clerk.post(f"{hire}/withdraw", None, if_match=1)) == (409, "hire_charged")
    assert await counted(people.auditor, "2026-01", "2026-12", "wypozyczalnia_sprzetu") == {"osoba": (2, 1)}
    await ok(people.clerk.post(f"{other}/withdraw", None, if_match=1))
    assert await counted(people.auditor, "2026-01", "2026-12", "wypozyczalnia_sprzetu") == {"osoba": (1, 1)}
    await ok(people.clerk.post(f"{hire}/return", {"returned_as": "in_order"}, if_match=1))
    assert await counted(people.auditor, "2026-01", "2026-12", "wypozyczalnia_sprzetu") == {"osoba": (2, 1)}


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("other", "pointer"),
    [
        ({"due_back": "2026-03-15"}, "/due_back"),
        ({"person": "00000000-0000-7000-8000-000000000000"}, "/person"),
        ({"item": "00000000-0000-7000-8000-000000000000"}, "/item"),
    ],
)
async def test_what_a_contract_names_is_there_and_its_days_are_in_order(
    people: Staff, other: dict[str, Any], pointer: str
) -> None:
    anna, item = await a_person(people.clerk), await an_item(people.clerk)
    body = {"item": item, "person": anna, "unit": "gops", "lent_on": "2026-03-16", "due_back": "2026-03-16"}

    refused = await people.clerk.post(HIRES, {**body, **other})
    assert (refused.status_code, [one["pointer"] for one in refused.json()["errors"]]) == (422, [pointer])
    assert (await people.clerk.post(HIRES, body)).status_code == 201


@pytest.mark.asyncio
@pytest.mark.parametrize("fee", [{"monthly_fee": "35.00"}, {"outsider": True, "monthly_fee": "0.00"}], ids=str)
async def test_a_fee_is_an_outsiders_and_above_zero(people: Staff, fee: dict[str, Any]) -> None:
    anna, item = await a_person(people.clerk), await an_item(people.clerk)
    body = {"item": item, "person": anna, "unit": "gops", "due_back": "2026-12-31", **fee}

    assert (await people.clerk.post(HIRES, body)).status_code == 422
