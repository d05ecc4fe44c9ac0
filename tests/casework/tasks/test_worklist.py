"""The worklist: what waits for whom, who has it, what is put off and done; in pages, in order, as a file."""

import csv
import io
from collections.abc import Callable
from datetime import date

import pytest

from kit.testing.clients import Caller, Office
from tests.casework.appeals.a_case import appealed, at_sko, delivered, done, sko_decided
from tests.casework.applications.a_letter import PERMANENT, an_application
from tests.casework.decisions.an_order import an_order, ordered
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, recorded
from tests.casework.tasks import the_list
from tests.casework.tasks.the_list import kinds, listed, only

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]


@pytest.mark.asyncio
async def test_a_decision_waits_for_the_head_then_to_be_issued_then_to_be_sent(people: Staff) -> None:
    anna = await a_person(people.clerk)
    made = await an_application(people, PERMANENT, applicant=anna)
    decision = await a_decision(people, recorded(anna))
    await made.done("decisions", decision=decision)
    address = f"/v1/decisions/{decision}"
    seen = []
    for step, who, version in (("approve", people.head, 1), ("issue", people.clerk, 2)):
        (task,) = await listed(people.head, group="signature")
        seen.append((task["kind"], task["due_on"], task["does"], task["signs"]))
        await done(who.post(f"{address}/{step}", {}, if_match=version))
    (sending,) = await listed(people.head, decision=decision)
    later = {
        "kind": "correction",
        "refers_to": decision,
        "ground": "kpa_113_1",
        "words": "Zamiast 1 wpisać 2.",
        "reason": "Omyłka.",
    }
    of_it = {
        name: value for name, value in recorded(anna).items() if name in ("benefit", "on", "entitled", "recipient")
    }
    order = await a_decision(people, {**of_it, "act": later})
    (waiting,) = await listed(people.head, decision=order)

    # A later act answers no application itself: its case is that of the first decision.
    assert waiting["signs"] == ["GOPS.5212.1.2019"]
    # Both by the last day of the office's term: a month from 8 January.
    assert seen == [
        ("decision_approve", "2019-02-08", "decision_approve", ["GOPS.5212.1.2019"]),
        ("decision_issue", "2019-02-08", "decision_issue", ["GOPS.5212.1.2019"]),
    ]
    assert (sending["kind"], sending["due_on"], sending["application"]) == ("decision_send", None, made.id)
    assert await kinds(people.head, kind="application_settle") == []


@pytest.mark.asyncio
async def test_the_parties_term_is_watched_to_its_last_day_and_then_finality_waits_to_be_noted(
    people: Staff, today: Turn
) -> None:
    decision, party = await delivered(people, today)
    clocks = (await people.clerk.get(f"/v1/decisions/{decision}/clocks")).json()["clocks"]
    # 3 September and 14 days: the 17th, a Wednesday.
    today(date(2025, 9, 17))
    on_the_last_day = await only(people.clerk, "appeal_term")
    before = await kinds(people.clerk, kind="decision_finalise")
    today(date(2025, 9, 18))
    after = await kinds(people.clerk, decision=decision)

    assert (on_the_last_day["matter"], on_the_last_day["due_on"], on_the_last_day["days_left"]) == (
        party,
        "2025-09-17",
        0,
    )
    assert [(one["code"], one["last_day"], one["whose"]) for one in clocks] == [
        ("appeal", "2025-09-17", "party"), ("supplement", "2025-09-17", "party"), ("waiver", "2025-09-17", "party"),
    ]  # fmt: skip
    assert (before, after) == ([], ["decision_finalise"])
    expired = (await people.clerk.get(f"/v1/decisions/{decision}/clocks")).json()["clocks"]
    assert {one["ended"] for one in expired} == {"expired"}


