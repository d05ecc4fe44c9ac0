"""One application is decided once: the same is not granted to the same person twice; for another need or person, or anew, it is."""

from datetime import date
from typing import Any

import httpx
import pytest

from tests.casework.appeals.a_case import Turn, done
from tests.casework.applications.a_letter import CHILD, PERMANENT, Application, an_application
from tests.casework.decisions.a_matter import on_children
from tests.casework.decisions.later import carried
from tests.casework.payments.a_list import a_draft, payments_of
from tests.casework.people import a_household, a_person
from tests.casework.persons.test_merging import merged, without_number
from tests.casework.rights import Staff, a_decision, ended_by_act, recorded

pytestmark = pytest.mark.postgres


async def sent_out(people: Staff, decision: str) -> httpx.Response:
    """The answer to the issuing of a draft, or to the head's approval of it where she is refused."""
    approved: httpx.Response = await people.head.post(f"/v1/decisions/{decision}/approve", {}, if_match=1)
    if approved.status_code != 200:
        return approved
    answer: httpx.Response = await people.clerk.post(f"/v1/decisions/{decision}/issue", {}, if_match=2)
    return answer


async def linked(people: Staff, made: Application, body: dict[str, Any], **order: Any) -> str:
    """A draft that stands with the application."""
    decision = await a_decision(people, body)
    made.version = (await made.shown())["version"]
    await made.done("decisions", decision=decision, **order)
    return decision


def in_months(person: str, first: str, last: str | None, **other: Any) -> dict[str, Any]:
    body = recorded(person, **other)
    months = {"first_month": first} | ({} if last is None else {"last_month": last})
    said = {name: value for name, value in body["recorded"].items() if name != "last_month"}
    return {**body, "recorded": said | months}


async def an_answered(people: Staff, months: tuple[str, str | None]) -> tuple[Application, str, str]:
    """A person's application with two drafts, of which the first, for these months, has gone out. The application, her, the first one."""
    person = await a_person(people.clerk)
    made = await an_application(people, PERMANENT, applicant=person)
    first = await linked(people, made, in_months(person, *months))
    return made, person, first


ONE_OFF = ("2019-01", "2019-01")


@pytest.mark.parametrize(
    ("granted", "again", "refused"),
    [
        (ONE_OFF, ONE_OFF, True),
        (ONE_OFF, ("2019-02", "2019-02"), True),
        (("2019-01", "2019-06"), ("2019-06", "2019-12"), True),
        (("2019-01", "2019-06"), ("2019-07", "2019-12"), False),
        (("2019-01", None), ("2020-01", "2020-01"), True),
        (("2019-01", "2019-06"), ("2019-07", "2019-07"), False),
    ],
)
@pytest.mark.asyncio
async def test_what_was_granted_on_an_application_is_not_granted_on_it_again(
    people: Staff, granted: tuple[str, str | None], again: tuple[str, str | None], refused: bool
) -> None:
    made, person, first = await an_answered(people, granted)
    second = await linked(people, made, in_months(person, *again))
    assert (await sent_out(people, first)).status_code == 200

    answer = await sent_out(people, second)

    shown = await done(people.auditor.get(f"/v1/decisions/{second}"))
    if not refused:
        assert answer.status_code == 200, answer.text
        return
    assert (answer.status_code, answer.json()["code"]) == (409, "matter_decided")
    assert [one["message"] for one in answer.json()["errors"]] == [first]
    assert (shown["state"], shown["awards"]) == ("prepared", [])


@pytest.mark.parametrize("told", ["when_linked", "after_the_refusal", "after_the_end"])
@pytest.mark.asyncio
async def test_another_need_is_granted_beside_the_first_and_both_are_paid(people: Staff, told: str) -> None:
    made, person, first = await an_answered(people, ONE_OFF)
    body, besides = in_months(person, *ONE_OFF), {"besides": "another_need"}
    if told == "after_the_end":
        await sent_out(people, first)
        second = await linked(people, made, body, **besides)
        answer = await sent_out(people, second)
    elif told == "when_linked":
        second = await linked(people, made, body, **besides)
        await sent_out(people, first)
        answer = await sent_out(people, second)
    else:
        second = await linked(people, made, body)
        await sent_out(people, first)
        await sent_out(people, second)
        made.version = (await made.shown())["version"]
        await made.done("decisions", decision=second, **besides)
        answer = await sent_out(people, second)

    assert answer.status_code == 200, answer.text
    for decision in (first, second):
        await done(people.clerk.post(f"/v1/decisions/{decision}/deliver", {"on": "2019-01-10"}, if_match=3))
    shown = await made.shown()
    assert [one["amount"] for one in await payments_of(people, await a_draft(people, "2019-01"))] == ["645.00"] * 2
    assert (shown["state"], sorted(shown["decisions"])) == ("decided", sorted([first, second]))
    assert [one["step"] for one in shown["steps"]].count("decide") == 1


