"""A proceeding against a debtor over HTTP: the whole way, the guards of each step from both sides, tasks, the two organs."""

from collections.abc import Callable
from datetime import date

import pytest

from kit.testing.clients import OTHER_GMINA, Office
from tests.casework.rights import Staff, staff
from tests.casework.tasks.the_list import kinds, only
from tests.services.alimony_fund.debtors.a_debtor import (
    MONTHS,
    PROCEEDINGS,
    REQUESTS,
    Proceeding,
    a_debtor,
    a_proceeding,
    a_title,
    code,
    ok,
    opened,
    paid,
)

pytestmark = pytest.mark.postgres
Turn = Callable[[date], None]


async def final(people: Staff, today: Turn, debtor: str) -> Proceeding:
    """A decision that nobody appealed against: delivered on 5 May, final from 20 May 2026."""
    found = await opened(people, debtor)
    today(date(2026, 5, 5))
    await found.done("decide", sign="FA.5200.1.2026")
    await found.done("deliver")
    today(date(2026, 5, 20))
    await found.done("finalise", basis="term_passed")
    return found


@pytest.mark.asyncio
async def test_from_the_request_to_the_licence_given_back(people: Staff, today: Turn) -> None:
    debtor = await a_debtor(people)
    title = await a_title(people, debtor)
    waits = [await kinds(people.clerk)]
    proceeding = await final(people, today, debtor)
    due = (await only(people.clerk, "debtor_motions"))["due_on"]
    await proceeding.done("file_prosecution")
    await proceeding.done("ask_licence")
    unanswered = await code(proceeding.tried("file_licence_motion"))
    await proceeding.done("note_licence", held=True)
    still = (await proceeding.shown())["due_on"]
    await proceeding.done("file_licence_motion")
    waits.append(await kinds(people.clerk))
    today(date(2026, 12, 1))
    poor = await code(proceeding.tried("lift", ground="cause_ceased"))
    await paid(people, title, "500.00", *(f"2026-{month:02d}" for month in range(6, 12)))
    lifted = await proceeding.done("lift", ground="cause_ceased")
    waits.append(await kinds(people.clerk))
    closed = await proceeding.done("file_licence_return")

    shown = await proceeding.shown()
    assert waits == [[], [], ["debtor_licence_return"]]
    assert (due, still) == ("2026-06-22", "2026-06-22")
    assert unanswered == (409, "step_unfit")
    assert poor == (409, "debtor_not_protected")
    assert (lifted, closed) == ("lifted", "closed")
    assert [one["step"] for one in shown["steps"]] == [
        "call_interview", "note_prevented", "open", "decide", "deliver", "finalise", "file_prosecution", "ask_licence",
        "note_licence", "file_licence_motion", "lift", "file_licence_return",
    ]  # fmt: skip
    assert (shown["final_on"], shown["prosecution_on"], shown["licence_motion_on"], shown["licence_return_on"]) == (
        "2026-05-20", "2026-05-20", "2026-05-20", "2026-12-01",
    )  # fmt: skip
    assert shown["steps"][10]["details"]["months"][0] == ["2026-06", "1000.00", "500.00"]
    assert (shown["ended_on"], shown["due_on"], shown["allowed"]) == ("2026-12-01", None, [])


@pytest.mark.asyncio
@pytest.mark.parametrize(("last", "protected"), [("500.00", True), ("499.99", False)])
async def test_half_of_each_of_six_months_bars_the_decision(people: Staff, last: str, protected: bool) -> None:
    debtor = await a_debtor(people)
    title = await a_title(people, debtor)
    await paid(people, title, "500.00", *MONTHS[:5])
    await paid(people, title, last, MONTHS[5], version=2)
    proceeding = await opened(people, debtor)

    decided, barred = proceeding.tried("decide", sign="FA.5200.1.2026"), proceeding.tried("bar")

    if protected:
        assert await code(decided) == (409, "debtor_protected")
        assert await proceeding_state(barred) == "barred"
    else:
        assert await code(barred) == (409, "debtor_not_protected")
        assert await proceeding_state(decided) == "decided"