@pytest.mark.asyncio
async def test_an_appeal_is_reviewed_or_passed_on_in_seven_days_then_sko_s_month_runs_and_the_result_is_carried_out(
    people: Staff, today: Turn
) -> None:
    decision, _, appeal = await appealed(people, today)
    forward = await only(people.clerk, "appeal_forward")
    today(date(2025, 9, 18))
    overdue = await listed(people.clerk, overdue="true")
    clocks = (await people.clerk.get(f"/v1/decisions/{decision}/clocks")).json()["clocks"]

    assert (forward["matter"], forward["due_on"]) == (appeal, "2025-09-17")
    assert [one["kind"] for one in overdue] == ["appeal_forward"]
    (own,) = [one for one in clocks if one["code"] == "forward_appeal"]
    assert (own["last_day"], own["overdue"], own["whose"]) == ("2025-09-17", True, "office")
    assert {one["ended"] for one in clocks if one["code"] in ("appeal", "waiver")} == {"appealed"}


@pytest.mark.asyncio
async def test_sko_has_a_month_and_then_the_court_s_term_runs(people: Staff, today: Turn) -> None:
    decision, _, appeal = await at_sko(people, today)
    at_it = await only(people.clerk, "appeal_at_sko")

    assert (at_it["due_on"], at_it["whose"], at_it["matter"]) == ("2025-10-13", "higher_organ", appeal)
    assert (await people.clerk.get(f"/v1/decisions/{decision}/clocks")).status_code == 200


@pytest.mark.parametrize(("outcome", "last"), [("upheld", date(2025, 11, 7)), ("sent_back", date(2025, 10, 22))])
@pytest.mark.asyncio
async def test_after_sko_s_act_the_party_has_thirty_days_to_complain_or_fourteen_to_oppose(
    people: Staff, today: Turn, outcome: str, last: date
) -> None:
    decision, *_ = await sko_decided(people, today, outcome)
    today(last)
    court = await only(people.clerk, "court_term")
    rest = await kinds(people.clerk, kind="appeal_carry_out")
    today(date.fromordinal(last.toordinal() + 1))

    assert court["due_on"] == last.isoformat()
    assert rest == (["appeal_carry_out"] if outcome == "sent_back" else [])
    assert await kinds(people.clerk, kind="court_term") == []
    assert decision == court["decision"]


@pytest.mark.asyncio
async def test_a_task_is_taken_given_by_the_head_and_found_by_whoever_has_it_or_stands_in(
    people: Staff, office: Office
) -> None:
    await an_application(people)
    ola, tom = office.caller("ola", "caseworker"), office.caller("tom", "caseworker")
    task = await only(ola, "application_settle", of="free")

    taken = await the_list.done(ola, task, "assign", assignee="ola")
    mine = await only(ola, "application_settle", of="mine")
    by_another = await the_list.code(tom, mine, "assign", assignee="tom")
    stale = await the_list.code(people.head, task, "assign", assignee="tom")
    await the_list.done(people.head, mine, "assign", assignee="tom")

    assert (taken["version"], taken["state"], mine["assignee"]) == (1, "open", "ola")
    assert by_another == (403, "assignment_by_superior")
    assert stale == (412, "version_mismatch")
    assert await kinds(ola, of="mine") == []
    assert await kinds(tom, of="mine") == ["application_settle"]
    assert await kinds(ola, of="free") == []
    deputy = {"deputy": "ola", "replaces": "tom", "reason": "leave", "since": "2019-01-10", "until": "2019-01-11"}
    await done(people.clerk.post("/v1/deputyships", deputy))
    assert await kinds(ola, of="mine") == ["application_settle"]
    shown = (await ola.get(f"/v1/tasks/{task['key']}")).json()
    assert [(one["act"], one["by"], one["assignee"]) for one in shown["history"]] == [
        ("assign", "ola", "ola"), ("assign", "ewa", "tom"),
    ]  # fmt: skip


@pytest.mark.asyncio
async def test_a_whole_case_is_assigned_with_the_tasks_that_are_still_to_come(people: Staff, today: Turn) -> None:
    made = await an_application(people)
    await the_list.done(
        people.head, await only(people.head, "application_settle"), "assign", assignee="jan", whole_case=True
    )
    today(date(2019, 2, 20))

    assert await kinds(people.clerk, of="mine", application=made.id) == ["application_settle", "delay_notice"]


