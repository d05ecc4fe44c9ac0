"""Stays in care homes over HTTP: referred, admitted, paid for month by month, in another's place; refused; listed; hidden; in the file."""

from collections.abc import Callable
from datetime import date
from typing import Any

import httpx
import pytest

from kit.db import Database
from kit.feed.envelope import new_id
from kit.testing.clients import Office
from tests.casework.authority.test_sight import restricted
from tests.casework.log import events
from tests.casework.people import a_person
from tests.casework.rights import Staff
from tests.casework.tasks.the_list import kinds

pytestmark = pytest.mark.postgres

STAYS = "/v1/care-home-stays"
MONTHS = "/v1/care-home-months"
Turn = Callable[[date], None]


async def ok(answer: Any) -> dict[str, Any]:
    found: httpx.Response = await answer
    assert found.is_success, found.text
    return dict(found.json())


async def code(answer: Any) -> tuple[int, str]:
    found: httpx.Response = await answer
    return found.status_code, found.json()["code"]


async def a_home(
    people: Staff, name: str = "Dom Pomocy Społecznej", kind: str = "care_home", unit: str = "gops"
) -> str:
    body = {"kind": kind, "name": name, "unit": unit, "since": "2017-01-01"}
    return str((await ok(people.accountant.post("/v1/third-parties", body)))["id"])


async def a_stay(people: Staff) -> tuple[str, str, str]:
    """A resident with a pension of 2400.00 zł admitted on 10 April 2025 to a home of 6500.00 zł: the stay, the person, the home."""
    anna, home = await a_person(people.clerk, born=date(1940, 1, 1)), await a_home(people)
    made = await ok(
        people.clerk.post(STAYS, {"person": anna, "home": home, "unit": "gops", "referred_on": "2025-03-10"})
    )
    stay = f"{STAYS}/{made['id']}"
    await ok(people.clerk.post(f"{stay}/admit", {"on": "2025-04-10", "placement_on": "2025-04-01"}, if_match=1))
    cost = {"home": home, "average": "6500.00", "published_on": "2025-03-03", "source": "Dz. Urz. 2025 poz. 1"}
    await ok(people.clerk.post("/v1/care-home-costs", cost))
    own = {"person": anna, "kin": "resident", "basis": "own", "since": "2025-04", "income": "2400.00"}
    await ok(people.clerk.post(f"{stay}/payers", own, if_match=2))
    return stay, anna, home


async def with_a_daughter(people: Staff, stay: str, version: int = 3, **said: Any) -> str:
    """A daughter in a family of three with 9000.00 zł who signed for what she can bear."""
    daughter = await a_person(people.clerk, "Nowak", "Ewa", date(1970, 2, 2), serial=7)
    body = {
        "person": daughter,
        "kin": "descendant",
        "basis": "contract",
        "since": "2025-04",
        "persons": 3,
        "income": "9000.00",
    }
    await ok(people.clerk.post(f"{stay}/payers", body | {"agreed": "531.00"} | said, if_match=version))
    return daughter


@pytest.mark.asyncio
async def test_a_month_of_all_stays_is_drawn_up_once_and_anew_only_where_it_comes_to_something_else(
    people: Staff,
) -> None:
    stay, anna, _ = await a_stay(people)
    daughter = await with_a_daughter(people, stay)
    preview = await ok(people.auditor.get(f"{stay}/months/2025-06"))
    waiting = await kinds(people.clerk)
    first = await ok(people.clerk.post(MONTHS, {"month": "2025-06"}))
    again = await ok(people.accountant.post(MONTHS, {"month": "2025-06"}))
    after = await kinds(people.clerk)
    more = {"person": anna, "kin": "resident", "basis": "own", "since": "2025-06", "income": "2500.00"}
    await ok(people.clerk.post(f"{stay}/payers", more, if_match=4))
    anew = await ok(people.clerk.post(MONTHS, {"month": "2025-06"}))
    shown = await ok(people.auditor.get(stay))

    assert (await people.auditor.get(stay)).headers["ETag"] == '"5"'
    assert (preview["number"], preview["resident"], preview["gmina_part"]) == (0, "1680.00", "4289.00")
    assert preview["payers"] == [{"person": daughter, "kin": "descendant", "amount": "531.00"}]
    assert ("care_home_month" in waiting, "care_home_month" in after) == (True, False)
    assert (first["stays"], first["drawn"], first["cost"], first["gmina_part"]) == (1, 1, "6500.00", "4289.00")
    assert (again["drawn"], again["gmina_part"]) == (0, "4289.00")
    assert (anew["drawn"], anew["gmina_part"]) == (1, "4219.00")
    assert [(one["month"], one["number"], one["resident"]) for one in shown["months"]] == [("2025-06", 2, "1750.00")]


