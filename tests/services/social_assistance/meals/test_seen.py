"""Meals in order, filtered, saved; hidden persons, other gminas, roles; what a person is told; whose task a list is."""

from collections.abc import Callable
from datetime import date

import pytest
from fastapi import FastAPI

from kit.testing.clients import OTHER_GMINA, Office
from tests.casework.authority.test_sight import restricted
from tests.casework.people import a_person
from tests.services.social_assistance.meals.test_meals import LISTS, a_list, enrolled, priced
from tests.services.social_assistance.third_parties.a_house import House, a_party, as_the_matrix_says, listed, ok

pytestmark = pytest.mark.postgres

PERSONS = "/v1/meal-persons"


@pytest.mark.asyncio
async def test_who_is_fed_and_lists_are_in_order_filtered_and_saved(house: House) -> None:
    people = house.people
    school, other = await a_party(house), await a_party(house, "facility", "Szkoła Podstawowa nr 2")
    jan, ola = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    late = await enrolled(house, school, jan, "2026-03-16")
    early = await enrolled(house, other, ola, "2026-03-02", until="2026-03-31")
    lists = [(await a_list(house, school, {}, month)).rpartition("/")[2] for month in ("2026-03", "2026-02")]

    assert await listed(house, PERSONS) == [early, late]
    assert await listed(house, PERSONS, sort="-since") == [late, early]
    assert await listed(house, PERSONS, person=jan) == await listed(house, PERSONS, facility=school) == [late]
    assert await listed(house, PERSONS, on="2026-04-01") == [late]
    assert await listed(house, PERSONS, on="2026-03-15", benefit="posilek_dziecka", way="without_decision") == [early]
    page = await ok(await people.auditor.get(PERSONS, limit=1))
    assert await listed(house, PERSONS, limit=1, cursor=page["next_cursor"]) == [late]
    assert (await people.auditor.get(PERSONS, format="csv")).text.count("\r\n") == 3
    assert await listed(house, LISTS) == lists[::-1]
    assert await listed(house, LISTS, sort="-month", state="open") == lists
    assert await listed(house, LISTS, month="2026-02", facility=school) == lists[1:]
    assert (await people.auditor.get(LISTS, format="csv")).text.count("\r\n") == 3


@pytest.mark.asyncio
async def test_of_prices_of_one_day_the_one_stated_last_counts(house: House) -> None:
    school = await a_party(house)
    for price in ("7.50", "7.90"):
        await priced(house, school, price)
    shown = await ok(await house.people.auditor.get("/v1/meal-prices", facility=school))
    jan = await a_person(house.people.clerk)
    meals = await a_list(house, school, {await enrolled(house, school, jan): [12]})

    assert [(one["number"], one["price"]) for one in shown["items"]] == [(1, "7.50"), (2, "7.90")]
    assert (await ok(await house.people.auditor.get(meals)))["cost"] == "7.90"


@pytest.mark.asyncio
async def test_a_hidden_person_is_on_no_list_and_its_sums_stay(house: House, office: Office) -> None:
    people, school = house.people, await a_party(house)
    jan, ola = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    entries = [await enrolled(house, school, one) for one in (jan, ola)]
    await priced(house, school)
    meals = await a_list(house, school, {one: [12] for one in entries})
    await restricted(people, "person", jan, readers=["jan"])
    other = office.caller("ola", "caseworker")
    shown = await ok(await other.get(meals))
    entered = await other.post(f"{meals}/enter", {"items": [{"meal_person": entries[0], "days": [13]}]}, if_match=2)
    ended = await other.post(f"{PERSONS}/{entries[0]}/end", {"until": "2026-05-04"}, if_match=1)
    body = {
        "person": jan, "facility": school, "benefit": "posilek_dziecka", "kind": "sniadanie", "way": "without_decision",
        "since": "2026-03-02",
    }  # fmt: skip
    named = await other.post(PERSONS, body)

    assert ([one["meal_person"] for one in shown["items"]], shown["meals"], shown["cost"]) == ([entries[1]], 2, "15.00")
    assert (entered.status_code, entered.json()["errors"][0]["code"]) == (422, "meal_person_unknown")
    assert (named.status_code, named.json()["errors"][0]["code"]) == (422, "person_unknown")
    assert ended.status_code == 404
    assert [one["id"] for one in (await ok(await other.get(PERSONS)))["items"]] == entries[1:]
    of_head = await ok(await people.head.get(PERSONS, person=jan))
    assert [one["id"] for one in of_head["items"]] == entries[:1]


