"""Meals over HTTP: enrolled, eaten by the facility's list, its invoice divided by it; a fifth without decisions; refused, hidden."""

import pytest

from tests.casework.people import a_person
from tests.casework.rights import issued
from tests.services.social_assistance.test_paid_by_invoice import a_meal
from tests.services.social_assistance.third_parties.a_house import House, a_party, accepted, ok, registered

pytestmark = pytest.mark.postgres

LISTS = "/v1/meal-lists"


async def enrolled(house: House, school: str, person: str, since: str = "2026-03-02", **other: str) -> str:
    body = {
        "person": person, "facility": school, "benefit": "posilek_dziecka", "kind": "obiad", "way": "without_decision", "since": since,
        **other,
    }  # fmt: skip
    return str((await ok(await house.people.clerk.post("/v1/meal-persons", body), 201))["id"])


async def priced(house: House, school: str, price: str = "7.50", since: str = "2026-01-01") -> None:
    body = {"facility": school, "kind": "obiad", "since": since, "price": price}
    await ok(await house.people.clerk.post("/v1/meal-prices", body), 201)


async def a_list(house: House, school: str, days: dict[str, list[int]], month: str = "2026-03", fed: int = 0) -> str:
    """A list with what was eaten, as version 2; returns its address."""
    clerk = house.people.clerk
    made = await ok(await clerk.post(LISTS, {"facility": school, "month": month}), 201)
    items = [{"meal_person": one, "days": of_it} for one, of_it in days.items()]
    await ok(await clerk.post(f"{LISTS}/{made['id']}/enter", {"items": items, "pupils_fed": fed}, if_match=1))
    return f"{LISTS}/{made['id']}"


@pytest.mark.asyncio
async def test_an_invoice_is_divided_by_the_list_at_the_prices_of_the_days(house: House) -> None:
    people, school = house.people, await a_party(house)
    jan, ola = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    entries = [await enrolled(house, school, one) for one in (jan, ola)]
    await priced(house, school)
    await priced(house, school, "8.10", "2026-03-16")
    meals = await a_list(house, school, {entries[0]: [12, 13, 16], entries[1]: [13]}, fed=10)
    early = await registered(house, school, "30.60", purpose="meals")
    body = {"meal_list": meals.rsplit("/", 1)[1]}
    open_yet = await people.clerk.post(f"{early}/allocate-by-meals", body, if_match=1)
    await ok(await people.clerk.post(f"{meals}/confirm", {}, if_match=2))
    await ok(await people.clerk.post(f"{early}/allocate-by-meals", body, if_match=1))
    await ok(await house.worker.post(f"{early}/check", {}, if_match=2))
    reopened = await people.clerk.post(f"{meals}/reopen", {}, if_match=3)
    shown, listed = await ok(await people.auditor.get(early)), await ok(await people.auditor.get(meals))

    assert open_yet.json()["code"] == "meal_list_not_confirmed"
    assert [(one["quantity"], one["amount"]) for one in shown["allocations"]] == [("3.000", "23.10"), ("1.000", "7.50")]
    assert reopened.json()["code"] == "meal_list_used"
    assert (listed["meals"], listed["cost"], listed["state"]) == (4, "30.60", "confirmed")
    assert [(one["days"], one["cost"]) for one in listed["items"]] == [([12, 13, 16], "23.10"), ([13], "7.50")]


@pytest.mark.asyncio
async def test_an_invoice_that_asks_for_a_grosz_more_is_neither_divided_nor_checked(house: House) -> None:
    people, school = house.people, await a_party(house)
    jan = await a_person(people.clerk)
    entry = await enrolled(house, school, jan)
    await priced(house, school)
    meals = await a_list(house, school, {entry: [12]})
    await ok(await people.clerk.post(f"{meals}/confirm", {}, if_match=2))
    address = await registered(house, school, "7.51", purpose="meals")
    divided = await people.clerk.post(
        f"{address}/allocate-by-meals", {"meal_list": meals.rsplit("/", 1)[1]}, if_match=1
    )
    by_hand = {"items": [{"benefit": "posilek_dziecka", "entitled": jan, "quantity": "1.000"}]}
    await ok(await people.clerk.post(f"{address}/allocate", by_hand, if_match=1))
    checked = await house.worker.post(f"{address}/check", {}, if_match=2)

    assert (divided.status_code, divided.json()["code"]) == (409, "meals_differ")
    assert divided.json()["detail"] == "Faktura opiewa o 0.01 zł więcej, niż kosztują zjedzone posiłki."
    assert (checked.status_code, checked.json()["code"]) == (409, "meals_differ")