@pytest.mark.asyncio
async def test_a_stay_without_a_cost_or_the_residents_income_is_named_as_missing(people: Staff) -> None:
    stay, *_ = await a_stay(people)

    early = await ok(people.clerk.post(MONTHS, {"month": "2025-04"}))
    none = await ok(people.clerk.post(MONTHS, {"month": "2025-03"}))
    started = await ok(people.clerk.post(MONTHS, {"month": "2025-07"}))
    to_come = await people.clerk.post(MONTHS, {"month": "2025-08"})

    assert (early["stays"], early["missing"], early["cost"]) == (1, [], "4550.00")
    assert (none["stays"], none["missing"]) == (0, [])
    assert (started["drawn"], to_come.status_code) == (1, 422)
    assert await code(people.auditor.get(f"{stay}/months/2025-03")) == (409, "stay_month_not_drawn")


@pytest.mark.asyncio
async def test_what_a_payer_does_not_pay_the_gmina_pays_in_her_place_and_she_owes_it(
    people: Staff, database: Database
) -> None:
    stay, anna, _ = await a_stay(people)
    daughter = await with_a_daughter(people, stay)
    body = {"month": "2025-06", "payers": [{"person": daughter, "received": "500.00"}]}
    not_yet = await code(people.accountant.post(f"{stay}/substitute", body, if_match=4))
    await ok(people.clerk.post(MONTHS, {"month": "2025-06"}))
    await ok(people.accountant.post(f"{stay}/substitute", body, if_match=4))
    (fee,) = (await ok(people.auditor.get("/v1/fees", payer=daughter)))["items"]
    (line,) = (await ok(people.auditor.get(MONTHS)))["items"]
    all_came = {"month": "2025-06", "payers": [{"person": daughter, "received": "531.00"}]}
    await ok(people.accountant.post(f"{stay}/substitute", all_came, if_match=5))
    (gone,) = (await ok(people.auditor.get("/v1/fees", payer=daughter)))["items"]
    (line_then,) = (await ok(people.auditor.get(MONTHS)))["items"]

    assert not_yet == (409, "nothing_in_substitution")
    assert (fee["benefit"], fee["person"], fee["open"]) == ("zwrot_dps_oplata_zastepcza", anna, "31.00")
    assert (gone["id"], gone["assessed"], gone["open"]) == (fee["id"], "0.00", "0.00")
    assert (line["payers"], line["substituted"], line_then["substituted"]) == ("531.00", "31.00", "0.00")
    told = await events(database, "pl.gops.fee.assessed.v1", "pl.gops.fee.corrected.v1")
    assert [(one["data"]["lines"][0]["rozdzial"], one["data"]["lines"][0]["amount"]) for one in told] == [
        ("85202", 3_100), ("85202", -3_100),
    ]  # fmt: skip


@pytest.mark.asyncio
async def test_the_residents_own_fee_is_paid_in_her_place_too_and_who_is_not_named_owes_nothing(people: Staff) -> None:
    stay, anna, _ = await a_stay(people)
    daughter = await with_a_daughter(people, stay)
    stranger = await a_person(people.clerk, "Nowak", "Jan", date(1968, 3, 3), serial=8)
    await ok(people.clerk.post(MONTHS, {"month": "2025-06"}))

    async def substituted(*payers: dict[str, str]) -> tuple[int, str]:
        body = {"month": "2025-06", "payers": payers, "due_on": "2025-07-31"}
        answer = await people.accountant.post(f"{stay}/substitute", body, if_match=4)
        return answer.status_code, answer.json().get("code", "")

    nobody = await substituted()
    twice = await substituted({"person": anna}, {"person": anna, "received": "1.00"})
    not_hers = await substituted({"person": anna}, {"person": stranger})
    paid = await substituted({"person": anna, "received": "1680.00"}, {"person": daughter, "received": "600.00"})
    hers = await substituted({"person": anna, "received": "80.00"})
    fees = (await ok(people.auditor.get("/v1/fees")))["items"]

    assert [status for status, _ in (nobody, twice, not_hers, paid)] == [422, 422, 422, 409]
    assert hers[0] == 200
    assert [(one["payer"], one["person"], one["open"], one["due_on"]) for one in fees] == [
        (anna, anna, "1600.00", "2025-07-31")
    ]


