"""The named places of a template: what of a letter's content stands where `{{ name }}` is written.

The names are Polish, because the centre's staff write the templates. A place is a text, a list to go through, or a group of places
with names of their own; what is absent is an empty text.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, cast

from casework.letters import contents
from casework.letters.contents import Content, Kind, OwnLetter, Party, Sheet
from casework.letters.own_kinds import OwnKind, Place
from casework.letters.polish import account_text, day_text, months_text
from kit.money import amount_text

Places = Mapping[str, Place]

NAMES: dict[Kind, str] = {
    "decision": "Decyzja",
    "order": "Postanowienie",
    "completion_call": "Wezwanie do uzupełnienia wniosku",
    "start_notice": "Zawiadomienie o wszczęciu postępowania",
    "delay_notice": "Zawiadomienie o niezałatwieniu sprawy w terminie",
    "forwarding": "Przekazanie według właściwości",
    "left_unexamined": "Pozostawienie wniosku bez rozpatrzenia",
    "certificate": "Zaświadczenie",
    "duties_note": "Pouczenie o obowiązkach",
    "hearing_notice": "Zawiadomienie przed wydaniem decyzji",
    "appeal_transfer": "Przekazanie odwołania",
    "to_body": "Pismo do innego podmiotu",
    "reminder": "Upomnienie",
}

_SHEET = ("organ", "dzien", "znak", "strona.nazwa", "strona.adres", "podpis")
REQUIRED: dict[Kind, tuple[str, ...]] = {
    # art. 107 § 1 k.p.a.; the recipients besides, as offices list them
    "decision": (
        *_SHEET, "podstawa_prawna", "rozstrzygniecie", "kwoty", "zmiany", "wstrzymanie", "nienaleznie", "raty", "wyplata", "rygor",
        "uzasadnienie_faktyczne", "uzasadnienie_prawne", "pouczenie", "otrzymuja",
    ),
    # art. 124 § 1 and 2
    "order": (*_SHEET, "podstawa_prawna", "rozstrzygniecie", "uzasadnienie", "pouczenie", "otrzymuja"),
    "completion_call": (*_SHEET, "braki", "termin_dni", "podstawa_prawna"),
    "start_notice": (*_SHEET, "sprawa", "dzien_wszczecia"),
    "delay_notice": (*_SHEET, "przyczyna", "nowy_termin"),
    "forwarding": (*_SHEET, "wlasciwy.nazwa", "dzien_wniosku", "przyczyna"),
    "left_unexamined": (*_SHEET, "podstawa_prawna", "przyczyna"),
    "certificate": (*_SHEET, "stwierdza"),
    "duties_note": (*_SHEET, "obowiazki", "skutki"),
    # art. 10 § 1, art. 79a § 1
    "hearing_notice": (*_SHEET, "sprawa", "niespelnione", "termin_dni"),
    "appeal_transfer": (*_SHEET, "odwolujacy", "zaskarzona", "dzien_odwolania"),
    "to_body": (*_SHEET, "tresc"),
    "reminder": (*_SHEET, "naleznosc", "odsetki", "termin_dni", "rachunek"),
}  # fmt: skip
"""Places that a template of the kind must use: a letter without them would not be what the law asks for."""


def kind_of(content: Content) -> Kind | OwnKind:
    """The kind of letter that the content makes."""
    return content.kind if isinstance(content, OwnLetter) else _FILLED[type(content)][0]


def code_of(kind: Kind | OwnKind) -> str:
    """The code by which letters of the kind are kept."""
    return kind.code if isinstance(kind, OwnKind) else kind


def name_of(kind: Kind | OwnKind) -> str:
    """The kind's name in Polish."""
    return kind.name if isinstance(kind, OwnKind) else NAMES[kind]


def required_of(kind: Kind | OwnKind) -> tuple[str, ...]:
    """Places that a template of the kind must use; every own kind needs what any sheet needs."""
    return (*_SHEET, *kind.required) if isinstance(kind, OwnKind) else REQUIRED[kind]


