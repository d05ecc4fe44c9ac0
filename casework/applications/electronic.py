"""The one adapter of electronic applications: the ministry's form as JSON, mapped by a table to an application of ours.

The table (electronic.yaml for what all forms share, forms.yaml of each service for what a form asks for) is our own and unconfirmed:
the form as it came is kept with the application, so that nothing of it is lost by a mapping that is mended later. What it declares of
the family, incomes and the account is proposed (proposing.py); the clerk establishes it.
"""

import json
from typing import Literal
from uuid import UUID

from casework.addresses import service as addresses
from casework.addresses.schemas import AddressIn
from casework.applications.attachments import Described, attach_bytes
from casework.applications.content_types import JSON
from casework.applications.desk import Desk
from casework.applications.electronic_schemas import ElectronicFormOut, ElectronicIn
from casework.applications.form_reading import Mapped, SaidPaper, SaidPerson, read, refused
from casework.applications.form_table import codes
from casework.applications.intake import Electronic, register
from casework.applications.problems import AttachmentExists
from casework.applications.schemas import ApplicationIn
from casework.benefits.attachments import FORM
from casework.benefits.forms import ElectronicForm
from casework.identity import person_identity
from casework.persons import service as persons
from casework.persons import store as person_store
from kit.audit import Auditor
from kit.feed.envelope import new_id
from kit.idempotency import Answer

_NAMELESS = "zalacznik"


async def take(desk: Desk, order: ElectronicIn, audit: Auditor) -> Answer:
    """Enters an electronic application and keeps the form as it came. Raises FormRefused and what intake raises."""
    form = desk.catalogue.forms.get(order.form)
    if form is None:
        raise refused("/form", "unknown_form", "Ta usługa nie przyjmuje takiego formularza.")
    mapped = read(order.document, form)
    applicant = await known(desk, mapped.applicant, audit)
    representative = None if mapped.representative is None else await known(desk, mapped.representative, audit)
    if representative == applicant:
        representative = None
    representation: Literal["none", "attorney", "statutory"] = (
        "none" if representative is None else mapped.representation
    )
    answer = await register(
        desk,
        ApplicationIn(
            form="electronic_form",
            portal=order.portal,
            proof=order.proof,
            received_on=order.received_on,
            posted_on=order.posted_on,
            applicant=applicant,
            representation=representation,
            representative=representative,
            household=order.household,
            benefits=list(mapped.benefits),
            unit=order.unit,
            no_address=not mapped.addresses and not any(one.code == "address_wrong" for one in mapped.unread),
        ),
        Electronic(order.form),
    )
    content = json.dumps(dict(order.document), ensure_ascii=False, indent=2).encode()
    came = Described(FORM, order.received_on, order.posted_on)
    await attach_bytes(desk, answer.id, f"wniosek-{order.form}.json", JSON, content, came)
    await _papers(desk, answer.id, mapped, order)
    await _addresses(desk, answer.id, applicant, mapped, order, audit)
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


async def known(desk: Desk, person: SaidPerson, audit: Auditor) -> UUID:
    """A person of the form in the register; whoever is not known yet is registered with what the form says.

    With a number that cannot be hers she is registered without one: the clerk finds out which it is (proposed-facts names the place).
    """
    found = await registered(desk, person)
    if found is not None:
        await desk.note("looked_up", "person", found)
        return found
    made = await persons.register(db=desk.db, keys=desk.keys, audit=audit, person=person, today=desk.today)
    return made.id


async def registered(desk: Desk, person: SaidPerson) -> UUID | None:
    """Who of the register has the number that the form gives her, None when nobody has.

    A number that fails its check is hers where the register has it, by a document that shows it, with the same day of birth.
    """
    row = None
    if (number := person.pesel or person.wrong_number) is not None:
        row = await person_store.with_pesel(desk.db, desk.keys.index_candidates(desk.db.gmina, "pesel", number))
        if row is not None and person.pesel is None and row.birth_date != person.birth_date:
            row = None
    if row is not None or person.pesel is not None:
        return None if row is None else row.id
    if person.document is not None:
        identity = person_identity(None, (person.document.type, person.document.number), new_id())
        row = await person_store.with_document(desk.db, desk.keys.index_candidates(desk.db.gmina, "document", identity))
    return None if row is None else row.id


async def _papers(desk: Desk, application: UUID, mapped: Mapped, order: ElectronicIn) -> None:
    allowed = desk.catalogue.attachments.allowed(mapped.benefits)
    for paper in mapped.papers:
        kind = next((one for one in codes("attachment", paper.kind) if one in allowed and one != FORM), None)
        came = Described(kind, order.received_on, order.posted_on)
        try:
            await attach_bytes(desk, application, _name(paper), paper.media_type, paper.content, came)
        except AttachmentExists:
            # The same document twice in one form is one document.
            continue


def _name(paper: SaidPaper) -> str:
    kept = "".join(one for one in paper.name if one.isprintable() and one not in "/\\").strip()
    return kept[:200] or _NAMELESS


async def _addresses(
    desk: Desk, application: UUID, applicant: UUID, mapped: Mapped, order: ElectronicIn, audit: Auditor
) -> None:
    """What the applicant declares is where her letters go from the day it came (art. 41 k.p.a.), unless it is known already."""
    there = await addresses.in_force(desk.db, desk.keys, applicant, order.received_on)
    for use, lines in mapped.addresses:
        if there.get(use) == lines:
            continue
        await addresses.record(
            db=desk.db,
            keys=desk.keys,
            audit=audit,
            person=applicant,
            order=AddressIn(use=use, since=order.received_on, lines=lines, source="declaration"),
            today=desk.today,
            application=application,
        )
