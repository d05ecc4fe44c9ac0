"""The file of a person as a document for her: tagged PDF, every part of the file under a heading, nothing that is not in the JSON."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import orjson

from casework.letters.blocks import Block, Heading, Items, Paragraph, Table, plain
from casework.letters.paper import Paper
from casework.own import Held
from casework.persons.file_schemas import PersonFile
from kit.money import amount_text, grosze
from kit.schemas import Out

TITLE = "Kopia danych osobowych"
_PURPOSES = (
    "Cel: prowadzenie postępowań o świadczenia i ich wypłata, obowiązki rachunkowe i archiwalne.",
    "Podstawa: art. 6 ust. 1 lit. c i e, art. 9 ust. 2 lit. b i g RODO.",
    "Źródło: osoba, której dane dotyczą, jej przedstawiciele oraz rejestry publiczne, do których ośrodek ma dostęp z mocy ustaw.",
    "Prawa: sprostowanie danych, ograniczenie przetwarzania, skarga do Prezesa Urzędu Ochrony Danych Osobowych.",
)
_FORMER = {"name": "imię i nazwisko", "birth_date": "data urodzenia", "pesel": "PESEL", "document": "dokument"}
_MONEY = frozenset({"amount", "came_back", "fee"})
# Part of the file, its heading, and its columns: member and name.
_PARTS: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    ("cases", "Sprawy i okres przechowywania",
     (("sign", "Znak"), ("title", "Tytuł"), ("category", "Kat."), ("state", "Stan"), ("opened_on", "Od"), ("closed_on", "Do"),
      ("kept_until", "Przechowywane do"))),
    ("addresses", "Adresy", (("use", "Rodzaj"), ("lines", "Adres"), ("since", "Od"))),
    ("households", "Rodziny", (("kind", "Rodzaj"), ("role", "Rola"), ("since", "Od"), ("until", "Do"))),
    ("applications", "Podania",
     (("number", "Numer"), ("received_on", "Wpłynęło"), ("form", "Postać"), ("benefits", "Świadczenia"), ("state", "Stan"))),
    ("attachments", "Dokumenty", (("name", "Nazwa"), ("media_type", "Rodzaj"), ("size", "Bajtów"), ("received_on", "Wpłynął"))),
    ("decisions", "Decyzje",
     (("benefit", "Świadczenie"), ("kind", "Rodzaj"), ("outcome", "Wynik"), ("state", "Stan"), ("issued_on", "Wydana"),
      ("delivered_on", "Doręczona"), ("final_on", "Ostateczna"))),
    ("awards", "Przyznane świadczenia", (("benefit", "Świadczenie"), ("state", "Stan"), ("since", "Od"), ("until", "Do"))),
    ("payments", "Wypłaty",
     (("benefit", "Świadczenie"), ("period", "Miesiąc"), ("amount", "Kwota"), ("came_back", "Wróciło"), ("state", "Stan"),
      ("booked_on", "Dzień"))),
    ("payment_ways", "Sposób wypłaty",
     (("way", "Sposób"), ("since", "Od"), ("account", "Rachunek"), ("payee", "Odbiorca"), ("basis", "Podstawa"))),
    ("deductions", "Potrącenia", (("month", "Miesiąc"), ("kind", "Rodzaj"), ("amount", "Kwota"))),
    ("bailiff_claims", "Zajęcia",
     (("organ", "Organ"), ("organ_sign", "Znak"), ("amount", "Kwota"), ("since", "Od"), ("ended_on", "Do"))),
    ("letters", "Pisma", (("kind", "Rodzaj"), ("znak", "Znak"), ("dated", "Z dnia"))),
    ("facts", "Ustalenia",
     (("kind", "Rodzaj"), ("code", "Czego dotyczy"), ("says", "Treść"), ("valid_from", "Od"), ("valid_to", "Do"), ("source", "Źródło"),
      ("recorded_on", "Zapisano"))),
    ("register_lookups", "Zapytania do rejestrów",
     (("register_code", "Rejestr"), ("asked_on", "Dzień"), ("purpose", "Cel"), ("legal_basis", "Podstawa"), ("says", "Odpowiedź"))),
    ("recipients", "Odbiorcy, którym ujawniono dane", (("name", "Odbiorca"), ("sign", "Znak"), ("on", "Dzień"))),
    ("accesses", "Kto zaglądał do danych",
     (("at", "Kiedy"), ("who", "Kto"), ("roles", "Role"), ("action", "Czynność"), ("subject", "Czego"))),
)  # fmt: skip


def paper_of_file(file: PersonFile, today: date, held: Sequence[Held] = ()) -> Paper:
    """The file, ready to be typeset; held: the service's own registers."""
    person = file.person
    number = f"PESEL: {person.pesel}" if person.pesel else "PESEL: brak"
    document = f"Dokument: {person.document.type} {person.document.number}" if person.document else "Dokument: brak"
    blocks: list[Block] = [
        Heading(1, TITLE),
        Paragraph((f"Stan na {today.isoformat()}, art. 15 ust. 1 i 3 RODO.",)),
        Heading(2, "Osoba"),
        Paragraph(
            (plain(f"{person.first_name} {person.last_name}"), f"Data urodzenia: {person.birth_date.isoformat()}", number,
             plain(document))
        ),
        *_former(file),
        Heading(2, "Przetwarzanie"),
        Items(_PURPOSES),
    ]  # fmt: skip
    for member, heading, columns in _PARTS:
        rows: Sequence[Out] = getattr(file, member)
        blocks.append(Heading(2, heading))
        if rows:
            cells = tuple(tuple(_cell(name, getattr(row, name)) for name, _ in columns) for row in rows)
            blocks.append(Table(tuple(title for _, title in columns), cells))
        else:
            blocks.append(Paragraph(("Brak.",)))
    blocks += [*_registers(file, held), *_grounds(file), *_courses(file), *_debts(file)]
    return Paper(TITLE, "", TITLE, today, draft=False, blocks=tuple(blocks))