def places_of(content: Content) -> Places:
    """The content under the names that templates use."""
    own = content.places if isinstance(content, OwnLetter) else _FILLED[type(content)][1](content)
    return {**_of_sheet(content.sheet), **own}


def _of_sheet(sheet: Sheet) -> dict[str, Place]:
    office = sheet.office
    return {
        "organ": office.organ,
        "jednostka": office.centre,
        "adres_jednostki": office.address,
        "miejscowosc": office.place,
        "kolegium": office.appeal_body,
        "sad": office.court,
        "rodo": office.data_protection or "",
        "kontakt": _contact(office),
        "rachunek": account_text(office.account) if office.account else "",
        "znak": sheet.znak,
        "dzien": day_text(sheet.day),
        "strona": _party(sheet.party),
        "podpis": contents.signature_lines(office, sheet.signature),
        "otrzymuja": sheet.recipients,
    }


def _decision(letter: contents.DecisionLetter) -> dict[str, Place]:
    return {
        "tytul": _title("DECYZJA", letter.number),
        "numer": letter.number or "",
        "podstawa_prawna": ", ".join(letter.basis),
        "wstep": letter.opening,
        "rozstrzygniecie": letter.operative,
        "kwoty": [_granted(one) for one in letter.amounts],
        "zmiany": [
            {
                "swiadczenie": one.benefit,
                "osoba": one.person,
                "okres": months_text(one.first, one.last),
                "przed": "nie przysługiwało" if one.before is None else amount_text(one.before),
                "po": "nie przysługuje" if one.after is None else amount_text(one.after),
            }
            for one in letter.changes
        ],
        "wstrzymanie": [_amount(one) for one in letter.held],
        "nienaleznie": [
            {
                "okres": "–" if one.month is None else months_text(one.month, one.month),
                "dzien": day_text(one.paid_on),
                "kwota": amount_text(one.amount),
            }
            for one in letter.undue
        ],
        "raty": [
            {"numer": str(number), "termin": day_text(one.due_on), "kwota": amount_text(one.amount)}
            for number, one in enumerate(letter.instalments, 1)
        ],
        "wyplata": letter.payment or "",
        "rygor": letter.enforceable or "",
        "uzasadnienie_faktyczne": letter.factual,
        "uzasadnienie_prawne": letter.legal,
        "pouczenie": letter.instruction,
    }


def _order(letter: contents.OrderLetter) -> dict[str, Place]:
    return {
        "tytul": _title("POSTANOWIENIE", letter.number),
        "numer": letter.number or "",
        "sprawa": letter.matter,
        "podstawa_prawna": ", ".join(letter.basis),
        "rozstrzygniecie": letter.operative,
        "uzasadnienie": letter.reasons,
        "pouczenie": letter.instruction,
    }


def _call(letter: contents.CompletionCall) -> dict[str, Place]:
    return {
        "sprawa": letter.matter,
        "dzien_wniosku": day_text(letter.applied_on),
        "podstawa_prawna": letter.basis,
        "braki": letter.missing,
        "termin_dni": str(letter.term_days),
    }


def _start(letter: contents.StartNotice) -> dict[str, Place]:
    return {
        "sprawa": letter.matter,
        "dzien_wszczecia": day_text(letter.started_on),
        "tryb": "z urzędu" if letter.ex_officio else "na wniosek",
    }


def _delay(letter: contents.DelayNotice) -> dict[str, Place]:
    return {
        "sprawa": letter.matter,
        "dzien_wniosku": day_text(letter.started_on),
        "przyczyna": letter.reason,
        "nowy_termin": day_text(letter.new_day),
    }


def _forwarding(letter: contents.Forwarding) -> dict[str, Place]:
    return {
        "sprawa": letter.matter,
        "dzien_wniosku": day_text(letter.applied_on),
        "wlasciwy": _party(letter.competent),
        "przyczyna": letter.reason,
    }


def _left(letter: contents.LeftUnexamined) -> dict[str, Place]:
    return {
        "sprawa": letter.matter,
        "dzien_wniosku": day_text(letter.applied_on),
        "dzien_wezwania": _day(letter.called_on),
        "podstawa_prawna": letter.basis,
        "przyczyna": letter.reason,
    }


