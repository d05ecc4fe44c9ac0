"""An office whose registers say everything that letters need, and what can be read out of the documents that come back."""

import io
from collections.abc import Iterable
from typing import Any

import docx
from pypdf import PdfReader

from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, recorded

OFFICE: dict[str, Any] = {
    "valid_from": "2015-01-01",
    "organ": "Wójt Gminy Łubnice",
    "organ_kind": "wojt",
    "head": "Kierownik Gminnego Ośrodka Pomocy Społecznej w Łubnicach",
    "centre": "Gminny Ośrodek Pomocy Społecznej w Łubnicach",
    "address": ["ul. Źródlana 1", "98-432 Łubnice"],
    "place": "Łubnice",
    "phone": "43 842 00 00",
    "electronic_address": "AE:PL-12345-67890-ABCDE-12",
    "account": "PL61109010140000071219812874",
    "appeal_body": "Samorządowe Kolegium Odwoławcze w Sieradzu",
    "appeal_body_address": ["pl. Wojewódzki 3", "98-200 Sieradz"],
    "court": "Wojewódzki Sąd Administracyjny w Łodzi",
    "data_protection": "Administratorem danych osobowych jest Gminny Ośrodek Pomocy Społecznej w Łubnicach.",
}
ADDRESS: dict[str, Any] = {
    "use": "residence",
    "since": "2015-01-01",
    "lines": ["ul. Jabłoniowa 7 m. 3", "98-432 Łubnice"],
}
BENEFITS = ("zasilek_staly_testowy", "zasilek_na_dziecko", "dodatek_szkolny", "zasilek_mieszany")


STAFF = (("ewa", "Grażyna Wąsik", "Kierownik GOPS"), ("jan", "Jan Kłos", "Referent"))


async def registered(people: Staff, benefits: Iterable[str] = BENEFITS) -> None:
    """The office is called by name, its file plan has a class for the benefits, and ewa and jan stand in the register of staff."""
    classes = [
        {
            "symbol": "5111", "title": "Zasiłki", "category": "B10", "valid_from": "2010-01-01", "benefits": list(benefits),
        }
    ]  # fmt: skip
    await named(people, *STAFF)
    answer = await people.head.send("PUT", "/v1/file-plan", body={"unit": "OPS", "classes": classes}, if_match=0)
    assert answer.status_code == 200, answer.text


async def named(people: Staff, *staff: tuple[str, str, str]) -> None:
    """The office is called by name, and these stand in the register of staff: subject, name, post."""
    answers = [await people.head.send("PUT", "/v1/office", body=OFFICE, if_match=0)]
    for subject, name, post in staff:
        entry = {"subject": subject, "name": name, "post": post, "since": "2010-01-01"}
        answers.append(await people.head.post("/v1/staff", entry))
    assert all(one.status_code in (200, 201) for one in answers), [one.text for one in answers]


async def lives(people: Staff, person: str, **other: Any) -> str:
    """Records where the person lives and returns her id."""
    answer = await people.clerk.post(f"/v1/persons/{person}/addresses", {**ADDRESS, **other})
    assert answer.status_code == 201, answer.text
    return person


async def anna(people: Staff) -> str:
    """She lives somewhere; her id."""
    return await lives(people, await a_person(people.clerk))


async def an_issued_decision(people: Staff, **other: Any) -> str:
    """Approved and gone out on the day; its id."""
    decision = await a_decision(people, recorded(await anna(people), **other))
    await people.head.post(f"/v1/decisions/{decision}/approve", {}, if_match=1)
    await people.clerk.post(f"/v1/decisions/{decision}/issue", {}, if_match=2)
    return decision


async def a_letter_of(people: Staff, decision: str, **other: Any) -> str:
    """The id of its letter."""
    made = await people.clerk.post(f"/v1/decisions/{decision}/letter", other)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


async def text_of(people: Staff, letter: str) -> str:
    """What stands in the letter."""
    return pdf_text((await people.clerk.get(f"/v1/letters/{letter}")).content)


def pdf_text(body: bytes) -> str:
    """The text of every page on one line, as a reader aloud would have it."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages).split())


def docx_text(body: bytes) -> str:
    """The text of paragraphs and tables."""
    document = docx.Document(io.BytesIO(body))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(one.text for one in document.paragraphs), *cells]).split())
