"""Making and reading letters. What was made is kept in both forms, encrypted, with its digest, and never changed."""

import asyncio
import base64
import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from casework.authority.sight import Sight, hidden_persons
from casework.authority.signing import signature_of
from casework.benefits.catalogue import Catalogue
from casework.decisions import store as decisions
from casework.decisions.grants import Grant
from casework.decisions.service import DecisionNotFound
from casework.decisions.tables import DecisionRow
from casework.letters import docx, pdf, store, templates
from casework.letters.contents import Content
from casework.letters.deciding import Names, Registers, decision_letter
from casework.letters.paper import Paper, paper_of
from casework.letters.places import kind_of
from casework.letters.problems import DecisionWithdrawn, LetterExists, LetterNotFound
from casework.letters.schemas import DecisionLetterIn, FurtherLetterIn, LetterOut
from casework.letters.tables import LetterBodyRow, LetterRow
from casework.persons import store as persons
from casework.persons.tables import PersonRow
from kit.audit import Auditor
from kit.db import WriteSession
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.paging import Page, PageRequest
from kit.problems import FieldError, ValidationFailed
from kit.secrets import KeyRing, Place

Form = Literal["pdf", "docx"]
MEDIA_TYPES: dict[Form, str] = {"pdf": pdf.MEDIA_TYPE, "docx": docx.MEDIA_TYPE}
_RENDER = {"pdf": pdf.to_pdf, "docx": docx.to_docx}
_DRAFTS = ("prepared", "approved")


@dataclass(frozen=True, slots=True)
class Desk:
    """Who makes the letter, and with what."""

    db: WriteSession
    keys: KeyRing
    audit: Auditor
    by: str
    today: date


@dataclass(frozen=True, slots=True)
class Whose:
    """Whom the letter is for, and the decision that it belongs to."""

    person: UUID
    decision: UUID | None
    draft: bool


async def of_decision(*, desk: Desk, catalogue: Catalogue, decision: UUID, order: DecisionLetterIn) -> Answer:
    """The letter of a decision: a draft until the decision is issued, from then on the one and only."""
    row = await decisions.load(desk.db, decision)
    if row is None:
        raise DecisionNotFound
    if row.state == "withdrawn":
        raise DecisionWithdrawn
    registers = Registers(
        office=order.office.content(),
        signature=order.signature.content() if order.signature else await signature_of(desk.db, row),
        znak=order.znak,
        address=order.address,
        applied_on=order.applied_on,
        payment=order.payment,
        enforceable=order.enforceable,
        recipients=order.recipients,
    )
    content = decision_letter(row, await _names(desk.db, catalogue, row), registers, row.issued_on or desk.today)
    return await _make(desk, content, Whose(row.recipient, row.id, draft=row.state in _DRAFTS))


async def further(*, desk: Desk, sight: Sight, order: FurtherLetterIn) -> Answer:
    """Any other letter, to a person of the register who is seen. Raises ValidationFailed, DecisionNotFound."""
    row = await persons.load(desk.db, order.person)
    if row is None or await hidden_persons(desk.db, sight, [order.person]):
        raise ValidationFailed(
            "Tej osoby nie ma w rejestrze.",
            errors=[FieldError("/person", "person_unknown", "Tej osoby nie ma w rejestrze.")],
        )
    if order.decision is not None and await decisions.load(desk.db, order.decision) is None:
        raise DecisionNotFound
    return await _make(desk, order.content(_name(row)), Whose(order.person, order.decision, order.draft))


async def read(*, db: WriteSession, keys: KeyRing, audit: Auditor, letter: UUID, form: Form) -> tuple[LetterRow, bytes]:
    """The letter and its bytes; the reading is audited."""
    row, stored = await store.letter(db, letter), await store.body(db, letter, form)
    if row is None or stored is None:
        raise LetterNotFound
    await audit.note(db, "read", "letter", row.id)
    sealed = keys.decrypt(stored.body, _place(db.gmina), _key(row.id, form))
    return row, base64.b64decode(sealed)


async def page(
    *,
    db: WriteSession,
    audit: Auditor,
    sight: Sight,
    paging: PageRequest,
    decision: UUID | None,
    person: UUID | None,
) -> Page[LetterOut]:
    """One page of the letters that are seen, the newest first; audited, because it says who was written to about what."""
    keyset = paging.keyset("letters", {"gmina": db.gmina, "decision": decision, "person": person})
    rows = await store.page(db, sight, decision=decision, person=person, after=keyset.after, fetch=keyset.fetch)
    shown, cursor = keyset.page(rows, lambda row: (row.made_on, row.id))
    await audit.note(db, "listed", "letter", person or decision)
    return Page(items=[_out(row) for row in shown], next_cursor=cursor)


async def rendered(paper: Paper, form: Form) -> bytes:
    """The paper in a form, away from the loop that answers requests."""
    return await asyncio.to_thread(_RENDER[form], paper)


async def _make(desk: Desk, content: Content, whose: Whose) -> Answer:
    db, kind = desk.db, kind_of(content)
    template = await templates.in_force(db, kind)
    paper = paper_of(content, template.text, draft=whose.draft)
    letter = new_id()
    bodies: dict[Form, bytes] = {form: await rendered(paper, form) for form in MEDIA_TYPES}
    db.add(
        LetterRow(
            gmina=db.gmina,
            id=letter,
            kind=kind,
            znak=content.sheet.znak,
            person=whose.person,
            decision=whose.decision,
            draft=whose.draft,
            template_version=template.version,
            pdf_sha256=hashlib.sha256(bodies["pdf"]).digest(),
            docx_sha256=hashlib.sha256(bodies["docx"]).digest(),
            dated=content.sheet.day,
            made_by=desk.by,
            made_on=desk.today,
        )
    )
    try:
        await db.flush()
    except IntegrityError:
        raise LetterExists from None
    for form, body in bodies.items():
        sealed = desk.keys.encrypt(base64.b64encode(body).decode(), _place(db.gmina), _key(letter, form))
        db.add(LetterBodyRow(gmina=db.gmina, letter=letter, form=form, body=sealed))
    await db.flush()
    await desk.audit.note(db, "made", "letter", letter)
    return Answer(id=letter, version=1, state="draft" if whose.draft else "made")


async def _names(db: WriteSession, catalogue: Catalogue, row: DecisionRow) -> Names:
    grants = [Grant.from_json(stored) for stored in row.grants]
    known = await persons.many(db, {row.entitled, row.recipient, *(one.entitled for one in grants)}, erased=True)
    codes = {row.benefit, *(one.benefit for one in grants)}
    return Names(
        {person: _name(one) for person, one in known.items()}, {code: catalogue.get(code).name for code in codes}
    )


def _name(row: PersonRow) -> str:
    return f"{row.first_name} {row.last_name}"


def _out(row: LetterRow) -> LetterOut:
    digests = {"pdf_sha256": row.pdf_sha256.hex(), "docx_sha256": row.docx_sha256.hex()}
    return LetterOut.model_validate({name: getattr(row, name) for name in LetterOut.model_fields} | digests)


def _place(gmina: str) -> Place:
    return Place(gmina, "letter_body", "body")


def _key(letter: UUID, form: Form) -> str:
    return f"{letter}|{form}"
