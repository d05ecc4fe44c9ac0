"""Appeals over HTTP: registered with their seven days, reviewed by the organ itself by the wording of the case, or passed on to SKO."""

from datetime import date

import pytest

from casework.facts.cases import DECISION_FINAL
from casework.facts.money import AWARD_REDUCED
from kit.db import Database
from kit.testing.clients import OTHER_GMINA, Office
from tests.casework.appeals.a_case import Turn, appealed, at_sko, delivered, done, refused, shown, went_out
from tests.casework.log import events
from tests.casework.people import a_person
from tests.casework.rights import Staff, recorded, staff

pytestmark = pytest.mark.postgres


async def new_decision(people: Staff, today: Turn, decision: str, on: date = date(2025, 9, 15)) -> str:
    """What the organ decides anew for the same person."""
    anna = (await shown(people.auditor, decision))["recipient"]
    return await went_out(people, today, recorded(anna, "700.00", justified=True, on=on.isoformat()), on=on)


@pytest.mark.asyncio
async def test_an_appeal_in_time_holds_finality_and_is_to_be_passed_on_in_seven_days(
    people: Staff, today: Turn
) -> None:
    decision, _, appeal = await appealed(people, today)
    today(date(2025, 10, 1))

    finalised = await done(people.clerk.post("/v1/decisions/finalise"))

    found = await shown(people.auditor, decision)
    listed = (await people.auditor.get("/v1/appeals", state="registered")).json()["items"]
    assert finalised["finalised"] == 0
    assert (found["state"], found["final_on"], found["finality"]["state"]) == ("delivered", None, "under_appeal")
    assert [(one["id"], one["in_time"], one["forward_by"], one["days_left"]) for one in listed] == [
        (appeal, True, "2025-09-17", -14)
    ]


@pytest.mark.parametrize(
    ("way", "sent_on", "received_on", "in_time"),
    [
        ("designated_post", "2025-09-17", "2025-09-22", True),
        ("designated_post", "2025-09-18", "2025-09-22", False),
        ("courier", "2025-09-17", "2025-09-22", False),
        ("in_person", None, "2025-09-17", True),
    ],
)
@pytest.mark.asyncio
async def test_the_day_of_posting_keeps_the_term_and_a_courier_does_not(
    people: Staff, today: Turn, way: str, sent_on: str | None, received_on: str, in_time: bool
) -> None:
    on = date.fromisoformat(received_on)
    decision, _, appeal = await appealed(people, today, on=on, way=way, sent_on=sent_on)

    found = (await people.auditor.get(f"/v1/appeals/{appeal}")).json()

    assert (found["in_time"], found["term_ends_on"]) == (in_time, "2025-09-17")
    assert (await shown(people.auditor, decision))["finality"]["state"] == ("under_appeal" if in_time else "final")


@pytest.mark.asyncio
async def test_an_appeal_posted_in_time_that_came_after_finality_takes_it_back_and_the_log_hears_of_finality_once(
    people: Staff, today: Turn, database: Database
) -> None:
    decision, party = await delivered(people, today)
    today(date(2025, 9, 19))
    await done(people.clerk.post("/v1/decisions/finalise"))
    was = (await shown(people.auditor, decision))["state"]
    body = {"party": party, "way": "designated_post", "sent_on": "2025-09-17", "received_on": "2025-09-19"}

    appeal = (await done(people.clerk.post(f"/v1/decisions/{decision}/appeals", body)))["id"]
    now = (await shown(people.auditor, decision))["state"]
    await done(people.clerk.post(f"/v1/appeals/{appeal}/pass-on", {"sheets": 3}, if_match=1))
    today(date(2025, 10, 20))
    upheld = {"outcome": "upheld", "sign": "SKO 1", "decided_on": "2025-10-03", "delivered_on": "2025-10-08"}
    await done(people.clerk.post(f"/v1/appeals/{appeal}/result", upheld, if_match=2))

    after = await shown(people.auditor, decision)
    assert (was, now, after["state"], after["final_on"]) == ("final", "delivered", "final", "2025-10-08")
    assert len(await events(database, DECISION_FINAL)) == 1


