"""The file of a case: what belongs to it, when it may be closed, how long it is kept."""

from collections.abc import Callable
from datetime import date

import pytest

from kit.db import Database
from kit.testing.clients import Office
from tests.casework.letters.a_letter import STAFF
from tests.casework.log import audited
from tests.casework.overpayments.a_debt import repaid, undue
from tests.casework.payments.a_list import a_draft
from tests.casework.records.a_file import File, closed, ok, opened, settled
from tests.casework.rights import Staff, an_award

pytestmark = pytest.mark.postgres
Turn = Callable[[date], None]


async def obstacles(file: File) -> set[str]:
    return {one["code"] for one in (await file.shown())["obstacles"]}


@pytest.mark.asyncio
async def test_a_case_holds_its_application_decision_right_and_letters(people: Staff, database: Database) -> None:
    file = await opened(people)
    (other,) = (await ok(people.clerk.get("/v1/letters", decision=file.decision)))["items"]

    shown = await people.head.get(f"/v1/cases/{file.case}")

    case = shown.json()
    assert shown.headers["ETag"] == '"1"'
    assert (case["sign"], case["category"], case["state"], case["party"]) == (file.sign, "B5", "open", file.person)
    assert (case["applications"], case["decisions"]) == ([file.application], [file.decision])
    assert (case["awards"], case["letters"], case["overpayments"]) == ([file.award], [other["id"]], [])
    assert (case["closed_on"], case["retention"]) == (None, None)
    assert ("ewa", "read", file.case) in await audited(database)


@pytest.mark.asyncio
async def test_a_letter_of_another_sign_that_begins_alike_belongs_to_its_own_case(people: Staff) -> None:
    file = await opened(people)
    _, name, post = STAFF[1]
    await ok(people.head.post("/v1/staff", {"subject": "jan", "name": name, "post": post, "since": "2010-01-01"}))
    assert (await people.clerk.post(f"/v1/decisions/{file.decision}/letter", {})).status_code == 409
    # The eleventh case of the class begins like the first.
    opened_later = {"party": file.person, "benefit": "zasilek_staly_testowy"}
    cases = [(await ok(people.clerk.post("/v1/cases", opened_later)))["id"] for _ in range(10)]
    body = {"kind": "certificate", "case": cases[-1], "requested_on": "2019-01-09", "facts": ["nie pobiera świadczeń"]}
    await ok(people.clerk.post("/v1/letters", body))

    assert len((await file.shown())["letters"]) == 1


@pytest.mark.asyncio
async def test_a_case_in_which_something_is_unsettled_is_not_closed_and_the_answer_names_it(
    people: Staff, today: Turn
) -> None:
    file = await opened(people)
    assert await obstacles(file) == {"decision_not_final", "right_running"}

    refused = await file.tried("close")

    assert (refused.status_code, refused.json()["code"]) == (409, "case_unfinished")
    assert {one["code"] for one in refused.json()["errors"]} == {"decision_not_final", "right_running"}
    await ok(people.clerk.post(f"/v1/decisions/{file.decision}/deliver", {"on": "2019-01-10"}, if_match=3))
    today(date(2019, 1, 31))
    await ok(people.head.post("/v1/decisions/finalise"))
    assert await obstacles(file) == {"right_running"}
    today(date(2019, 2, 28))
    payment_list = await a_draft(people, "2019-03", arrears_from="2019-01")
    today(date(2019, 4, 1))
    assert await obstacles(file) == {"payment_open"}
    await ok(people.head.post(f"/v1/payment-lists/{payment_list}/approve", {}, if_match=1))
    await ok(
        people.accountant.post(f"/v1/payment-lists/{payment_list}/settle", {"booked_on": "2019-04-01"}, if_match=2)
    )
    assert await obstacles(file) == set()
    assert (await file.done("close"))["state"] == "closed"


@pytest.mark.asyncio
async def test_a_month_that_nobody_paid_keeps_the_case_open(people: Staff, today: Turn) -> None:
    file = await settled(people, today, pay=True)
    assert await obstacles(file) == set()
    payment, *_ = (await people.accountant.get("/v1/payments", award=file.award)).json()["items"]
    back = {"document": "WB 57", "booked_on": payment["booked_on"], "reason": "account_closed"}

    await ok(people.accountant.post(f"/v1/payments/{payment['id']}/return", back, if_match=payment["version"]))

    assert await obstacles(file) == {"month_unpaid"}


@pytest.mark.asyncio
async def test_a_debt_of_the_case_keeps_it_open_until_it_is_settled(people: Staff, today: Turn) -> None:
    file = await settled(people, today)
    (payment,) = (await people.accountant.get("/v1/payments", award=file.award, month="2019-03")).json()["items"]
    today(date(2019, 12, 31))
    debt = await undue(people, payment)

    assert (await file.shown())["overpayments"] == [debt]
    assert await obstacles(file) == {"debt_open"}
    await repaid(people, debt, "700.00", "2019-12-30")
    assert await obstacles(file) == set()


