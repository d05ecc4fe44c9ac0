"""The one adapter of electronic applications: the ministry's form as JSON, mapped by a table to an application of ours.

The table (electronic.yaml for what all forms share, forms.yaml of each service for what a form asks for) is our own and unconfirmed:
the form as it came is kept with the application, so that nothing of it is lost by a mapping that is mended later.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from pydantic import ValidationError

from casework.applications.attachments import attach_text
from casework.applications.content_types import JSON
from casework.applications.desk import Desk
from casework.applications.electronic_schemas import ElectronicFormOut, ElectronicIn
from casework.applications.intake import Electronic, register
from casework.applications.problems import FormRefused
from casework.applications.schemas import ApplicationIn
from casework.benefits.forms import ElectronicForm
from casework.identity import person_identity
from casework.persons import service as persons
from casework.persons import store as person_store
from casework.persons.schemas import DocumentIn, PersonIn
from kit.audit import Auditor
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.problems import FieldError

_TABLE = Path(__file__).with_name("electronic.yaml")
_REFUSED_VALUES = (None, False, "", "0", "N", "n", "NIE", "nie", "false", 0)


@dataclass(frozen=True, slots=True)
class Mapped:
    """What the form says: who applies, whether she gave an address, and for which benefits of this service."""

    applicant: PersonIn
    has_address: bool
    benefits: tuple[str, ...]


async def take(desk: Desk, order: ElectronicIn, audit: Auditor) -> Answer:
    """Enters an electronic application and keeps the form as it came. Raises FormRefused and what intake raises."""
    form = desk.catalogue.forms.get(order.form)
    if form is None:
        raise _refused("/form", "unknown_form", "Ta usługa nie przyjmuje takiego formularza.")
    mapped = read(order.document, form)
    known = await _known(desk, mapped.applicant, audit)
    answer = await register(
        desk,
        ApplicationIn(
            form="electronic_form",
            portal=order.portal,
            proof=order.proof,
            received_on=order.received_on,
            posted_on=order.posted_on,
            applicant=known,
            household=order.household,
            benefits=list(mapped.benefits),
            unit=order.unit,
            no_address=not mapped.has_address,
        ),
        Electronic(order.form),
    )
    content = json.dumps(dict(order.document), ensure_ascii=False, indent=2).encode()
    await attach_text(desk, answer.id, f"wniosek-{order.form}.json", JSON, content)
    return answer


def described(form: ElectronicForm) -> ElectronicFormOut:
    """The form as the API shows it."""
    return ElectronicFormOut(
        form=form.symbol,
        title=form.title,
        benefits=[one.benefit for one in form.asks],
        confidence=form.confidence,
        source=form.source,
    )


def read(document: Mapping[str, Any], form: ElectronicForm) -> Mapped:
    """The form by the table of members. Raises FormRefused with the places in the document."""
    found = {name: _first(document, pointers) for name, pointers in members().items()}
    benefits = tuple(one.benefit for one in form.asks if not one.when or _first(document, one.when) is not None)
    if not benefits:
        raise _refused("/document", "nothing_asked", "Formularz nie wskazuje żadnego świadczenia.")
    kind, number = found["document_type"], found["document_number"]
    try:
        paper = DocumentIn(type=_code(kind), number=number) if number else None
        applicant = PersonIn.model_validate(
            {
                "pesel": found["pesel"],
                "document": paper,
                "first_name": found["first_name"],
                "last_name": found["last_name"],
                "birth_date": found["birth_date"],
            }
        )
    except ValidationError as error:
        wrong = sorted({str(one["loc"][0]) if one["loc"] else "pesel" for one in error.errors(include_input=False)})
        raise FormRefused(
            "Formularz nie zawiera poprawnych danych wnioskodawcy.",
            errors=[
                FieldError(f"/document{members()[name][0]}", "member_wrong", "Brak danych albo błędna wartość.")
                for name in (one if one in members() else "document_number" for one in wrong)
            ],
        ) from None
    return Mapped(applicant, any(found[name] is not None for name in ("street", "town")), benefits)


@cache
def members() -> Mapping[str, tuple[str, ...]]:
    """JSON pointers of every member that is read, in the order in which they are tried."""
    table = yaml.safe_load(_TABLE.read_text("utf-8"))
    return {str(name): tuple(map(str, pointers)) for name, pointers in table["members"].items()}


async def _known(desk: Desk, applicant: PersonIn, audit: Auditor) -> UUID:
    """The applicant's id in the register; whoever is not known yet is registered with what the form says."""
    if applicant.pesel is not None:
        row = await person_store.with_pesel(
            desk.db, desk.keys.index_candidates(desk.db.gmina, "pesel", applicant.pesel)
        )
    elif applicant.document is not None:
        identity = person_identity(None, (applicant.document.type, applicant.document.number), new_id())
        row = await person_store.with_document(desk.db, desk.keys.index_candidates(desk.db.gmina, "document", identity))
    else:
        row = None
    if row is not None:
        await desk.note("looked_up", "person", row.id)
        return row.id
    made = await persons.register(db=desk.db, keys=desk.keys, audit=audit, person=applicant, today=desk.today)
    return made.id


def _first(document: Mapping[str, Any], pointers: tuple[str, ...]) -> Any:
    """The first member that is there and says something."""
    for pointer in pointers:
        node: Any = document
        for part in pointer.split("/")[1:]:
            node = node.get(part) if isinstance(node, Mapping) else None
        if isinstance(node, str | bool | int) and node not in _REFUSED_VALUES:
            return node
    return None


def _code(kind: object) -> str:
    text = "".join(one if one.isascii() and one.isalnum() else "_" for one in str(kind or "dokument").lower())
    return text[:40] if text[:1].isalpha() else "dokument"


def _refused(pointer: str, code: str, message: str) -> FormRefused:
    return FormRefused(message, errors=[FieldError(pointer, code, message)])
