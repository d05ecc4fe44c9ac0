"""Letters over HTTP: made from decisions and orders, kept for ever, read as PDF or DOCX, in the centre's own words."""

import io
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import uuid4

import docx
import psycopg
import pytest

from casework.letters import docx as word
from casework.letters.templates import shipped
from kit.db import Database
from kit.testing.clients import GMINA, OTHER_GMINA, Office
from kit.testing.databases import ServiceDatabase
from tests.casework.letters.a_letter import a_letter_of, an_issued_decision, anna, docx_text, pdf_text, text_of
from tests.casework.log import audited
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, recorded

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]


async def a_certificate(people: Staff, person: str | None = None) -> dict[str, Any]:
    """The body of a certificate in a case of the person."""
    party = person or await anna(people)
    opened = await people.clerk.post("/v1/cases", {"party": party, "benefit": "zasilek_staly_testowy"})
    return {
        "kind": "certificate", "case": opened.json()["id"], "requested_on": "2019-01-02",
        "facts": ["w roku 2018 nie pobierano świadczeń"],
    }  # fmt: skip


@pytest.mark.asyncio
async def test_a_full_grant_without_reasons_says_so_and_tells_of_the_complaint_instead_of_an_appeal(
    people: Staff,
    today: Turn,
) -> None:
    today(date(2024, 1, 10))
    told = await text_of(people, await a_letter_of(people, await an_issued_decision(people, justified=False)))

    assert "odstąpiono od uzasadnienia" in told
    assert "Uzasadnienie faktyczne" not in told
    assert "nie służy od niej odwołanie (art. 127 § 1a k.p.a.)" in told
    assert "skargę do Wojewódzkiego Sądu Administracyjnego w Łodzi" in told
    assert "w terminie 30 dni" in told
    assert "wolna od wpisu" in told


@pytest.mark.asyncio
async def test_a_refusal_tells_its_grounds(people: Staff) -> None:
    refusal = {
        "outcome": "refused", "ground": "income_exceeds", "reason": "Dochód 700.00 zł przekracza kryterium od 2019-01-01.",
        "article": "art. 8 ust. 1",
    }  # fmt: skip
    told = await text_of(
        people, await a_letter_of(people, await an_issued_decision(people, justified=True, recorded=refusal))
    )

    assert "Odmówić przyznania świadczenia: zasilek staly testowy." in told
    assert "Dochód 700,00 zł przekracza kryterium od 1 stycznia 2019 r. (art. 8 ust. 1)" in told
    assert "odwołanie do" in told
    assert "Sposób wypłaty" not in told


@pytest.mark.asyncio
async def test_before_its_issue_a_decision_has_marked_drafts_and_then_one_letter(people: Staff) -> None:
    decision = await a_decision(people, recorded(await anna(people)))
    address = f"/v1/decisions/{decision}"
    drafts = [await people.clerk.post(f"{address}/letter", {}) for _ in range(2)]
    await people.head.post(f"{address}/approve", {}, if_match=1)
    await people.clerk.post(f"{address}/issue", {}, if_match=2)
    key = str(uuid4())

    made = await people.clerk.post(f"{address}/letter", {}, key=key)
    repeated = await people.clerk.post(f"{address}/letter", {}, key=key)
    second = await people.clerk.post(f"{address}/letter", {})

    assert [one.json()["state"] for one in drafts] == ["draft", "draft"]
    draft = await text_of(people, drafts[0].json()["id"])
    assert "PROJEKT" in draft
    assert "DECYZJA NR" not in draft
    assert "Grażyna Wąsik" not in draft
    assert (made.json()["state"], repeated.json()) == ("made", made.json())
    assert (second.status_code, second.json()["code"]) == (409, "letter_exists")
    listed = (await people.auditor.get("/v1/letters", decision=decision)).json()["items"]
    assert [one["draft"] for one in listed] == [False, True, True]


@pytest.mark.asyncio
async def test_a_withdrawn_draft_and_an_unknown_decision_have_no_letter(people: Staff) -> None:
    decision = await a_decision(people, recorded(await a_person(people.clerk)))
    await people.clerk.post(f"/v1/decisions/{decision}/withdraw", if_match=1)

    answers = [await people.clerk.post(f"/v1/decisions/{one}/letter", {}) for one in (decision, uuid4())]

    assert [one.json()["code"] for one in answers] == ["decision_withdrawn", "decision_not_found"]


@pytest.mark.asyncio
async def test_a_letter_is_read_as_pdf_or_docx_and_the_reading_is_audited(people: Staff, database: Database) -> None:
    letter = await a_letter_of(people, await an_issued_decision(people))
    address = f"/v1/letters/{letter}"

    pdf = await people.clerk.get(address)
    edited = await people.auditor.send(
        "GET", address, headers={"Accept": f"text/html;q=0.5, {word.MEDIA_TYPE};q=0.9, */*;q=0.1"}
    )
    neither = await people.clerk.send("GET", address, headers={"Accept": "text/html, application/pdf;q=0"})

    assert (pdf.headers["Content-Type"], edited.headers["Content-Type"]) == ("application/pdf", word.MEDIA_TYPE)
    assert "645,00 zł" in docx_text(edited.content).replace("\u00a0", " ")
    assert (neither.status_code, neither.json()["code"]) == (406, "media_not_offered")
    (entry,) = (await people.auditor.get("/v1/letters")).json()["items"]
    assert sha256(pdf.content).hexdigest() == entry["pdf_sha256"] == pdf.headers["ETag"].strip('"')
    assert sha256(edited.content).hexdigest() == entry["docx_sha256"]
    assert pdf.headers["Cache-Control"] == "no-store"
    readers = [who for who, action, subject in await audited(database) if (action, subject) == ("read", letter)]
    assert readers == ["jan", "ula"]