@pytest.mark.asyncio
async def test_what_is_due_besides_settles_nothing_and_needs_a_decision_to_stand_beside(people: Staff) -> None:
    person = await a_person(people.clerk)
    made = await an_application(people, PERMANENT, applicant=person)
    alone = await a_decision(people, recorded(person))

    refused = await made.tried("decisions", decision=alone, besides="another_need")
    first = await linked(people, made, recorded(person))
    second = await linked(people, made, in_months(person, *ONE_OFF), besides="further_months")
    made.version = (await made.shown())["version"]
    each_other = await made.tried("decisions", decision=first, besides="another_need")
    issued = await sent_out(people, second)

    told = [(one.status_code, one.json()["code"]) for one in (refused, each_other)]
    assert told == [(409, "decision_of_another")] * 2
    assert (issued.status_code, (await made.shown())["state"]) == (200, "registered")


@pytest.mark.asyncio
async def test_another_person_of_the_family_is_granted_hers_and_who_was_entered_twice_only_once(people: Staff) -> None:
    mother, child = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    household = await a_household(people.clerk, mother, child)
    made = await an_application(people, PERMANENT, applicant=mother, household=household)
    twice = await without_number(people)
    assert (await merged(people, mother, twice)).status_code == 200
    first = await linked(people, made, recorded(mother))
    others = [await linked(people, made, recorded(one)) for one in (child, twice)]
    await sent_out(people, first)

    answers = [await sent_out(people, one) for one in others]

    assert [one.status_code for one in answers] == [200, 409]


@pytest.mark.asyncio
async def test_what_a_later_act_has_ended_may_be_granted_anew(people: Staff, today: Turn) -> None:
    made, person, first = await an_answered(people, ("2019-01", "2019-12"))
    second = await linked(people, made, recorded(person))
    await sent_out(people, first)
    await done(people.clerk.post(f"/v1/decisions/{first}/deliver", {"on": "2019-01-10"}, if_match=3))
    (award,) = (await done(people.auditor.get(f"/v1/decisions/{first}")))["awards"]
    before = await sent_out(people, second)
    today(date(2019, 1, 15))
    await ended_by_act(people, award, "2019-01")

    after = await sent_out(people, second)

    assert (before.status_code, after.status_code) == (409, 200), after.text


@pytest.mark.asyncio
async def test_while_an_appeal_is_here_the_case_is_decided_anew_and_at_sko_it_is_not(
    people: Staff, today: Turn
) -> None:
    person = await a_person(people.clerk)
    made = await an_application(people, PERMANENT, applicant=person)
    first = await linked(people, made, recorded(person, justified=True))
    drafts = [await linked(people, made, recorded(person, "700.00", justified=True)) for _ in range(2)]
    await sent_out(people, first)
    await done(people.clerk.post(f"/v1/decisions/{first}/deliver", {"on": "2019-01-10"}, if_match=3))
    (party,) = (await people.clerk.get(f"/v1/decisions/{first}/parties")).json()
    body = {"party": party["id"], "way": "in_person", "received_on": "2019-01-10"}
    appeal = (await done(people.clerk.post(f"/v1/decisions/{first}/appeals", body)))["id"]

    await done(people.clerk.post(f"/v1/appeals/{appeal}/pass-on", {"sheets": 4}, if_match=1))
    at_sko = await sent_out(people, drafts[0])
    today(date(2019, 1, 20))
    result = {"outcome": "sent_back", "sign": "SKO.1", "decided_on": "2019-01-17", "delivered_on": "2019-01-18"}
    await done(people.clerk.post(f"/v1/appeals/{appeal}/result", result, if_match=2))
    anew = await sent_out(people, drafts[1])

    assert (at_sko.status_code, anew.status_code) == (409, 200), anew.text


@pytest.mark.asyncio
async def test_children_of_one_application_are_granted_theirs_by_separate_decisions(people: Staff) -> None:
    body: dict[str, Any] = await on_children(people, on="2019-01-10", justified=False)
    made = await an_application(people, CHILD, applicant=str(body["entitled"]), household=body["household"])
    one, other = [
        await linked(people, made, {**body, "facts": {"children": [child], "income": 67400}}) for child in ("z", "j")
    ]
    same = await linked(people, made, {**body, "facts": {"children": ["z", "j"], "income": 67400}})

    answers = [await sent_out(people, decision) for decision in (one, other, same)]

    assert [answer.status_code for answer in answers] == [200, 200, 409]


@pytest.mark.asyncio
async def test_a_decision_that_answers_no_application_or_another_one_goes_out(people: Staff) -> None:
    made, person, first = await an_answered(people, ("2019-01", "2019-12"))
    other = await an_application(people, PERMANENT, applicant=person)
    of_other = await linked(people, other, recorded(person))
    await sent_out(people, first)

    alone = await a_decision(people, recorded(person))
    await carried(people, alone)

    assert (await sent_out(people, of_other)).status_code == 200
    assert (await made.shown())["decisions"] == [first]
