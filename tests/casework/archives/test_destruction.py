"""Brakowanie: what is proposed and what never is, consent and approval, the list and the protocol."""

import csv
import io
from collections.abc import Callable
from datetime import date

import pytest

from kit.testing.clients import Office
from tests.casework.archives.a_list import COMMISSION, Listed, carried_out, consented, proposed
from tests.casework.overpayments.a_debt import undue
from tests.casework.people import a_person
from tests.casework.records.a_file import File, closed, ok
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres
Turn = Callable[[date], None]
DUE = date(2025, 1, 1)
"""The first day on which a case of B5 that was closed in 2019 may be proposed."""


async def a_case(people: Staff, symbol: str, serial: int) -> str:
    """A case without an application that was opened and closed on one day."""
    anna = await a_person(people.clerk, serial=serial)
    case = str((await ok(people.clerk.post("/v1/cases", {"symbol": symbol, "party": anna})))["id"])
    await ok(people.clerk.post(f"/v1/cases/{case}/close", {}, if_match=1))
    return case


async def candidates(people: Staff) -> dict[str, set[str]]:
    items = (await ok(people.head.get("/v1/destruction-candidates", limit=100)))["items"]
    return {one["case"]: {o["code"] for o in one["obstacles"]} for one in items}


async def signs(listed: Listed) -> set[str]:
    return {one["sign"] for one in await listed.items()}


@pytest.mark.asyncio
async def test_a_case_is_proposed_from_the_first_day_after_its_term_and_not_before(people: Staff, today: Turn) -> None:
    file = await closed(people, today)

    today(date(2024, 12, 31))
    refused = await people.clerk.post("/v1/destructions", {"commission": COMMISSION})
    assert (refused.status_code, refused.json()["code"]) == (409, "nothing_to_destroy")
    assert await candidates(people) == {}
    today(DUE)
    assert await candidates(people) == {file.case: set()}
    (item,) = await (await proposed(people)).items()
    assert item == {
        "place": 1, "sign": file.sign, "symbol": "5212", "title": "Zasiłki stałe", "category": "B5", "opened_on": "2019-01-08",
        "closed_on": "2019-04-30", "kept_until": "2024-12-31", "state": "listed", "reason": None,
    }  # fmt: skip
    assert await candidates(people) == {}


@pytest.mark.asyncio
async def test_category_a_is_never_proposed_be_only_after_an_opinion_and_bc_at_once(people: Staff, today: Turn) -> None:
    today(date(2019, 4, 30))
    plan = (await ok(people.head.get("/v1/file-plan")))["classes"]
    extra = {
        "symbol": "0543",
        "title": "Ekspertyzy",
        "category": "BE5",
        "valid_from": "2018-01-01",
        "valid_to": None,
        "benefits": [],
    }
    body = {"unit": "GOPS", "classes": [*plan, extra]}
    assert (await people.head.send("PUT", "/v1/file-plan", body=body, if_match=1)).status_code == 200
    kept, opinion, brief = [
        await a_case(people, symbol, n) for n, symbol in enumerate(("0541", "0543", "0542"), start=1)
    ]

    assert set(await candidates(people)) == {brief}
    today(date(2099, 1, 1))
    assert set(await candidates(people)) == {brief}
    requalified = {"category": "B5", "letter": "ŁD.433.2.2030", "on": "2030-01-02"}
    await ok(people.head.post(f"/v1/cases/{opinion}/requalify", requalified, if_match=2))
    assert set(await candidates(people)) == {brief, opinion}
    assert kept not in await candidates(people)


@pytest.mark.asyncio
async def test_a_case_with_a_debt_that_came_to_light_is_shown_with_it_and_not_proposed(
    people: Staff, today: Turn
) -> None:
    file = await closed(people, today)
    other = await closed(people, today, serial=2)
    payments = (await ok(people.accountant.get("/v1/payments", award=file.award)))["items"]
    await undue(people, payments[0])
    today(DUE)

    assert await candidates(people) == {file.case: {"debt_open"}, other.case: set()}
    assert await signs(await proposed(people)) == {other.sign}


@pytest.mark.asyncio
async def test_a_late_appeal_holds_the_case_back_even_after_the_approval(people: Staff, today: Turn) -> None:
    file = await closed(people, today)
    other = await closed(people, today, serial=2)
    today(DUE)
    listed = await consented(people, "2025-01-01")
    await listed.done("approve", people.head)
    (party,) = (await people.clerk.get(f"/v1/decisions/{file.decision}/parties")).json()
    body = {"party": party["id"], "way": "in_person", "received_on": "2025-01-01"}
    await ok(people.clerk.post(f"/v1/decisions/{file.decision}/appeals", body))

    refused = await listed.tried("carry-out", way="shredding")

    assert (refused.status_code, refused.json()["code"]) == (409, "destruction_blocked")
    place = next(one["place"] for one in await listed.items() if one["sign"] == file.sign)
    assert [one["pointer"] for one in refused.json()["errors"]] == [f"/items/{place}"]
    await listed.done("leave-out", place=place, reason="unfinished")
    await listed.done("carry-out", way="shredding")
    assert {one["sign"]: one["state"] for one in await listed.items()} == {
        file.sign: "left_out",
        other.sign: "destroyed",
    }
    assert (await file.shown())["state"] == "closed"
    assert (await ok(people.clerk.get(f"/v1/persons/{file.person}")))["last_name"] == "Wiśniewska"