@pytest.mark.asyncio
async def test_the_centre_writes_its_own_template_and_old_letters_stay_as_they_were(people: Staff) -> None:
    address = "/v1/letter-templates/certificate"
    body = await a_certificate(people)
    before = (await people.clerk.post("/v1/letters", body)).json()["id"]
    text = shipped("certificate").replace("# ZAŚWIADCZENIE", "# ZAŚWIADCZENIE GMINY ŁUBNICE")

    shown = await people.clerk.get(address)
    replaced = await people.head.send("PUT", address, body={"text": text}, if_match=0)
    stale = await people.head.send("PUT", address, body={"text": text}, if_match=0)
    not_head = await people.clerk.send("PUT", address, body={"text": text}, if_match=1)
    after = (await people.clerk.post("/v1/letters", body)).json()["id"]

    assert (shown.json()["version"], shown.headers["ETag"], shown.json()["text"]) == (0, '"0"', shipped("certificate"))
    assert {"znak", "strona.nazwa", "stwierdza[]"} <= set(shown.json()["places"])
    assert (replaced.status_code, replaced.json()["version"], replaced.json()["made_by"]) == (200, 1, "ewa")
    assert (stale.status_code, not_head.status_code) == (412, 403)
    assert "GMINY ŁUBNICE Na podstawie" not in await text_of(people, before)
    assert "GMINY ŁUBNICE Na podstawie" in await text_of(people, after)
    versions = {one["kind"]: one["version"] for one in (await people.clerk.get("/v1/letter-templates")).json()}
    assert (versions["certificate"], versions["decision"]) == (1, 0)


@pytest.mark.asyncio
async def test_a_bad_template_is_refused_with_its_line_and_not_stored(people: Staff) -> None:
    text = shipped("certificate") + "\n{{ tajne }}\n{% include '/etc/passwd' %}"

    answer = await people.head.send("PUT", "/v1/letter-templates/certificate", body={"text": text}, if_match=0)
    previewed = await people.head.post("/v1/letter-templates/certificate/preview", {"text": text})

    last = len(text.splitlines())
    assert (answer.status_code, answer.json()["code"]) == (422, "letter_template_refused")
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [
        ("/text", "unknown_place"),
        ("/text", "not_a_place"),
    ]
    assert [error["message"].split(":")[0] for error in answer.json()["errors"]] == [
        f"Wiersz {last - 1}",
        f"Wiersz {last}",
    ]
    assert previewed.json()["errors"] == answer.json()["errors"]
    assert (await people.clerk.get("/v1/letter-templates/certificate")).json()["version"] == 0


@pytest.mark.asyncio
async def test_a_template_is_previewed_with_sample_content(people: Staff) -> None:
    address = "/v1/letter-templates/decision/preview"

    pdf = await people.clerk.post(address, {"text": shipped("decision")})
    edited = await people.clerk.post(address, {"text": shipped("decision")}, headers={"Accept": word.MEDIA_TYPE})

    assert "PROJEKT" in pdf_text(pdf.content)
    assert "Żaneta Ćwiklińska-Łoś" in pdf_text(pdf.content)
    assert len(docx.Document(io.BytesIO(edited.content)).tables) == 5


@pytest.mark.asyncio
async def test_what_is_stored_is_encrypted_and_cannot_be_changed(people: Staff, stored: ServiceDatabase) -> None:
    await a_letter_of(people, await an_issued_decision(people))

    with psycopg.connect(stored.superuser_dsn, autocommit=True) as connection:
        bodies = [bytes(row[0]) for row in connection.execute("SELECT body FROM letter_body").fetchall()]
        for table in ("letter", "letter_body"):
            for statement in (f"UPDATE {table} SET gmina = gmina", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
                with pytest.raises(psycopg.errors.RestrictViolation):
                    connection.execute(statement)
    assert len(bodies) == 2
    assert not any(b"%PDF" in body or b"JVBERi" in body or b"PK\x03\x04" in body or b"UEsDB" in body for body in bodies)


@pytest.mark.asyncio
async def test_another_gmina_has_its_own_letters_and_templates(office: Office, people: Staff) -> None:
    letter = await a_letter_of(people, await an_issued_decision(people))
    text = shipped("order") + "\nGOPS"
    await people.head.send("PUT", "/v1/letter-templates/order", body={"text": text}, if_match=0)
    stranger = office.caller("ola", "head", gmina=OTHER_GMINA)

    assert GMINA != OTHER_GMINA
    assert (await stranger.get(f"/v1/letters/{letter}")).status_code == 404
    assert (await stranger.get("/v1/letters")).json()["items"] == []
    assert (await stranger.get("/v1/letter-templates/order")).json()["version"] == 0
