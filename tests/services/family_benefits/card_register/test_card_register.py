"""Cards of large families over HTTP: granted, given out, lost, doubled, ended; the year of them; refused; hidden."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from fastapi import FastAPI

from casework.authority.matrix import OPERATIONS
from kit.auth import ROLES
from kit.db import Database
from kit.testing.clients import Office
from tests.casework.authority.test_sight import restricted
from tests.casework.log import audited
from tests.casework.people import a_household, a_person
from tests.casework.rights import Staff
from tests.services.family_benefits.coordination_matters.a_matter import code, ok

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]
CARDS = "/v1/large-family-cards"


async def a_family(people: Staff, serial: int = 1) -> tuple[str, str, str]:
    """A mother, her child of 2004, and their household."""
    mother = await a_person(people.clerk, serial=serial)
    child = await a_person(people.clerk, first_name="Jan", born=date(2004, 8, 20), serial=serial)
    return mother, child, await a_household(people.clerk, mother, child)


def a_card(person: str, household: str, kind: str = "rodzic", **other: Any) -> dict[str, Any]:
    told = {"person": person, "household": household, "kind": kind, "form": "tradycyjna", "received_on": "2019-01-08"}
    return told | other


async def ordered(people: Staff, body: dict[str, Any]) -> str:
    """Its address."""
    return f"{CARDS}/{(await ok(people.clerk.post(CARDS, body)))['id']}"


async def issued(people: Staff, body: dict[str, Any], number: str) -> str:
    address = await ordered(people, body)
    await ok(people.clerk.post(f"{address}/issue", {"number": number}, if_match=1))
    return address


@pytest.mark.asyncio
async def test_a_card_is_granted_for_its_time_given_out_lost_and_doubled_for_a_fee(people: Staff, today: Turn) -> None:
    mother, child, family = await a_family(people)
    hers = await issued(people, a_card(mother, family), "10180500000001")
    childs = await issued(people, a_card(child, family, "dziecko"), "10180500000002")
    first = await ok(people.clerk.get(childs))

    today(date(2019, 3, 1))
    copy = await ok(people.clerk.post(f"{hers}/duplicate", {"received_on": "2019-03-01"}, if_match=2))
    lost = await ok(people.clerk.get(hers))
    taken = await code(people.clerk.post(f"{CARDS}/{copy['id']}/issue", {"number": "10180500000002"}, if_match=1))
    await ok(people.clerk.post(f"{CARDS}/{copy['id']}/issue", {"number": "10180500000003"}, if_match=1))
    both = await ok(people.clerk.post(f"{childs}/second-form", {"received_on": "2019-03-01"}, if_match=2))
    while_waiting = (await ok(people.clerk.get(childs)))["valid"]
    await ok(people.clerk.post(f"{CARDS}/{both['id']}/issue", {"number": "10180500000002"}, if_match=1))

    doubled = await ok(people.auditor.get(f"{CARDS}/{copy['id']}"))
    old, new = await ok(people.clerk.get(childs)), await ok(people.clerk.get(f"{CARDS}/{both['id']}"))
    assert (first["valid_until"], first["valid"], first["number"]) == ("2022-08-19", True, "10180500000002")
    assert (lost["state"], lost["ended_on"], lost["valid"]) == ("replaced", "2019-03-01", False)
    assert taken == (409, "card_number_taken")
    assert (doubled["fee"], doubled["request"], doubled["number"]) == ("9.56", "duplicate", "10180500000003")
    assert (doubled["valid_until"], doubled["valid"]) == (None, True)
    assert (while_waiting, old["state"], new["fee"]) == (True, "replaced", "9.21")
    assert (new["form"], new["valid_until"], new["number"]) == (
        "tradycyjna_i_elektroniczna", "2022-08-19", "10180500000002",
    )  # fmt: skip
    today(date(2022, 8, 20))
    assert (await ok(people.clerk.get(f"{CARDS}/{both['id']}")))["valid"] is False


@pytest.mark.asyncio
async def test_what_is_not_due_or_held_already_is_refused_by_name(people: Staff, today: Turn) -> None:
    mother, child, family = await a_family(people)
    grown = await a_person(people.clerk, first_name="Ewa", born=date(2001, 1, 8), serial=3)

    async def refused(*of: Any, **other: Any) -> tuple[int, str]:
        return await code(people.clerk.post(CARDS, a_card(*of, **other)))

    assert await refused(grown, family, "dziecko") == (409, "card_not_due")
    assert await refused(mother, family, form="elektroniczna", received_on="2017-12-31") == (409, "card_not_due")
    assert await refused(mother, family, stay_until="2019-01-07") == (409, "card_not_due")
    assert await refused(mother, family, received_on="2019-01-11") == (422, "day_out_of_order")
    assert await refused(mother, child) == (422, "validation_failed")
    assert await refused(mother, family, child={}) == (422, "validation_failed")
    address = await ordered(people, a_card(mother, family, stay_until="2019-06-30"))
    assert await refused(mother, family) == (409, "card_held")
    assert await code(people.clerk.post(f"{address}/end", {"reason": "returned"}, if_match=1)) == (
        409, "transition_not_allowed",
    )  # fmt: skip
    await ok(people.clerk.post(f"{address}/issue", {"number": "10180500000001"}, if_match=1))
    assert await code(people.clerk.post(f"{address}/end", {"reason": "right_lost"}, if_match=2)) == (
        422, "validation_failed",
    )  # fmt: skip
    assert await refused(mother, family) == (409, "card_held")
    today(date(2019, 7, 1))
    late = {"received_on": "2019-07-01"}
    assert await code(people.clerk.post(f"{address}/duplicate", late, if_match=2)) == (409, "card_not_due")
    # It is past its last day: a new one is granted.
    await ordered(people, a_card(mother, family, received_on="2019-07-01"))


@pytest.mark.asyncio
async def test_the_year_counts_families_once_cards_by_kind_further_ones_duplicates_and_what_is_held(
    people: Staff, today: Turn
) -> None:
    mother, child, family = await a_family(people)
    hers = await issued(people, a_card(mother, family), "10180500000001")
    await issued(people, a_card(child, family, "dziecko"), "10180500000002")
    other, _, second = await a_family(people, 2)
    await ordered(people, a_card(other, second, form="tradycyjna_i_elektroniczna"))
    today(date(2019, 4, 1))
    father = await a_person(people.clerk, first_name="Adam", born=date(1980, 1, 1), serial=5)
    his = await issued(people, a_card(father, family, "malzonek_rodzica", received_on="2019-04-01"), "10180500000004")
    await ok(people.clerk.post(f"{hers}/duplicate", {"received_on": "2019-04-01", "exempt": True}, if_match=2))
    await ok(people.clerk.post(f"{his}/end", {"reason": "returned"}, if_match=2))
    cancelled = await ordered(people, a_card(await a_person(people.clerk, serial=6), second, received_on="2019-04-01"))
    await ok(people.clerk.post(f"{cancelled}/cancel", {}, if_match=1))

    told = await ok(people.accountant.get(f"{CARDS}/statistics", year=2019))
    today(date(2020, 2, 1))
    next_year = await ok(people.accountant.get(f"{CARDS}/statistics", year=2020))

    counted = {name: told[name] for name in (
        "families_granted", "further_cards", "duplicates", "second_forms", "rights_lost", "exempted", "fees",
        "families_holding", "children_holding", "until",
    )}  # fmt: skip
    assert counted == {
        "families_granted": 2, "further_cards": 1, "duplicates": 1, "second_forms": 0, "rights_lost": 0, "exempted": 1,
        "fees": "0.00", "families_holding": 1, "children_holding": 1, "until": "2019-04-01",
    }  # fmt: skip
    assert {(one["kind"], one["form"]): one["cards"] for one in told["cards_granted"]} == {
        ("rodzic", "tradycyjna"): 1, ("dziecko", "tradycyjna"): 1, ("malzonek_rodzica", "tradycyjna"): 1,
        ("rodzic", "tradycyjna_i_elektroniczna"): 1,
    }  # fmt: skip
    assert told["cards_held"] == [{"kind": "dziecko", "form": "tradycyjna", "cards": 1}]
    assert (next_year["families_granted"], next_year["cards_granted"], next_year["families_holding"]) == (0, [], 1)


@pytest.mark.asyncio
async def test_cards_are_listed_in_order_filtered_saved_and_their_reading_is_audited(
    people: Staff, database: Database
) -> None:
    mother, child, family = await a_family(people)
    hers = (await issued(people, a_card(mother, family), "10180500000001")).rpartition("/")[2]
    childs = await issued(people, a_card(child, family, "dziecko", received_on="2019-01-07"), "10180500000002")
    of_child = childs.rpartition("/")[2]

    async def listed(**query: object) -> list[str]:
        return [one["id"] for one in (await ok(people.auditor.get(CARDS, **query)))["items"]]

    assert await listed() == [of_child, hers]
    assert await listed(sort="-ordered_on") == [hers, of_child]
    assert await listed(sort="-valid_until") == [hers, of_child]
    assert (
        await listed(kind="dziecko") == await listed(ending_to="2022-12-31") == await listed(person=child) == [of_child]
    )
    assert await listed(household=family, valid_on="2022-08-20") == [hers]
    assert await listed(valid_on="2019-01-09") == []
    page = await ok(people.auditor.get(CARDS, limit=1))
    assert await listed(limit=1, cursor=page["next_cursor"]) == [hers]
    assert (await people.auditor.get(CARDS, format="csv")).text.count("\r\n") == 3
    await ok(people.auditor.get(childs))
    assert [one for one in await audited(database) if one[0] == "ula"][-1] == ("ula", "read", of_child)
    async with database.tenant("101805") as connection:
        rows = await (await connection.execute("SELECT number FROM large_family_card")).fetchall()
    assert not any(b"101805" in bytes(row[0]) for row in rows)


@pytest.mark.asyncio
async def test_a_card_of_a_hidden_person_is_not_there_and_each_role_may_what_the_matrix_says(
    people: Staff, office: Office, service: FastAPI
) -> None:
    mother, _, family = await a_family(people)
    address = await ordered(people, a_card(mother, family))
    ola = office.caller("ola", "caseworker")
    await ok(ola.get(address))
    await restricted(people, "person", mother, readers=["jan"])

    assert await code(ola.get(address)) == (404, "large_family_card_not_found")
    assert await code(ola.post(f"{address}/cancel", {}, if_match=1)) == (404, "large_family_card_not_found")
    assert (await ok(ola.get(CARDS)))["items"] == []
    assert await code(ola.post(CARDS, a_card(mother, family))) == (422, "validation_failed")
    for path, item in service.openapi()["paths"].items():
        for method, operation in item.items():
            if not operation["operationId"].startswith("large_family_card"):
                continue
            for role in sorted(ROLES):
                who = office.caller(f"{role}-x", role)
                there = path.replace("{card}", mother)
                asked = {"year": 2019} if path.endswith("/statistics") else {}
                answer = await who.send(method.upper(), there, key=f"{role}-{path}", if_match=1, query=asked)
                refused = answer.status_code == 403 and answer.json()["code"] == "forbidden"
                assert refused is (role not in OPERATIONS[operation["operationId"]]), (path, role, answer.text)