@pytest.mark.asyncio
async def test_a_home_that_announced_no_cost_of_the_year_is_asked_for_from_april(people: Staff, today: Turn) -> None:
    _, _, home = await a_stay(people)

    async def waits(day: date) -> bool:
        today(day)
        return "care_home_cost" in await kinds(people.clerk)

    this_year = await waits(date(2025, 12, 31))
    in_time, late = await waits(date(2026, 3, 31)), await waits(date(2026, 4, 1))
    last_year = {"home": home, "average": "6900.00", "published_on": "2025-12-31", "source": "Dz. Urz. 2025 poz. 9"}
    await ok(people.clerk.post("/v1/care-home-costs", last_year))
    still = await waits(date(2026, 4, 1))
    announced = {"home": home, "average": "7000.00", "published_on": "2026-01-01", "source": "Dz. Urz. 2026 poz. 1"}
    await ok(people.clerk.post("/v1/care-home-costs", announced))

    assert (this_year, in_time, late, still) == (False, False, True, True)
    assert await waits(date(2026, 4, 1)) is False


@pytest.mark.asyncio
async def test_a_contract_takes_no_more_than_the_payer_can_bear(people: Staff) -> None:
    stay, *_ = await a_stay(people)
    son = await a_person(people.clerk, "Nowak", "Jan", date(1968, 3, 3), serial=8)
    body = {"person": son, "kin": "descendant", "basis": "contract", "since": "2025-04", "income": "4000.00"}

    too_much = await code(people.clerk.post(f"{stay}/payers", body | {"agreed": "970.01"}, if_match=3))
    just = await people.clerk.post(f"{stay}/payers", body | {"agreed": "970.00"}, if_match=3)

    assert too_much == (409, "more_than_capacity")
    assert just.status_code == 200


@pytest.mark.asyncio
async def test_what_does_not_fit_the_stay_is_refused(people: Staff) -> None:
    stay, anna, home = await a_stay(people)
    other = await a_person(people.clerk, "Nowak", "Jan", date(1968, 3, 3), serial=8)
    twice = await ok(people.clerk.post(STAYS, {"person": anna, "home": home, "unit": "gops"}))
    second = f"{STAYS}/{twice['id']}"
    away = {"since": "2025-04-09", "until": "2025-04-12"}
    with_nobody = {"since": "2025-05-01", "until": "2025-05-02", "with_payer": other}
    not_her = {"person": other, "kin": "resident", "basis": "own", "since": "2025-04", "income": "1.00"}
    unlike = {"person": other, "kin": "other", "basis": "contract", "since": "2025-04"}

    assert await code(people.clerk.post(f"{second}/admit", {}, if_match=1)) == (409, "in_care_home")
    assert await code(people.clerk.post(f"{stay}/withdraw", {}, if_match=3)) == (409, "transition_not_allowed")
    assert await code(people.clerk.post(f"{stay}/leave", {"on": "2025-04-09"}, if_match=3)) == (422, "day_out_of_order")
    for body in (away, with_nobody, {**away, "since": "2025-04-11", "counters": 1}):
        assert (await people.clerk.post(f"{stay}/absences", body, if_match=3)).status_code == 422
    for body in (not_her, unlike):
        assert (await people.clerk.post(f"{stay}/payers", body, if_match=3)).status_code == 422
    await ok(people.clerk.post(f"{second}/withdraw", {}, if_match=1))


@pytest.mark.asyncio
async def test_stays_of_one_person_do_not_overlap_in_whatever_order_they_are_entered(people: Staff) -> None:
    stay, anna, home = await a_stay(people)
    await ok(people.clerk.post(f"{stay}/leave", {"on": "2025-05-20"}, if_match=3))
    body = {"person": anna, "home": home, "unit": "gops", "referred_on": "2025-03-10"}
    second, late = [f"{STAYS}/{(await ok(people.clerk.post(STAYS, body)))['id']}" for _ in range(2)]

    async def step(of: str, name: str, on: str, version: int) -> tuple[int, str]:
        answer = await people.clerk.post(f"{of}/{name}", {"on": on}, if_match=version)
        return answer.status_code, answer.json().get("code", "")

    elsewhere = (409, "in_care_home")
    assert await step(second, "admit", "2025-05-19", 1) == await step(second, "admit", "2025-04-10", 1) == elsewhere
    assert await step(second, "admit", "2025-05-20", 1) == (200, "")
    assert await step(late, "admit", "2025-04-01", 1) == elsewhere
    assert await step(second, "leave", "2025-06-10", 2) == (200, "")
    assert await step(late, "admit", "2025-06-09", 1) == elsewhere
    assert await step(late, "admit", "2025-04-01", 1) == (200, "")
    assert await step(late, "leave", "2025-04-11", 2) == await step(late, "leave", "2025-07-01", 2) == elsewhere
    assert await step(late, "leave", "2025-04-10", 2) == (200, "")


