"""Attachments and electronic forms: what the bytes are decides, everything lies encrypted, every reading is known."""

import hashlib
from datetime import date
from typing import Any

import httpx
import pytest

from casework.applications.attachments import MOST_BYTES, PART_BYTES, name_of
from casework.applications.content_types import DOCX, ODT, PDF, PNG, XML, Recogniser
from kit.db import Database
from kit.testing.clients import Caller, Office
from tests.casework.applications.a_letter import CHILD, SUPPLEMENT, an_application
from tests.casework.log import audited
from tests.casework.people import a_pesel
from tests.casework.rights import Staff

A_PDF = b"%PDF-1.7\n" + bytes(range(256)) * 1500
A_PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 40


async def sent(
    clerk: Caller, application: str, content: bytes, media_type: str = PDF, key: str = "k1", name: str = "akt.pdf"
) -> httpx.Response:
    return await clerk.http.post(
        f"/v1/applications/{application}/attachments",
        params={"gmina": clerk.gmina},
        content=content,
        headers={
            "Authorization": f"Bearer {clerk.token}",
            "Idempotency-Key": key,
            "Content-Type": media_type,
            "Content-Disposition": f'attachment; filename="{name}"',
        },
    )


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_an_attachment_comes_back_byte_for_byte_and_lies_encrypted(people: Staff, database: Database) -> None:
    made = await an_application(people)

    answer = await sent(people.clerk, made.id, A_PDF)
    back = await people.auditor.get(f"/v1/attachments/{answer.json()['id']}")

    assert answer.status_code == 201, answer.text
    assert back.content == A_PDF
    assert (back.headers["content-type"], back.headers["content-disposition"]) == (
        PDF, "attachment; filename*=UTF-8''akt.pdf",
    )  # fmt: skip
    (shown,) = (await made.shown())["attachments"]
    assert (shown["name"], shown["size"], shown["sha256"]) == (
        "akt.pdf", len(A_PDF), hashlib.sha256(A_PDF).hexdigest(),
    )  # fmt: skip
    async with database.tenant(people.clerk.gmina) as connection:
        parts = await (await connection.execute("SELECT body FROM attachment_part ORDER BY part")).fetchall()
        names = await (await connection.execute("SELECT name FROM attachment")).fetchall()
    assert len(parts) == len(A_PDF) // PART_BYTES + 1
    assert not any(b"%PDF" in bytes(part[0]) for part in parts)
    assert b"akt" not in bytes(names[0][0])
    assert ("ula", "read", answer.json()["id"]) in await audited(database)


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_repeated_upload_is_one_attachment_and_another_content_under_the_key_is_refused(
    people: Staff, database: Database
) -> None:
    made = await an_application(people)

    first = await sent(people.clerk, made.id, A_PDF)
    again = await sent(people.clerk, made.id, A_PDF)
    other = await sent(people.clerk, made.id, A_PNG, PNG)
    same = await sent(people.clerk, made.id, A_PDF, key="k2")

    assert first.json() == again.json()
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert (same.status_code, same.json()["code"]) == (409, "attachment_exists")
    async with database.tenant(people.clerk.gmina) as connection:
        left = await (await connection.execute("SELECT count(DISTINCT attachment) FROM attachment_part")).fetchone()
    assert left == (1,)


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("content", "media_type", "status", "code"),
    [
        (A_PDF, "application/x-msdownload", 415, "attachment_type_refused"),
        (A_PDF, "application/json", 415, "attachment_type_refused"),
        (A_PNG, PDF, 422, "attachment_type_differs"),
        (b"", PDF, 422, "attachment_type_differs"),
        (b"MZ\x90", PDF, 422, "attachment_type_differs"),
        (b"%PDF-" + b"0" * (MOST_BYTES + 1), PDF, 413, "payload_too_large"),
    ],
)
@pytest.mark.asyncio
async def test_what_is_no_allowed_document_is_refused_and_leaves_nothing(
    people: Staff, database: Database, content: bytes, media_type: str, status: int, code: str
) -> None:
    made = await an_application(people)

    answer = await sent(people.clerk, made.id, content, media_type)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    async with database.tenant(people.clerk.gmina) as connection:
        left = await (await connection.execute("SELECT count(*) FROM attachment_part")).fetchone()
    assert left == (0,)


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_an_attachment_of_an_unknown_application_is_refused(people: Staff) -> None:
    answer = await sent(people.clerk, "00000000-0000-7000-8000-000000000000", A_PDF)

    assert (answer.status_code, answer.json()["code"]) == (404, "application_not_found")