@pytest.mark.asyncio
async def test_a_party_appeals_once_and_only_against_a_decision_that_went_out(people: Staff, today: Turn) -> None:
    decision, party, appeal = await appealed(people, today)
    body = {"party": party, "way": "in_person", "received_on": "2025-09-10"}
    anna = (await shown(people.auditor, decision))["recipient"]
    draft = (await done(people.clerk.post("/v1/decisions", recorded(anna, on="2025-09-01"))))["id"]

    answers = [
        await refused(people.clerk.post(f"/v1/decisions/{decision}/appeals", body)),
        await refused(people.clerk.post(f"/v1/decisions/{draft}/appeals", body)),
        await refused(
            people.clerk.post(f"/v1/appeals/{appeal}/pass-on", {"sheets": 1, "on": "2025-09-09"}, if_match=1)
        ),
        await refused(people.clerk.post(f"/v1/appeals/{appeal}/carry-out", {}, if_match=1)),
        await refused(people.clerk.post(f"/v1/appeals/{appeal}/pass-on", {"sheets": 1}, if_match=7)),
    ]

    assert answers == [
        (409, "appeal_exists"),
        (409, "transition_not_allowed"),
        (422, "day_out_of_order"),
        (409, "transition_not_allowed"),
        (412, "version_mismatch"),
    ]


@pytest.mark.asyncio
async def test_a_refused_step_tells_which_steps_the_state_allows(people: Staff, today: Turn) -> None:
    *_, appeal = await at_sko(people, today)

    answer = await people.clerk.post(f"/v1/appeals/{appeal}/pass-on", {"sheets": 1}, if_match=2)

    assert [error["message"] for error in answer.json()["errors"]] == ["restore_term", "note_withdrawal", "note_result"]


@pytest.mark.asyncio
async def test_self_review_takes_the_decision_away_and_frees_what_it_had_bound(
    people: Staff, today: Turn, database: Database
) -> None:
    decision, _, appeal = await appealed(people, today)
    new = await new_decision(people, today, decision)

    answer = await done(
        people.head.post(f"/v1/appeals/{appeal}/self-review", {"mode": "changed", "decision": new}, if_match=1)
    )

    found = await shown(people.auditor, decision)
    (award,) = found["awards"]
    assert (answer["state"], found["state"], found["enforceable"]) == ("closed", "removed", None)
    assert (await people.auditor.get(f"/v1/awards/{award}")).json()["state"] == "terminated"
    assert {one["subject"] for one in await events(database, AWARD_REDUCED)} == {award}
    (result,) = (await people.auditor.get(f"/v1/appeals/{appeal}")).json()["results"]
    assert (result["author"], result["outcome"], result["decision"]) == ("organ", "self_review", new)


@pytest.mark.parametrize(
    ("started", "mode", "expected"),
    [
        ("2025-07-12", "quashed_and_discontinued", "review_mode_not_in_law"),
        ("2025-07-13", "quashed_and_discontinued", None),
        ("2025-07-12", "changed", None),
    ],
)
@pytest.mark.asyncio
async def test_what_self_review_may_do_follows_from_the_start_of_the_case(
    people: Staff, today: Turn, started: str, mode: str, expected: str | None
) -> None:
    decision = await went_out(people, today)
    await done(people.clerk.post(f"/v1/decisions/{decision}/case-start", {"on": started}, if_match=3))
    await done(people.clerk.post(f"/v1/decisions/{decision}/deliver", {"on": "2025-09-01"}, if_match=4))
    (party,) = (await people.clerk.get(f"/v1/decisions/{decision}/parties")).json()
    today(date(2025, 9, 10))
    body = {"party": party["id"], "way": "in_person", "received_on": "2025-09-10"}
    appeal = (await done(people.clerk.post(f"/v1/decisions/{decision}/appeals", body)))["id"]
    new = await new_decision(people, today, decision)

    answer = await people.head.post(f"/v1/appeals/{appeal}/self-review", {"mode": mode, "decision": new}, if_match=1)

    assert answer.json().get("code") == expected


@pytest.mark.parametrize(("issued_on", "status"), [(date(2025, 9, 17), 200), (date(2025, 9, 18), 409)])
@pytest.mark.asyncio
async def test_self_review_ends_with_the_seven_days(people: Staff, today: Turn, issued_on: date, status: int) -> None:
    decision, _, appeal = await appealed(people, today)
    new = await new_decision(people, today, decision, issued_on)

    answer = await people.head.post(
        f"/v1/appeals/{appeal}/self-review", {"mode": "changed", "decision": new}, if_match=1
    )

    assert (answer.status_code, answer.json().get("code")) == (
        status, None if status == 200 else "self_review_too_late"
    )  # fmt: skip