@pytest.mark.asyncio
async def test_nobody_refers_in_a_unit_where_she_does_not_work(people: Staff, office: Office) -> None:
    anna = await a_person(people.clerk, born=date(1940, 1, 1))
    body = {"person": anna, "home": await a_home(people, unit="dom_dziennego_pobytu"), "unit": "gops"}
    ola = office.caller("ola", "caseworker", unit="dom_dziennego_pobytu")

    assert await code(ola.post(STAYS, body)) == (403, "other_unit")
    assert (await ola.post(STAYS, body | {"unit": "dom_dziennego_pobytu"})).status_code == 201


@pytest.mark.asyncio
async def test_only_a_home_among_the_third_parties_takes_anybody_or_announces_a_cost(people: Staff) -> None:
    anna = await a_person(people.clerk, born=date(1940, 1, 1))
    school, home = await a_home(people, "Szkoła nr 1", "facility"), await a_home(people)
    for unknown in (str(new_id()), school):
        refer = {"person": anna, "home": unknown, "unit": "gops", "referred_on": "2025-03-10"}
        cost = {"home": unknown, "average": "6500.00", "published_on": "2025-03-03", "source": "Dz. Urz. 2025 poz. 1"}
        for path, body in ((STAYS, refer), ("/v1/care-home-costs", cost)):
            answer = await people.clerk.post(path, body)
            assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "home_unknown")

    assert (await ok(people.clerk.post(STAYS, {"person": anna, "home": home, "unit": "gops"})))["state"] == "referred"


@pytest.mark.asyncio
async def test_days_away_are_free_and_an_absence_noted_in_error_is_replaced(people: Staff) -> None:
    stay, *_ = await a_stay(people)
    await ok(people.clerk.post(f"{stay}/absences", {"since": "2025-06-01", "until": "2025-06-30"}, if_match=3))
    whole = await ok(people.auditor.get(f"{stay}/months/2025-06"))
    less = {"since": "2025-06-01", "until": "2025-06-15", "counters": 1}
    await ok(people.clerk.post(f"{stay}/absences", less, if_match=4))
    half = await ok(people.auditor.get(f"{stay}/months/2025-06"))

    assert (whole["free_days"], whole["resident"]) == (21, "504.00")
    assert (half["free_days"], half["resident"], half["gmina_part"]) == (15, "840.00", "5660.00")


@pytest.mark.asyncio
async def test_a_payer_entered_twice_is_one_payer_and_owes_under_the_name_that_came_first(people: Staff) -> None:
    stay, *_ = await a_stay(people)
    daughter = await with_a_daughter(people, stay)
    body = {"first_name": "Ewa", "last_name": "Druga", "birth_date": "1970-02-02"}
    again = (await ok(people.clerk.post("/v1/persons", body)))["id"]
    said = {"other": daughter, "reason": "Osobę wpisano dwa razy."}
    await ok(people.clerk.post(f"/v1/persons/{again}/merge", said, if_match=1))
    less = {
        "person": again,
        "kin": "descendant",
        "basis": "contract",
        "since": "2025-06",
        "persons": 3,
        "income": "9000.00",
    }
    await ok(people.clerk.post(f"{stay}/payers", less | {"agreed": "300.00"}, if_match=4))
    may, june = [await ok(people.auditor.get(f"{stay}/months/{month}")) for month in ("2025-05", "2025-06")]
    with_her = {"since": "2025-06-01", "until": "2025-06-03", "with_payer": again}
    await ok(people.clerk.post(f"{stay}/absences", with_her, if_match=5))
    away = await ok(people.auditor.get(f"{stay}/months/2025-06"))
    await ok(people.clerk.post(MONTHS, {"month": "2025-06"}))
    unpaid = {"month": "2025-06", "payers": [{"person": again, "received": "100.00"}]}
    await ok(people.accountant.post(f"{stay}/substitute", unpaid, if_match=6))
    (fee,) = (await ok(people.auditor.get("/v1/fees", payer=again)))["items"]

    def paying(month: dict[str, Any]) -> list[tuple[str, str]]:
        return [(one["person"], one["amount"]) for one in month["payers"]]

    assert (paying(may), paying(june), paying(away)) == (
        [(daughter, "531.00")], [(daughter, "300.00")], [(daughter, "270.00")],
    )  # fmt: skip
    assert june["gmina_part"] == "4520.00"
    assert (fee["payer"], fee["open"]) == (daughter, "170.00")