async def proceeding_state(answer: object) -> str:
    return str((await ok(answer))["state"])


@pytest.mark.asyncio
async def test_a_step_that_the_state_does_not_allow_is_told_what_it_allows(people: Staff) -> None:
    proceeding = await a_proceeding(people, await a_debtor(people))

    answer = await proceeding.tried("file_prosecution")

    assert (answer.status_code, answer.json()["code"]) == (409, "transition_not_allowed")
    assert [one["message"] for one in answer.json()["errors"]] == ["call_interview", "note_interview", "close"]
    assert (await proceeding.shown())["allowed"] == ["call_interview", "note_interview", "close"]


@pytest.mark.asyncio
async def test_motions_wait_for_finality(people: Staff, today: Turn) -> None:
    proceeding = await opened(people, await a_debtor(people))
    await proceeding.done("decide", sign="FA.5200.1.2026")
    undelivered = await code(proceeding.tried("finalise", basis="term_passed"))
    early_motion = await code(proceeding.tried("file_prosecution"))
    await proceeding.done("deliver")
    twice = await code(proceeding.tried("deliver"))
    task = await only(people.clerk, "debtor_final")
    today(date(2026, 5, 18))
    in_term = await code(proceeding.tried("finalise", basis="term_passed"))
    today(date(2026, 5, 25))
    assert await proceeding.done("finalise", basis="term_passed") == "final"

    assert undelivered == twice == in_term == (409, "step_unfit")
    assert early_motion == (409, "transition_not_allowed")
    assert (task["due_on"], task["whose"]) == ("2026-05-18", "party")
    assert (await proceeding.shown())["final_on"] == "2026-05-19"


@pytest.mark.asyncio
async def test_a_waiver_makes_it_final_at_once_and_no_licence_leaves_nothing_to_give_back(people: Staff) -> None:
    proceeding = await opened(people, await a_debtor(people))
    await proceeding.done("decide", sign="FA.5200.1.2026")
    await proceeding.done("deliver")
    await proceeding.done("finalise", basis="waiver")
    await proceeding.done("file_prosecution")
    await proceeding.done("ask_licence")
    await proceeding.done("note_licence", held=False)
    refused = await code(proceeding.tried("file_licence_motion"))
    settled = await proceeding.shown()
    state = await proceeding.done("lift", ground="status_lost")

    assert refused == (409, "step_unfit")
    assert (settled["final_on"], settled["due_on"]) == ("2026-05-04", None)
    assert state == "closed"


@pytest.mark.asyncio
async def test_who_opened_the_proceedings_does_not_decide_and_a_clerk_never_does(people: Staff) -> None:
    proceeding = await a_proceeding(people, await a_debtor(people))
    await proceeding.done("call_interview", interview_on="2026-05-04")
    await proceeding.done("note_prevented", ground="interview_prevented")
    await ok(people.head.post(f"{proceeding.address}/steps", {"step": "open"}, if_match=3))
    proceeding.version = 4

    own = await code(proceeding.tried("decide", sign="FA.5200.1.2026"))
    by_clerk = await code(people.clerk.post(f"{proceeding.address}/decide", {"sign": "1"}, if_match=4))

    assert own == (409, "same_official")
    assert by_clerk == (403, "forbidden")


@pytest.mark.asyncio
async def test_the_order_to_register_is_thirty_days_at_most_and_fails_when_they_are_over(
    people: Staff, today: Turn
) -> None:
    proceeding = await a_proceeding(people, await a_debtor(people))
    uncalled = await code(proceeding.tried("note_interview"))
    await proceeding.done("call_interview", interview_on="2026-05-04")
    await proceeding.done("note_interview")
    long = await code(proceeding.tried("order_job", days=31, delivered_on="2026-05-04"))
    await proceeding.done("order_job", days=30, delivered_on="2026-05-04")
    task = await only(people.clerk, "debtor_registration")
    today(date(2026, 6, 3))
    early = await code(proceeding.tried("note_not_registered"))
    today(date(2026, 6, 5))
    assert await proceeding.done("note_not_registered") == "not_registered"
    assert await proceeding.done("open") == "opened"

    shown = await proceeding.shown()
    assert uncalled == long == early == (409, "step_unfit")
    assert (task["due_on"], task["whose"]) == ("2026-06-03", "party")
    assert (shown["job_order_until"], shown["ground"], shown["opened_on"]) == (
        "2026-06-03",
        "not_registered",
        "2026-06-05",
    )


