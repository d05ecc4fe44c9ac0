"""A family is one thing: what is established of who belongs to it and the register of households say the same, whatever is done in
whatever order, and the log is told of every day that differs.
"""

import random
from datetime import date
from typing import Any

import httpx
import pytest

from casework.facts.cases import HOUSEHOLD_SNAPSHOTTED
from casework.households.following import Stay, merged, told_days
from kit.db import Database
from kit.testing.clients import Caller, Office
from tests.casework.evidence.a_fact import DECLARED, changed, established, facts_of, tried
from tests.casework.log import events
from tests.casework.people import a_household, a_person

DAYS = [f"2016-{month:02}-01" for month in range(1, 13)]
KIND = "parents_with_children"


async def members(clerk: Caller, household: str) -> dict[str, Any]:
    answer = await clerk.get(f"/v1/households/{household}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def did(clerk: Caller, household: str, step: str, **body: Any) -> httpx.Response:
    version = (await members(clerk, household))["version"]
    return await clerk.post(f"/v1/households/{household}/{step}", body, if_match=version)


async def both(clerk: Caller, household: str, people: list[str]) -> tuple[set[Any], set[Any]]:
    """Stays by the register and by what is established, of these persons."""
    registered = {
        (one["person"], one["since"], one["until"])
        for one in (await members(clerk, household))["members"]
        if one["person"] in people
    }
    facts = await facts_of(clerk, household=household, kind="membership")
    return registered, {(one["person"], one["valid_from"], one["valid_to"]) for one in facts}


def on(stays: set[Any], day: str) -> int:
    return sum(since <= day and (until is None or day <= until) for _, since, until in stays)


@pytest.mark.postgres
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.asyncio
async def test_register_facts_and_log_speak_of_the_same_family_after_every_step(
    office: Office, database: Database, seed: int
) -> None:
    clerk, chance = office.caller("jan", "caseworker"), random.Random(seed)
    mother = await a_person(clerk, serial=11)
    people = [await a_person(clerk, first_name="Ola", born=date(2014, 3, 2), serial=20 + n) for n in range(2)]
    household = await a_household(clerk, mother, on="2015-01-01")

    async def step() -> httpx.Response:
        person, (first, last) = chance.choice(people), sorted(chance.sample(DAYS, 2))
        facts = [
            one for one in await facts_of(clerk, household=household, kind="membership") if one["person"] == person
        ]
        if not facts:
            membership = {
                "kind": "membership",
                "code": "child",
                "person": person,
                "household": household,
                "valid_from": first,
            }
            return await chance.choice([
                lambda: tried(clerk, membership),
                lambda: tried(clerk, {**membership, "valid_to": last, "household_kind": KIND}),
                lambda: did(clerk, household, "join", person=person, role="child", on=first, kind=KIND, code="child", evidence=DECLARED),
            ])()  # fmt: skip
        fact, version, since = facts[0]["id"], facts[0]["version"], facts[0]["valid_from"]
        stay = {"person": person, "since": since, "evidence": DECLARED}
        return await chance.choice([
            lambda: changed(clerk, fact, "correct", version, valid_from=first, valid_to=None),
            lambda: changed(clerk, fact, "correct", version, valid_from=first, valid_to=last),
            lambda: changed(clerk, fact, "end", version, last_day=last),
            lambda: changed(clerk, fact, "withdraw", version, reason="Nigdy tam nie mieszkało."),
            lambda: did(clerk, household, "leave", person=person, last_day=last, kind=KIND, evidence=DECLARED),
            lambda: did(clerk, household, "correct-member", joined_on=first, last_day=last, **stay),
            lambda: did(clerk, household, "strike-member", person=person, since=since, kind="single", reason="Pomyłka."),
        ])()  # fmt: skip

    for _ in range(8):
        answer = await step()
        assert answer.status_code < 500, answer.text
        registered, facts = await both(clerk, household, people)
        assert registered == facts
        told = [one["data"] for one in await events(database, HOUSEHOLD_SNAPSHOTTED)]
        for day in DAYS:
            last = max((one["on"], n) for n, one in enumerate(told) if one["on"] <= day)[1]
            assert (len(told[last]["members"]), told[last]["children"]) == (1 + on(facts, day), on(facts, day)), day


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_what_is_established_of_somebody_in_the_register_is_what_the_register_says_from_then_on(
    office: Office, database: Database
) -> None:
    clerk = office.caller("jan", "caseworker")
    mother = await a_person(clerk, serial=11)
    child = await a_person(clerk, first_name="Ola", born=date(2014, 3, 2), serial=12)
    household = await a_household(clerk, mother, child, on="2016-05-01")
    belongs = {"kind": "membership", "code": "child", "person": child, "household": household}

    await established(clerk, {**belongs, "valid_from": "2016-05-01"})
    same = len(await events(database, HOUSEHOLD_SNAPSHOTTED))
    version = (await members(clerk, household))["version"]
    (fact,) = await facts_of(clerk, household=household, kind="membership")
    await changed(clerk, fact["id"], "correct", valid_from="2016-03-01", household_kind="other")
    shown = await members(clerk, household)

    assert (same, version) == (1, 1)
    assert [(one["person"], one["since"], one["role"]) for one in shown["members"]] == [
        (child, "2016-03-01", "child"), (mother, "2016-05-01", "adult"),
    ]  # fmt: skip
    assert (shown["kind"], shown["version"]) == ("other", 2)
    told = [one["data"] for one in (await events(database, HOUSEHOLD_SNAPSHOTTED))[1:]]
    assert [(one["on"], one["children"], one["kind"]) for one in told] == [
        ("2016-03-01", 1, "other"), ("2016-05-01", 1, "other"),
    ]  # fmt: skip


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_an_established_stay_changes_from_evidence_and_one_of_the_register_alone_without(office: Office) -> None:
    clerk = office.caller("jan", "caseworker")
    mother = await a_person(clerk, serial=11)
    child, other = [
        await a_person(clerk, first_name="Ola", born=date(2014, 3, 2), serial=serial) for serial in (12, 13)
    ]
    household = await a_household(clerk, mother, child, on="2016-05-01")
    joining = {"role": "child", "on": "2016-06-01", "kind": KIND, "code": "child"}

    without_code = await did(clerk, household, "join", person=other, evidence=DECLARED, **{**joining, "code": None})
    joined = await did(clerk, household, "join", person=other, evidence=DECLARED, **joining)
    bare = await did(clerk, household, "leave", person=other, last_day="2016-08-31", kind=KIND)
    stay = {"person": child, "since": "2016-05-01"}
    early = await did(clerk, household, "correct-member", joined_on="2016-04-01", **stay)
    nowhere = await did(clerk, household, "correct-member", joined_on="2016-04-01", **stay)
    struck = await did(
        clerk, household, "strike-member", person=child, since="2016-04-01", kind=KIND, reason="Pomyłka."
    )

    assert (without_code.status_code, joined.status_code, early.status_code, struck.status_code) == (422, 200, 200, 200)
    assert (bare.status_code, bare.json()["errors"][0]["pointer"]) == (422, "/evidence")
    assert (nowhere.status_code, nowhere.json()["code"]) == (409, "not_a_member")
    assert {one["person"] for one in (await members(clerk, household))["members"]} == {mother, other}


def _stay(since: str, until: str | None = None, role: str = "child") -> Stay:
    return Stay(date.fromisoformat(since), None if until is None else date.fromisoformat(until), role)


def test_the_log_is_told_of_the_first_day_that_differs_of_turns_between_and_of_the_first_that_is_as_before() -> None:
    days = told_days(
        [_stay("2016-03-01")], [_stay("2016-06-01")], [_stay("2016-04-01", "2016-04-30", "adult"), _stay("2016-09-01")]
    )

    assert [day.isoformat() for day in days] == ["2016-03-01", "2016-04-01", "2016-05-01", "2016-06-01"]
    assert date(2016, 5, 15) in told_days([_stay("2016-03-01")], [_stay("2016-06-01")], [], [date(2016, 5, 15)])
    assert told_days([_stay("2016-03-01")], [_stay("2016-03-01")], [_stay("2016-04-01")]) == []


def test_stays_that_overlap_are_one_stay_and_those_that_do_not_stay_apart() -> None:
    stays = merged([_stay("2016-05-01"), _stay("2016-01-01", "2016-02-29"), _stay("2016-02-01", "2016-03-31", "adult")])

    assert stays == [_stay("2016-01-01", "2016-03-31", "adult"), _stay("2016-05-01")]