@pytest.mark.asyncio
async def test_stays_are_filtered_sorted_and_printed(people: Staff) -> None:
    stay, _, home = await a_stay(people)
    daughter = await with_a_daughter(people, stay)
    jan = await a_person(people.clerk, "Nowak", "Jan", date(1941, 3, 3), serial=8)
    other = await ok(
        people.clerk.post(STAYS, {"person": jan, "home": home, "unit": "gops", "referred_on": "2025-06-01"})
    )

    async def listed(**query: object) -> list[str]:
        return [one["id"] for one in (await ok(people.auditor.get(STAYS, **query)))["items"]]

    first, second = stay.rpartition("/")[2], other["id"]
    page = await ok(people.auditor.get(STAYS, limit=1))
    assert await listed() == [first, second]
    assert await listed(sort="-referred_on") == [second, first]
    assert await listed(state="referred") == await listed(person=jan) == [second]
    assert await listed(payer=daughter) == await listed(in_month="2025-04") == [first]
    assert await listed(in_month="2025-03") == []
    assert await listed(limit=1, cursor=page["next_cursor"]) == [second]
    assert len((await people.auditor.get(STAYS, format="csv")).text.splitlines()) == 3
    assert "care_home_place" in await kinds(people.clerk)


@pytest.mark.asyncio
async def test_months_are_listed_as_they_hold_for_the_homes_invoice(people: Staff) -> None:
    stay, anna, home = await a_stay(people)
    await with_a_daughter(people, stay)
    for month in ("2025-05", "2025-06"):
        await ok(people.clerk.post(MONTHS, {"month": month}))
    more = {"person": anna, "kin": "resident", "basis": "own", "since": "2025-06", "income": "2500.00"}
    await ok(people.clerk.post(f"{stay}/payers", more, if_match=4))
    await ok(people.clerk.post(MONTHS, {"month": "2025-06"}))

    async def listed(**query: object) -> list[tuple[str, int, str, str]]:
        items = (await ok(people.accountant.get(MONTHS, **query)))["items"]
        return [(one["month"], one["number"], one["payers"], one["gmina_part"]) for one in items]

    may, june = ("2025-05", 1, "531.00", "4289.00"), ("2025-06", 2, "531.00", "4219.00")
    page = await ok(people.auditor.get(MONTHS, limit=1))
    assert await listed() == await listed(home=home) == [may, june]
    assert await listed(sort="-month") == [june, may]
    assert await listed(month="2025-06") == [june]
    assert await listed(stay=str(new_id())) == []
    assert await listed(limit=1, cursor=page["next_cursor"]) == [june]
    assert len((await people.auditor.get(MONTHS, format="csv")).text.splitlines()) == 3


@pytest.mark.asyncio
async def test_a_hidden_resident_has_no_stay_and_a_hidden_payer_is_not_named(people: Staff, office: Office) -> None:
    stay, *_ = await a_stay(people)
    daughter = await with_a_daughter(people, stay)
    await ok(people.clerk.post(MONTHS, {"month": "2025-06"}))
    ola, other = office.caller("ola", "caseworker"), office.caller("ola", "caseworker", gmina="990101")
    await restricted(people, "person", daughter)
    shown = await ok(ola.get(stay))

    assert [one["person"] for one in shown["payers"] if one["kin"] == "descendant"] == [None]
    assert [one["person"] for one in shown["months"][0]["payers"]] == [None]
    assert await code(other.get(stay)) == (404, "care_home_stay_not_found")


@pytest.mark.asyncio
async def test_a_payer_is_told_of_what_was_stated_of_her_and_the_resident_of_her_stay(people: Staff) -> None:
    stay, anna, _ = await a_stay(people)
    daughter = await with_a_daughter(people, stay)
    await ok(people.clerk.post(MONTHS, {"month": "2025-06"}))

    async def held(person: str) -> dict[str, dict[str, Any]]:
        file = await ok(people.head.get(f"/v1/persons/{person}/file"))
        return {one["register_code"]: one["says"] for one in file["registers"]}

    hers, of_daughter = await held(anna), await held(daughter)

    assert hers["care_home_stay"]["months"] == ["2025-06: 1680.00"]
    assert "care_home_stay" not in of_daughter
    assert (of_daughter["care_home_payer"]["income"], of_daughter["care_home_payer"]["agreed"]) == ("9000.00", "531.00")
