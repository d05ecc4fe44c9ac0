"""What a document is and when it came, its withdrawal from a wrong case, the list of documents, and what is still asked for."""

from typing import Any

import httpx
import pytest

from casework.applications.content_types import PDF
from kit.db import Database
from kit.testing.clients import Caller
from tests.casework.applications.a_letter import CHILD, SUPPLEMENT, Application, an_application
from tests.casework.applications.test_attachments import A_PDF
from tests.casework.log import audited
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres


async def added(
    clerk: Caller, application: str, content: bytes = A_PDF, key: str = "k1", **query: Any
) -> httpx.Response:
    return await clerk.http.post(
        f"/v1/applications/{application}/attachments",
        params={"gmina": clerk.gmina, **query},
        content=content,
        headers={
            "Authorization": f"Bearer {clerk.token}",
            "Idempotency-Key": key,
            "Content-Type": PDF,
            "Content-Disposition": 'attachment; filename="akt.pdf"',
        },
    )


async def shown(made: Application) -> list[dict[str, Any]]:
    return list((await made.shown())["attachments"])


@pytest.mark.asyncio
async def test_a_document_says_what_it_is_and_when_it_came_and_is_described_anew(people: Staff) -> None:
    made = await an_application(people)

    answer = await added(people.clerk, made.id, kind="orzeczenie", received_on="2019-01-09", posted_on="2019-01-07")
    (first,) = await shown(made)
    again = await people.clerk.post(
        f"/v1/attachments/{answer.json()['id']}/describe", {"kind": "inny", "received_on": "2019-01-08"}, if_match=1
    )
    (second,) = await shown(made)

    assert (answer.status_code, again.status_code, again.json()["version"]) == (201, 200, 2)
    assert [(one["kind"], one["received_on"], one["posted_on"], one["version"]) for one in (first, second)] == [
        ("orzeczenie", "2019-01-09", "2019-01-07", 1),
        ("inny", "2019-01-08", None, 2),
    ]


@pytest.mark.parametrize(
    ("query", "pointer", "code"),
    [
        ({"kind": "akt_notarialny"}, "/kind", "kind_unknown"),
        ({"kind": "wniosek"}, "/kind", "kind_unknown"),
        ({"kind": "faktura"}, "/kind", "kind_unknown"),
        ({"received_on": "2030-01-01"}, "/received_on", "day_out_of_order"),
        ({"received_on": "2019-01-08", "posted_on": "2019-01-09"}, "/posted_on", "sent_after_received"),
    ],
)
@pytest.mark.asyncio
async def test_a_kind_that_the_benefits_do_not_ask_for_or_a_day_out_of_order_is_refused(
    people: Staff, database: Database, query: dict[str, str], pointer: str, code: str
) -> None:
    made = await an_application(people)

    answer = await added(people.clerk, made.id, **query)

    assert answer.status_code == 422
    assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [(pointer, code)]
    async with database.tenant(people.clerk.gmina) as connection:
        left = await (await connection.execute("SELECT count(*) FROM attachment_part")).fetchone()
    assert left == (0,)


@pytest.mark.asyncio
async def test_a_document_of_a_wrong_case_is_withdrawn_with_its_reason_keeps_its_bytes_and_may_be_added_again(
    people: Staff, database: Database
) -> None:
    made = await an_application(people)
    wrong = (await added(people.clerk, made.id)).json()["id"]

    gone = await people.clerk.post(f"/v1/attachments/{wrong}/withdraw", {"reason": "wrong_case"}, if_match=1)
    twice = await people.clerk.post(f"/v1/attachments/{wrong}/withdraw", {"reason": "wrong_case"}, if_match=2)
    again = await added(people.clerk, made.id, key="k2")
    same = await added(people.clerk, made.id, key="k3")

    assert (gone.status_code, gone.json()["state"]) == (200, "withdrawn")
    assert (twice.status_code, twice.json()["code"]) == (409, "attachment_withdrawn")
    assert (again.status_code, same.status_code) == (201, 409)
    told = [(one["id"], one["state"], one["withdrawal"], one["withdrawn_on"]) for one in await shown(made)]
    assert told[0] == (wrong, "withdrawn", "wrong_case", "2019-01-10")
    assert [one[1] for one in told] == ["withdrawn", "standing"]
    assert (await people.clerk.get(f"/v1/attachments/{wrong}")).content == A_PDF
    assert ("jan", "withdrawn", wrong) in await audited(database)


