"""Reopening and nullity over HTTP: the month to ask, the years after which it is too late, what takes the decision away."""

from datetime import date

import pytest

from casework.appeals.rules import NULLITY_GROUNDS, REOPENING_GROUNDS, bar_starts, barred, no_start
from tests.casework.appeals.a_case import Turn, a_result, delivered, done, refused, shown
from tests.casework.appeals.test_appeals import new_decision
from tests.casework.decisions.an_order import an_order, ordered
from tests.casework.decisions.an_order import delivered as handed_over
from tests.casework.rights import Staff

DAY = date(2025, 9, 3)


async def final(people: Staff, today: Turn) -> tuple[str, str]:
    """A decision that is final since 18 September 2025, on 1 October."""
    decision, party = await delivered(people, today)
    today(date(2025, 10, 1))
    await done(people.clerk.post("/v1/decisions/finalise"))
    return decision, party


async def reopening(people: Staff, decision: str, party: str | None, **more: object) -> str:
    body = {"ground": "new_facts", "party": party, "received_on": "2025-10-01", **more}
    return str((await done(people.clerk.post(f"/v1/decisions/{decision}/reopenings", body)))["id"])


async def reopened(people: Staff, decision: str, one: str, on: str) -> None:
    """The order that reopens the case goes out."""
    old = await shown(people.auditor, decision)
    order = an_order(old["recipient"], "reopen", "kpa_149_1", refers_to=decision, reopening=one, on=on)
    await ordered(people, order)


async def complained_of_in_vain(people: Staff, today: Turn, order: str) -> str:
    """SKO quashes the refusal to reopen; the state of what was asked for after that."""
    party = await handed_over(people, order, "2025-10-01")
    body = {"party": party, "way": "in_person", "received_on": "2025-10-01"}
    appeal = (await done(people.clerk.post(f"/v1/decisions/{order}/appeals", body)))["id"]
    await done(people.clerk.post(f"/v1/appeals/{appeal}/pass-on", {"sheets": 4}, if_match=1))
    today(date(2025, 10, 9))
    await done(people.clerk.post(f"/v1/appeals/{appeal}/result", a_result("sent_back"), if_match=2))
    await done(people.head.post(f"/v1/appeals/{appeal}/carry-out", {}, if_match=3))
    act = (await shown(people.auditor, order))["act"]
    return str((await people.auditor.get(f"/v1/reopenings/{act['reopening']}")).json()["state"])


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_reopened_case_ends_with_a_new_decision_and_takes_the_old_one_away(people: Staff, today: Turn) -> None:
    decision, party = await final(people, today)
    one = await reopening(people, decision, party, learnt_on="2025-09-01")
    address = f"/v1/reopenings/{one}"
    await reopened(people, decision, one, "2025-10-01")
    new = await new_decision(people, today, decision, date(2025, 10, 6))
    outcome = {"outcome": "quashed_and_decided", "decided_on": "2025-10-06"}

    without = await refused(people.head.post(f"{address}/decide", outcome, if_match=2))
    await done(people.head.post(f"{address}/decide", {**outcome, "decision": new}, if_match=2))

    found = (await people.auditor.get(address)).json()
    old = await shown(people.auditor, decision)
    assert without == (422, "decision_unfit")
    assert (found["state"], found["made"], found["ask_until"], found["bar_starts"]) == (
        "decided", new, "2025-10-01", "2030-09-04"
    )  # fmt: skip
    assert (old["state"], old["enforceable"]) == ("removed", None)
    assert (await people.auditor.get(f"/v1/awards/{old['awards'][0]}")).json()["state"] == "terminated"


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_request_after_a_month_is_refused_a_start(people: Staff, today: Turn) -> None:
    decision, party = await final(people, today)
    one = await reopening(people, decision, party, learnt_on="2025-08-29")

    old = await shown(people.auditor, decision)
    body = an_order(old["recipient"], "reopen", "kpa_149_1", refers_to=decision, reopening=one, on="2025-10-01")
    late = await refused(people.clerk.post("/v1/decisions", body))
    body["act"] |= {"kind": "refuse_reopen", "ground": "kpa_149_3"}
    order = await ordered(people, body)

    assert late == (409, "request_late")
    assert (await people.auditor.get(f"/v1/reopenings/{one}")).json()["state"] == "not_started"
    assert await complained_of_in_vain(people, today, order) == "requested"


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_after_five_years_only_the_breach_of_law_is_stated(people: Staff, today: Turn) -> None:
    decision, party = await final(people, today)
    today(date(2030, 9, 4))
    one = await reopening(people, decision, party, learnt_on="2030-09-03", received_on="2030-09-04")
    address = f"/v1/reopenings/{one}"
    await reopened(people, decision, one, "2030-09-04")

    def outcome(code: str) -> dict[str, str]:
        return {"outcome": code, "decided_on": "2030-09-04"}

    quashed = await refused(people.head.post(f"{address}/decide", outcome("quashed_and_discontinued"), if_match=2))
    stated = await done(people.head.post(f"{address}/decide", outcome("issued_in_breach"), if_match=2))

    assert quashed == (409, "barred_by_time")
    assert stated["state"] == "decided"
    assert (await shown(people.auditor, decision))["state"] == "final"


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_some_grounds_need_a_request_a_request_needs_its_day_and_only_a_final_decision_is_reopened(
    people: Staff, today: Turn
) -> None:
    decision, party = await final(people, today)
    fresh, _ = await delivered_another(people, today, decision)
    address = f"/v1/decisions/{decision}/reopenings"
    asked = {"ground": "party_not_heard", "received_on": "2025-10-01"}

    answers = [
        await refused(people.clerk.post(address, asked)),
        await refused(people.clerk.post(address, {**asked, "party": party})),
        await refused(people.clerk.post(f"/v1/decisions/{fresh}/reopenings", {**asked, "ground": "new_facts"})),
    ]

    assert answers == [(422, "ground_on_request_only"), (422, "learnt_on_required"), (409, "transition_not_allowed")]


