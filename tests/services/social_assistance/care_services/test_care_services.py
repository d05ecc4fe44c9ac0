"""Care services over HTTP: granted or urgent, served by the sheet, confirmed by another, charged by each gmina's table; told to the log."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kit.db import Database
from kit.testing.clients import Office
from tests.casework.log import events
from tests.casework.people import a_person
from tests.casework.rights import Staff, staff
from tests.casework.tasks.the_list import kinds
from tests.services.social_assistance.care_services.a_plan import (
    BY_HOUR,
    BY_MONTH,
    CARERS,
    LYING,
    MENTAL,
    MONTHS,
    OF_THE_STATE,
    PLAIN,
    PLANS,
    a_body,
    a_carer,
    a_plan,
    a_sheet,
    confirmed,
    fees,
    granted,
    ok,
    refused,
    served,
)

pytestmark = pytest.mark.postgres
Turn = Callable[[date], None]
ACT = "pl.gops.register.act_recorded.v1"


async def month(people: Staff, plan: str, of: str = "2022-06") -> dict[str, Any]:
    return await ok(people.auditor.get(f"{plan}/months/{of}"))


async def version(people: Staff, plan: str) -> int:
    return int((await ok(people.auditor.get(plan)))["version"])


@pytest.mark.asyncio
async def test_two_gminas_charge_the_same_care_by_their_own_tables(
    people: Staff, office: Office, database: Database
) -> None:
    other = staff(office, BY_HOUR)
    told = {}
    for of, term in ((people, LYING), (other, PLAIN)):
        plan, _ = await a_plan(of, term)
        await served(of, plan, await a_carer(of), *range(1, 11))
        assert await confirmed(of) == "confirmed"
        (fee,) = await fees(of)
        shown = await month(of, plan)
        told[of.clerk.gmina] = (
            shown["minutes"], shown["cost"], shown["share"], fee["assessed"], fee["due_on"], fee["benefit"], fee["month"],
        )  # fmt: skip

    assert told == {
        BY_MONTH: (1200, "500.00", "3/20", "75.00", "2022-07-15", "oplata_uslugi_opiekuncze", "2022-06"),
        BY_HOUR: (1200, "480.00", "1/10", "48.00", "2022-07-20", "oplata_uslugi_opiekuncze", "2022-06"),
    }
    for gmina, amount in ((BY_MONTH, 7_500), (BY_HOUR, 4_800)):
        (fact,) = await events(database, "pl.gops.fee.assessed.v1", gmina=gmina)
        assert [(one["side"], one["amount"]) for one in fact["data"]["lines"]] == [("revenue", amount)]


@pytest.mark.asyncio
async def test_services_that_the_state_commissions_are_charged_by_the_regulation(people: Staff) -> None:
    plan, _ = await a_plan(people, OF_THE_STATE | {"hour_price": "40.00"}, service=MENTAL)
    await served(people, plan, await a_carer(people, kind="specialist"), *range(1, 11))
    before = await month(people, plan)
    assert await confirmed(people) == "confirmed"
    (fee,) = await fees(people)

    assert (before["number"], before["state"], before["cost"]) == (0, "open", "800.00")
    assert (fee["benefit"], fee["due_on"]) == ("oplata_specjalistyczne_uslugi_zaburzenia_psychiczne", "2022-07-15")
    assert fee["assessed"] == before["fee"] != "0.00"


@pytest.mark.asyncio
async def test_a_month_is_confirmed_once_by_somebody_else_and_not_before_it_is_over(
    people: Staff, office: Office, today: Turn
) -> None:
    plan, _ = await a_plan(people)
    carer = await a_carer(people)
    await served(people, plan, carer, 1, 2)
    both = office.caller("jan", "caseworker", "head", gmina=BY_MONTH)
    of_her_own = await refused(both.post(f"{MONTHS}/confirm", {"month": "2022-06"}))
    by_clerk = await refused(people.clerk.post(f"{MONTHS}/confirm", {"month": "2022-06"}))
    today(date(2022, 6, 30))
    early = await refused(people.head.post(f"{MONTHS}/confirm", {"month": "2022-06"}))
    today(date(2022, 7, 1))
    before = await kinds(people.head)
    first, again = await confirmed(people), await confirmed(people)
    after = await kinds(people.head)
    closed = await refused(people.clerk.post(f"{plan}/days", a_sheet(carer, 3), if_match=await version(people, plan)))
    changed = {"since": "2022-06", "term": LYING | {"income": "900.00"}}
    past = await refused(people.clerk.post(f"{plan}/change", changed, if_match=await version(people, plan)))

    assert of_her_own == (409, "care_month_of_her_own")
    assert by_clerk == (403, "forbidden")
    assert early == (422, "month_not_over")
    assert (first, again) == ("confirmed", "known")
    assert ("care_month" in before, "care_month" in after) == (True, False)
    assert closed == past == (409, "care_month_confirmed")
    assert len(await fees(people)) == 1


@pytest.mark.asyncio
async def test_a_month_that_was_reopened_keeps_its_fee_until_it_is_confirmed_anew(
    people: Staff, office: Office, database: Database
) -> None:
    other = staff(office, BY_HOUR)
    plan, _ = await a_plan(other, PLAIN)
    carer = await a_carer(other)
    await served(other, plan, carer, 1, 2)
    await confirmed(other)
    not_hers = await refused(other.clerk.post(f"{plan}/reopen", {"month": "2022-06"}, if_match=3))
    await ok(other.head.post(f"{plan}/reopen", {"month": "2022-06"}, if_match=await version(other, plan)))
    (meanwhile,) = await fees(other)
    await served(other, plan, carer, 2, minutes=0)
    await confirmed(other)
    (fee,) = await fees(other)
    listed = (await ok(other.auditor.get(MONTHS)))["items"]

    assert not_hers == (403, "forbidden")
    assert (meanwhile["assessed"], fee["assessed"], fee["id"]) == ("9.60", "4.80", meanwhile["id"])
    assert [(one["number"], one["minutes"], one["state"], one["allowed"]) for one in listed] == [
        (3, 120, "confirmed", ["reopen"])
    ]
    acts = await events(database, ACT, gmina=BY_HOUR)
    assert [(one["data"]["acts"], one["data"]["quantities"][0]["value"]) for one in acts] == [
        (1, "4.000"), (-1, "-4.000"), (1, "2.000"),
    ]  # fmt: skip
    assert acts[1]["data"]["takes_back"] == acts[0]["sequence"]


@pytest.mark.asyncio
async def test_hours_are_told_as_acts_and_each_person_is_the_first_of_her_year_once(
    people: Staff, database: Database, today: Turn
) -> None:
    today(date(2022, 8, 2))
    carer = await a_carer(people)
    anna, _ = await a_plan(people)
    ewa, _ = await a_plan(people, serial=2)
    await served(people, anna, carer, 1, month="2022-07", minutes=50)
    await served(people, ewa, carer, 1, month="2022-07")
    await confirmed(people, "2022-07")
    await served(people, anna, carer, 1)
    await confirmed(people)
    told = [one["data"] for one in await events(database, ACT, gmina=BY_MONTH)]

    assert {(one["register"], one["act"], one["unit"]) for one in told} == {
        ("uslugi_opiekuncze", "miesiac_uslug", "gops")
    }
    assert sorted((one["on"], one["acts"], one["quantities"][0]["value"]) for one in told[:2]) == [
        ("2022-07-31", 1, "0.833"), ("2022-07-31", 1, "2.000"),
    ]  # fmt: skip
    # June, confirmed late, takes the first of the year from July of the same person; the half-years are two.
    sums = {
        name: sum(one["counts"][0][name] for one in told) for name in ("all", "month", "quarter", "half_year", "year")
    }
    assert sums == {"all": 3, "month": 3, "quarter": 3, "half_year": 3, "year": 2}


@pytest.mark.asyncio
async def test_services_begin_before_their_decision_and_are_charged_after_it(people: Staff, today: Turn) -> None:
    today(date(2022, 6, 20))
    person, carer = await a_person(people.clerk), await a_carer(people)
    made = await ok(people.clerk.post(PLANS, a_body(person, None, since="2022-06-20")))
    plan = f"{PLANS}/{made['id']}"
    await served(people, plan, carer, 20)
    shown = await ok(people.auditor.get(plan))
    waits = await kinds(people.clerk)
    today(date(2022, 7, 4))
    undecided = (await month(people, plan))["lacking"], await confirmed(people)
    another = await granted(people, await a_person(people.clerk, serial=2))
    wrong = await refused(people.clerk.post(f"{plan}/decide", {"decision": another}, if_match=2))
    decision = await granted(people, person, on="2022-06-20")
    await ok(people.clerk.post(f"{plan}/decide", {"decision": decision, "until": "2022-12-31"}, if_match=2))

    assert (made["state"], shown["decide_by"], shown["allowed"]) == ("urgent", "2022-06-30", ["decide", "cancel"])
    assert "care_urgent" in waits
    assert undecided == ("decision", "incomplete")
    assert await fees(people) == []
    assert wrong == (422, "decision_of_another")
    assert "care_urgent" not in await kinds(people.clerk)
    assert await confirmed(people) == "confirmed"
    assert [(one["assessed"], one["decision"]) for one in await fees(people)] == [("75.00", decision)]


@pytest.mark.asyncio
async def test_the_month_of_urgent_services_entered_in_error_is_closed_without_a_decision(
    people: Staff, today: Turn
) -> None:
    today(date(2022, 6, 20))
    person, carer = await a_person(people.clerk), await a_carer(people)
    made = await ok(people.clerk.post(PLANS, a_body(person, None, since="2022-06-20")))
    plan = f"{PLANS}/{made['id']}"
    await served(people, plan, carer, 20)
    await served(people, plan, carer, 20, minutes=0)
    await ok(people.clerk.post(f"{plan}/cancel", if_match=await version(people, plan)))
    today(date(2022, 7, 4))
    before = await kinds(people.head)
    state = await confirmed(people)

    assert "care_month" in before
    assert state == "confirmed"
    assert (await month(people, plan))["minutes"] == 0
    assert "care_month" not in await kinds(people.head)
    assert await fees(people) == []


@pytest.mark.asyncio
async def test_what_is_changed_holds_from_its_month_and_an_exemption_lowers_the_fee(people: Staff, today: Turn) -> None:
    plan, anna = await a_plan(people)
    carer = await a_carer(people)
    await served(people, plan, carer, 1)
    change = {
        "since": "2022-07",
        "decision": await granted(people, anna),
        "term": LYING | {"exempted": 50, "exempt_ground": "trudna_sytuacja"},
    }
    await ok(people.clerk.post(f"{plan}/change", change, if_match=2))
    today(date(2022, 8, 1))
    await served(people, plan, carer, *range(1, 12), month="2022-07")
    june, july = await month(people, plan), await month(people, plan, "2022-07")
    outside = await refused(
        people.clerk.post(f"{plan}/change", {"since": "2022-05", "term": LYING}, if_match=await version(people, plan))
    )

    assert (june["fee"], july["fee"], july["basis"]["before_exemption"]) == ("75.00", "37.50", "75.00")
    assert (june["remarks"], july["remarks"], july["over_plan"]) == ([], ["over_plan"], 120)
    assert outside == (422, "month_outside_plan")


@pytest.mark.asyncio
async def test_what_a_decision_says_is_changed_by_a_decision_and_the_day_of_payment_without_one(people: Staff) -> None:
    plan, anna = await a_plan(people)
    own = (await ok(people.auditor.get(plan)))["decision"]
    of_another = await granted(people, await a_person(people.clerk, serial=2))
    later = await granted(people, anna)

    async def changed(number: int, decision: str | None = None, since: str = "2022-07", **term: Any) -> Any:
        body = {"since": since, "decision": decision, "term": LYING | term}
        return await people.clerk.post(f"{plan}/change", body, if_match=number)

    for term in (
        {"income": "1552.01"},
        {"hours_month": 21},
        {"care_level": "polsiedzaca"},
        {"household_kind": "w_rodzinie"},
        {"household_kind": "w_rodzinie", "persons": 2},
        {"exempted": 1, "exempt_ground": "trudna_sytuacja"},
    ):
        assert await refused(changed(1, **term)) == (422, "decision_needed"), term
    assert await refused(changed(1, of_another, income="1552.01")) == (422, "decision_of_another")
    assert (await ok(changed(1, due_day=20)))["version"] == 2
    assert (await ok(changed(2, later, since="2022-08", income="900.00")))["version"] == 3
    # What is compared is the term of the month: in August another income holds, in July the first one still.
    assert await refused(changed(3, since="2022-08")) == (422, "decision_needed")
    assert (await ok(changed(3, since="2022-08", income="900.00", due_day=10)))["version"] == 4
    assert (await ok(changed(4, due_day=15)))["version"] == 5
    assert (await ok(changed(5, own, since="2022-08", income="950.00")))["version"] == 6
    terms = (await ok(people.auditor.get(plan)))["terms"]
    assert [(one["since"], one["income"], one["due_day"], one["decision"]) for one in terms] == [
        ("2022-06", "1552.00", 15, own), ("2022-07", "1552.00", 20, own), ("2022-08", "900.00", 15, later),
        ("2022-08", "900.00", 10, later), ("2022-07", "1552.00", 15, own), ("2022-08", "950.00", 15, own),
    ]  # fmt: skip


@pytest.mark.asyncio
async def test_a_day_lies_within_the_plan_and_the_contract_and_has_no_more_minutes_than_it_has(people: Staff) -> None:
    plan, _ = await a_plan(people, until="2022-06-20")
    other, _ = await a_plan(people, serial=2)
    carer = await a_carer(people, until="2022-06-25")
    await served(people, other, carer, 10, minutes=1000)

    async def sheet(who: str, day: int, minutes: int = 60, on: str = plan, of: str = "2022-06") -> tuple[int, str]:
        body = a_sheet(who, day, minutes=minutes, month=of)
        return await refused(people.clerk.post(f"{on}/days", body, if_match=await version(people, on)))

    assert await sheet(carer, 21) == (422, "day_outside_plan")
    assert await sheet(carer, 31, of="2022-05") == (422, "day_outside_plan")
    assert await sheet(carer, 26, on=other) == (422, "day_outside_contract")
    assert await sheet(carer, 5, of="2022-07") == (422, "day_to_come")
    assert await sheet(plan[-36:], 1) == (422, "carer_unknown")
    assert await sheet(carer, 10, 441) == (422, "more_than_a_day")
    await served(people, plan, carer, 10, minutes=440)
    stale = await refused(people.clerk.post(f"{plan}/days", a_sheet(carer, 1), if_match=1))
    assert stale == (412, "version_mismatch")


@pytest.mark.asyncio
async def test_a_plan_ends_after_its_last_day_and_is_taken_back_only_unserved(people: Staff) -> None:
    plan, _ = await a_plan(people)
    carer = await a_carer(people)
    await served(people, plan, carer, 10)
    too_soon = await refused(people.clerk.post(f"{plan}/end", {"on": "2022-06-09"}, if_match=2))
    in_error = await refused(people.clerk.post(f"{plan}/cancel", if_match=2))
    ended = await ok(people.clerk.post(f"{plan}/end", {"on": "2022-06-10"}, if_match=2))
    again = await refused(people.clerk.post(f"{plan}/end", {"on": "2022-06-12"}, if_match=3))
    unserved, _ = await a_plan(people, serial=2)
    cancelled = await ok(people.clerk.post(f"{unserved}/cancel", if_match=1))
    short = {"name": "Maria", "contract": "mandate", "kind": "carer", "hour_rate": "35.00", "since": "2022-01-01"}
    left = await refused(people.clerk.post(f"{CARERS}/{carer}/change", short | {"until": "2022-06-09"}, if_match=1))
    await ok(people.clerk.post(f"{CARERS}/{carer}/change", short | {"until": "2022-06-10"}, if_match=1))

    assert too_soon == in_error == left == (409, "care_served")
    assert (ended["state"], cancelled["state"]) == ("ended", "cancelled")
    assert again == (409, "transition_not_allowed")
    assert (await ok(people.auditor.get(f"{CARERS}/{carer}")))["hour_rate"] == "35.00"


@pytest.mark.asyncio
async def test_a_person_has_a_service_under_one_plan_on_a_day_whichever_of_her_entries_it_names(people: Staff) -> None:
    _, anna = await a_plan(people, until="2022-06-20")
    decision, other = await granted(people, anna), await granted(people, anna, "specjalistyczne_uslugi_opiekuncze")

    async def opened(**other: Any) -> Any:
        return await people.clerk.post(PLANS, a_body(anna, decision) | other)

    async def refusal(**other: Any) -> tuple[int, str]:
        return await refused(opened(**other))

    twice = (409, "care_plan_exists")
    assert await refusal() == await refusal(since="2022-06-20") == await refusal(since="2022-05-01") == twice
    assert await refusal(since="2022-06-20", decision=None) == twice
    assert (await opened(since="2022-05-01", until="2022-05-31")).status_code == 201
    assert (await opened(service="specjalistyczne_uslugi_opiekuncze", decision=other)).status_code == 201
    next_one = await ok(opened(since="2022-06-21", until="2022-06-30"))
    assert await refusal(since="2022-06-25") == twice
    body = {"first_name": "Anna", "last_name": "Druga", "birth_date": "1990-05-01"}
    again = (await ok(people.clerk.post("/v1/persons", body)))["id"]
    said = {"other": anna, "reason": "Osobę wpisano dwa razy."}
    await ok(people.clerk.post(f"/v1/persons/{again}/merge", said, if_match=1))
    assert await refusal(person=again, since="2022-06-25") == twice
    await ok(people.clerk.post(f"{PLANS}/{next_one['id']}/cancel", if_match=1))
    assert (await opened(person=again, since="2022-06-25")).status_code == 201


@pytest.mark.asyncio
async def test_a_term_says_what_its_service_is_charged_by(people: Staff) -> None:
    person = await a_person(people.clerk)
    decision = await granted(people, person)
    of_the_state = await granted(people, person, MENTAL)

    async def code(term: dict[str, Any], **other: Any) -> tuple[int, str]:
        return await refused(people.clerk.post(PLANS, a_body(person, decision, LYING | term) | other))

    assert await code({"hour_price": "40.00"}) == (422, "hour_price")
    assert await code({"due_day": None}) == (422, "due_day")
    assert await code({}, service=MENTAL, decision=of_the_state) == (422, "hour_price")
    assert await code({"hour_price": "40.00"}, service=MENTAL, decision=of_the_state) == (422, "due_day")
    assert await code({"hour_price": "0.00", "due_day": None}, service=MENTAL, decision=of_the_state) == (
        422,
        "amount_zero",
    )
    assert await code({}, service=MENTAL) == (422, "decision_of_another")
    assert await code({"exempted": 10}) == (422, "exempt_ground")
    assert await code({"persons": 2}) == (422, "persons")
    assert await code({}, decision=None, since="2021-05-29") == (422, "not_urgent_yet")
