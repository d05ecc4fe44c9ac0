"""Taking evidence: what it names exists, the caller sees it, and no day of it lies ahead."""

from uuid import UUID

from sqlmodel import select

from casework.applications.tables import AttachmentNoteRow, AttachmentRow
from casework.authority.taking_part import takes_no_part
from casework.evidence import sealed, store
from casework.evidence.desk import Desk, known, sees_application
from casework.evidence.problems import refused
from casework.evidence.schemas import EvidenceIn
from casework.evidence.tables import EvidenceRow
from casework.lookups import store as lookups
from kit.feed.envelope import new_id


async def take(desk: Desk, told: EvidenceIn, pointer: str = "/evidence") -> EvidenceRow:
    """Writes the evidence down. Raises FactRefused, OfficialExcluded."""
    known_since = told.known_since or desk.today
    for name, day in (("known_since", known_since), ("dated", told.dated)):
        if day is not None and day > desk.today:
            raise refused(f"{pointer}/{name}", "day_in_future", "Ten dzień jest w przyszłości.")
    if told.dated is not None and told.dated > known_since:
        raise refused(f"{pointer}/known_since", "known_before_dated", "Dowód jest późniejszy niż wiedza o nim.")
    application = told.application
    if told.attachment is not None:
        of = await _attached(desk, told.attachment, f"{pointer}/attachment")
        application = application or of
    if application is not None and not await sees_application(desk, application):
        raise refused(f"{pointer}/application", "application_unknown", "Nie ma takiego podania.")
    if application is not None:
        await takes_no_part(desk.db, desk.by, {"application": str(application)}, None, desk.today)
    if told.interview is not None:
        await _held(desk, told.interview, f"{pointer}/interview")
    if told.lookup is not None:
        await _answered(desk, told.lookup, f"{pointer}/lookup")
    row = EvidenceRow(
        gmina=desk.db.gmina,
        id=new_id(),
        source=told.source,
        attachment=told.attachment,
        lookup=told.lookup,
        interview=told.interview,
        application=application,
        dated=told.dated,
        known_since=known_since,
        recorded_on=desk.today,
        recorded_by=desk.by,
    )
    desk.db.add(row)
    desk.db.add(sealed.seal(desk.keys, desk.db.gmina, row.id, {"described": told.described}))
    await desk.db.flush()
    return row


async def _attached(desk: Desk, attachment: UUID, pointer: str) -> UUID:
    found = await desk.db.get(AttachmentRow, (desk.db.gmina, attachment))
    if found is None or not await sees_application(desk, found.application):
        raise refused(pointer, "attachment_unknown", "Nie ma takiego załącznika.")
    if await _withdrawn(desk, attachment):
        raise refused(pointer, "attachment_withdrawn", "Ten załącznik wycofano z podania.")
    return found.application


async def _withdrawn(desk: Desk, attachment: UUID) -> bool:
    found = await desk.db.exec(
        select(AttachmentNoteRow.number).where(
            AttachmentNoteRow.gmina == desk.db.gmina,
            AttachmentNoteRow.attachment == attachment,
            AttachmentNoteRow.act == "withdrawn",
        )
    )
    return found.first() is not None


async def _held(desk: Desk, interview: UUID, pointer: str) -> None:
    found = await store.newest(desk.db, interview)
    if found is None or found.kind != "interview" or found.state != "standing":
        raise refused(pointer, "interview_unknown", "Nie ma takiego wywiadu.")
    await known(desk, {pointer: found.person}, {pointer: found.household})


async def _answered(desk: Desk, lookup: UUID, pointer: str) -> None:
    row = await lookups.load(desk.db, lookup)
    last = (await lookups.last_answers(desk.db, [lookup])).get(lookup)
    if row is None or last is None or last.state != "answered":
        raise refused(pointer, "lookup_not_answered", "Nie ma takiej odpowiedzi rejestru.")
    await known(desk, {pointer: row.person}, {})
