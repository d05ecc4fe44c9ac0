"""Orders in a case that the office began itself: they stand in the case, stop its clock, are delivered, complained of, and fall."""

from datetime import date
from typing import Any

import pytest

from tests.casework.appeals.a_case import Turn, done, refused
from tests.casework.decisions.an_order import an_order, delivered, ordered
from tests.casework.decisions.later import carried
from tests.casework.letters.a_letter import a_letter_of, lives
from tests.casework.people import a_person
from tests.casework.records.a_file import PERMANENT, opened
from tests.casework.rights import Staff, a_decision, recorded
from tests.casework.tasks.the_list import listed

pytestmark = pytest.mark.postgres

DAY = date(2019, 1, 10)


async def begun(people: Staff, today: Turn) -> tuple[str, str]:
    """A case about a benefit of Anna's that the office opened on 10 January; both ids."""
    today(DAY)
    anna = await lives(people, await a_person(people.clerk))
    case = await done(people.clerk.post("/v1/cases", {"benefit": PERMANENT, "party": anna}))
    return str(case["id"]), anna


def suspension(anna: str, case: str, **more: Any) -> dict[str, Any]:
    return an_order(anna, "suspend_proceedings", "kpa_97_1_4", case=case, **more)


async def settle_by(people: Staff) -> list[str | None]:
    return [one["due_on"] for one in await listed(people.head, kind="case_settle")]


@pytest.mark.asyncio
async def test_a_suspension_stands_in_the_case_and_the_term_waits_until_the_order_that_resumes(
    people: Staff, today: Turn
) -> None:
    case, anna = await begun(people, today)
    order = await a_decision(people, suspension(anna, case))
    drafted, before = await done(people.head.get(f"/v1/cases/{case}")), await settle_by(people)
    await carried(people, order)
    halted, stands = await done(people.head.get(f"/v1/cases/{case}")), await settle_by(people)
    today(date(2019, 1, 20))
    again = await refused(people.clerk.post("/v1/decisions", suspension(anna, case, on="2019-01-20")))
    resumed = await ordered(people, an_order(anna, "resume_proceedings", "kpa_97_2", case=case, on="2019-01-20"))
    after = await done(people.head.get(f"/v1/cases/{case}"))

    assert (drafted["decisions"], drafted["suspended_since"], before) == ([order], None, ["2019-02-11"])
    assert (halted["suspended_since"], stands, again) == ("2019-01-10", [], (409, "transition_not_allowed"))
    assert (sorted(after["decisions"]), after["suspended_since"]) == (sorted([order, resumed]), None)
    # Nine whole days behind the first one (11 to 19 January) do not count.
    assert await settle_by(people) == ["2019-02-19"]


@pytest.mark.asyncio
async def test_it_has_a_letter_under_the_sign_of_the_case_and_a_complaint_of_seven_days(
    people: Staff, today: Turn
) -> None:
    case, anna = await begun(people, today)
    sign = (await done(people.head.get(f"/v1/cases/{case}")))["sign"]
    order = await ordered(people, suspension(anna, case))
    made = await a_letter_of(people, order)
    (letter,) = [one for one in (await done(people.clerk.get("/v1/letters")))["items"] if one["id"] == made]
    party = await delivered(people, order, "2019-01-10")
    clocks = (await done(people.clerk.get(f"/v1/decisions/{order}/clocks")))["clocks"]
    file = await done(people.head.get(f"/v1/cases/{case}"))

    assert letter["znak"].startswith(sign)
    assert file["letters"] == [letter["id"]]
    assert [(one["code"], one["last_day"]) for one in clocks if one["id"] == party and one["code"] == "complaint"] == [
        ("complaint", "2019-01-17")
    ]


@pytest.mark.asyncio
async def test_a_suspension_that_sko_quashes_lets_the_term_run_on(people: Staff, today: Turn) -> None:
    case, anna = await begun(people, today)
    order = await ordered(people, suspension(anna, case))
    party = await delivered(people, order, "2019-01-10")
    body = {"party": party, "way": "in_person", "received_on": "2019-01-10"}
    appeal = (await done(people.clerk.post(f"/v1/decisions/{order}/appeals", body)))["id"]
    await done(people.clerk.post(f"/v1/appeals/{appeal}/pass-on", {"sheets": 4}, if_match=1))
    today(date(2019, 1, 20))
    result = {
        "outcome": "quashed_and_discontinued",
        "sign": "SKO.1",
        "decided_on": "2019-01-17",
        "delivered_on": "2019-01-18",
    }
    await done(people.clerk.post(f"/v1/appeals/{appeal}/result", result, if_match=2))
    await done(people.head.post(f"/v1/appeals/{appeal}/carry-out", {}, if_match=3))

    assert (await done(people.head.get(f"/v1/cases/{case}")))["suspended_since"] is None
    assert await settle_by(people) == ["2019-02-19"]


@pytest.mark.asyncio
async def test_a_decision_in_the_case_waits_for_the_order_that_resumes_and_one_in_no_case_does_not(
    people: Staff, today: Turn
) -> None:
    case, anna = await begun(people, today)
    draft, other = [await a_decision(people, recorded(anna, on="2019-01-10")) for _ in range(2)]
    version = (await done(people.head.get(f"/v1/cases/{case}")))["version"]
    await done(people.clerk.post(f"/v1/cases/{case}/links", {"kind": "decision", "matter": draft}, if_match=version))
    await ordered(people, suspension(anna, case))

    waits = await refused(people.head.post(f"/v1/decisions/{draft}/approve", {}, if_match=1))
    await carried(people, other)
    await ordered(people, an_order(anna, "resume_proceedings", "kpa_97_2", case=case))
    await carried(people, draft)

    assert waits == (409, "proceedings_suspended")