def _former(file: PersonFile) -> Iterator[Block]:
    if file.person.former:
        columns = ("Co", "Było", "Do", "Poprawił(a)", "Podstawa")
        rows = tuple(
            tuple(_text(one) for one in (_FORMER[row.what], row.said, row.corrected_on, row.corrected_by, row.basis))
            for row in file.person.former
        )
        yield from (Heading(2, "Wcześniejsze dane"), Table(columns, rows))


def _registers(file: PersonFile, held: Sequence[Held]) -> Iterator[Block]:
    """Her records in the service's own registers, each register under its own heading."""
    for register in held:
        yield Heading(2, register.title)
        rows = [one.says for one in file.registers if one.register_code == register.register]
        if rows:
            cells = tuple(tuple(_cell(name, says[name]) for name in register.names) for says in rows)
            yield Table(tuple(register.names.values()), cells)
        else:
            yield Paragraph(("Brak.",))


def _grounds(file: PersonFile) -> list[Block]:
    """Why each decision says what it says, and the facts that she stated."""
    blocks: list[Block] = []
    for one in file.decisions:
        lines = [one.legal_basis, *([one.reason] if one.reason else []), *one.steps]
        blocks += [Heading(2, f"Decyzja {one.benefit} z {one.on.isoformat()}: uzasadnienie"), Items(_lines(lines))]
        if one.facts is not None:
            blocks.append(Paragraph((plain(f"Podane dane: {orjson.dumps(one.facts).decode()}"),)))
    return blocks


def _courses(file: PersonFile) -> list[Block]:
    """What was delivered to her, waived and lodged."""
    lines: list[str] = []
    for one in file.parties:
        lines += [
            f"Doręczenie ({sent.act}, {sent.way}) wysłane {sent.sent_on}, doręczone {_text(sent.delivered_on)}"
            for sent in one.deliveries
        ]
        lines += [f"Pismo: {lodged.kind}, wpłynęło {lodged.received_on}, stan {lodged.state}" for lodged in one.lodged]
        lines += [f"Zrzeczenie się odwołania {one.waived_on}"] if one.waived_on else []
    return [Heading(2, "Doręczenia, odwołania i inne pisma w sprawach"), *_listed(lines)]


def _debts(file: PersonFile) -> list[Block]:
    """What was unduly paid, movement by movement."""
    lines = [
        f"{debt.benefit}: {move.kind}, {move.day}, {amount_text(grosze(move.amount))}"
        for debt in file.overpayments
        for move in debt.movements
    ]
    return [Heading(2, "Świadczenia nienależnie pobrane"), *_listed(lines)]


def _listed(lines: Sequence[str]) -> list[Block]:
    return [Items(_lines(lines)) if lines else Paragraph(("Brak.",))]


def _lines(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(plain(one) for one in lines)


def _cell(name: str, value: Any) -> str:
    return amount_text(grosze(value)) if name in _MONEY and value is not None else _text(value)


def _text(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "tak" if value else "nie"
    if isinstance(value, list | tuple):
        return plain(", ".join(map(str, value)))
    return plain(value.isoformat() if isinstance(value, date) else str(value))