@pytest.mark.asyncio
async def test_self_review_needs_every_party_to_appeal_or_to_agree(people: Staff, today: Turn) -> None:
    decision, _, appeal = await appealed(people, today)
    ewa = await a_person(people.clerk, serial=2)
    other = (await done(people.clerk.post(f"/v1/decisions/{decision}/parties", {"person": ewa})))["id"]
    new = await new_decision(people, today, decision)
    body = {"mode": "changed", "decision": new}

    without = await refused(people.head.post(f"/v1/appeals/{appeal}/self-review", body, if_match=1))
    itself = await refused(
        people.head.post(f"/v1/appeals/{appeal}/self-review", {**body, "decision": decision}, if_match=1)
    )
    agreed = {"review_consent_on": "2025-09-15"}
    await done(
        people.clerk.send("PATCH", f"/v1/decisions/{decision}/parties/{other}", body=agreed, if_match=1, key="a")
    )
    with_consent = await people.head.post(f"/v1/appeals/{appeal}/self-review", body, if_match=1)

    assert without == (409, "self_review_without_all")
    assert itself == (409, "self_review_without_all")
    assert with_consent.status_code == 200


@pytest.mark.asyncio
async def test_appeals_are_listed_by_decision_state_and_day(people: Staff, today: Turn) -> None:
    decision, _, appeal = await at_sko(people, today)

    async def listed(**query: object) -> list[str]:
        return [one["id"] for one in (await people.auditor.get("/v1/appeals", **query)).json()["items"]]

    assert await listed() == [appeal]
    assert await listed(decision=decision, state="passed_on", in_time=True, sort="-forward_by") == [appeal]
    assert await listed(state="registered") == []
    assert await listed(forward_to="2025-09-16") == []
    register = (await people.auditor.get("/v1/appeals/export", state="passed_on")).text.splitlines()
    assert (len(register), register[1].split(",")[0]) == (2, appeal)
    shown_one = (await people.auditor.get(f"/v1/appeals/{appeal}")).json()
    assert (shown_one["sheets"], shown_one["passed_on"], shown_one["decision_due_on"]) == (
        34,
        "2025-09-12",
        "2025-10-13",
    )


@pytest.mark.asyncio
async def test_an_appeal_has_its_number_among_the_letters_that_came_and_is_found_by_it_by_its_party_and_its_days(
    people: Staff, today: Turn
) -> None:
    decision, party, appeal = await appealed(people, today)
    anna = (await shown(people.auditor, decision))["recipient"]
    asked = {"form": "paper", "received_on": "2025-09-10", "applicant": anna, "benefits": ["zasilek_na_dziecko"]}
    letter = (await done(people.clerk.post("/v1/applications", asked)))["id"]

    async def found(**query: object) -> list[str]:
        return [one["id"] for one in (await people.auditor.get("/v1/appeals", **query)).json()["items"]]

    told = await done(people.auditor.get(f"/v1/appeals/{appeal}"))
    after = await done(people.auditor.get(f"/v1/applications/{letter}"))
    mark, number, year = told["number"].split("/")
    assert after["number"] == f"{mark}/{int(number) + 1}/{year}"
    assert (told["person"], told["party"]) == (anna, party)
    assert await found(number=told["number"]) == await found(person=anna) == await found(party=party) == [appeal]
    assert await found(number=after["number"]) == await found(person=letter) == await found(party=letter) == []
    received = told["received_on"]
    assert (await found(since=received, until=received), await found(until="2025-08-01")) == ([appeal], [])
    assert told["number"] in (await people.auditor.get("/v1/appeals/export")).text


@pytest.mark.asyncio
async def test_another_gmina_finds_no_appeal(office: Office, people: Staff, today: Turn) -> None:
    decision, party, appeal = await appealed(people, today)
    others = staff(office, OTHER_GMINA)
    body = {"party": party, "way": "in_person", "received_on": "2025-09-10"}

    answers = [
        await others.auditor.get(f"/v1/appeals/{appeal}"),
        await others.clerk.post(f"/v1/decisions/{decision}/appeals", body),
        await others.clerk.post(f"/v1/appeals/{appeal}/pass-on", {"sheets": 1}, if_match=1),
        await others.clerk.post(f"/v1/appeals/{appeal}/complaints", {"party": party, "complained_on": "2025-09-10"}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert (await others.auditor.get("/v1/appeals")).json()["items"] == []
