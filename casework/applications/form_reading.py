"""What an electronic form says, read by the table of the adapter (electronic.yaml). Pure: nothing is looked up and nothing written.

The applicant's name and day of birth and what is asked for must be readable. Whatever else cannot be read is named with its place and left
in the form, which is kept as it came: also a PESEL that fails its check or says another day of birth. A citizen cannot send the form again
with another number, and some numbers were given so (persons/schemas.py), so it is no reason to refuse the application.
"""

import base64
import binascii
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import ValidationError

from casework.addresses.schemas import AddressIn, Use
from casework.applications.content_types import UPLOADED, Recogniser
from casework.applications.form_table import at, code, first, members, of, table, text
from casework.applications.problems import FormRefused
from casework.benefits.forms import ElectronicForm
from casework.persons.schemas import DocumentIn, PersonIn
from kit.identifiers import BadIdentifier, account
from kit.problems import FieldError

MOST_LISTED = 60
"""Members of the family, incomes, attachments: more of one kind than this are left in the form."""
NUMBER_WRONG = "pesel_wrong"
_STATUTORY = frozenset({"ustawowy", "przedstawiciel_ustawowy", "opiekun_prawny", "rodzic", "kurator"})


@dataclass(frozen=True, slots=True)
class Unread:
    """A place in the form that could not be read, and why (a code)."""

    pointer: str
    code: str


class SaidPerson(PersonIn):
    """A person as the form names her. wrong_number: what stands there for her PESEL and cannot be it without a document that shows it."""

    wrong_number: str | None = None


@dataclass(frozen=True, slots=True)
class SaidMember:
    """A member of the family as the form names her; the applicant herself has the relation `wnioskodawca`."""

    pointer: str
    person: SaidPerson
    relation: str
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class SaidIncome:
    """An income as the form declares it. pesel: whose it is, none is the applicant's; amounts: as they stand there."""

    pointer: str
    pesel: str | None
    kind: str
    payer: str | None
    since: str | None
    until: str | None
    amounts: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class SaidPaper:
    """A document that came inside the form."""

    pointer: str
    name: str
    kind: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mapped:
    """What the form says: who applies, for which benefits of this service, and everything that the office need not retype."""

    applicant: SaidPerson
    benefits: tuple[str, ...]
    addresses: tuple[tuple[Use, tuple[str, ...]], ...]
    representative: SaidPerson | None
    representation: Literal["none", "attorney", "statutory"]
    account: tuple[str, str] | None
    family: tuple[SaidMember, ...]
    incomes: tuple[SaidIncome, ...]
    papers: tuple[SaidPaper, ...]
    unread: tuple[Unread, ...]


def read(document: Mapping[str, Any], form: ElectronicForm) -> Mapped:
    """The form by the table of members. Raises FormRefused with the places in the document."""
    benefits = tuple(one.benefit for one in form.asks if not one.when or first(document, one.when) is not None)
    if not benefits:
        raise refused("/document", "nothing_asked", "Formularz nie wskazuje żadnego świadczenia.")
    found = {name: first(document, pointers) for name, pointers in members("members").items()}
    applicant = _applicant(found)
    unread: list[Unread] = []
    if applicant.wrong_number is not None:
        placed = members("members")["pesel"]
        unread.append(Unread(next(one for one in placed if first(document, (one,)) is not None), NUMBER_WRONG))
    return Mapped(
        applicant=applicant,
        benefits=benefits,
        addresses=tuple(_addresses(document, unread)),
        **_representative(document, unread),
        account=_account(document, unread),
        family=tuple(_family(document, applicant, unread)),
        incomes=tuple(_incomes(document, unread)),
        papers=tuple(_papers(document, unread)),
        unread=tuple(unread),
    )


def place_of_applicant(document: Mapping[str, Any]) -> str:
    """Where the form names the applicant."""
    return next((one for one in table()["applicant"] if isinstance(at(document, one), Mapping)), "")


def refused(pointer: str, code: str, message: str) -> FormRefused:
    """A FormRefused of one place."""
    return FormRefused(message, errors=[FieldError(pointer, code, message)])


def _applicant(found: Mapping[str, Any]) -> SaidPerson:
    try:
        return _person(found)
    except ValidationError as error:
        placed = members("members")
        wrong = sorted({str(one["loc"][0]) if one["loc"] else "pesel" for one in error.errors(include_input=False)})
        raise FormRefused(
            "Formularz nie zawiera poprawnych danych wnioskodawcy.",
            errors=[
                FieldError(f"/document{placed[name][0]}", "member_wrong", "Brak danych albo błędna wartość.")
                for name in (one if one in placed else "document_number" for one in wrong)
            ],
        ) from None


def _document_type(kind: object) -> str:
    said = code(kind)[:40]
    return said if said[:1].isalpha() else "dokument"


def _person(found: Mapping[str, Any]) -> SaidPerson:
    number = found["document_number"]
    paper = DocumentIn(type=_document_type(found["document_type"]), number=number) if number else None
    named = {name: found[name] for name in ("first_name", "last_name", "birth_date")} | {"document": paper}
    try:
        return SaidPerson.model_validate({**named, "pesel": found["pesel"]})
    except ValidationError as error:
        # Of the whole person only the day of birth is asked, against the number.
        if any(one["loc"] and one["loc"][0] != "pesel" for one in error.errors(include_input=False)):
            raise
        return SaidPerson.model_validate({**named, "wrong_number": str(found["pesel"]).strip()})


