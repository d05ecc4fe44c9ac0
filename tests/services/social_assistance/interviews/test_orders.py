"""Interviews that are to be held over HTTP: their terms, what answers them, what is refused, what is hidden."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kit.testing.clients import OTHER_GMINA, Office
from tests.casework.authority.test_sight import restricted
from tests.casework.evidence.a_fact import changed, established, interview
from tests.casework.people import a_household, a_person
from tests.casework.rights import Staff, staff
from tests.casework.tasks.the_list import kinds, only
from tests.services.social_assistance.acts.an_act import code, counted, ok

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]
ORDERS = "/v1/interview-orders"


async def an_order(people: Staff, person: str | None, **other: Any) -> str:
    """Its address; learned of on 4 May 2026 unless told otherwise."""
    made = await ok(people.clerk.post(ORDERS, {"person": person, "unit": "gops", **other}))
    return f"{ORDERS}/{made['id']}"


async def held(people: Staff, person: str, on: str, **other: Any) -> str:
    """An established interview."""
    told = interview(person, code="rodzinny_wywiad", held_on=on, details={"part": "i"}, **other)
    (fact,) = await established(people.clerk, told)
    return str(fact["id"])


@pytest.mark.asyncio
async def test_an_interview_waits_until_its_term_and_is_answered_by_the_one_that_was_held(
    people: Staff, today: Turn
) -> None:
    anna = await a_person(people.clerk)
    address = await an_order(people, anna)
    task = await only(people.clerk, "interview_ordered")
    before = await ok(people.auditor.get(address))
    today(date(2026, 5, 25))
    overdue = await ok(people.auditor.get(address))
    fact = await held(people, anna, "2026-05-25")
    await ok(people.clerk.post(f"{address}/held", {"fact": fact}, if_match=1))
    after = await ok(people.auditor.get(address))

    assert (await people.auditor.get(address)).headers["ETag"] == '"2"'
    assert (task["due_on"], task["matter"]) == ("2026-05-22", address.rpartition("/")[2])
    assert (before["due_on"], before["overdue"], before["allowed"]) == ("2026-05-22", False, ["note_held", "withdraw"])
    assert overdue["overdue"] is True
    assert (after["state"], after["held_on"], after["late"], after["overdue"]) == ("held", "2026-05-25", True, False)
    assert "interview_ordered" not in await kinds(people.clerk)
    assert await code(people.clerk.post(f"{address}/withdraw", {"reason": "not_needed"}, if_match=2)) == (
        409, "transition_not_allowed",
    )  # fmt: skip


@pytest.mark.asyncio
async def test_where_help_is_needed_at_once_two_working_days_are_left(people: Staff) -> None:
    anna = await a_person(people.clerk)
    urgent = await ok(people.auditor.get(await an_order(people, anna, urgent=True)))
    on_thursday = await ok(people.auditor.get(await an_order(people, anna, urgent=True, learned_on="2026-04-30")))

    assert (urgent["due_on"], on_thursday["due_on"]) == ("2026-05-06", "2026-05-05")


@pytest.mark.asyncio
async def test_an_interview_of_somebody_else_of_before_or_withdrawn_does_not_answer(people: Staff) -> None:
    anna, beata = await a_person(people.clerk), await a_person(people.clerk, "Nowak", "Beata", serial=2)
    address = await an_order(people, anna)
    of_beata = await held(people, beata, "2026-05-04")
    before = await held(people, anna, "2026-05-03")
    taken_back = await held(people, anna, "2026-05-04")
    assert (await changed(people.clerk, taken_back, "withdraw", reason="Wpis omyłkowy.")).is_success
    nobodys = "00000000-0000-7000-8000-000000000000"

    for fact in (of_beata, before, taken_back, nobodys):
        assert await code(people.clerk.post(f"{address}/held", {"fact": fact}, if_match=1)) == (409, "interview_unfit")

    good = await held(people, anna, "2026-05-04")
    await ok(people.clerk.post(f"{address}/held", {"fact": good}, if_match=1))
    assert await counted(people.auditor, "2026-05", "2026-05", "wywiady_srodowiskowe") == {"osoba": (1, 1)}
    again = await an_order(people, anna)
    assert await code(people.clerk.post(f"{again}/held", {"fact": good}, if_match=1)) == (409, "interview_unfit")


@pytest.mark.asyncio
async def test_an_interview_of_the_family_answers_the_order_of_the_family(people: Staff) -> None:
    anna = await a_person(people.clerk)
    family = await a_household(people.clerk, anna)
    address = await an_order(people, None, household=family)
    told = {
        "kind": "interview", "code": "rodzinny_wywiad", "person": anna, "household": family, "held_on": "2026-05-04",
        "conclusions": "Bez zmian.",
        "details": {"part": "iv"},
    }  # fmt: skip
    (fact,) = await established(people.clerk, told)
    await ok(people.clerk.post(f"{address}/held", {"fact": fact["id"]}, if_match=1))

    assert (await ok(people.auditor.get(address)))["state"] == "held"
    assert await counted(people.auditor, "2026-01", "2026-12", "wywiady_srodowiskowe") == {"rodzina": (1, 1)}


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"person": "00000000-0000-7000-8000-000000000000"}, "/person"),
        ({"household": "00000000-0000-7000-8000-000000000000"}, "/household"),
        ({"application": "00000000-0000-7000-8000-000000000000"}, "/application"),
        ({"learned_on": "2011-12-31"}, "/learned_on"),
    ],
)
async def test_what_is_not_there_is_refused_by_its_place(people: Staff, wrong: dict[str, str], pointer: str) -> None:
    anna = await a_person(people.clerk)
    answer = await people.clerk.post(ORDERS, {"person": anna, "unit": "gops", **wrong})

    assert answer.status_code == 422
    assert [one["pointer"] for one in answer.json()["errors"]] == [pointer]


@pytest.mark.asyncio
async def test_orders_are_sorted_filtered_paged_and_saved(people: Staff) -> None:
    anna, beata = await a_person(people.clerk), await a_person(people.clerk, "Nowak", "Beata", serial=2)
    days = ["2026-05-04", "2026-04-20", "2026-04-27"]
    made = [await an_order(people, anna, learned_on=day) for day in days]
    await an_order(people, beata)
    await ok(people.clerk.post(f"{made[2]}/withdraw", {"reason": "not_needed"}, if_match=1))

    first = await ok(people.auditor.get(ORDERS, sort="-learned_on", limit=2))
    rest = await ok(people.auditor.get(ORDERS, sort="-learned_on", limit=2, cursor=first["next_cursor"]))
    waiting = await ok(people.auditor.get(ORDERS, person=anna, due_to="2026-05-31"))
    saved = await people.auditor.get(ORDERS, format="csv", person=anna)

    assert [one["learned_on"] for one in first["items"] + rest["items"]] == [
        "2026-05-04", "2026-05-04", "2026-04-27", "2026-04-20",
    ]  # fmt: skip
    assert [one["learned_on"] for one in waiting["items"]] == ["2026-04-20", "2026-05-04"]
    assert len(saved.text.strip().splitlines()) == 4


@pytest.mark.asyncio
async def test_an_order_about_a_restricted_person_or_of_another_gmina_is_not_there(
    people: Staff, office: Office
) -> None:
    anna = await a_person(people.clerk)
    address = await an_order(people, anna)
    ola, other = office.caller("ola", "caseworker"), staff(office, OTHER_GMINA)
    await restricted(people, "person", anna, readers=["jan"])

    for stranger in (ola, other.clerk):
        assert await code(stranger.get(address)) == (404, "interview_order_not_found")
        assert await code(stranger.post(f"{address}/withdraw", {"reason": "not_needed"}, if_match=1)) == (
            404, "interview_order_not_found",
        )  # fmt: skip
        assert (await ok(stranger.get(ORDERS)))["items"] == []
        assert "interview_ordered" not in await kinds(stranger)