@pytest.mark.asyncio
async def test_nobody_is_given_the_case_of_a_person_from_which_they_are_excluded(people: Staff, office: Office) -> None:
    anna = await a_person(people.clerk)
    await an_application(people, applicant=anna)
    exclusion = {
        "official": "ola",
        "matter_kind": "person",
        "matter": anna,
        "ground": "close_relative",
        "since": "2019-01-02",
    }
    await done(people.head.post("/v1/exclusions", exclusion))

    refused = await the_list.code(people.head, await only(people.head, "application_settle"), "assign", assignee="ola")

    assert refused == (403, "official_excluded")


@pytest.mark.asyncio
async def test_a_task_put_off_with_a_reason_comes_back_on_its_day_and_its_term_is_what_it_was(
    people: Staff, today: Turn
) -> None:
    await an_application(people)
    task = await only(people.clerk, "application_settle")
    past = await the_list.code(people.clerk, task, "postpone", until="2019-01-10", reason="Czekamy na szkołę.")
    await the_list.done(people.clerk, task, "postpone", until="2019-01-20", reason="Czekamy na szkołę.")
    put_off = await listed(people.clerk, state="postponed")
    hidden = await listed(people.clerk)
    today(date(2019, 1, 19))
    the_day_before = await listed(people.clerk)
    today(date(2019, 1, 20))
    (back,) = await listed(people.clerk)

    assert past == (422, "validation_failed")
    assert (hidden, the_day_before) == ([], [])
    assert [(one["due_on"], one["postponed_until"]) for one in put_off] == [("2019-02-08", "2019-01-20")]
    assert (back["due_on"], back["state"]) == ("2019-02-08", "open")


@pytest.mark.asyncio
async def test_a_task_of_a_register_is_finished_by_hand_only_with_a_word_and_can_be_opened_again(people: Staff) -> None:
    await an_application(people)
    task = await only(people.clerk, "application_settle")

    silent = await the_list.code(people.clerk, task, "finish")
    finished = await the_list.done(people.clerk, task, "finish", note="Załatwiono w innym systemie.")
    (listed_as_done,) = await listed(people.clerk, state="done")
    again = await the_list.code(people.clerk, listed_as_done, "finish", note="Jeszcze raz.")

    assert silent == (422, "validation_failed")
    assert (finished["state"], await listed(people.clerk)) == ("done", [])
    assert again == (409, "transition_not_allowed")
    await the_list.done(people.clerk, listed_as_done, "reopen")
    assert await kinds(people.clerk) == ["application_settle"]


@pytest.mark.asyncio
async def test_people_set_tasks_of_their_own_about_a_case_or_about_none(people: Staff, office: Office) -> None:
    made = await an_application(people)
    about = {"title": "Zadzwonić do szkoły", "due_on": "2019-01-15", "application": made.id, "assignee": "jan"}

    answer = await people.clerk.post("/v1/tasks", about, key="k-1")
    again = await people.clerk.post("/v1/tasks", about, key="k-1")
    unknown = await people.clerk.post("/v1/tasks", {**about, "application": "00000000-0000-7000-8000-000000000000"})
    for_another = await people.clerk.post("/v1/tasks", {"title": "Kupić papier", "assignee": "ola"})

    assert (answer.status_code, again.json()) == (201, answer.json())
    assert answer.headers["location"] == f"/v1/tasks/{answer.json()['id']}"
    (task,) = await listed(people.clerk, of="mine")
    assert (task["title"], task["kind"], task["signs"], task["key"]) == (
        "Zadzwonić do szkoły", "own", ["GOPS.5211.1.2019"], answer.json()["id"],
    )  # fmt: skip
    assert unknown.json()["errors"][0]["code"] == "matter_unknown"
    assert (for_another.status_code, for_another.json()["code"]) == (403, "assignment_by_superior")
    assert (await the_list.done(people.clerk, task, "finish"))["state"] == "done"
    assert (await people.clerk.get(answer.headers["location"])).json()["state"] == "done"