@pytest.mark.asyncio
async def test_a_document_that_a_fact_rests_on_stays_and_a_withdrawn_one_proves_nothing(people: Staff) -> None:
    made = await an_application(people)
    person = (await made.shown())["applicant"]
    used = (await added(people.clerk, made.id)).json()["id"]
    other = (await added(people.clerk, made.id, b"%PDF-2", key="k2")).json()["id"]
    fact = {"kind": "certificate", "code": "orzeczenie", "person": person, "valid_from": "2018-01-01"}

    async def rests_on(attachment: str) -> httpx.Response:
        evidence = {"source": "document", "attachment": attachment, "application": made.id}
        return await people.clerk.post("/v1/evidence", {"evidence": evidence, "facts": [fact]})

    assert (await rests_on(used)).status_code == 201
    held = await people.clerk.post(f"/v1/attachments/{used}/withdraw", {"reason": "wrong_file"}, if_match=1)
    await people.clerk.post(f"/v1/attachments/{other}/withdraw", {"reason": "wrong_file"}, if_match=1)
    refused = await rests_on(other)

    assert (held.status_code, held.json()["code"]) == (409, "attachment_relied_on")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "attachment_withdrawn")


@pytest.mark.asyncio
async def test_what_the_benefits_ask_for_is_set_beside_what_is_there_and_holds_nothing_back(people: Staff) -> None:
    made = await an_application(people, CHILD, SUPPLEMENT)
    person = (await made.shown())["applicant"]

    async def told() -> dict[str, Any]:
        answer = await people.auditor.get(f"/v1/applications/{made.id}/completeness")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def states(found: dict[str, Any]) -> list[tuple[str, str, str]]:
        return [(one["benefit"], two["kind"], two["state"]) for one in found["benefits"] for two in one["documents"]]

    before = await told()
    other = (await added(people.clerk, made.id, b"%PDF-3", key="k0")).json()["id"]
    await added(people.clerk, made.id, kind="akt_urodzenia")
    fact = {"kind": "certificate", "code": "orzeczenie", "person": person, "valid_from": "2018-01-01"}
    await people.clerk.post("/v1/evidence", {"evidence": {"source": "declaration"}, "facts": [fact]})
    after = await told()

    assert states(before) == [
        (SUPPLEMENT, "orzeczenie", "missing"),
        (CHILD, "akt_urodzenia", "missing"),
        (CHILD, "orzeczenie", "only_if"),
    ]
    assert states(after) == [
        (SUPPLEMENT, "orzeczenie", "established"),
        (CHILD, "akt_urodzenia", "there"),
        (CHILD, "orzeczenie", "established"),
    ]
    assert (before["complete"], after["complete"], after["others"]) == (False, True, [other])
    assert (await made.shown())["state"] == "registered"


@pytest.mark.asyncio
async def test_documents_are_listed_narrowed_turned_and_saved(people: Staff) -> None:
    made = await an_application(people)
    other = await an_application(people, serial=2)
    first = (await added(people.clerk, made.id, kind="orzeczenie", received_on="2019-01-09")).json()["id"]
    second = (await added(people.clerk, other.id, key="k2", received_on="2019-01-10")).json()["id"]

    async def found(**query: Any) -> list[str]:
        answer = await people.clerk.get("/v1/attachments", **query)
        assert answer.status_code == 200, answer.text
        return [one["id"] for one in answer.json()["items"]]

    assert await found() == [second, first]
    assert await found(sort="received_on") == [first, second]
    assert await found(kind="orzeczenie") == await found(described=True) == [first]
    assert await found(application=other.id) == await found(since="2019-01-10") == [second]
    assert await found(state="withdrawn") == []
    page = (await people.clerk.get("/v1/attachments", limit=1)).json()
    assert await found(limit=1, cursor=page["next_cursor"]) == [first]
    saved = await people.clerk.get("/v1/attachments", format="csv")
    assert saved.text.splitlines()[0].startswith("id,name,kind,media_type")
    assert len(saved.text.splitlines()) == 3


@pytest.mark.asyncio
async def test_the_metryka_names_who_described_and_who_took_a_document_out(people: Staff) -> None:
    made = await an_application(people)
    paper = (await added(people.clerk, made.id)).json()["id"]
    await people.clerk.post(
        f"/v1/attachments/{paper}/describe", {"kind": "inny", "received_on": "2019-01-08"}, if_match=1
    )
    await people.clerk.post(f"/v1/attachments/{paper}/withdraw", {"reason": "entered_twice"}, if_match=2)
    case = (await made.shown())["matters"][0]["case"]

    acts = [one["act"] for one in (await people.clerk.get(f"/v1/cases/{case}/history")).json()["items"]]

    assert [one for one in acts if one.startswith("attachment")] == [
        "attachment_added",
        "attachment_described",
        "attachment_withdrawn",
    ]


@pytest.mark.asyncio
async def test_kinds_are_listed_with_the_benefits_that_ask_for_them(people: Staff) -> None:
    kinds = {one["code"]: one for one in (await people.clerk.get("/v1/attachment-kinds")).json()}

    assert kinds["orzeczenie"]["benefits"] == sorted([SUPPLEMENT, CHILD])
    assert kinds["pelnomocnictwo"]["benefits"] == []
    assert "wniosek" not in kinds