@pytest.mark.parametrize(
    ("chunks", "media_type"),
    [
        ([b"%PDF-1.4"], PDF),
        ([b"\xef\xbb\xbf <?xml version='1.0'?>"], XML),
        ([b"PK\x03\x04" + b"0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text"], ODT),
        ([b"PK\x03\x04" + b"[Content_Types].xml" + b"0" * 900 + b"word/docu", b"ment.xml"], DOCX),
        ([b"PK\x03\x04" + b"word/document.xml" + b"word/vbaProject.bin"], None),
        ([b"PK\x03\x04" + b"xl/workbook.xml"], None),
        ([b"#!/bin/sh"], None),
    ],
)
def test_the_type_is_told_from_the_bytes_however_they_are_cut(chunks: list[bytes], media_type: str | None) -> None:
    recogniser = Recogniser()
    for chunk in chunks:
        recogniser.feed(chunk)

    assert recogniser.media_type() == media_type


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ("attachment; filename*=UTF-8''%C5%9Bwiadectwo.pdf", "świadectwo.pdf"),
        ('attachment; filename="a b.pdf"', "a b.pdf"),
        ('attachment; filename="../../etc/passwd"', "....etcpasswd"),
        ("attachment; filename*=UTF-8''%00%0a", "zalacznik"),
        (None, "zalacznik"),
    ],
)
def test_a_name_is_made_fit_to_be_shown(disposition: str | None, name: str) -> None:
    assert name_of(disposition) == name


def _form(**applicant: Any) -> dict[str, Any]:
    return {
        "TrescDokumentu": {
            "DaneWnioskodawcy": {
                "PESEL": "84051700017",
                "Imie": "Anna",
                "Nazwisko": "Wiśniewska",
                "DataUrodzenia": "1984-05-17",
                "Adres": {"Miejscowosc": "Łubnice"},
                **applicant,
            }
        },
        "dodatki": {"szkolny": "TAK"},
    }