def _representative(document: Mapping[str, Any], unread: list[Unread]) -> dict[str, Any]:
    nobody = {"representative": None, "representation": "none"}
    for pointer in table()["representative"]:
        node = at(document, pointer)
        if not isinstance(node, Mapping):
            continue
        try:
            person = _person(of("of_person", node))
        except ValidationError:
            unread.append(Unread(pointer, "person_wrong"))
            return nobody
        if person.wrong_number is not None:
            unread.append(Unread(pointer, NUMBER_WRONG))
        statutory = code(of("of_representative", node)["kind"]) in _STATUTORY
        return {"representative": person, "representation": "statutory" if statutory else "attorney"}
    return nobody


def _addresses(document: Mapping[str, Any], unread: list[Unread]) -> Iterator[tuple[Use, tuple[str, ...]]]:
    uses: tuple[Use, ...] = ("residence", "correspondence")
    for use in uses:
        pointer = next((one for one in table()["addresses"][use] if isinstance(at(document, one), Mapping)), None)
        if pointer is None:
            continue
        told = {name: str(value or "").strip() for name, value in of("of_address", at(document, pointer)).items()}
        flat = f" m. {told['flat']}" if told["flat"] else ""
        street = f"{told['street'] or told['town']} {told['house']}{flat}".strip()
        town = f"{told['postcode']} {told['town']}".strip()
        lines = tuple(dict.fromkeys(one for one in (street, town) if one))
        if not lines:
            continue
        try:
            yield use, AddressIn.model_validate({"use": use, "since": "2000-01-01", "lines": lines}).lines
        except ValidationError:
            unread.append(Unread(pointer, "address_wrong"))


def _account(document: Mapping[str, Any], unread: list[Unread]) -> tuple[str, str] | None:
    for pointer in members("members")["account"]:
        said = first(document, (pointer,))
        if said is None:
            continue
        try:
            return pointer, account(str(said)).nrb
        except BadIdentifier:
            unread.append(Unread(pointer, "account_wrong"))
    return None


def _family(document: Mapping[str, Any], applicant: SaidPerson, unread: list[Unread]) -> Iterator[SaidMember]:
    listed = list(_listed(document, "family", unread))
    if not listed:
        return
    named = {text(of("of_person", node)["pesel"]) for _, node in listed}
    own_number = applicant.pesel or applicant.wrong_number
    if own_number is None or own_number not in named:
        yield SaidMember(place_of_applicant(document), applicant, "wnioskodawca", None, None)
    for pointer, node in listed:
        told = of("of_member", node)
        try:
            person = _person(of("of_person", node))
        except ValidationError:
            unread.append(Unread(pointer, "person_wrong"))
            continue
        number = person.pesel or person.wrong_number
        relation = "wnioskodawca" if own_number and number == own_number else str(told["relation"] or "")
        if person.wrong_number is not None and relation != "wnioskodawca":
            unread.append(Unread(pointer, NUMBER_WRONG))
        yield SaidMember(pointer, person, relation, text(told["since"]), text(told["until"]))


def _incomes(document: Mapping[str, Any], unread: list[Unread]) -> Iterator[SaidIncome]:
    for pointer, node in _listed(document, "incomes", unread):
        told = of("of_income", node)
        listed: Any = next((node.get(name) for name in members("of_income")["amounts"] if node.get(name)), [])
        amounts = (
            [of("of_amount", one) for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []
        )
        yield SaidIncome(
            pointer,
            text(told["pesel"]),
            str(told["kind"] or ""),
            text(told["payer"]),
            text(told["since"]),
            text(told["until"]),
            tuple({name: str(value) for name, value in one.items() if value is not None} for one in amounts),
        )


def _papers(document: Mapping[str, Any], unread: list[Unread]) -> Iterator[SaidPaper]:
    for pointer, node in _listed(document, "attachments", unread):
        told = of("of_attachment", node)
        try:
            content = base64.b64decode(str(told["content"] or ""), validate=True)
        except (binascii.Error, ValueError):
            content = b""
        recogniser = Recogniser()
        recogniser.feed(content)
        media_type = recogniser.media_type()
        if not content or media_type not in UPLOADED:
            unread.append(Unread(pointer, "attachment_unreadable"))
            continue
        yield SaidPaper(pointer, str(told["name"] or ""), str(told["kind"] or ""), media_type, content)


def _listed(document: Mapping[str, Any], what: str, unread: list[Unread]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for pointer in table()[what]:
        nodes = at(document, pointer)
        if not isinstance(nodes, list):
            continue
        for number, node in enumerate(nodes):
            if number >= MOST_LISTED or not isinstance(node, Mapping):
                unread.append(Unread(f"{pointer}/{number}", "not_read"))
                if number >= MOST_LISTED:
                    return
            else:
                yield f"{pointer}/{number}", node