@pytest.mark.asyncio
async def test_a_correction_of_nothing_has_nobody_on_an_empty_list_to_be_divided_over(house: House) -> None:
    people, school = house.people, await a_party(house)
    meals = await a_list(house, school, {})
    await ok(await people.clerk.post(f"{meals}/confirm", {}, if_match=2))
    whole = await registered(house, school, "7.50", purpose="meals")
    of_it = {"kind": "correction", "number": "KOR 1/2026", "corrects": whole.rpartition("/")[2]}
    address = await registered(house, school, "0.00", purpose="meals", **of_it)
    body = {"meal_list": meals.rpartition("/")[2]}
    divided = await people.clerk.post(f"{address}/allocate-by-meals", body, if_match=1)

    assert (divided.status_code, divided.json()["code"]) == (409, "meals_differ")
    assert divided.json()["detail"] == "Na liście nie ma posiłków, na które można podzielić dokument."


@pytest.mark.asyncio
async def test_what_was_eaten_is_asked_for_by_one_invoice(house: House) -> None:
    people, school = house.people, await a_party(house)
    entry = await enrolled(house, school, await a_person(people.clerk))
    await priced(house, school)
    meals = await a_list(house, school, {entry: [12, 13]})
    await ok(await people.clerk.post(f"{meals}/confirm", {}, if_match=2))
    body = {"meal_list": meals.rsplit("/", 1)[1]}
    first = await registered(house, school, "15.00", purpose="meals")
    second = await registered(house, school, "15.00", purpose="meals", number="FV 13/2026")
    for address in (first, second):
        await ok(await people.clerk.post(f"{address}/allocate-by-meals", body, if_match=1))
    await ok(await house.worker.post(f"{first}/check", {}, if_match=2))
    twice = await house.worker.post(f"{second}/check", {}, if_match=2)
    await ok(await people.accountant.post(f"{first}/send-back", {"reason": "Wystawiona dwa razy."}, if_match=3))
    instead = await house.worker.post(f"{second}/check", {}, if_match=2)

    assert (twice.status_code, twice.json()["code"]) == (409, "meals_differ")
    assert twice.json()["detail"] == "Faktura opiewa o 15.00 zł więcej, niż kosztują zjedzone posiłki."
    assert instead.status_code == 200


@pytest.mark.asyncio
async def test_a_new_invoice_stands_instead_of_one_that_was_given_back_whole(house: House) -> None:
    people, school = house.people, await a_party(house)
    jan = await a_person(people.clerk)
    entry = await enrolled(house, school, jan)
    await priced(house, school)
    meals = await a_list(house, school, {entry: [12]})
    await ok(await people.clerk.post(f"{meals}/confirm", {}, if_match=2))
    first = await registered(house, school, "7.50", purpose="meals")
    of_jan = [{"benefit": "posilek_dziecka", "entitled": jan, "quantity": "1.000"}]
    await accepted(house, first, of_jan)
    back = await registered(
        house,
        school,
        "-7.50",
        purpose="meals",
        kind="correction",
        number="KOR 1/2026",
        corrects=first.rsplit("/", 1)[1],
    )
    anew = await registered(house, school, "7.50", purpose="meals", number="FV 14/2026")
    await ok(await people.clerk.post(f"{anew}/allocate", {"items": of_jan}, if_match=1))
    await ok(await people.clerk.post(f"{back}/allocate", {"items": [of_jan[0] | {"quantity": "-1.000"}]}, if_match=1))
    await ok(await house.worker.post(f"{back}/check", {}, if_match=2))
    too_early = await house.worker.post(f"{anew}/check", {}, if_match=2)
    await ok(await people.accountant.post(f"{back}/control", {}, if_match=3))
    await ok(await people.head.post(f"{back}/accept", {}, if_match=4))
    then = await house.worker.post(f"{anew}/check", {}, if_match=2)

    assert (too_early.status_code, too_early.json()["code"]) == (409, "meals_differ")
    assert then.status_code == 200


