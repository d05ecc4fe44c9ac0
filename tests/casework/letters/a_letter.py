"""Bodies of letters for tests, and what can be read out of the documents that come back."""

import io
from typing import Any

import docx
from pypdf import PdfReader

OFFICE: dict[str, Any] = {
    "organ": "Wójt Gminy Łubnice",
    "organ_kind": "wojt",
    "centre": "Gminny Ośrodek Pomocy Społecznej w Łubnicach",
    "address": ["ul. Źródlana 1", "98-432 Łubnice"],
    "place": "Łubnice",
    "appeal_body": "Samorządowe Kolegium Odwoławcze w Sieradzu",
    "court": "Wojewódzki Sąd Administracyjny w Łodzi",
}
ON_BEHALF: dict[str, Any] = {
    "name": "Grażyna Wąsik",
    "post": "Kierownik GOPS",
    "capacity": "on_behalf",
    "authorisation": {"number": "12/2018", "day": "2018-05-07", "basis": "art. 268a k.p.a."},
}
SHEET: dict[str, Any] = {
    "office": OFFICE,
    "signature": ON_BEHALF,
    "znak": "OPS.5111.12.2019",
    "address": ["ul. Jabłoniowa 7 m. 3", "98-432 Łubnice"],
}
OF_DECISION: dict[str, Any] = {
    **SHEET,
    "applied_on": "2019-01-02",
    "payment": "przelewem na rachunek wskazany we wniosku",
    "enforceable": "decyzja podlega natychmiastowemu wykonaniu",
    "recipients": ["Anna Wiśniewska", "a/a"],
}
FURTHER: dict[str, dict[str, Any]] = {
    "order": {
        "matter": "sprostowanie decyzji", "basis": ["art. 113 § 1 k.p.a."], "operative": ["Sprostować omyłkę."],
        "reasons": ["Podano zły numer domu."], "instruction": ["Służy zażalenie w terminie 7 dni."],
    },
    "completion_call": {
        "matter": "przyznanie zasiłku", "applied_on": "2019-01-02", "basis": "art. 64 § 2 k.p.a.",
        "missing": ["podpisanie wniosku"], "term_days": 7,
    },
    "start_notice": {"matter": "zmiana decyzji", "started_on": "2019-01-02", "ex_officio": True},
    "delay_notice": {
        "matter": "przyznanie zasiłku", "applied_on": "2019-01-02", "reason": "oczekiwanie na odpowiedź sądu",
        "new_day": "2019-03-15",
    },
    "forwarding": {
        "matter": "przyznanie zasiłku", "applied_on": "2019-01-02", "reason": "inne miejsce zamieszkania",
        "competent": {"name": "Burmistrz Wieruszowa", "address": ["Rynek 1", "98-400 Wieruszów"]},
    },
    "left_unexamined": {
        "matter": "przyznanie zasiłku", "applied_on": "2019-01-02", "called_on": "2019-01-03",
        "basis": "art. 64 § 2 k.p.a.", "reason": "wniosku nie podpisano",
    },
    "certificate": {"requested_on": "2019-01-02", "facts": ["w roku 2018 nie pobierano świadczeń"]},
    "duties_note": {
        "matter": "zasiłek", "basis": "art. 25 ustawy testowej", "duties": ["powiadomić o zmianie dochodu"],
        "consequences": ["zwrot nienależnego świadczenia"],
    },
}  # fmt: skip


def pdf_text(body: bytes) -> str:
    """The text of every page on one line, as a reader aloud would have it."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages).split())


def docx_text(body: bytes) -> str:
    """The text of paragraphs and tables."""
    document = docx.Document(io.BytesIO(body))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(one.text for one in document.paragraphs), *cells]).split())