@pytest.mark.asyncio
@pytest.mark.parametrize(("held", "state"), [("2026-02-04", 200), ("2026-02-03", 409)])
async def test_a_fresh_interview_of_social_assistance_replaces_that_with_the_debtor(
    people: Staff, held: str, state: int
) -> None:
    proceeding = await a_proceeding(people, await a_debtor(people))

    answer = await proceeding.tried("note_interview", family_interview_on=held)

    assert answer.status_code == state


@pytest.mark.asyncio
async def test_only_refused_socially_useful_work_opens_proceedings_now(people: Staff) -> None:
    proceeding = await a_proceeding(people, await a_debtor(people))
    await proceeding.done("call_interview", interview_on="2026-05-04")
    await proceeding.done("note_interview")
    await proceeding.done("order_job", days=30, delivered_on="2026-05-04")
    await proceeding.done("note_registered")

    work = await code(proceeding.tried("note_work_refused", proposal="roboty_publiczne"))
    assert await proceeding.done("note_work_refused", proposal="prace_spolecznie_uzyteczne") == "work_refused"
    idle = await code(proceeding.tried("close", reason="actions_done"))

    assert work == idle == (409, "step_unfit")
    assert [one for one in await kinds(people.clerk) if one.startswith("debtor")] == ["debtor_open"]


@pytest.mark.asyncio
async def test_a_further_request_opens_nothing_while_the_decision_stands(people: Staff, today: Turn) -> None:
    debtor = await a_debtor(people)
    first = await final(people, today, debtor)
    second = await a_proceeding(people, debtor, reason="request_of_entitled")
    await second.done("call_interview", interview_on="2026-05-20")
    await second.done("note_prevented", ground="statement_refused")
    stands = await code(second.tried("open"))
    third = await a_proceeding(people, debtor)
    await third.done("call_interview", interview_on="2026-05-20")
    await third.done("note_prevented", ground="statement_refused")
    assert await second.done("close", reason="earlier_decision_stands") == "closed"
    await first.done("note_repealed")
    no_longer = await code(third.tried("close", reason="earlier_decision_stands"))

    assert stands == (409, "earlier_decision_stands")
    assert no_longer == (409, "step_unfit")
    assert await third.done("open") == "opened"


@pytest.mark.asyncio
async def test_where_both_organs_are_this_office_a_request_begins_its_proceeding_and_each_is_kept(
    people: Staff,
) -> None:
    debtor = await a_debtor(people)
    sent = await ok(people.clerk.post(REQUESTS, {"debtor": debtor, "reason": "foster_care"}))
    (request,) = (await ok(people.auditor.get(REQUESTS)))["items"]
    (proceeding,) = (await ok(people.auditor.get(PROCEEDINGS)))["items"]

    await ok(people.clerk.post(f"{REQUESTS}/{sent['id']}/result", {"result": "no_effect"}, if_match=1))

    (after,) = (await ok(people.auditor.get(REQUESTS, result="no_effect")))["items"]
    assert (request["proceeding"], request["organ"], request["repeat_on"]) == (proceeding["id"], None, "2027-05-04")
    assert (proceeding["reason"], proceeding["state"], proceeding["due_on"]) == (
        "foster_care",
        "requested",
        "2026-06-05",
    )
    assert (after["state"], after["allowed"]) == ("finished", [])
    assert (await ok(people.auditor.get(PROCEEDINGS, state="requested")))["items"] == [proceeding]