@pytest.mark.asyncio
async def test_the_clock_of_a_draft_in_the_case_waits_with_it(people: Staff, today: Turn) -> None:
    case, anna = await begun(people, today)
    draft = await a_decision(people, recorded(anna, on="2019-01-10"))
    await done(people.clerk.post(f"/v1/decisions/{draft}/case-start", {"on": "2019-01-10"}, if_match=1))
    version = (await done(people.head.get(f"/v1/cases/{case}")))["version"]
    await done(people.clerk.post(f"/v1/cases/{case}/links", {"kind": "decision", "matter": draft}, if_match=version))
    await ordered(people, suspension(anna, case))

    async def last_day() -> list[str | None]:
        clocks = (await done(people.clerk.get(f"/v1/decisions/{draft}/clocks")))["clocks"]
        return [one["last_day"] for one in clocks if one["code"] == "explanation"]

    halted = await last_day(), await settle_by(people)
    today(date(2019, 1, 20))
    await ordered(people, an_order(anna, "resume_proceedings", "kpa_97_2", case=case, on="2019-01-20"))

    assert halted == ([None], [])
    assert (await last_day(), await settle_by(people)) == (["2019-02-19"], ["2019-02-19"])


@pytest.mark.asyncio
async def test_a_case_begun_by_an_application_another_persons_case_or_both_are_refused(
    people: Staff, today: Turn
) -> None:
    case, anna = await begun(people, today)
    file = await opened(people, serial=2)

    asked = {
        "of_an_application": suspension(file.person, file.case),
        "of_another": suspension(file.person, case),
        "both": suspension(anna, case, application=file.application),
        "an_end": an_order(anna, "refuse_start", "kpa_61a_1_other", case=case),
    }
    told = {}
    for name, body in asked.items():
        answer = await people.clerk.post("/v1/decisions", body)
        told[name] = (answer.status_code, [one["pointer"] for one in answer.json()["errors"]])

    assert told == {
        "of_an_application": (422, ["/act/case"]),
        "of_another": (422, ["/act/case"]),
        "both": (422, ["/act/case"]),
        "an_end": (422, ["/act/case"]),
    }


def an_end(
    anna: str, case: str | None, ground: str = "kpa_105_1", on: str = "2019-01-20", **more: Any
) -> dict[str, Any]:
    """A decision that discontinues the proceedings of the case."""
    act = {
        "kind": "discontinue",
        "ground": ground,
        "case": case,
        "reason": "Strona zmarła, a prawo było osobiste.",
        **more,
    }
    said = {name: value for name, value in act.items() if value is not None}
    return {"benefit": PERMANENT, "on": on, "entitled": anna, "recipient": anna, "act": said}


@pytest.mark.asyncio
async def test_a_case_that_was_suspended_for_long_is_resumed_and_discontinued_without_an_application(
    people: Staff, today: Turn
) -> None:
    case, anna = await begun(people, today)
    await ordered(people, suspension(anna, case))
    today(date(2023, 5, 8))
    while_suspended = await people.clerk.post("/v1/decisions", an_end(anna, case, on="2023-05-08"))
    resumed = await ordered(people, an_order(anna, "resume_proceedings", "kpa_97_2", case=case, on="2023-05-08"))
    end = await a_decision(people, an_end(anna, case, on="2023-05-08"))
    await carried(people, end)
    letter = await a_letter_of(people, end)
    shown = await done(people.head.get(f"/v1/cases/{case}"))
    (made,) = [one for one in (await done(people.clerk.get("/v1/letters")))["items"] if one["id"] == letter]

    assert (while_suspended.status_code, while_suspended.json()["errors"][0]["code"]) == (409, "suspended")
    assert {resumed, end} < set(shown["decisions"])
    assert (shown["suspended_since"], made["znak"].startswith(shown["sign"])) == (None, True)
    assert (await done(people.clerk.get(f"/v1/decisions/{end}")))["outcome"] == "discontinued"
    # The case is decided: its term runs no more.
    assert await settle_by(people) == []


@pytest.mark.asyncio
async def test_an_end_that_a_suspension_came_before_does_not_go_out(people: Staff, today: Turn) -> None:
    case, anna = await begun(people, today)
    end = await a_decision(people, an_end(anna, case, on="2019-01-10"))
    await done(people.head.post(f"/v1/decisions/{end}/approve", {}, if_match=1))
    await ordered(people, suspension(anna, case))

    answer = await people.clerk.post(f"/v1/decisions/{end}/issue", {}, if_match=2)

    assert (answer.status_code, answer.json()["code"]) == (409, "proceedings_suspended")
    assert (await done(people.head.get(f"/v1/cases/{case}")))["suspended_since"] == "2019-01-10"


@pytest.mark.asyncio
async def test_the_ground_of_proceedings_begun_on_request_does_not_end_a_case_of_the_office(
    people: Staff, today: Turn
) -> None:
    case, anna = await begun(people, today)
    today(date(2026, 2, 2))

    answers = [
        await people.clerk.post("/v1/decisions", an_end(anna, named, "kpa_97_4", "2026-02-02"))
        for named in (case, None)
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    for answer in answers:
        assert [one["pointer"] for one in answer.json()["errors"]] == ["/act/application"]
        assert "art. 105" in answer.text