def _order(document: dict[str, Any], form: str = "ZT-1") -> dict[str, Any]:
    return {"form": form, "proof": "UPO-1", "received_on": "2019-01-09", "document": document}


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_an_electronic_form_becomes_an_application_of_a_person_who_is_registered_once_and_is_kept_as_it_came(
    people: Staff,
) -> None:
    pesel = a_pesel(date(1984, 5, 17))
    answers = [await people.clerk.post("/v1/applications/electronic", _order(_form(PESEL=pesel))) for _ in range(2)]

    assert [one.status_code for one in answers] == [201, 201]
    shown = [(await people.clerk.get(f"/v1/applications/{one.json()['id']}")).json() for one in answers]
    assert shown[0]["benefits"] == sorted([CHILD, SUPPLEMENT])
    assert (shown[0]["channel"], shown[0]["electronic_form"], shown[0]["proof"]) == ("empatia", "ZT-1", "UPO-1")
    assert shown[0]["applicant"] == shown[1]["applicant"]
    found = (await people.clerk.post("/v1/persons/lookup", {"pesel": pesel})).json()["person"]
    assert (found["id"], found["last_name"]) == (shown[0]["applicant"], "Wiśniewska")
    (kept,) = shown[0]["attachments"]
    assert (await people.clerk.get(f"/v1/attachments/{kept['id']}")).json() == _form(PESEL=pesel)


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("order", "pointer", "code"),
    [
        (_order(_form(), form="XX-9"), "/form", "unknown_form"),
        (_order(_form(Imie=None)), "/document/TrescDokumentu/DaneWnioskodawcy/Imie", "member_wrong"),
        (
            _order(_form(DataUrodzenia=10**30)),
            "/document/TrescDokumentu/DaneWnioskodawcy/DataUrodzenia",
            "member_wrong",
        ),
    ],
)
@pytest.mark.asyncio
async def test_a_form_that_cannot_be_read_is_refused_with_the_place_in_it(
    people: Staff, order: dict[str, Any], pointer: str, code: str
) -> None:
    order["document"]["TrescDokumentu"]["DaneWnioskodawcy"].setdefault("PESEL", None)
    if order["document"]["TrescDokumentu"]["DaneWnioskodawcy"]["PESEL"] == "84051700017":
        order["document"]["TrescDokumentu"]["DaneWnioskodawcy"].pop("PESEL")

    answer = await people.clerk.post("/v1/applications/electronic", order)

    assert (answer.status_code, answer.json()["code"]) == (422, "electronic_form_refused")
    assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [(pointer, code)]


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_forms_are_listed_with_how_sure_their_mapping_is(people: Staff) -> None:
    (form,) = (await people.clerk.get("/v1/electronic-forms")).json()

    assert (form["form"], form["benefits"], form["confidence"]) == ("ZT-1", [CHILD, SUPPLEMENT], "unconfirmed")


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_the_file_of_a_person_holds_her_applications_and_the_names_of_what_she_attached(people: Staff) -> None:
    made = await an_application(people)
    await sent(people.clerk, made.id, A_PDF)
    person = (await made.shown())["applicant"]

    (held,) = (await people.auditor.get(f"/v1/persons/{person}/file")).json()["applications"]

    assert (held["id"], held["number"], held["benefits"], held["attachments"]) == (
        made.id, "RPW/1/2019", [CHILD], ["akt.pdf"],
    )  # fmt: skip
    assert (held["as_applicant"], held["as_representative"]) == (True, False)


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_who_pays_neither_registers_nor_reads_applications(people: Staff) -> None:
    made = await an_application(people)

    answers = [
        await people.accountant.get(f"/v1/applications/{made.id}"),
        await people.accountant.get("/v1/applications"),
        await people.accountant.post(f"/v1/applications/{made.id}/withdraw", {}, if_match=1),
        await people.auditor.post(f"/v1/applications/{made.id}/withdraw", {}, if_match=1),
    ]

    assert [one.status_code for one in answers] == [403] * 4


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_form_without_an_address_is_left_unexamined(people: Staff) -> None:
    answer = await people.clerk.post(
        "/v1/applications/electronic", _order(_form(PESEL=a_pesel(date(1984, 5, 17)), Adres=None))
    )

    assert (answer.status_code, answer.json()["state"]) == (201, "left_unexamined")


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_an_attachment_of_another_units_application_is_not_there_for_whoever_is_bound_to_a_unit(
    people: Staff, office: Office
) -> None:
    made = await an_application(people, unit="srodowiskowy_dom")
    attachment = (await sent(people.clerk, made.id, A_PDF)).json()["id"]
    bound = office.caller("ola", "social_worker")
    await people.head.post(
        "/v1/staff",
        {
            "subject": "ola",
            "name": "Ola Przykładowa",
            "post": "Pracownik socjalny",
            "unit": "gops",
            "since": "2019-01-01",
        },
    )

    hidden = [await bound.get(f"/v1/{one}") for one in (f"applications/{made.id}", f"attachments/{attachment}")]

    assert [one.status_code for one in hidden] == [404, 404]
    assert (await people.auditor.get(f"/v1/attachments/{attachment}")).status_code == 200