def _certificate(letter: contents.Certificate) -> dict[str, Place]:
    return {
        "dzien_wniosku": day_text(letter.requested_on),
        "stwierdza": letter.facts,
        "cel": letter.purpose or "",
    }


def _duties(letter: contents.DutiesNote) -> dict[str, Place]:
    return {
        "sprawa": letter.matter,
        "podstawa_prawna": letter.basis,
        "obowiazki": letter.duties,
        "skutki": letter.consequences,
    }


def _hearing(letter: contents.HearingNotice) -> dict[str, Place]:
    return {"sprawa": letter.matter, "niespelnione": letter.unmet, "termin_dni": str(letter.term_days)}


def _transfer(letter: contents.AppealTransfer) -> dict[str, Place]:
    return {
        "sprawa": letter.matter,
        "odwolujacy": letter.appellant,
        "zaskarzona": letter.decision,
        "dzien_odwolania": day_text(letter.received_on),
        "po_terminie": "" if letter.in_time else "tak",
        "karty": "" if letter.sheets_of_file is None else str(letter.sheets_of_file),
        "stanowisko": letter.stance or "",
    }


def _reminder(letter: contents.Reminder) -> dict[str, Place]:
    return {
        "sprawa": letter.matter,
        "tytul": _title("UPOMNIENIE", letter.number),
        "decyzja": letter.decision,
        "naleznosc": amount_text(letter.principal),
        "odsetki": amount_text(letter.interest),
        "koszty": amount_text(letter.cost) if letter.cost else "",
        "razem": amount_text(letter.principal + letter.interest + (letter.cost or 0)),
        "termin_dni": str(letter.term_days),
    }


def _to_body(letter: contents.ToBody) -> dict[str, Place]:
    return {
        "sprawa": letter.matter,
        "dotyczy": letter.person,
        "podstawa_prawna": letter.basis or "",
        "tresc": letter.said,
        "zalaczniki": letter.enclosed,
    }


def _party(party: Party) -> dict[str, Place]:
    proxy = party.attorney
    return {
        "nazwa": party.name,
        "adres": party.address,
        "pelnomocnik": {"nazwa": proxy.name if proxy else "", "adres": proxy.address if proxy else ()},
    }


def _amount(one: contents.Amount) -> dict[str, Place]:
    return {
        "swiadczenie": one.benefit,
        "osoba": one.person,
        "okres": months_text(one.first, one.last),
        "kwota": amount_text(one.amount),
    }


def _granted(one: contents.Amount) -> dict[str, Place]:
    """A benefit that is given once is no amount a month."""
    if not one.amount:
        return {**_amount(one), "kwota": "–"}
    return {**_amount(one), **({} if one.first == one.last else {"kwota": f"{amount_text(one.amount)} miesięcznie"})}


def _title(name: str, number: str | None) -> str:
    return name if number is None else f"{name} NR {number}"


def _contact(office: contents.Office) -> tuple[str, ...]:
    told = (("tel. ", office.phone), ("e-mail: ", office.email), ("adres do e-Doręczeń: ", office.electronic_address))
    return tuple(f"{name}{value}" for name, value in told if value)


def _day(day: date | None) -> str:
    return "" if day is None else day_text(day)


_FILLED = cast(
    "dict[type[Any], tuple[Kind, Callable[[Any], dict[str, Place]]]]",
    {
        contents.DecisionLetter: ("decision", _decision),
        contents.OrderLetter: ("order", _order),
        contents.CompletionCall: ("completion_call", _call),
        contents.StartNotice: ("start_notice", _start),
        contents.DelayNotice: ("delay_notice", _delay),
        contents.Forwarding: ("forwarding", _forwarding),
        contents.LeftUnexamined: ("left_unexamined", _left),
        contents.Certificate: ("certificate", _certificate),
        contents.DutiesNote: ("duties_note", _duties),
        contents.HearingNotice: ("hearing_notice", _hearing),
        contents.AppealTransfer: ("appeal_transfer", _transfer),
        contents.Reminder: ("reminder", _reminder),
        contents.ToBody: ("to_body", _to_body),
    },
)
