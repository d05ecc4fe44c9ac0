"""Social contracts over HTTP: concluding, steps and reviews with their terms, the worklist, ending, what is hidden, lists and the file."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kit.db import Database
from kit.testing.clients import OTHER_GMINA, Caller, Office
from tests.casework.authority.test_sight import restricted
from tests.casework.log import audited
from tests.casework.people import a_household, a_person
from tests.casework.rights import Staff
from tests.services.social_assistance.acts.an_act import code, counted, ok

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]
CONTRACTS = "/v1/social-contracts"
NOT_FOUND = (404, "social_contract_not_found")


def a_body(person: str, **other: Any) -> dict[str, Any]:
    steps = [
        {"side": "person", "step": "szkolenie", "due_on": "2026-06-30"},
        {"side": "office", "step": "pomoc_prawna", "due_on": "2026-05-20"},
    ]
    dates = {"concluded_on": "2026-05-04", "until": "2026-08-31", "review_by": "2026-06-15"}
    return {"person": person, "unit": "gops", "aim": "zatrudnienie", **dates, "steps": steps, **other}


async def a_contract(who: Caller, person: str, **other: Any) -> str:
    made = await ok(who.post(CONTRACTS, a_body(person, **other)))
    return f"{CONTRACTS}/{made['id']}"


@pytest.mark.asyncio
async def test_a_contract_runs_with_steps_and_reviews_to_its_end(
    people: Staff, database: Database, today: Turn
) -> None:
    anna = await a_person(people.clerk)
    contract = await a_contract(people.clerk, anna)
    await ok(people.clerk.post(f"{contract}/steps/2/note", {"state": "done"}, if_match=1))
    today(date(2026, 7, 1))
    await ok(people.clerk.post(f"{contract}/review", {"outcome": "kept_in_part", "next_by": "2026-08-01"}, if_match=2))
    more = {"side": "person", "step": "leczenie", "due_on": "2026-08-31"}
    await ok(people.clerk.post(f"{contract}/steps", more, if_match=3))
    shown = await ok(people.auditor.get(contract))

    assert [(one["number"], one["state"], one["overdue"]) for one in shown["steps"]] == [
        (1, "open", True), (2, "done", False), (3, "open", False),
    ]  # fmt: skip
    assert [(one["held_on"], one["outcome"]) for one in shown["reviews"]] == [("2026-07-01", "kept_in_part")]
    assert (shown["review_by"], shown["state"]) == ("2026-08-01", "running")
    before_its_review = await people.clerk.post(
        f"{contract}/end", {"ended_as": "fulfilled", "on": "2026-06-30"}, if_match=4
    )
    assert (before_its_review.status_code, before_its_review.json()["code"]) == (422, "day_out_of_order")
    await ok(people.clerk.post(f"{contract}/end", {"ended_as": "not_kept"}, if_match=4))
    ended = await ok(people.auditor.get(contract))
    assert (ended["state"], ended["ended_on"], ended["ended_as"], ended["allowed"]) == (
        "ended",
        "2026-07-01",
        "not_kept",
        [],
    )
    assert await code(people.clerk.post(f"{contract}/review", {"outcome": "kept"}, if_match=5)) == (
        409, "transition_not_allowed",
    )  # fmt: skip
    assert (await audited(database))[-1] == ("ula", "read", contract.rpartition("/")[2])


@pytest.mark.asyncio
async def test_one_contract_of_a_person_runs_at_a_time(people: Staff) -> None:
    anna = await a_person(people.clerk)
    contract = await a_contract(people.clerk, anna)

    assert await code(people.clerk.post(CONTRACTS, a_body(anna))) == (409, "social_contract_runs")
    await ok(people.clerk.post(f"{contract}/withdraw", None, if_match=1))
    await a_contract(people.clerk, anna)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("other", "pointer"),
    [
        ({"until": "2026-05-03", "review_by": None}, "/until"), ({"review_by": "2026-05-04"}, "/review_by"),
        ({"review_by": "2026-09-01"}, "/review_by"),
        ({"steps": [{"side": "person", "step": "szkolenie", "due_on": "2026-09-01"}]}, "/steps/0/due_on"),
        ({"household": "00000000-0000-7000-8000-000000000000"}, "/household"),
    ],
)  # fmt: skip
async def test_terms_lie_within_the_contract(people: Staff, other: dict[str, Any], pointer: str) -> None:
    anna = await a_person(people.clerk)
    answer = await people.clerk.post(CONTRACTS, a_body(anna, **other))

    assert (answer.status_code, [one["pointer"] for one in answer.json()["errors"]]) == (422, [pointer])


@pytest.mark.asyncio
async def test_a_step_is_noted_once_and_only_where_there_is_one(people: Staff) -> None:
    contract = await a_contract(people.clerk, await a_person(people.clerk))
    await ok(people.clerk.post(f"{contract}/steps/1/note", {"state": "dropped"}, if_match=1))

    assert await code(people.clerk.post(f"{contract}/steps/1/note", {"state": "done"}, if_match=2)) == (
        409, "contract_step_noted",
    )  # fmt: skip
    assert await code(people.clerk.post(f"{contract}/steps/3/note", {"state": "done"}, if_match=2)) == NOT_FOUND


@pytest.mark.asyncio
async def test_what_waits_stands_in_the_worklist_until_it_is_done(people: Staff) -> None:
    contract = await a_contract(people.clerk, await a_person(people.clerk))
    ours = ("social_contract_ending", "social_contract_review", "social_contract_step", "social_contract_step")

    async def waiting() -> list[str]:
        found = (await ok(people.clerk.get("/v1/tasks", until="2026-12-31", limit=100)))["items"]
        return sorted(one["kind"] for one in found if one["kind"].startswith("social_contract"))

    assert tuple(await waiting()) == ours
    await ok(people.clerk.post(f"{contract}/steps/1/note", {"state": "done"}, if_match=1))
    await ok(people.clerk.post(f"{contract}/review", {"outcome": "kept"}, if_match=2))
    assert await waiting() == ["social_contract_ending", "social_contract_step"]
    await ok(people.clerk.post(f"{contract}/end", {"ended_as": "fulfilled"}, if_match=3))
    assert await waiting() == []


@pytest.mark.asyncio
async def test_whose_person_is_hidden_or_of_another_gmina_is_not_found(people: Staff, office: Office) -> None:
    anna = await a_person(people.clerk)
    contract = await a_contract(people.clerk, anna)
    stranger = office.caller("obcy", "caseworker", gmina=OTHER_GMINA)
    assert await code(stranger.get(contract)) == NOT_FOUND
    ola = office.caller("ola", "caseworker")
    await restricted(people, "person", anna, readers=["jan"])

    assert await code(ola.get(contract)) == NOT_FOUND
    assert await code(ola.post(f"{contract}/end", {"ended_as": "died"}, if_match=1)) == NOT_FOUND
    assert (await ok(ola.get(CONTRACTS)))["items"] == []
    refused = await ola.post(CONTRACTS, a_body(anna))
    assert refused.json()["errors"][0]["code"] == "person_unknown"


@pytest.mark.asyncio
async def test_lists_are_filtered_turned_and_saved_and_the_person_is_told_of_hers(people: Staff) -> None:
    anna, beata = await a_person(people.clerk), await a_person(people.clerk, "Nowak", "Beata", serial=2)
    first = await a_contract(people.clerk, anna)
    second = await a_contract(
        people.clerk, beata, concluded_on="2026-04-01", until="2026-09-30", aim="zdrowie", review_by=None
    )

    async def listed(**query: Any) -> list[str]:
        return [f"{CONTRACTS}/{one['id']}" for one in (await ok(people.auditor.get(CONTRACTS, **query)))["items"]]

    assert await listed() == [first, second]
    assert await listed(sort="concluded_on") == [second, first]
    assert await listed(sort="-until") == [second, first]
    assert await listed(person=beata) == await listed(aim="zdrowie") == await listed(until="2026-04-30") == [second]
    assert await listed(review_to="2026-06-15") == [first]
    assert await listed(review_to="2026-06-14") == []
    saved = await people.auditor.get(CONTRACTS, format="csv")
    assert len(saved.text.strip().splitlines()) == 3
    held = (await ok(people.clerk.get(f"/v1/persons/{anna}/file")))["registers"]
    (ours,) = [one for one in held if one["register_code"] == "social_contract"]
    assert "szkolenie, 2026-06-30: open" in str(ours)


@pytest.mark.asyncio
async def test_the_register_counts_contracts_and_takes_back_what_was_an_error(people: Staff) -> None:
    anna, beata = await a_person(people.clerk), await a_person(people.clerk, "Nowak", "Beata", serial=2)
    family = await a_household(people.clerk, anna)
    contract = await a_contract(people.clerk, anna, household=family)
    wrong = await a_contract(people.clerk, beata)
    await ok(people.clerk.post(f"{contract}/review", {"outcome": "kept"}, if_match=1))

    async def of_year() -> dict[str, tuple[int, int | None]]:
        return await counted(people.auditor, "2026-01", "2026-12", "kontrakty_socjalne")

    assert await of_year() == {"osoba": (3, 2), "rodzina": (2, 1)}
    await ok(people.clerk.post(f"{wrong}/withdraw", None, if_match=1))
    assert await of_year() == {"osoba": (2, 1), "rodzina": (2, 1)}
    assert await code(people.clerk.post(f"{contract}/withdraw", None, if_match=2)) == (409, "contract_reviewed")
    await ok(people.clerk.post(f"{contract}/end", {"ended_as": "fulfilled"}, if_match=2))
    assert await of_year() == {"osoba": (3, 1), "rodzina": (3, 1)}
