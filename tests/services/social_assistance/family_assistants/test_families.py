"""Families with an assistant over HTTP: given one, the plan, assessments, the end; how many at a time; what the register counts."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.casework.people import a_person
from tests.casework.rights import Staff
from tests.services.social_assistance.acts.an_act import code, counted, ok
from tests.services.social_assistance.family_assistants.a_family import (
    ASSISTANTS,
    FAMILIES,
    a_family,
    an_assistant,
    taken_on,
)

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]
REGISTER = "asystent_rodziny"


@pytest.mark.asyncio
async def test_work_with_a_family_runs_by_its_plan_to_its_end(people: Staff, today: Turn) -> None:
    household, (zosia,) = await a_family(people.clerk)
    work = await taken_on(people.clerk, await an_assistant(people.clerk), household, zosia)
    step = {"step": "problemy_wychowawcze", "due_on": "2026-05-31"}
    await ok(people.clerk.post(f"{work}/steps", step, if_match=1))
    await ok(people.clerk.post(f"{work}/steps/1/note", {"state": "done_in_part"}, if_match=2))
    await ok(people.clerk.post(f"{work}/review", {"outcome": "better", "on": "2026-04-30"}, if_match=3))
    shown = await ok(people.auditor.get(work))

    assert (shown["since"], shown["review_by"], shown["state"]) == ("2026-02-02", "2026-10-30", "running")
    assert [(one["step"], one["state"], one["noted_on"]) for one in shown["steps"]] == [
        ("problemy_wychowawcze", "done_in_part", "2026-05-04")
    ]
    assert [(one["held_on"], one["next_by"], one["outcome"]) for one in shown["reviews"]] == [
        ("2026-04-30", "2026-10-30", "better")
    ]
    assert [one["child"] for one in shown["children"]] == [zosia]
    await ok(people.clerk.post(f"{work}/end", {"ended_as": "aims_reached"}, if_match=4))
    ended = await ok(people.auditor.get(work))
    assert (ended["state"], ended["ended_on"], ended["ended_as"], ended["allowed"]) == (
        "ended", "2026-05-04", "aims_reached", [],
    )  # fmt: skip
    assert await code(people.clerk.post(f"{work}/review", {"outcome": "worse"}, if_match=5)) == (
        409, "transition_not_allowed",
    )  # fmt: skip


@pytest.mark.asyncio
async def test_a_family_that_was_given_an_assistant_is_assessed_within_half_a_year(people: Staff) -> None:
    household, _ = await a_family(people.clerk)
    work = await taken_on(people.clerk, await an_assistant(people.clerk), household, since="2026-03-31")

    assert (await ok(people.auditor.get(work)))["review_by"] == "2026-09-30"


@pytest.mark.asyncio
async def test_an_assistant_works_with_fifteen_families_at_a_time(people: Staff) -> None:
    full, other = await an_assistant(people.clerk), await an_assistant(people.clerk, "Celina Lis")
    works = []
    for serial in range(1, 16):
        household, _ = await a_family(people.clerk, serial, children=0)
        works.append(await taken_on(people.clerk, full, household))
    shown = await ok(people.auditor.get(f"{ASSISTANTS}/{full}"))
    household, _ = await a_family(people.clerk, 16, children=0)
    body = {"household": household, "assistant": full, "unit": "gops", "basis": "court"}

    assert (shown["families"], shown["room"]) == (15, 0)
    assert await code(people.clerk.post(FAMILIES, body)) == (409, "assistant_full")
    work = await taken_on(people.clerk, other, household)
    assert await code(people.clerk.post(f"{work}/hand-over", {"assistant": full}, if_match=1)) == (
        409, "assistant_full",
    )  # fmt: skip
    await ok(people.clerk.post(f"{works[0]}/hand-over", {"assistant": other}, if_match=1))
    await ok(people.clerk.post(f"{work}/hand-over", {"assistant": full}, if_match=1))
    shown = await ok(people.auditor.get(ASSISTANTS))
    assert sorted((one["name"], one["families"], one["room"]) for one in shown["items"]) == [
        ("Barbara Kowal", 15, 0), ("Celina Lis", 1, 14),
    ]  # fmt: skip


@pytest.mark.asyncio
async def test_a_family_has_one_assistant_who_has_a_contract(people: Staff) -> None:
    household, _ = await a_family(people.clerk)
    gone = await an_assistant(people.clerk, "Dorota Mazur", until="2026-04-30")
    assistant = await an_assistant(people.clerk)
    body = {"household": household, "assistant": gone, "unit": "gops", "basis": "consent"}

    assert await code(people.clerk.post(FAMILIES, body)) == (409, "assistant_not_there")
    before = await people.clerk.post(FAMILIES, {**body, "assistant": assistant, "since": "2026-01-01"})
    assert (before.status_code, before.json()["code"]) == (422, "day_out_of_order")
    work = await taken_on(people.clerk, assistant, household)
    assert await code(people.clerk.post(FAMILIES, {**body, "assistant": assistant})) == (409, "family_assisted")
    await ok(people.clerk.post(f"{work}/withdraw", None, if_match=1))
    await taken_on(people.clerk, assistant, household)


@pytest.mark.asyncio
async def test_work_that_was_handed_over_may_be_older_than_the_contract_of_her_who_took_it(people: Staff) -> None:
    household, _ = await a_family(people.clerk)
    work = await taken_on(people.clerk, await an_assistant(people.clerk), household)
    later = await an_assistant(people.clerk, "Dorota Mazur", since="2026-03-02")
    await ok(people.clerk.post(f"{work}/hand-over", {"assistant": later}, if_match=1))
    said = {"name": "Dorota Mazur-Lis", "contract": "mandate", "since": "2026-03-02", "unit": "gops"}

    await ok(people.clerk.post(f"{ASSISTANTS}/{later}/change", said, if_match=1))

    assert (await ok(people.auditor.get(f"{ASSISTANTS}/{later}")))["name"] == "Dorota Mazur-Lis"


@pytest.mark.asyncio
async def test_a_contract_is_not_over_while_the_work_runs_nor_begins_after_it(people: Staff) -> None:
    household, _ = await a_family(people.clerk)
    assistant = await an_assistant(people.clerk)
    await taken_on(people.clerk, assistant, household)
    said = {"name": "Barbara Kowal", "contract": "mandate", "since": "2026-01-02", "unit": "gops"}

    async def changed(**other: Any) -> tuple[int, str]:
        answer = await people.clerk.post(f"{ASSISTANTS}/{assistant}/change", {**said, **other}, if_match=1)
        return answer.status_code, answer.json().get("code", "")

    assert await changed(until="2026-05-03") == (409, "assistant_works")
    assert await changed(since="2026-02-03") == (409, "assistant_works")
    assert await changed(until="2026-05-04") == (200, "")
    shown = await ok(people.auditor.get(f"{ASSISTANTS}/{assistant}"))
    assert (shown["contract"], shown["post"], shown["until"]) == ("mandate", None, "2026-05-04")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "other",
    [{"post": None}, {"contract": "mandate"}, {"post": "0"}, {"post": "1.001"}, {"until": "2026-01-01"}],
    ids=str,
)
async def test_an_employee_has_a_post_of_at_most_a_full_one(people: Staff, other: dict[str, Any]) -> None:
    body = {"name": "Barbara Kowal", "contract": "employment", "post": "0.5", "since": "2026-01-02", "unit": "gops"}
    assert (await people.clerk.post(ASSISTANTS, body)).status_code == 201

    assert (await people.clerk.post(ASSISTANTS, {**body, **other})).status_code == 422


@pytest.mark.asyncio
async def test_children_are_of_the_family_and_may_come_and_go(people: Staff) -> None:
    household, (zosia, adam) = await a_family(people.clerk, children=2)
    stranger = await a_person(people.clerk, first_name="Ewa", born=date(2019, 1, 1), serial=7)
    work = await taken_on(people.clerk, await an_assistant(people.clerk), household, zosia)

    refused = await people.clerk.post(f"{work}/children", {"child": stranger}, if_match=1)
    assert [(one["pointer"], one["code"]) for one in refused.json()["errors"]] == [("/child", "child_unknown")]
    again = await people.clerk.post(f"{work}/children", {"child": zosia}, if_match=1)
    assert [one["code"] for one in again.json()["errors"]] == ["named_twice"]
    await ok(people.clerk.post(f"{work}/children", {"child": adam, "since": "2026-03-01"}, if_match=1))
    await ok(people.clerk.post(f"{work}/children/{zosia}/end", {"on": "2026-04-01"}, if_match=2))
    assert await code(people.clerk.post(f"{work}/children/{zosia}/end", {}, if_match=3)) == (
        404, "assisted_family_not_found",
    )  # fmt: skip
    shown = await ok(people.auditor.get(work))
    assert [(one["child"], one["since"], one["until"]) for one in shown["children"]] == [
        (zosia, "2026-02-02", "2026-04-01"), (adam, "2026-03-01", None),
    ]  # fmt: skip


@pytest.mark.asyncio
async def test_the_register_counts_families_and_children_once_and_takes_back_what_was_an_error(people: Staff) -> None:
    assistant = await an_assistant(people.clerk)
    first, (zosia, adam) = await a_family(people.clerk, children=2)
    second, _ = await a_family(people.clerk, 2, children=0)
    work = await taken_on(people.clerk, assistant, first, zosia, adam)
    wrong = await taken_on(people.clerk, assistant, second)
    await ok(people.clerk.post(f"{work}/children/{adam}/end", {"on": "2026-03-01"}, if_match=1))
    await ok(people.clerk.post(f"{work}/review", {"outcome": "the_same", "on": "2026-04-30"}, if_match=2))

    assert await counted(people.auditor, "2026-01", "2026-12", REGISTER) == {"rodzina": (3, 2), "dziecko": (3, 2)}
    assert await counted(people.auditor, "2026-04", "2026-04", REGISTER) == {"rodzina": (1, 1), "dziecko": (1, 1)}
    await ok(people.clerk.post(f"{wrong}/withdraw", None, if_match=1))
    assert await counted(people.auditor, "2026-01", "2026-12", REGISTER) == {"rodzina": (2, 1), "dziecko": (3, 2)}
    assert await code(people.clerk.post(f"{work}/withdraw", None, if_match=3)) == (409, "family_reviewed")


@pytest.mark.asyncio
async def test_a_step_is_noted_once_and_is_due_after_the_work_began(people: Staff) -> None:
    household, _ = await a_family(people.clerk)
    work = await taken_on(people.clerk, await an_assistant(people.clerk), household)
    early = await people.clerk.post(f"{work}/steps", {"step": "inne", "due_on": "2026-02-01"}, if_match=1)

    assert [one["pointer"] for one in early.json()["errors"]] == ["/due_on"]
    await ok(people.clerk.post(f"{work}/steps", {"step": "inne", "due_on": "2026-02-02"}, if_match=1))
    assert (await ok(people.auditor.get(work)))["steps"][0]["overdue"] is True
    await ok(people.clerk.post(f"{work}/steps/1/note", {"state": "dropped"}, if_match=2))
    assert await code(people.clerk.post(f"{work}/steps/1/note", {"state": "done"}, if_match=3)) == (
        409, "family_step_noted",
    )  # fmt: skip
    assert await code(people.clerk.post(f"{work}/steps/2/note", {"state": "done"}, if_match=3)) == (
        404, "assisted_family_not_found",
    )  # fmt: skip
