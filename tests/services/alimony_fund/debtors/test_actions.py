"""What is filed about a debtor beside his proceedings: with the bailiff, the court, the labour office; who may, and what asks for it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kit.testing.clients import OTHER_GMINA, Office
from tests.casework.rights import Staff, staff
from tests.casework.tasks.the_list import kinds, only
from tests.services.alimony_fund.debtors.a_debtor import Proceeding, a_debtor, a_proceeding, a_title, code, ok
from tests.services.alimony_fund.debtors.test_letters import BAILIFF, letters
from tests.services.alimony_fund.entitled.test_running_rights import a_right

pytestmark = pytest.mark.postgres
Turn = Callable[[date], None]
ACTIONS = "/v1/debtor-actions"
COURT = "Sąd Rejonowy w Jędrzejowie"
OFFICE = "Powiatowy Urząd Pracy w Jędrzejowie"


def filed(people: Staff, debtor: str, kind: str, **of: Any) -> Any:
    return people.clerk.post(ACTIONS, {"debtor": debtor, "kind": kind, "addressee": COURT, **of})


async def listed(people: Staff, **query: str) -> list[dict[str, Any]]:
    return list((await ok(people.auditor.get(ACTIONS, **query)))["items"])


@pytest.mark.asyncio
async def test_a_final_grant_asks_for_the_motion_to_the_bailiff(people: Staff, today: Turn) -> None:
    body, decision = await a_right(people, today, justified=True)
    debtor = await a_debtor(people, opened_on="2025-10-01")
    title = await a_title(people, debtor, entitled=body["entitled"])
    another = await a_title(people, debtor, serial=9)
    motion = {"title": title, "decision": decision}
    not_final = await kinds(people.clerk, kind="debtor_enforcement")
    early = await code(filed(people, debtor, "enforcement_join", **motion))
    today(date(2025, 11, 3))
    await ok(people.clerk.post("/v1/decisions/finalise"))
    final_on = date.fromisoformat((await ok(people.auditor.get(f"/v1/decisions/{decision}")))["final_on"])
    task = await only(people.clerk, "debtor_enforcement")
    refused = [
        await code(filed(people, debtor, "enforcement_join", title=title)),
        await code(filed(people, debtor, "enforcement_join", decision=decision)),
        await code(filed(people, debtor, "enforcement_join", title=another, decision=decision)),
        await code(filed(people, debtor, "court_told", decision=decision)),
    ]
    made = await ok(filed(people, debtor, "enforcement_join", **motion))
    done = await kinds(people.clerk, kind="debtor_enforcement")
    waits = await only(people.clerk, "debtor_action_answer")
    await ok(people.clerk.post(f"{ACTIONS}/{made['id']}/withdraw", {}, if_match=1))

    assert not_final == done == []
    assert early == (409, "step_unfit")
    assert task["due_on"] == final_on.replace(month=final_on.month + 1).isoformat()
    assert refused == [(422, "validation_failed")] * 4
    assert (waits["whose"], waits["due_on"]) == ("higher_organ", "2025-12-03")
    assert await kinds(people.clerk, kind="debtor_enforcement") == ["debtor_enforcement"]


@pytest.mark.asyncio
async def test_what_the_court_did_is_noted_once(people: Staff, today: Turn) -> None:
    debtor = await a_debtor(people)
    told = (await ok(filed(people, debtor, "court_told", answer_by="2026-05-10")))["id"]
    lawsuit = (await ok(filed(people, debtor, "lawsuit")))["id"]
    before = await code(filed(people, debtor, "lawsuit", answer_by="2026-05-03"))
    today(date(2026, 5, 11))
    overdue = {one["kind"]: one["overdue"] for one in await listed(people, debtor=debtor)}
    due = [one["kind"] for one in await listed(people, due_to="2026-05-10")]
    answered = {"outcome": "granted", "their_sign": "III RC 7/26", "on": "2026-05-11"}
    await ok(people.clerk.post(f"{ACTIONS}/{told}/answer", answered, if_match=1))
    again = await code(people.clerk.post(f"{ACTIONS}/{told}/answer", answered, if_match=2))
    await ok(people.clerk.post(f"{ACTIONS}/{lawsuit}/withdraw", {}, if_match=1))

    states = {one["kind"]: (one["state"], one["outcome"], one["allowed"]) for one in await listed(people)}
    assert before == (422, "validation_failed")
    assert overdue == {"court_told": True, "lawsuit": False}
    assert due == ["court_told"]
    assert again == (409, "transition_not_allowed")
    assert states == {"court_told": ("answered", "granted", []), "lawsuit": ("withdrawn", None, [])}
    assert await kinds(people.clerk, kind="debtor_action_answer") == []


async def sent_to_work(people: Staff, debtor: str) -> Proceeding:
    """A proceeding in which the debtor registered in the labour office because he was ordered to."""
    found = await a_proceeding(people, debtor)
    await found.done("call_interview", interview_on="2026-05-04")
    await found.done("note_interview")
    await found.done("order_job", days=30, delivered_on="2026-05-04")
    await found.done("note_registered")
    return found


@pytest.mark.asyncio
@pytest.mark.parametrize(("reason", "asks"), [("status_lost", True), ("actions_done", False)])
async def test_the_labour_office_is_told_when_whoever_was_sent_there_is_no_debtor_any_more(
    people: Staff, reason: str, asks: bool
) -> None:
    debtor = await a_debtor(people)
    proceeding = await sent_to_work(people, debtor)
    before = await kinds(people.clerk, kind="debtor_labour_office_ended")
    await proceeding.done("close", reason=reason)
    after = await kinds(people.clerk, kind="debtor_labour_office_ended")
    await ok(people.clerk.post(f"/v1/debtors/{debtor}/close", {"why": "no_arrears"}, if_match=1))
    closed = await code(filed(people, debtor, "court_told"))
    made = (await ok(filed(people, debtor, "labour_office_ended", addressee=OFFICE)))["id"]
    answered = await code(people.clerk.post(f"{ACTIONS}/{made}/answer", {"outcome": "granted"}, if_match=1))

    (shown,) = await listed(people, kind="labour_office_ended")
    assert before == []
    assert after == (["debtor_labour_office_ended"] if asks else [])
    assert closed == (409, "debtor_closed")
    assert answered == (409, "step_unfit")
    assert (shown["answer_by"], shown["allowed"]) == (None, ["withdraw"])
    assert await kinds(people.clerk, kind="debtor_labour_office_ended") == []


@pytest.mark.asyncio
async def test_each_organ_files_what_is_its_own_and_another_gmina_sees_nothing(people: Staff, office: Office) -> None:
    of_creditor = await a_debtor(people, debtor_organ=False, other_organ="Burmistrz Sędziszowa")
    of_debtor = await a_debtor(people, serial=2, creditor_organ=False)
    title = await a_title(people, of_debtor)
    nobody = "00000000-0000-7000-8000-000000000000"
    made = (await ok(filed(people, of_creditor, "lawsuit")))["id"]
    other = staff(office, OTHER_GMINA).clerk

    answers = [
        await code(filed(people, of_creditor, "labour_office_ended")),
        await code(filed(people, of_debtor, "enforcement_begin", title=title, decision=nobody)),
        await code(filed(people, nobody, "lawsuit")),
        await code(other.post(f"{ACTIONS}/{made}/withdraw", {}, if_match=1)),
    ]

    assert [one[1] for one in answers] == [
        "not_this_role", "not_this_role", "validation_failed", "debtor_action_not_found",
    ]  # fmt: skip
    assert (await ok(other.get(ACTIONS)))["items"] == []


@pytest.mark.asyncio
async def test_the_letters_of_these_acts_name_their_articles(people: Staff) -> None:
    found = await letters(people)
    await a_title(people, found.debtor)

    motion = await found.text("debtor_enforcement_motion", to=BAILIFF, enclosed=["ostateczna decyzja"])
    lawsuit = await found.text("debtor_lawsuit", to={**BAILIFF, "name": COURT}, said=["Wnoszę o zasądzenie alimentów."])
    unsaid = await code(found.tried("debtor_lawsuit", to=BAILIFF))
    ended = await found.text("debtor_labour_office_ended", to={**BAILIFF, "name": OFFICE})

    assert "art. 27 ust. 3, 3a i 8" in motion
    assert "ostateczna decyzja" in motion
    assert "Kmp 5/24" in motion
    assert "Wnoszę o zasądzenie alimentów." in lawsuit
    assert unsaid[0] == 422
    assert "art. 5 ust. 4a" in ended
