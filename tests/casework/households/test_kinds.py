"""A household is of a kind from day to day: a snapshot carries the kind of its day, and a decision that of its facts as they were known."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from casework.facts.cases import DECISION_FINAL, DECISION_ISSUED, HOUSEHOLD_SNAPSHOTTED
from casework.households.kinds import Record, kind_on, restated, steps
from kit.db import Database
from tests.casework.decisions.later import carried
from tests.casework.log import events
from tests.casework.people import a_household, a_person
from tests.casework.rights import Staff, a_decision, recorded

Turn = Callable[[date], None]


def day(text: str) -> date:
    return date.fromisoformat(text)


JANUARY, MARCH, JULY = day("2019-01-01"), day("2019-03-15"), day("2019-07-01")


def test_a_kind_holds_from_its_day_and_as_it_was_known_on_a_day() -> None:
    records = [
        Record(JANUARY, "single", JANUARY),
        Record(JULY, "couple", JULY),
        Record(MARCH, "lone_parent", day("2019-09-01")),
    ]

    assert [kind_on(steps(records), one, "other") for one in (JANUARY, MARCH, JULY)] == [
        "single",
        "lone_parent",
        "couple",
    ]
    assert kind_on(steps(records, day("2019-08-31")), MARCH, "other") == "single"
    assert kind_on(steps([], JULY), MARCH, "other") == "other"


def test_a_step_goes_with_its_day_and_stays_where_another_stay_turns_on_it() -> None:
    told = [(JANUARY, "single"), (MARCH, "lone_parent")]

    moved = restated(told, [MARCH], [JULY], [JANUARY], None, "single")
    struck = restated(told, [MARCH], [], [JANUARY], None, "single")
    shared = restated(told, [MARCH], [], [JANUARY, MARCH], None, "single")

    assert (moved, struck, shared) == ({MARCH: None, JULY: "lone_parent"}, {MARCH: None}, {})


def test_after_a_stay_that_was_over_when_it_was_entered_the_household_is_what_it_was() -> None:
    assert restated([], [], [MARCH, JULY], [JANUARY], "lone_parent", "single") == {MARCH: "lone_parent", JULY: "single"}


async def told(database: Database) -> dict[str, str]:
    """The kind of each day that the log was told of; of two of one day the later counts."""
    return {one["data"]["on"]: one["data"]["kind"] for one in await events(database, HOUSEHOLD_SNAPSHOTTED)}


async def grown(people: Staff, mother: str) -> tuple[str, str]:
    """Alone from January, with a man from July, as it was entered in time; the household and him."""
    household = await a_household(people.clerk, mother)
    man = await a_person(people.clerk, first_name="Jan", born=date(1980, 3, 1), serial=3)
    body = {"person": man, "role": "adult", "on": "2019-07-01", "kind": "couple"}
    answer = await people.clerk.post(f"/v1/households/{household}/join", body, if_match=1)
    assert answer.status_code == 200, answer.text
    return household, man


async def a_child_since_march(people: Staff, household: str) -> str:
    child = await a_person(people.clerk, first_name="Zosia", born=date(2015, 3, 1), serial=2)
    body = {"person": child, "role": "child", "on": "2019-03-15", "kind": "lone_parent"}
    answer = await people.clerk.post(f"/v1/households/{household}/join", body, if_match=2)
    assert answer.status_code == 200, answer.text
    return child


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_snapshot_of_an_earlier_day_carries_the_kind_of_that_day(
    people: Staff, today: Turn, database: Database
) -> None:
    today(date(2019, 8, 1))
    household, _ = await grown(people, await a_person(people.clerk))

    await a_child_since_march(people, household)

    assert await told(database) == {"2019-01-01": "single", "2019-03-15": "lone_parent", "2019-07-01": "couple"}
    shown = (await people.auditor.get(f"/v1/households/{household}")).json()
    assert (shown["kind"], [(one["since"], one["kind"]) for one in shown["kinds"]]) == (
        "couple", [("2019-01-01", "single"), ("2019-03-15", "lone_parent"), ("2019-07-01", "couple")],
    )  # fmt: skip


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_stay_moved_to_another_day_takes_its_kind_along_and_one_that_never_was_leaves_none(
    people: Staff, today: Turn, database: Database
) -> None:
    today(date(2019, 8, 1))
    household, man = await grown(people, await a_person(people.clerk))
    address = f"/v1/households/{household}"

    async def ok(name: str, body: dict[str, Any], version: int) -> dict[str, str]:
        answer = await people.clerk.post(f"{address}/{name}", body, if_match=version)
        assert answer.status_code == 200, answer.text
        return await told(database)

    moved = await ok("correct-member", {"person": man, "since": "2019-07-01", "joined_on": "2019-05-01"}, 2)
    struck = await ok(
        "strike-member", {"person": man, "since": "2019-05-01", "kind": "single", "reason": "Pomyłka."}, 3
    )

    assert moved == {"2019-01-01": "single", "2019-05-01": "couple", "2019-07-01": "couple"}
    assert struck == {"2019-01-01": "single", "2019-05-01": "single", "2019-07-01": "single"}


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_decision_tells_the_kind_of_its_day_as_it_was_known_when_it_went_out(
    people: Staff, today: Turn, database: Database
) -> None:
    today(date(2019, 8, 1))
    mother = await a_person(people.clerk)
    household, _ = await grown(people, mother)
    decision = await a_decision(people, {**recorded(mother, on="2019-04-01"), "household": household})
    await carried(people, decision)
    await people.clerk.post(f"/v1/decisions/{decision}/deliver", {"on": "2019-08-01"}, if_match=3)
    today(date(2019, 9, 2))
    await a_child_since_march(people, household)

    await people.head.post("/v1/decisions/finalise", {})

    facts = [*await events(database, DECISION_ISSUED), *await events(database, DECISION_FINAL)]
    assert [(one["data"]["household_kind"], one["data"]["single"]) for one in facts] == [("single", True)] * 2