@pytest.mark.asyncio
async def test_another_organ_is_asked_answers_tells_the_effects_and_is_asked_again_in_a_year(
    people: Staff, today: Turn
) -> None:
    debtor = await a_debtor(people, creditor_organ=True, debtor_organ=False, other_organ="Wójt Gminy Oksa")
    address = (
        f"{REQUESTS}/{(await ok(people.clerk.post(REQUESTS, {'debtor': debtor, 'reason': 'benefit_granted'})))['id']}"
    )
    asked = await only(people.clerk, "debtor_request_answer")
    await ok(people.clerk.post(f"{address}/answer", {"answer_by": "2026-06-30"}, if_match=1))
    still = await only(people.clerk, "debtor_request_answer")
    backwards = await people.clerk.post(f"{address}/answer", {"answer_by": "2026-05-03"}, if_match=2)
    await ok(people.clerk.post(f"{address}/result", {"result": "works"}, if_match=2))
    over = await code(people.clerk.post(f"{address}/withdraw", None, if_match=3))
    quiet = await kinds(people.clerk)
    today(date(2027, 5, 5))
    again = await only(people.clerk, "debtor_request_again")
    await ok(people.clerk.post(REQUESTS, {"debtor": debtor, "reason": "benefit_granted"}))

    assert (asked["due_on"], asked["whose"], still["due_on"]) == ("2026-06-05", "higher_organ", "2026-06-30")
    assert backwards.json()["errors"][0]["pointer"] == "/answer_by"
    assert over == (409, "transition_not_allowed")
    assert quiet == []
    assert again["due_on"] == "2027-05-04"
    assert await kinds(people.clerk) == ["debtor_request_answer"]
    assert (await ok(people.auditor.get(PROCEEDINGS)))["items"] == []


@pytest.mark.asyncio
async def test_days_go_forward_and_nothing_is_in_the_future(people: Staff) -> None:
    proceeding = await a_proceeding(people, await a_debtor(people), received_on="2026-05-02")
    await proceeding.done("call_interview", on="2026-05-03", interview_on="2026-05-03")

    before = await code(proceeding.tried("note_prevented", ground="statement_refused", on="2026-05-02"))
    ahead = await code(proceeding.tried("note_prevented", ground="statement_refused", on="2026-05-05"))
    unknown = await proceeding.tried("pardon")
    letter = await proceeding.tried("note_interview", letter="00000000-0000-7000-8000-000000000000")

    assert before == ahead == (422, "day_out_of_order")
    assert unknown.status_code == 422
    assert letter.json()["errors"][0]["pointer"] == "/letter"
    assert (await proceeding.shown())["version"] == 2


@pytest.mark.asyncio
async def test_another_gmina_sees_no_proceeding_and_no_request(people: Staff, office: Office) -> None:
    debtor = await a_debtor(people)
    sent = await ok(people.clerk.post(REQUESTS, {"debtor": debtor, "reason": "foster_care"}))
    (proceeding,) = (await ok(people.auditor.get(PROCEEDINGS)))["items"]
    other = staff(office, OTHER_GMINA).clerk

    assert (await ok(other.get(PROCEEDINGS)))["items"] == (await ok(other.get(REQUESTS)))["items"] == []
    assert await code(other.get(f"{PROCEEDINGS}/{proceeding['id']}")) == (404, "debtor_proceeding_not_found")
    assert await code(other.post(f"{REQUESTS}/{sent['id']}/withdraw", None, if_match=1)) == (
        404,
        "action_request_not_found",
    )
    assert (await other.post(PROCEEDINGS, {"debtor": debtor, "reason": "foster_care"})).status_code == 422


@pytest.mark.asyncio
async def test_a_decision_without_a_sign_takes_the_next_number_of_the_offices_register(people: Staff) -> None:
    numbered = []
    for serial in (1, 2):
        proceeding = await opened(people, await a_debtor(people, serial=serial))
        await proceeding.done("decide")
        shown = await proceeding.shown()
        numbered.append((shown["decision_sign"], shown["steps"][-1]["details"]["sign"]))

    assert numbered == [("DA/1/2026", "DA/1/2026"), ("DA/2/2026", "DA/2/2026")]
