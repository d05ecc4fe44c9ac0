"""What every step of a document has in common: it is opened at the version that was read, and stands in its new state."""

from uuid import UUID

from kit.etag import check_version
from kit.idempotency import Answer
from services.social_assistance.third_parties import store
from services.social_assistance.third_parties.desk import Desk
from services.social_assistance.third_parties.problems import InvoiceNotFound
from services.social_assistance.third_parties.states import ARTICLES
from services.social_assistance.third_parties.tables import InvoiceRow

SUBJECT = "invoice"


async def opened(desk: Desk, invoice: UUID, version: int) -> InvoiceRow:
    """The document, kept from other writers. Raises InvoiceNotFound, PreconditionFailed."""
    row = await store.load(desk.hand.db, desk.sight, invoice, lock=True)
    if row is None:
        raise InvoiceNotFound
    check_version(version, row.version)
    return row


async def changed(desk: Desk, row: InvoiceRow, step: str, state: str) -> Answer:
    """The document in its new state, noted in the audit."""
    row.state, row.version = state, row.version + 1
    await desk.hand.db.flush()
    await desk.hand.note(step, SUBJECT, row.id, legal_basis=ARTICLES.get(step))
    return Answer(id=row.id, version=row.version, state=row.state)