@pytest.mark.asyncio
async def test_retention_is_counted_from_the_first_of_january_after_closing(people: Staff, today: Turn) -> None:
    file = await closed(people, today)

    case = await file.shown()

    assert case["closed_on"] == "2019-04-30"
    assert case["retention"] == {
        "counted_from": "2020-01-01", "kept_until": "2024-12-31", "due_on": "2025-01-01", "next_step": "destroy",
    }  # fmt: skip
    assert case["allowed"] == ["link", "reopen", "requalify", "pass_on", "destroy"]


@pytest.mark.asyncio
async def test_a_case_is_not_closed_before_its_last_act_nor_in_the_future_nor_twice(people: Staff, today: Turn) -> None:
    file = await settled(people, today)

    for day in ("2019-03-27", "2019-05-01"):
        refused = await file.tried("close", on=day)
        assert (refused.status_code, refused.json()["code"]) == (422, "day_out_of_order")
    await file.done("close", on="2019-04-01")
    again = await file.tried("close")
    assert (again.status_code, again.json()["code"]) == (409, "transition_not_allowed")
    assert {one["message"] for one in again.json()["errors"]} == {"link", "reopen", "requalify", "pass_on", "destroy"}


@pytest.mark.asyncio
async def test_a_reopened_case_is_kept_from_its_next_closing(people: Staff, today: Turn) -> None:
    file = await closed(people, today)

    await file.done("reopen", reason="reopening")
    assert (await file.shown())["retention"] is None
    today(date(2021, 2, 3))
    await file.done("close")

    assert (await file.shown())["retention"]["due_on"] == "2027-01-01"


@pytest.mark.asyncio
async def test_an_imported_right_is_joined_with_one_case_only(people: Staff) -> None:
    file, other = await opened(people), await opened(people, serial=2)
    award = await an_award(people, serial=3)

    await file.done("links", kind="award", matter=award)

    assert award in (await file.shown())["awards"]
    assert (await other.tried("links", kind="award", matter=award)).json()["code"] == "linked_elsewhere"
    unknown = await other.tried("links", kind="decision", matter=award)
    assert (unknown.status_code, unknown.json()["errors"][0]["code"]) == (422, "matter_unknown")


@pytest.mark.asyncio
async def test_the_state_archives_opinion_changes_the_category_of_be_only(people: Staff, today: Turn) -> None:
    file = await closed(people, today)
    opinion = {"category": "A", "letter": "ŁD.432.17.2025", "on": "2019-04-30"}

    refused = await file.tried("requalify", people.head, **opinion)

    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "no_opinion_needed")


@pytest.mark.asyncio
async def test_a_case_is_found_by_its_sign_in_small_letters_and_with_or_without_initials(people: Staff) -> None:
    file = await opened(people)

    for sign in (file.sign, f"{file.sign}.JK", file.sign.lower(), f" {file.sign.lower()}.łk "):
        found = (await people.clerk.get("/v1/cases", sign=sign)).json()["items"]
        assert [one["id"] for one in found] == [file.case]
    assert (await people.clerk.get("/v1/cases", sign="no sign")).json()["items"] == []


@pytest.mark.asyncio
async def test_the_list_of_cases_says_which_are_closed_and_when(people: Staff, today: Turn) -> None:
    done = await closed(people, today)
    other = await opened(people, serial=2)

    listed = {
        one["id"]: (one["state"], one["closed_on"]) for one in (await people.clerk.get("/v1/cases")).json()["items"]
    }
    found = (await people.clerk.get("/v1/cases", state="closed")).json()["items"]

    assert listed == {done.case: ("closed", "2019-04-30"), other.case: ("open", None)}
    assert [one["id"] for one in found] == [done.case]


@pytest.mark.asyncio
async def test_a_hidden_persons_case_is_not_there(people: Staff, office: Office) -> None:
    file = await opened(people)
    ola = office.caller("ola", "caseworker")
    paths = [f"/v1/cases/{file.case}{more}" for more in ("", "/history", "/metryka")]
    assert {(await ola.get(path)).status_code for path in paths} == {200}
    body = {"matter_kind": "person", "matter": file.person, "reason": "domestic_violence"}
    await ok(people.clerk.post("/v1/restrictions", body))

    answers = [await ola.get(path) for path in paths]

    assert {(one.status_code, one.json()["code"]) for one in answers} == {(404, "case_not_found")}
    assert (await ola.get("/v1/cases")).json()["items"] == []
    assert {(await people.clerk.get(path)).status_code for path in paths} == {200}
    assert (await ola.get(f"/v1/cases/{file.person}")).json()["code"] == "case_not_found"


@pytest.mark.asyncio
async def test_a_hidden_decision_is_cut_from_its_case(people: Staff, office: Office) -> None:
    file = await opened(people)
    body = {"matter_kind": "decision", "matter": file.decision, "reason": "domestic_violence"}
    await ok(people.clerk.post("/v1/restrictions", body))
    ola = office.caller("ola", "caseworker")

    case = (await ola.get(f"/v1/cases/{file.case}")).json()
    history = (await ola.get(f"/v1/cases/{file.case}/history", limit=100)).json()["items"]

    assert (case["decisions"], case["letters"]) == ([], [])
    assert {one["kind"] for one in history} == {"case", "application"}
    assert file.decision not in {one["thing"] for one in case["obstacles"]}