@pytest.mark.asyncio
async def test_whoever_is_excluded_from_a_persons_matter_does_not_end_her_meals(house: House) -> None:
    people, school = house.people, await a_party(house)
    jan = await a_person(people.clerk)
    entry = await enrolled(house, school, jan)
    out = {
        "matter_kind": "person", "matter": jan, "official": "ala", "ground": "close_relative", "since": "2026-04-01",
    }  # fmt: skip
    assert (await people.head.post("/v1/exclusions", out)).is_success
    hers = await house.worker.post(f"{PERSONS}/{entry}/end", {"until": "2026-03-31"}, if_match=1)
    of_another = await people.clerk.post(f"{PERSONS}/{entry}/end", {"until": "2026-03-31"}, if_match=1)

    assert (hers.status_code, hers.json()["code"], of_another.status_code) == (403, "official_excluded", 200)


@pytest.mark.asyncio
async def test_another_gmina_has_nothing_of_it(house: House, office: Office) -> None:
    school = await a_party(house)
    meals = await a_list(house, school, {await enrolled(house, school, await a_person(house.people.clerk)): [12]})
    stranger = office.caller("obcy", "auditor", gmina=OTHER_GMINA)

    assert (await stranger.get(meals)).status_code == 404
    assert (await stranger.get("/v1/meal-prices", facility=school)).status_code == 404
    for path in (PERSONS, LISTS):
        assert (await ok(await stranger.get(path)))["items"] == []


@pytest.mark.asyncio
async def test_each_role_may_what_the_matrix_says(office: Office, service: FastAPI) -> None:
    assert await as_the_matrix_says(office, service, "meals") == 12


@pytest.mark.asyncio
async def test_a_person_is_told_on_which_days_she_ate(house: House) -> None:
    school = await a_party(house)
    jan = await a_person(house.people.clerk)
    await a_list(house, school, {await enrolled(house, school, jan): [12, 13]})
    file = await ok(await house.people.head.get(f"/v1/persons/{jan}/file"))

    assert [(one["register_code"], one["says"]) for one in file["registers"]] == [
        (
            "meal_person",
            {
                "facility": "Szkoła Podstawowa nr 1", "benefit": "posilek_dziecka", "kind": "obiad", "way": "without_decision",
                "since": "2026-03-02", "until": None, "eaten": ["2026-03-12", "2026-03-13"],
            },
        )
    ]  # fmt: skip


@pytest.mark.parametrize(("day", "tasks"), [(date(2026, 3, 31), 0), (date(2026, 4, 1), 1)])
@pytest.mark.asyncio
async def test_a_list_of_a_month_that_is_over_is_a_task_until_it_is_confirmed(
    house: House, today: Callable[[date], None], day: date, tasks: int
) -> None:
    school = await a_party(house)
    meals = await a_list(house, school, {})
    today(day)
    clerk = house.people.clerk
    before = (await ok(await clerk.get("/v1/tasks", kind="meal_list_confirm")))["items"]
    await ok(await clerk.post(f"{meals}/confirm", {}, if_match=2))
    after = (await ok(await clerk.get("/v1/tasks", kind="meal_list_confirm")))["items"]

    assert (len(before), after) == (tasks, [])


@pytest.mark.asyncio
async def test_a_meal_without_a_decision_is_for_pupils_and_her_last_day_is_behind_her_meals(house: House) -> None:
    people, school = house.people, await a_party(house)
    jan, nobody = await a_person(people.clerk), "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11"
    body = {
        "person": jan, "facility": school, "benefit": "posilek_doroslego", "kind": "obiad", "way": "without_decision",
        "since": "2026-03-02",
    }  # fmt: skip
    adult = await people.clerk.post(PERSONS, body)
    home = await people.clerk.post(PERSONS, {**body, "benefit": "posilek_dziecka", "household": nobody})
    entry = await enrolled(house, school, jan)
    await a_list(house, school, {entry: [12, 13]})
    early, right = [
        await people.clerk.post(f"{PERSONS}/{entry}/end", {"until": until}, if_match=1)
        for until in ("2026-03-12", "2026-03-13")
    ]

    longer = await people.clerk.post(f"{PERSONS}/{entry}/end", {"until": "2026-03-14"}, if_match=2)
    same = await people.clerk.post(f"{PERSONS}/{entry}/end", {"until": "2026-03-13"}, if_match=2)

    assert (longer.json()["errors"][0]["code"], same.status_code) == ("later_end", 200)
    assert adult.json()["errors"][0]["code"] == "decision_needed"
    assert home.json()["errors"][0]["code"] == "household_unknown"
    assert (early.json()["errors"][0]["code"], right.status_code) == ("meals_after", 200)