@pytest.mark.asyncio
async def test_nothing_is_destroyed_without_consent_and_without_the_approval_of_another_person(
    people: Staff, today: Turn, office: Office
) -> None:
    await closed(people, today)
    today(DUE)
    made = await ok(people.head.post("/v1/destructions", {"commission": COMMISSION}))
    listed = Listed(people, made["id"])

    for step, body in (
        ("approve", {}),
        ("carry-out", {"way": "burning"}),
        ("consent", {"number": "1", "on": "2025-01-01"}),
    ):
        if step == "consent":
            body = {"number": "ŁD.1", "on": "2025-01-01"}
        refused = await listed.tried(step, people.head, **body)
        assert (refused.status_code, refused.json()["code"]) == (409, "transition_not_allowed"), step
    await listed.done("submit", letter="GOPS.0310.1.2025", on="2025-01-01")
    early = await listed.tried("consent", number="ŁD.432.17.2025", on="2024-12-31")
    assert (early.status_code, early.json()["code"]) == (422, "day_out_of_order")
    await listed.done("consent", number="ŁD.432.17.2025", on="2025-01-01")
    own = await listed.tried("approve", people.head)
    assert (own.status_code, own.json()["code"]) == (409, "proposer_approves")
    await listed.done("approve", office.caller("zofia", "head"))
    assert (await listed.shown())["approved_by"] == "zofia"


@pytest.mark.asyncio
@pytest.mark.parametrize("ending", ["withdraw", "refusal"])
async def test_what_a_list_gave_up_may_be_proposed_anew(people: Staff, today: Turn, ending: str) -> None:
    file = await closed(people, today)
    today(DUE)
    listed = await proposed(people)
    await listed.done("submit", letter="GOPS.0310.1.2025", on="2025-01-01")
    body = {} if ending == "withdraw" else {"number": "ŁD.432.18.2025", "on": "2025-01-01"}

    await listed.done(ending, **body)

    assert {one["state"] for one in await listed.items()} == {"left_out"}
    assert await signs(await proposed(people)) == {file.sign}


@pytest.mark.asyncio
async def test_a_listed_case_is_not_reopened_and_a_destroyed_one_neither(people: Staff, today: Turn) -> None:
    file = await closed(people, today)
    today(DUE)
    listed = await consented(people, "2025-01-01")
    assert (await file.tried("reopen", reason="court")).json()["code"] == "case_on_destruction_list"
    await listed.done("approve", people.head)
    await listed.done("carry-out", way="shredding")

    assert (await file.tried("reopen", reason="court")).json()["code"] == "transition_not_allowed"


@pytest.mark.asyncio
async def test_list_and_protocol_are_given_as_csv_and_pdf_and_name_nobody(people: Staff, today: Turn) -> None:
    file = await closed(people, today)
    today(DUE)
    listed = await carried_out(people, "2025-01-01")
    address = f"/v1/destructions/{listed.id}"

    table = await people.auditor.get(f"{address}/items.csv")
    paper = await people.auditor.get(f"{address}/protocol")

    (row,) = csv.DictReader(io.StringIO(table.text))
    assert (row["sign"], row["state"], row["category"]) == (file.sign, "destroyed", "B5")
    assert "Wiśniewska" not in table.text
    assert file.person not in table.text
    assert (paper.headers["content-type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    shown = await listed.shown()
    assert (shown["number"], shown["state"], shown["consent"], shown["way"]) == (
        "1/2025",
        "carried_out",
        "ŁD.432.17.2025",
        "shredding",
    )
    assert [(one["act"], one["by"], one["document"]) for one in shown["acts"]] == [
        ("proposed", "jan", None), ("submitted", "jan", "GOPS.0310.1.2025"), ("consented", "jan", "ŁD.432.17.2025"),
        ("approved", "ewa", None), ("carried_out", "jan", "ŁD.432.17.2025"),
    ]  # fmt: skip


@pytest.mark.asyncio
async def test_a_hidden_persons_case_is_proposed_by_who_sees_it_only(
    people: Staff, today: Turn, office: Office
) -> None:
    file: File = await closed(people, today)
    await ok(
        people.clerk.post(
            "/v1/restrictions", {"matter_kind": "person", "matter": file.person, "reason": "domestic_violence"}
        )
    )
    today(DUE)
    ola = office.caller("ola", "caseworker")

    assert (await ola.post("/v1/destructions", {"commission": COMMISSION})).json()["code"] == "nothing_to_destroy"
    assert (await ok(ola.get("/v1/destruction-candidates")))["items"] == []
    assert set(await candidates(people)) == {file.case}


@pytest.mark.asyncio
async def test_the_auditor_sees_what_could_be_destroyed(people: Staff) -> None:
    assert (await ok(people.auditor.get("/v1/destruction-candidates")))["items"] == []
