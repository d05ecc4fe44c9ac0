"""The signature folder of the head: what waits is found, a draft is given back with remarks, and another one takes its place."""

import pytest

from kit.db import Database
from tests.casework.applications.a_letter import a_body
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, recorded
from tests.casework.tasks.the_list import kinds

pytestmark = pytest.mark.postgres

REMARKS = "Proszę ocenić dochód Anny Wąs i uzupełnić uzasadnienie."


async def _given_back(people: Staff, decision: str) -> int:
    answer = await people.head.post(f"/v1/decisions/{decision}/give-back", {"remarks": REMARKS}, if_match=1)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["version"])


@pytest.mark.asyncio
async def test_a_draft_that_is_given_back_tells_its_author_why_and_leaves_the_folder(
    people: Staff, database: Database
) -> None:
    decision = await a_decision(people, recorded(await a_person(people.clerk)))
    before = await kinds(people.head, kind="decision_approve")

    await _given_back(people, decision)

    shown = (await people.clerk.get(f"/v1/decisions/{decision}")).json()
    assert (shown["state"], shown["version"]) == ("prepared", 2)
    assert [(one["remarks"], one["given_by"]) for one in shown["remarks"]] == [(REMARKS, "ewa")]
    assert (before, await kinds(people.head, kind="decision_approve")) == (["decision_approve"], [])
    assert await kinds(people.clerk, kind="decision_given_back") == ["decision_given_back"]
    async with database.tenant("101805") as connection:
        found = await (await connection.execute("SELECT remarks FROM decision_remark")).fetchall()
    assert all(b"Anny" not in bytes(row[0]) for row in found)


@pytest.mark.asyncio
async def test_only_the_head_gives_back_and_only_what_did_not_go_out(people: Staff) -> None:
    decision = await a_decision(people, recorded(await a_person(people.clerk)))
    address = f"/v1/decisions/{decision}"

    clerk = await people.clerk.post(f"{address}/give-back", {"remarks": REMARKS}, if_match=1)
    await people.head.post(f"{address}/approve", {}, if_match=1)
    await people.clerk.post(f"{address}/issue", {}, if_match=2)
    late = await people.head.post(f"{address}/give-back", {"remarks": REMARKS}, if_match=3)

    assert (clerk.status_code, late.status_code, late.json()["code"]) == (403, 409, "decision_wrong_step")


@pytest.mark.asyncio
async def test_an_approval_is_taken_back_before_the_issue_and_another_draft_is_signed(people: Staff) -> None:
    person = await a_person(people.clerk)
    decision = await a_decision(people, recorded(person))
    address = f"/v1/decisions/{decision}"
    await people.head.post(f"{address}/approve", {}, if_match=1)

    back = await people.head.post(f"{address}/give-back", {"remarks": REMARKS}, if_match=2)
    issued = await people.clerk.post(f"{address}/issue", {}, if_match=3)
    again = await people.head.post(f"{address}/approve", {}, if_match=3)
    second = await a_decision(people, recorded(person, "600.00", replaces=decision))

    shown = (await people.clerk.get(address)).json()
    assert (back.json()["state"], shown["approved_by"], shown["state"]) == ("prepared", None, "withdrawn")
    assert [(one.status_code, one.json()["code"]) for one in (issued, again)] == [(409, "decision_wrong_step")] * 2
    assert (await people.head.post(f"/v1/decisions/{second}/approve", {}, if_match=1)).status_code == 200


@pytest.mark.asyncio
async def test_an_approval_is_not_dated_before_the_draft_was_drawn_up(people: Staff) -> None:
    decision = await a_decision(people, recorded(await a_person(people.clerk)))

    answer = await people.head.post(f"/v1/decisions/{decision}/approve", {"on": "2019-01-01"}, if_match=1)

    assert (answer.status_code, answer.json()["code"]) == (422, "day_out_of_order")


@pytest.mark.asyncio
async def test_the_draft_that_replaces_it_answers_the_same_application(people: Staff) -> None:
    person = await a_person(people.clerk)
    made = await people.clerk.post("/v1/applications", a_body(person, "zasilek_staly_testowy"))
    application = made.json()["id"]
    first = await a_decision(people, recorded(person))
    await people.clerk.post(f"/v1/applications/{application}/decisions", {"decision": first}, if_match=1)
    await _given_back(people, first)

    second = await a_decision(people, recorded(person, "600.00", replaces=first))

    shown = (await people.clerk.get(f"/v1/decisions/{second}")).json()
    assert (await people.clerk.get(f"/v1/decisions/{first}")).json()["state"] == "withdrawn"
    assert shown["applications"] == [application]
    await people.head.post(f"/v1/decisions/{second}/approve", {}, if_match=1)
    await people.clerk.post(f"/v1/decisions/{second}/issue", {}, if_match=2)
    assert (await people.clerk.get(f"/v1/applications/{application}")).json()["state"] == "decided"


@pytest.mark.asyncio
async def test_a_draft_of_another_person_or_one_that_went_out_is_not_replaced(people: Staff) -> None:
    anna, jan = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    of_jan = await a_decision(people, recorded(jan))
    approved = await a_decision(people, recorded(anna))
    await people.head.post(f"/v1/decisions/{approved}/approve", {}, if_match=1)

    answers = [await people.clerk.post("/v1/decisions", recorded(anna, replaces=one)) for one in (of_jan, approved)]

    told = [(one.status_code, one.json()["errors"][0]["pointer"]) for one in answers]
    assert told == [(422, "/replaces")] * 2
    assert (await people.clerk.get(f"/v1/decisions/{of_jan}")).json()["state"] == "prepared"


@pytest.mark.asyncio
async def test_the_folder_is_sorted_out_by_who_prepared_what_and_when_and_saved_as_a_file(people: Staff) -> None:
    anna, jan = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    first = await a_decision(people, recorded(anna))
    second = await a_decision(people, recorded(jan, unit="sekcja_2"))
    await _given_back(people, first)

    async def found(**query: object) -> set[str]:
        answer = await people.head.get("/v1/decisions", **query)
        assert answer.status_code == 200, answer.text
        return {one["id"] for one in answer.json()["items"]}

    assert await found(prepared_by="jan", state="prepared") == {first, second}
    assert await found(prepared_by="ewa") == set()
    assert await found(unit="sekcja_2", kind="grant", outcome="granted") == {second}
    assert (await found(given_back="true"), await found(given_back="false")) == ({first}, {second})
    assert await found(since="2019-01-11") == set()
    assert await found(until="2019-01-10", number="1/2019") == set()
    saved = await people.head.get("/v1/decisions", format="csv", given_back="true")
    assert saved.headers["content-type"].startswith("text/csv")
    header, row = saved.text.strip().split("\r\n")
    assert {"prepared_by", "sign", "number", "given_back_on"} <= set(header.split(","))
    assert row.startswith(first)
