"""Making and reading letters. What was made is kept in both forms, encrypted, with its digest, and never changed."""

import base64
from dataclasses import asdict
from uuid import UUID

from casework.applications import store as applications
from casework.authority.sight import Sight
from casework.authority.taking_part import takes_no_part
from casework.benefits.catalogue import Catalogue
from casework.decisions import store as decisions
from casework.decisions.service import DecisionNotFound, of_the_organ
from casework.decisions.tables import DecisionRow
from casework.deliveries.tables import PartyRow
from casework.letters import gathering, store
from casework.letters.contents import Content
from casework.letters.further import content_of
from casework.letters.further_schemas import CompletionCallIn, FurtherLetterIn
from casework.letters.making import MEDIA_TYPES, Form, Making, Whose, body_key, body_place, rendered
from casework.letters.matters import matter_of
from casework.letters.problems import DecisionWithdrawn, LetterNotFound
from casework.letters.schemas import DecisionLetterIn, LetterOut
from casework.letters.sheets import Desk
from casework.letters.tables import LetterRow
from kit.audit import Auditor
from kit.db import WriteSession
from kit.paging import Page, PageRequest
from kit.secrets import KeyRing

__all__ = ["MEDIA_TYPES", "Form", "further", "of_decision", "page", "read", "rendered", "whose_act"]


def of_decision(*, desk: Desk, catalogue: Catalogue, decision: UUID, order: DecisionLetterIn) -> Making:
    """The letter of a decision to one of its parties: drafts until the decision is issued, from then on the one and only.

    Preparing raises DecisionNotFound, DecisionWithdrawn, LetterExists, and what gathering.of_decision raises.
    """

    async def gather() -> tuple[Content, Whose]:
        row = await decisions.load(desk.db, decision)
        if row is None:
            raise DecisionNotFound
        if row.state == "withdrawn":
            raise DecisionWithdrawn
        of_the_organ(row)
        party, parties = await gathering.chosen_party(desk, row, order.party)
        return await gathering.of_decision(desk, catalogue, row, party, parties), whose_act(row, party)

    return Making(desk, gather)


def whose_act(row: DecisionRow, party: PartyRow) -> Whose:
    """The decision itself, to the party; a draft until it is issued."""
    return Whose(party.person, row.id, row.state in gathering.DRAFTS, party=party.id, act=True)


def further(*, desk: Desk, catalogue: Catalogue, sight: Sight, order: FurtherLetterIn) -> Making:
    """Any other letter, about a matter of the registers that is seen. Preparing raises ValidationFailed, and what content_of raises."""

    async def gather() -> tuple[Content, Whose]:
        day = order.day or desk.today
        matter = await matter_of(desk, catalogue, sight, order.reference(), day)
        name, thing = order.reference()
        await takes_no_part(desk.db, desk.by, {name: str(thing)}, None, desk.today)
        content = await content_of(desk, catalogue, order, matter, day)
        about, about_id = order.reference()
        return content, Whose(
            matter.person, matter.decision, order.draft, party=matter.party_row, about=about, about_id=about_id
        )

    async def link(letter: UUID) -> None:
        if isinstance(order, CompletionCallIn) and not order.draft:
            await _of_call(desk, order, letter)

    return Making(desk, gather, link)


async def read(*, db: WriteSession, keys: KeyRing, audit: Auditor, letter: UUID, form: Form) -> tuple[LetterRow, bytes]:
    """The letter and its bytes; the reading is audited."""
    row, stored = await store.letter(db, letter), await store.body(db, letter, form)
    if row is None or stored is None:
        raise LetterNotFound
    await audit.note(db, "read", "letter", row.id)
    sealed = keys.decrypt(stored.body, body_place(db.gmina), body_key(row.id, form))
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


async def _of_call(desk: Desk, order: CompletionCallIn, letter: UUID) -> None:
    """The call is made by this letter, unless another one was named with it before."""
    calls = [one for one in await applications.calls(desk.db, order.application) if order.call in (None, one.number)]
    if calls and calls[-1].letter is None:
        calls[-1].letter = letter
        await desk.db.flush()


def _out(row: LetterRow) -> LetterOut:
    digests = {"pdf_sha256": row.pdf_sha256.hex(), "docx_sha256": row.docx_sha256.hex()}
    return LetterOut.model_validate({name: getattr(row, name) for name in LetterOut.model_fields} | digests)