@pytest.mark.asyncio
async def test_the_list_comes_in_pages_in_the_order_asked_for_and_as_a_file_and_is_counted(
    people: Staff, today: Turn
) -> None:
    for serial, day in enumerate(("2019-01-09", "2019-01-07", "2019-01-08"), start=1):
        await an_application(people, serial=serial, received_on=day)
    today(date(2019, 2, 8))

    async def walked(sort: str) -> list[str]:
        found: list[str] = []
        cursor = None
        while True:
            page = (
                await people.clerk.get("/v1/tasks", kind="application_settle", sort=sort, limit=1, cursor=cursor)
            ).json()
            found += [one["due_on"] for one in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                return found

    assert await walked("due_on") == ["2019-02-07", "2019-02-08", "2019-02-11"]
    assert await walked("-since") == ["2019-02-11", "2019-02-08", "2019-02-07"]
    answer = await people.clerk.get("/v1/tasks", format="csv", until="2019-02-08", kind="application_settle")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [(row["kind"], row["due_on"], row["signs"]) for row in rows] == [
        ("application_settle", "2019-02-07", "GOPS.5211.2.2019"), ("application_settle", "2019-02-08", "GOPS.5211.3.2019"),
    ]  # fmt: skip
    (count,) = [
        one for one in (await people.clerk.get("/v1/tasks/counts")).json() if one["kind"] == "application_settle"
    ]
    assert [count[name] for name in ("all", "overdue", "due_today", "due_in_a_week")] == [3, 1, 1, 1]
    ahead = await listed(people.clerk, on="2019-02-12", overdue="true", kind="application_settle")
    assert len(ahead) == 3


@pytest.mark.asyncio
async def test_a_filter_that_means_nothing_is_refused_and_a_task_that_is_not_there_is_404(people: Staff) -> None:
    async def refused(path: str, **query: object) -> tuple[int, str]:
        answer = await people.clerk.get(path, **query)
        return answer.status_code, answer.json()["code"]

    assert await refused("/v1/tasks", kind="gotowanie") == (422, "validation_failed")
    assert await refused("/v1/tasks", state="lost") == (422, "validation_failed")
    for key in ("own", "application_settle", "nothing"):
        address = f"/v1/tasks/{'' if key == 'own' else key + ':'}01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11"
        assert await refused(address) == (404, "task_not_found")


@pytest.mark.asyncio
async def test_each_role_sees_the_tasks_of_the_registers_it_may_read(people: Staff, office: Office) -> None:
    async def told(who: Caller) -> set[str]:
        return {one["kind"] for one in (await who.get("/v1/tasks/kinds")).json()}

    social = await told(office.caller("ola", "social_worker"))
    accountant = await told(people.accountant)

    assert {"list_approve", "overpayment_limit"} & social == set()
    assert {"decision_approve", "application_settle", "award_ending"} <= social
    assert {"list_approve", "overpayment_limit"} <= accountant
    assert "application_settle" not in accountant


@pytest.mark.asyncio
async def test_proceedings_that_an_act_lets_stand_still_for_so_long_are_resumed_by_the_office_itself(
    people: Staff, today: Turn
) -> None:
    person = await a_person(people.clerk)
    made = await an_application(people, PERMANENT, applicant=person)
    await ordered(people, an_order(person, "suspend_proceedings", "test_waits", application=made.id))
    today(date(2022, 1, 10))
    on_the_last_day = await kinds(people.clerk, kind="resume_ex_officio")
    today(date(2022, 1, 11))

    waits = await only(people.clerk, "resume_ex_officio")
    await ordered(people, an_order(person, "resume_proceedings", "kpa_97_2", application=made.id, on="2022-01-11"))

    assert on_the_last_day == []
    assert (waits["application"], waits["does"], waits["since"]) == (made.id, "decision_prepare", "2019-01-10")
    assert await kinds(people.clerk, kind="resume_ex_officio") == []
    # No ground of the code itself: nobody asks for it, and nothing is discontinued for its length.
    assert await kinds(people.clerk, kind="resume_suspended") == []
