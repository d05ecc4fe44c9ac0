"""Making and reading letters. What was made is kept in both forms, encrypted, with its digest, and never changed."""

import asyncio
import base64
import hashlib
from dataclasses import asdict, dataclass
from typing import Literal
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from casework.applications import store as applications
from casework.authority.sight import Sight
from casework.benefits.catalogue import Catalogue
from casework.decisions import store as decisions
from casework.decisions.service import DecisionNotFound, of_the_organ
from casework.letters import docx, gathering, pdf, store, templates
from casework.letters.contents import Content
from casework.letters.further import content_of
from casework.letters.further_schemas import CompletionCallIn, FurtherLetterIn
from casework.letters.matters import matter_of
from casework.letters.paper import Paper, paper_of
from casework.letters.places import kind_of
from casework.letters.problems import DecisionWithdrawn, LetterExists, LetterNotFound
from casework.letters.schemas import DecisionLetterIn, LetterOut
from casework.letters.sheets import Desk
from casework.letters.tables import LetterBodyRow, LetterRow
from kit.audit import Auditor
from kit.db import WriteSession
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.paging import Page, PageRequest
from kit.secrets import KeyRing, Place

Form = Literal["pdf", "docx"]
MEDIA_TYPES: dict[Form, str] = {"pdf": pdf.MEDIA_TYPE, "docx": docx.MEDIA_TYPE}
_RENDER = {"pdf": pdf.to_pdf, "docx": docx.to_docx}


@dataclass(frozen=True, slots=True)
class Whose:
    """Whom the letter is for, and what it belongs to. act: it is the decision or order itself."""

    person: UUID | None
    decision: UUID | None
    draft: bool
    party: UUID | None = None
    act: bool = False
    about: str | None = None
    about_id: UUID | None = None


async def of_decision(*, desk: Desk, catalogue: Catalogue, decision: UUID, order: DecisionLetterIn) -> Answer:
    """The letter of a decision to one of its parties: drafts until the decision is issued, from then on the one and only.

    Raises DecisionNotFound, DecisionWithdrawn, LetterExists, and what gathering.of_decision raises.
    """
    row = await decisions.load(desk.db, decision)
    if row is None:
        raise DecisionNotFound
    if row.state == "withdrawn":
        raise DecisionWithdrawn
    of_the_organ(row)
    party, parties = await gathering.chosen_party(desk, row, order.party)
    content = await gathering.of_decision(desk, catalogue, row, party, parties)
    draft = row.state in gathering.DRAFTS
    return await _make(desk, content, Whose(party.person, row.id, draft, party=party.id, act=True))


async def further(*, desk: Desk, catalogue: Catalogue, sight: Sight, order: FurtherLetterIn) -> Answer:
    """Any other letter, about a matter of the registers that is seen. Raises ValidationFailed, and what further.content_of raises."""
    day = order.day or desk.today
    matter = await matter_of(desk, catalogue, sight, order.reference(), day)
    content = await content_of(desk, catalogue, order, matter, day)
    about, about_id = order.reference()
    made = await _make(
        desk,
        content,
        Whose(matter.person, matter.decision, order.draft, party=matter.party_row, about=about, about_id=about_id),
    )
    if isinstance(order, CompletionCallIn) and not order.draft:
        await _of_call(desk, order, made.id)
    return made


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
    wanted: store.Filter,
    sort: str,
    everything: bool,
) -> Page[LetterOut]:
    """One page of the letters that are seen; audited, because it says who was written to about what.

    everything: all that the filter leaves, for a file.
    """
    keyset = paging.keyset(f"letters by {sort}", {"gmina": db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    rows = await store.page(db, sight, wanted, after=after, descending=sort.startswith("-"), fetch=fetch)
    shown, cursor = (rows, None) if everything else keyset.page(rows, lambda row: (row.made_on, row.id))
    of = wanted.person or wanted.decision or wanted.about_id
    await audit.note(db, "exported" if everything else "listed", "letter", of)
    return Page(items=[_out(row) for row in shown], next_cursor=cursor)


async def rendered(paper: Paper, form: Form) -> bytes:
    """The paper in a form, away from the loop that answers requests."""
    return await asyncio.to_thread(_RENDER[form], paper)


async def _of_call(desk: Desk, order: CompletionCallIn, letter: UUID) -> None:
    """The call is made by this letter, unless another one was named with it before."""
    calls = [one for one in await applications.calls(desk.db, order.application) if order.call in (None, one.number)]
    if calls and calls[-1].letter is None:
        calls[-1].letter = letter
        await desk.db.flush()


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
            party=whose.party,
            act=whose.act,
            about=whose.about,
            about_id=whose.about_id,
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


def _out(row: LetterRow) -> LetterOut:
    digests = {"pdf_sha256": row.pdf_sha256.hex(), "docx_sha256": row.docx_sha256.hex()}
    return LetterOut.model_validate({name: getattr(row, name) for name in LetterOut.model_fields} | digests)


def _place(gmina: str) -> Place:
    return Place(gmina, "letter_body", "body")


def _key(letter: UUID, form: Form) -> str:
    return f"{letter}|{form}"