async def delivered_another(people: Staff, today: Turn, decision: str) -> tuple[str, int]:
    new = await new_decision(people, today, decision, date(2025, 10, 1))
    return new, 3


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_what_sko_annuls_pays_nothing_more_and_cannot_be_claimed_again(people: Staff, today: Turn) -> None:
    decision, party = await final(people, today)
    claim = {"ground": "wrong_party", "party": party, "received_on": "2025-10-01"}
    one = (await done(people.clerk.post(f"/v1/decisions/{decision}/nullities", claim)))["id"]
    address = f"/v1/nullities/{one}"
    early = await refused(
        people.clerk.post(f"{address}/decide", {"outcome": "annulled", "decided_on": "2025-10-01"}, if_match=1)
    )
    await done(people.head.post(f"{address}/start", {"sign": "SKO.4200.1.2025"}, if_match=1))

    await done(people.clerk.post(f"{address}/decide", {"outcome": "annulled", "decided_on": "2025-10-01"}, if_match=2))

    assert early == (409, "transition_not_allowed")
    assert (await shown(people.auditor, decision))["state"] == "removed"
    again = await refused(people.clerk.post(f"/v1/decisions/{decision}/nullities", claim))
    assert again == (409, "transition_not_allowed")
    listed = (await people.auditor.get("/v1/nullities", decision=decision, state="decided")).json()["items"]
    assert [(each["id"], each["outcome"], each["article"]) for each in listed] == [
        (one, "annulled", "art. 156 § 1 pkt 4 k.p.a.")
    ]
    assert (await people.auditor.get(f"/v1/reopenings/{one}")).status_code == 404


def test_ten_years_for_crime_five_for_the_rest_and_ten_for_nullity() -> None:
    assert {code: bar_starts(ground, DAY) for code, ground in REOPENING_GROUNDS.items()} == {
        code: date(2035 if code in {"false_evidence", "crime"} else 2030, 9, 4) for code in REOPENING_GROUNDS
    }
    assert {bar_starts(ground, DAY) for ground in NULLITY_GROUNDS.values()} == {date(2035, 9, 4)}
    assert bar_starts(NULLITY_GROUNDS["no_competence"], date(2019, 3, 1)) is None


def test_the_last_day_before_the_bar_still_allows_quashing() -> None:
    starts = date(2030, 9, 4)

    assert [barred("quashed_and_decided", day, starts) for day in (date(2030, 9, 3), starts)] == [False, True]
    assert not barred("issued_in_breach", starts, starts)
    assert not barred("annulled", date(2060, 1, 1), None)


def test_after_thirty_years_nullity_is_not_started() -> None:
    assert [no_start(DAY, day) for day in (date(2055, 9, 3), date(2055, 9, 4))] == [False, True]
