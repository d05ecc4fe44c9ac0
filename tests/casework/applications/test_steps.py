"""What is done with an application: calls with the sector's term, ends that are no decision, decisions, and the sum of it all."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from casework.facts.cases import APPLICATION_CLOSED, APPLICATION_COMPLETED, APPLICATION_RECEIVED
from kit.db import Database
from tests.casework.applications.a_letter import CHILD, PERMANENT, SUPPLEMENT, an_application
from tests.casework.decisions.an_order import an_order
from tests.casework.log import events
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision
from tests.casework.tasks.the_list import kinds, only

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]
UNSIGNED = {"defect": "form_filled_wrongly", "what": "Podpisać wniosek."}
PAPER = {"defect": "document_missing", "what": "Dołączyć akt urodzenia."}
OTHER = {"defect": "other_formal", "what": "Dołączyć pełnomocnictwo."}


@pytest.mark.parametrize(
    ("defects", "days", "told"),
    [
        ([UNSIGNED], None, (14, "art. 24a ust. 1 u.ś.r.")),
        ([PAPER], 30, (30, "art. 24a ust. 2 u.ś.r.")),
        ([OTHER], None, (7, "art. 64 § 2 k.p.a.")),
    ],
)
@pytest.mark.asyncio
async def test_a_call_gives_the_term_of_the_sector_act_or_of_the_code(
    people: Staff, defects: list[dict[str, str]], days: int | None, told: tuple[int, str]
) -> None:
    made = await an_application(people)

    await made.done("calls", defects=defects, days=days)

    (call,) = (await made.shown())["calls"]
    assert (call["days"], call["article"]) == told


@pytest.mark.parametrize(
    ("defects", "days", "code", "basis"),
    [
        ([UNSIGNED], 7, "call_term_refused", ["art. 24a ust. 1 u.ś.r."]),
        ([PAPER], 31, "call_term_refused", ["art. 24a ust. 2 u.ś.r."]),
        ([{"defect": "merits_evidence_missing", "what": "Zaświadczenie o dochodzie."}], None, "not_a_defect",
         ["art. 64 § 2, art. 77 § 1 k.p.a."]),
        ([{"defect": "no_address", "what": "Podać adres."}], None, "no_call_needed", ["art. 64 § 1 k.p.a."]),
    ],
)  # fmt: skip
@pytest.mark.asyncio
async def test_what_may_not_be_called_for_is_refused_with_code_and_article(
    people: Staff, defects: list[dict[str, str]], days: int | None, code: str, basis: list[str]
) -> None:
    made = await an_application(people)

    answer = await made.tried("calls", defects=defects, days=days)

    assert (answer.status_code, answer.json()["code"], answer.json()["legal_basis"]) == (422, code, basis)
    assert (await made.shown())["state"] == "registered"


@pytest.mark.asyncio
async def test_the_day_of_delivery_starts_the_term_and_a_posting_on_its_last_day_completes(
    people: Staff, today: Turn, database: Database
) -> None:
    made = await an_application(people)
    await made.done("calls", defects=[UNSIGNED])
    today(date(2019, 1, 31))

    # 14 January and 14 days: 28 January, a Monday.
    await made.done("calls/1/deliver", on="2019-01-14")
    answer = await made.done("calls/1/supply", received_on="2019-01-30", way="designated_post", posted_on="2019-01-28")

    shown = await made.shown()
    assert (answer["state"], shown["calls"][0]["last_day"], shown["calls"][0]["result"]) == (
        "completed", "2019-01-28", "in_time",
    )  # fmt: skip
    (told,) = await events(database, APPLICATION_COMPLETED)
    assert (told["data"]["on"], told["data"]["received_on"]) == ("2019-01-30", "2019-01-08")


@pytest.mark.asyncio
async def test_an_application_is_left_unexamined_only_after_the_term_of_its_call(
    people: Staff, today: Turn, database: Database
) -> None:
    made = await an_application(people)
    await made.done("calls", defects=[UNSIGNED])

    undelivered = await made.tried("leave-unexamined", ground="call_missed")
    await made.done("calls/1/deliver", on="2019-01-10")
    today(date(2019, 1, 24))
    running = await made.tried("leave-unexamined", ground="call_missed")
    today(date(2019, 1, 25))
    late = await made.done("calls/1/supply", received_on="2019-01-25")
    left = await made.done("leave-unexamined", ground="call_missed")

    assert [one.json()["code"] for one in (undelivered, running)] == ["call_term_runs", "call_term_runs"]
    assert "2019-01-24" in running.json()["detail"]
    assert (late["state"], left["state"]) == ("called", "left_unexamined")
    shown = await made.shown()
    assert shown["calls"][0]["result"] == "late"
    assert (shown["steps"][-1]["article"], shown["matters"][0]["outcome"]) == (
        "art. 24a ust. 1 u.ś.r.", "left_unexamined",
    )  # fmt: skip
    (closed,) = await events(database, APPLICATION_CLOSED)
    assert (closed["data"]["outcome"], closed["data"]["on"]) == ("left_unexamined", "2019-01-25")


@pytest.mark.asyncio
async def test_what_is_supplied_in_part_leaves_the_call_standing(people: Staff, today: Turn) -> None:
    made = await an_application(people)
    await made.done("calls", defects=[PAPER])
    await made.done("calls/1/deliver", on="2019-01-10")
    today(date(2019, 1, 20))

    part = await made.done("calls/1/supply", received_on="2019-01-18", all_removed=False)
    whole = await made.done("calls/1/supply", received_on="2019-01-20")
    again = await made.tried("calls/1/deliver", on="2019-01-20")

    assert (part["state"], whole["state"]) == ("called", "completed")
    assert (again.status_code, again.json()["code"]) == (409, "transition_not_allowed")


@pytest.mark.asyncio
async def test_defects_with_different_terms_are_called_on_apart_and_the_last_answer_completes(
    people: Staff, today: Turn, database: Database
) -> None:
    made = await an_application(people)

    together = await made.tried("calls", defects=[UNSIGNED, OTHER], days=7)
    await made.done("calls", defects=[UNSIGNED])
    await made.done("calls", defects=[PAPER], days=30)
    await made.done("calls/1/deliver", on="2019-01-10")
    await made.done("calls/2/deliver", on="2019-01-10")
    today(date(2019, 1, 24))
    first = await made.done("calls/1/supply", received_on="2019-01-23")
    second = await made.done("calls/2/supply", received_on="2019-01-24")
    kept = await made.tried("leave-unexamined", ground="call_missed")

    assert (together.status_code, together.json()["code"]) == (422, "call_term_refused")
    assert (first["state"], second["state"]) == ("called", "completed")
    assert len(await events(database, APPLICATION_COMPLETED)) == 1
    assert (kept.status_code, kept.json()["code"]) == (409, "call_term_runs")


@pytest.mark.asyncio
async def test_a_withdrawn_application_may_still_be_discontinued_by_a_decision_and_is_closed_once(
    people: Staff, database: Database
) -> None:
    person = await a_person(people.clerk)
    made = await an_application(people, PERMANENT, applicant=person)
    decision = await a_decision(people, an_order(person, "discontinue", "kpa_105_1", on="2019-01-10"))

    await made.done("withdraw")
    waiting = await only(people.clerk, "discontinue_withdrawn")
    linked = await made.done("decisions", decision=decision)
    drafted = await kinds(people.clerk, kind="discontinue_withdrawn")
    await people.head.post(f"/v1/decisions/{decision}/approve", {}, if_match=1)
    await people.clerk.post(f"/v1/decisions/{decision}/issue", {}, if_match=2)

    assert (waiting["due_on"], drafted) == ("2019-02-08", ["discontinue_withdrawn"])
    assert await kinds(people.clerk, kind="discontinue_withdrawn") == []
    assert (linked["state"], (await made.shown())["decisions"]) == ("withdrawn", [decision])
    assert [one["data"]["outcome"] for one in await events(database, APPLICATION_CLOSED)] == ["withdrawn"]


@pytest.mark.parametrize(
    ("step", "body", "state", "outcome"),
    [
        ("forward", {"to": "Wójt Gminy Sokolniki"}, "forwarded", "forwarded"),
        ("withdraw", {}, "withdrawn", "withdrawn"),
    ],
)
@pytest.mark.asyncio
async def test_an_application_ends_in_other_ways_than_by_a_decision_and_then_nothing_more_is_done(
    people: Staff, database: Database, step: str, body: dict[str, Any], state: str, outcome: str
) -> None:
    made = await an_application(people, way="designated_post", posted_on="2019-01-04")

    answer = await made.done(step, on="2019-01-09", **body)
    again = await made.tried("calls", defects=[OTHER])

    assert answer["state"] == state
    assert (again.status_code, again.json()["code"]) == (409, "transition_not_allowed")
    allowed = ["link_decision"] if state == "withdrawn" else []
    assert [one["message"] for one in again.json()["errors"]] == allowed
    (closed,) = await events(database, APPLICATION_CLOSED)
    assert (closed["data"]["outcome"], closed["data"]["on"]) == (outcome, "2019-01-09")
    last = (await made.shown())["steps"][-1]
    if step == "forward":
        assert last["detail"]["counted_on"] == "2019-01-04"
        assert last["article"] == "art. 65 § 1 i 2 k.p.a."


@pytest.mark.asyncio
async def test_passing_on_by_a_sector_act_is_noted_with_its_article(people: Staff) -> None:
    made = await an_application(people)

    await made.done("forward", to="Wojewoda Łódzki", article="art. 23a ust. 1 u.ś.r.")

    assert (await made.shown())["steps"][-1]["article"] == "art. 23a ust. 1 u.ś.r., art. 65 § 1 i 2 k.p.a."


@pytest.mark.asyncio
async def test_some_of_the_benefits_may_end_apart_from_the_rest(people: Staff, database: Database) -> None:
    made = await an_application(people, CHILD, PERMANENT)

    first = await made.done("forward", benefits=[PERMANENT], to="Wójt Gminy Sokolniki")
    twice = await made.tried("withdraw", benefits=[PERMANENT])
    second = await made.done("withdraw")

    assert (first["state"], second["state"]) == ("registered", "withdrawn")
    assert (twice.status_code, twice.json()["code"]) == (422, "matter_not_open")
    closed = await events(database, APPLICATION_CLOSED)
    assert [(one["data"]["benefit"], one["data"]["outcome"]) for one in closed] == [
        (PERMANENT, "forwarded"), (CHILD, "withdrawn"),
    ]  # fmt: skip


@pytest.mark.asyncio
async def test_a_separate_application_in_time_counts_from_the_day_of_the_first(people: Staff, today: Turn) -> None:
    first = await an_application(people)
    await first.done("other-matters", on="2019-01-10", matters=["dodatek mieszkaniowy"])
    applicant = (await first.shown())["applicant"]

    today(date(2019, 1, 24))
    in_time = await an_application(people, PERMANENT, applicant=applicant, follows=first.id, received_on="2019-01-24")
    today(date(2019, 1, 25))
    late = await an_application(people, SUPPLEMENT, applicant=applicant, follows=first.id, received_on="2019-01-25")

    assert (await first.shown())["rest_until"] == "2019-01-24"
    assert (await in_time.shown())["counted_on"] == "2019-01-08"
    assert (await late.shown())["counted_on"] == "2019-01-25"


@pytest.mark.asyncio
async def test_a_stale_version_changes_nothing_and_a_repeated_step_is_done_once(people: Staff) -> None:
    made = await an_application(people)
    address = f"/v1/applications/{made.id}/withdraw"

    answers = [await people.clerk.post(address, {}, if_match=1, key="raz") for _ in range(2)]
    stale = await people.clerk.post(address, {}, if_match=1)
    blind = await people.clerk.post(address, {})

    assert answers[0].json() == answers[1].json()
    assert [one.status_code for one in (stale, blind)] == [412, 428]
    assert [one["step"] for one in (await made.shown())["steps"]] == ["register", "withdraw"]


@pytest.mark.asyncio
async def test_opening_and_received_less_closed_are_pending_in_every_month_by_rows_and_by_events(
    people: Staff, today: Turn, database: Database
) -> None:
    today(date(2019, 3, 29))
    december = await an_application(people, CHILD, PERMANENT, received_on="2018-12-28")
    january = await an_application(people, CHILD, serial=2, received_on="2019-01-31")
    await an_application(people, PERMANENT, serial=3, received_on="2019-02-01")
    await december.done("withdraw", on="2019-01-15", benefits=[CHILD])
    await january.done("forward", on="2019-02-28", to="Wójt Gminy Sokolniki")

    received, closed = await events(database, APPLICATION_RECEIVED), await events(database, APPLICATION_CLOSED)
    for since, until in (("2019-01-01", "2019-01-31"), ("2019-02-01", "2019-02-28"), ("2019-01-01", "2019-03-29")):
        rows = (await people.auditor.get("/v1/applications/turnover", since=since, until=until)).json()
        for row in rows:
            came = [one["data"]["on"] for one in received if one["data"]["benefit"] == row["benefit"]]
            went = [one["data"]["on"] for one in closed if one["data"]["benefit"] == row["benefit"]]
            assert row["opening"] == sum(day < since for day in came) - sum(day < since for day in went)
            assert row["received"] == sum(since <= day <= until for day in came)
            assert row["closed"] == sum(since <= day <= until for day in went)
            assert row["opening"] + row["received"] - row["closed"] == row["pending"]
    assert {row["benefit"]: row["pending"] for row in rows} == {CHILD: 0, PERMANENT: 2}


@pytest.mark.asyncio
async def test_whoever_is_excluded_from_the_matter_does_nothing_with_its_application(people: Staff) -> None:
    person = await a_person(people.clerk)
    made = await an_application(people, applicant=person)
    exclusion = {
        "official": "jan", "matter_kind": "person", "matter": person, "ground": "close_relative", "since": "2019-01-01",
    }  # fmt: skip
    entered = await people.head.post("/v1/exclusions", exclusion)

    answers = [
        await made.tried("withdraw"),
        await made.tried("calls", defects=[OTHER]),
        await made.tried("correct", ground="entry_error", single=True),
    ]

    assert entered.status_code == 201, entered.text
    assert [(one.status_code, one.json()["code"]) for one in answers] == [(403, "official_excluded")] * 3