@pytest.mark.parametrize(("fed", "exceeded"), [(10, False), (9, True)])
@pytest.mark.asyncio
async def test_pupils_without_a_decision_are_a_fifth_of_those_fed_in_the_month_before(
    house: House, fed: int, exceeded: bool
) -> None:
    people, school = house.people, await a_party(house)
    await a_list(house, school, {}, month="2026-02", fed=fed)
    entries = [await enrolled(house, school, await a_person(people.clerk, serial=serial)) for serial in (1, 2)]
    meals = await a_list(house, school, {one: [12] for one in entries})
    limit = (await ok(await people.auditor.get(meals)))["limit"]

    assert (limit["fed_without_decision"], limit["fed_in_previous_month"], limit["exceeded"]) == (2, fed, exceeded)


@pytest.mark.asyncio
async def test_days_outside_the_entry_or_the_month_are_refused_and_nobody_is_fed_twice(house: House) -> None:
    people, school = house.people, await a_party(house)
    jan = await a_person(people.clerk)
    entry = await enrolled(house, school, jan, "2026-02-10", until="2026-02-20")
    made = await ok(await people.clerk.post(LISTS, {"facility": school, "month": "2026-02"}), 201)
    codes = []
    for days in ([9], [21], [30], [12, 12]):
        body = {"items": [{"meal_person": entry, "days": days}]}
        answer = await people.clerk.post(f"{LISTS}/{made['id']}/enter", body, if_match=1)
        codes.append((answer.status_code, answer.json()["errors"][0]["code"]))
    await ok(
        await people.clerk.post(
            f"{LISTS}/{made['id']}/enter", {"items": [{"meal_person": entry, "days": [10, 20]}]}, if_match=1
        )
    )
    again = {
        "person": jan, "facility": school, "benefit": "posilek_dziecka", "kind": "obiad", "way": "without_decision", "since": "2026-02-20",
    }  # fmt: skip
    twice = await people.clerk.post("/v1/meal-persons", again)
    after = await people.clerk.post("/v1/meal-persons", {**again, "since": "2026-02-21"})
    no_price = await people.clerk.post(f"{LISTS}/{made['id']}/confirm", {}, if_match=2)

    assert codes == [(422, "days_outside")] * 4
    assert (twice.status_code, twice.json()["code"], after.status_code) == (409, "meal_person_exists", 201)
    assert no_price.json()["code"] == "meal_price_missing"


@pytest.mark.asyncio
async def test_whoever_is_excluded_from_the_matter_of_one_enters_no_meals_of_hers(house: House) -> None:
    people, school = house.people, await a_party(house)
    jan, ola = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    entries = [await enrolled(house, school, one) for one in (jan, ola)]
    meals = await a_list(house, school, {})
    out = {
        "matter_kind": "person", "matter": ola, "official": people.clerk.subject, "ground": "close_relative",
        "since": "2026-03-01",
    }  # fmt: skip
    await ok(await people.head.post("/v1/exclusions", out), 201)
    items = [{"meal_person": one, "days": [12]} for one in entries]
    both = await people.clerk.post(f"{meals}/enter", {"items": items}, if_match=2)
    await ok(await people.clerk.post(f"{meals}/enter", {"items": items[:1]}, if_match=2))

    assert (both.status_code, both.json()["code"]) == (403, "official_excluded")
    shown = await ok(await people.auditor.get(meals))
    assert [(one["meal_person"], one["days"]) for one in shown["items"]] == [(entries[0], [12])]


@pytest.mark.asyncio
async def test_a_meal_by_a_decision_is_given_in_the_months_of_the_right(house: House) -> None:
    people, school = house.people, await a_party(house)
    jan = await a_person(people.clerk)
    (award,) = await issued(people, a_meal(jan, "0.00"))
    meal = {
        "person": jan,
        "facility": school,
        "benefit": "posilek_dziecka",
        "kind": "obiad",
        "way": "decision",
        "award": award,
    }
    told = []
    for since, until in (("2025-02-28", "2025-06-30"), ("2025-03-01", None), ("2025-03-01", "2025-07-01")):
        answer = await people.clerk.post("/v1/meal-persons", {**meal, "since": since, "until": until})
        told.append((answer.status_code, answer.json()["errors"][0]["code"]))
    whole = await people.clerk.post("/v1/meal-persons", {**meal, "since": "2025-03-01", "until": "2025-06-30"})
    of_adults = {**meal, "benefit": "posilek_doroslego", "since": "2025-03-01", "until": "2025-06-30"}
    other = await people.clerk.post("/v1/meal-persons", of_adults)

    assert told == [(422, "award_shorter")] * 3
    assert whole.status_code == 201
    assert other.json()["errors"][0]["code"] == "award_unknown"
