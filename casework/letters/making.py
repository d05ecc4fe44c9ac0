"""How a letter comes about: what it says is gathered and its number given in one unit of work, it is put into its forms while nothing of
the database is held, and it is kept in the next. A process that dies in between leaves the number with its decision, whose letter takes it
when it is made again: there is no hole in the register of decisions.
"""

import asyncio
import base64
import hashlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from casework.letters import docx, pdf, store, templates
from casework.letters.contents import Content
from casework.letters.paper import Paper, paper_of
from casework.letters.places import code_of, kind_of
from casework.letters.problems import LetterExists
from casework.letters.sheets import Desk
from casework.letters.tables import LetterBodyRow
from casework.letters.templates import Template
from kit.db import WriteSession, insert_rows
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.secrets import KeyRing, Place

Form = Literal["pdf", "docx"]
MEDIA_TYPES: dict[Form, str] = {"pdf": pdf.MEDIA_TYPE, "docx": docx.MEDIA_TYPE}
_RENDER: dict[Form, Callable[[Paper], bytes]] = {"pdf": pdf.to_pdf, "docx": docx.to_docx}


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


@dataclass(frozen=True, slots=True)
class Ready:
    """A letter that only has to be put into its forms. template: the version it is written by."""

    letter: UUID
    content: Content
    paper: Paper
    whose: Whose
    template: int
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Made:
    """A letter in its forms: what stands in its row, and the sealed bytes."""

    row: dict[str, Any]
    bodies: dict[Form, bytes]


Gather = Callable[[], Awaitable[tuple[Content, Whose]]]
Then = Callable[[UUID], Awaitable[None]]


class Making:
    """One letter that somebody asks for; `gather` finds out what it says, `then` follows once it is kept."""

    def __init__(self, desk: Desk, gather: Gather, then: Then | None = None) -> None:
        self._desk, self._gather, self._then = desk, gather, then
        self._ready: Ready | None = None

    async def prepare(self) -> Answer:
        """The first unit of work. Raises LetterExists, TemplateRefused, LetterTooLong, and what `gather` raises."""
        self._ready = await self._gathered(new_id())
        whose = self._ready.whose
        one_only = whose.decision if whose.act and not whose.draft else None
        if one_only is not None and await store.of_party(self._desk.db, one_only, whose.party) is not None:
            raise LetterExists
        return Answer(id=self._ready.letter, version=1, state="draft" if whose.draft else "made")

    async def make(self, answer: Answer) -> Answer:
        """The second one; of a repeated request it makes what the first did not come to. Raises LetterExists."""
        desk = self._desk
        if await store.letter(desk.db, answer.id) is not None:
            return answer
        ready = self._ready or await self._gathered(answer.id)
        await desk.db.commit()
        made = await asyncio.to_thread(put, desk.keys, desk.db.gmina, ready)
        if not await keep(desk.db, [made]):
            raise LetterExists
        await desk.audit.note(desk.db, "made", "letter", ready.letter)
        if self._then is not None:
            await self._then(ready.letter)
        return answer

    async def _gathered(self, letter: UUID) -> Ready:
        content, whose = await self._gather()
        template = await templates.in_force(self._desk.db, kind_of(content))
        return written(letter, content, whose, template, by=self._desk.by, on=self._desk.today)


def written(letter: UUID, content: Content, whose: Whose, template: Template, *, by: str, on: date) -> Ready:
    """The content in the words of the template. Raises TemplateRefused, LetterTooLong."""
    paper = paper_of(content, template.text, draft=whose.draft)
    return Ready(letter, content, paper, whose, template.version, by, on)


def put(keys: KeyRing, gmina: str, ready: Ready) -> Made:
    """The letter in its forms, sealed; computes and asks nobody, so it runs in a thread."""
    forms: dict[Form, bytes] = {form: render(ready.paper) for form, render in _RENDER.items()}
    whose, sheet = ready.whose, ready.content.sheet
    row: dict[str, Any] = {
        "gmina": gmina, "id": ready.letter, "kind": code_of(kind_of(ready.content)), "znak": sheet.znak, "person": whose.person,
        "party": whose.party, "act": whose.act, "about": whose.about, "about_id": whose.about_id, "decision": whose.decision,
        "draft": whose.draft, "template_version": ready.template, "pdf_sha256": hashlib.sha256(forms["pdf"]).digest(),
        "docx_sha256": hashlib.sha256(forms["docx"]).digest(), "dated": sheet.day, "made_by": ready.by, "made_on": ready.on,
    }  # fmt: skip
    return Made(
        row,
        {
            form: keys.encrypt(base64.b64encode(body).decode(), body_place(gmina), body_key(ready.letter, form))
            for form, body in forms.items()
        },
    )


async def keep(db: WriteSession, made: Sequence[Made]) -> set[UUID]:
    """Letters with their bytes, in two statements; returns those that were not there before, of the same id or for the same party."""
    kept = await store.add(db, [one.row for one in made])
    bodies = [
        LetterBodyRow(gmina=db.gmina, letter=one.row["id"], form=form, body=body)
        for one in made
        if one.row["id"] in kept
        for form, body in one.bodies.items()
    ]
    await insert_rows(db, bodies)
    return kept


def body_place(gmina: str) -> Place:
    """What the bytes of a letter are sealed for."""
    return Place(gmina, "letter_body", "body")


def body_key(letter: UUID, form: Form) -> str:
    """The row that they are sealed for."""
    return f"{letter}|{form}"


async def rendered(paper: Paper, form: Form) -> bytes:
    """The paper in a form, away from the loop that answers requests."""
    return await asyncio.to_thread(_RENDER[form], paper)
