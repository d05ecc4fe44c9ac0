"""What is done with a document of a third party: registered, checked by others, accepted, paid once, or given back to its issuer."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from casework.authority import deciding
from casework.authority.problems import wrong
from casework.authority.rules import Matter
from casework.facts.budget_year import may_belong
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.money import grosze
from kit.periods import first_day, last_day, month_of, parse_month
from services.social_assistance.third_parties import store, telling
from services.social_assistance.third_parties.desk import Desk, Merits
from services.social_assistance.third_parties.numbering import number_key
from services.social_assistance.third_parties.problems import (
    AllocationDiffers,
    InvoiceCorrected,
    InvoiceExists,
    InvoiceNotFound,
    InvoiceOtherYear,
    SameChecker,
    ThirdPartyNotFound,
)
from services.social_assistance.third_parties.schemas import DayIn, InvoiceIn, PaidIn, ReasonIn
from services.social_assistance.third_parties.states import INVOICE
from services.social_assistance.third_parties.steps import SUBJECT, changed, opened
from services.social_assistance.third_parties.tables import AllocationRow, InvoiceRow

_NUMBER = "invoice_number_idx"
"""The index that holds a number of one third party once (migrations/versions, 0150)."""


async def register(desk: Desk, order: InvoiceIn) -> Answer:
    """Keeps the document. Raises ThirdPartyNotFound, InvoiceExists, InvoiceNotFound, DayOutOfOrder, ValidationFailed."""
    hand = desk.hand
    party = await store.party(hand.db, desk.sight, order.third_party)
    if party is None:
        raise ThirdPartyNotFound
    if order.issued_on < party.since or (party.until is not None and order.issued_on > party.until):
        raise wrong("/third_party", "third_party_closed", "W tym dniu kontrahenta nie było w rejestrze.")
    received_on = hand.day(order.received_on, order.issued_on)
    key = number_key(order.number)
    if await store.of_number(hand.db, party.id, key) is not None:
        raise InvoiceExists
    if order.corrects is not None:
        await _corrects(desk, order.corrects, party.id, grosze(order.amount))
    row = InvoiceRow(
        gmina=hand.db.gmina, id=new_id(), third_party=party.id, kind=order.kind, number=order.number, number_key=key,
        corrects=order.corrects, service_month=first_day(parse_month(order.service_month)), issued_on=order.issued_on,
        received_on=received_on, due_on=order.due_on, amount=grosze(order.amount), purpose=order.purpose, unit=party.unit,
        noted_by=hand.by,
    )  # fmt: skip
    hand.db.add(row)
    try:
        await hand.db.flush()
    except IntegrityError as error:
        if getattr(getattr(error.orig, "diag", None), "constraint_name", None) != _NUMBER:
            raise
        # Registered by somebody else in the same moment.
        raise InvoiceExists from None
    await hand.note("registered", SUBJECT, row.id)
    return Answer(id=row.id, version=row.version, state=row.state)


async def check(desk: Desk, merits: Merits, invoice: UUID, order: DayIn, version: int) -> Answer:
    """An official who neither registered nor divided it confirms by its merits that the service was given. Raises SameChecker,
    AllocationDiffers, OfficialExcluded, and what the register of the service refuses."""
    row = await opened(desk, invoice, version)
    state = INVOICE.move(row.state, "check")
    allocations = await _whole(desk, row)
    if desk.hand.by in {row.noted_by, *(one.noted_by for one in allocations)}:
        raise SameChecker
    if row.purpose in merits:
        await merits[row.purpose](desk, row, allocations)
    row.checked_by, row.checked_on = desk.hand.by, desk.hand.day(order.on, row.received_on)
    return await changed(desk, row, "check", state)


async def control(desk: Desk, invoice: UUID, order: DayIn, version: int) -> Answer:
    """The accountant confirms its form and its sums. Raises SameChecker, DayOutOfOrder."""
    row = await opened(desk, invoice, version)
    state = INVOICE.move(row.state, "control")
    if desk.hand.by in (row.noted_by, row.checked_by):
        raise SameChecker
    row.controlled_by = desk.hand.by
    row.controlled_on = desk.hand.day(order.on, row.checked_on or row.received_on)
    return await changed(desk, row, "control", state)


async def accept(desk: Desk, invoice: UUID, order: DayIn, version: int) -> Answer:
    """The head accepts it for payment: a liability. Raises SameChecker, OfficialExcluded, CannotBeBooked."""
    row, hand = await opened(desk, invoice, version), desk.hand
    state = INVOICE.move(row.state, "accept")
    if hand.by in (row.noted_by, row.checked_by, row.controlled_by):
        raise SameChecker
    await _whole(desk, row)
    on = hand.day(order.on, row.controlled_on or row.received_on)
    await telling.tell(desk, row, "accepted", on, max(row.due_on, on).year)
    row.accepted_by, row.accepted_on = hand.by, on
    return await changed(desk, row, "accept", state)


async def note_paid(desk: Desk, invoice: UUID, order: PaidIn, version: int) -> Answer:
    """The bank's day: an expenditure. What a correction gives back reduces the year of its document only. Raises InvoiceOtherYear."""
    row, hand = await opened(desk, invoice, version), desk.hand
    state = INVOICE.move(row.state, "note_paid")
    on = hand.day(order.on, row.accepted_on or row.received_on)
    year = order.budget_year or on.year
    if not may_belong(year, on, last_day(month_of(row.service_month))):
        raise InvoiceOtherYear
    if row.amount < 0 and row.corrects is not None:
        corrected = await store.load(hand.db, desk.sight, row.corrects)
        if corrected is None or corrected.budget_year != year:
            raise InvoiceOtherYear("Zwrot za rok ubiegły jest dochodem, a nie zmniejszeniem wydatków.")
    await telling.tell(desk, row, "paid", on, year)
    row.paid_on, row.budget_year, row.document = on, year, order.document
    return await changed(desk, row, "note_paid", state)


async def take_back_payment(desk: Desk, invoice: UUID, order: ReasonIn, version: int) -> Answer:
    """The payment was noted in error: what the log was told of it is taken back. Raises InvoiceOtherYear, InvoiceCorrected."""
    row = await opened(desk, invoice, version)
    state = INVOICE.move(row.state, "take_back_payment")
    _same_year(row.budget_year, desk.hand.today)
    await _uncorrected(desk, row)
    await telling.take_back(desk, row, "paid")
    row.paid_on = row.budget_year = row.document = None
    row.reason = order.reason
    return await changed(desk, row, "take_back_payment", state)


async def withdraw_acceptance(desk: Desk, invoice: UUID, order: ReasonIn, version: int) -> Answer:
    """The acceptance was an error: the liability is taken back, and the document is checked anew. Raises InvoiceOtherYear,
    InvoiceCorrected."""
    row = await opened(desk, invoice, version)
    state = INVOICE.move(row.state, "withdraw_acceptance")
    _same_year(None if row.accepted_on is None else max(row.due_on, row.accepted_on).year, desk.hand.today)
    await _uncorrected(desk, row)
    await telling.take_back(desk, row, "accepted")
    row.accepted_by = row.accepted_on = None
    _unchecked(row)
    row.reason = order.reason
    return await changed(desk, row, "withdraw_acceptance", state)


async def send_back(desk: Desk, invoice: UUID, order: ReasonIn, version: int) -> Answer:
    """Whoever checks it found something wrong in the division: it is divided and checked anew."""
    row = await opened(desk, invoice, version)
    state = INVOICE.move(row.state, "send_back")
    _unchecked(row)
    row.reason = order.reason
    return await changed(desk, row, "send_back", state)


async def end(desk: Desk, invoice: UUID, order: ReasonIn, version: int, step: str) -> Answer:
    """The document went back to its issuer (return), or was entered in error (cancel); its number is free again.

    Raises InvoiceCorrected, DayOutOfOrder.
    """
    row = await opened(desk, invoice, version)
    state = INVOICE.move(row.state, step)
    await _uncorrected(desk, row)
    row.ended_on = desk.hand.day(order.on, row.received_on)
    row.reason = order.reason
    return await changed(desk, row, step, state)


async def _corrects(desk: Desk, invoice: UUID, party: UUID, amount: int) -> None:
    """Corrections of a document are registered one after another: together they give back no more than it asks for."""
    corrected = await store.load(desk.hand.db, desk.sight, invoice, lock=True)
    if corrected is None:
        raise InvoiceNotFound
    if corrected.third_party != party or corrected.state not in store.LIVING:
        raise wrong("/corrects", "corrects_unfit", "Korekta dotyczy dokumentu tego samego wystawcy, który obowiązuje.")
    if amount < 0 and corrected.kind != "correction":
        left = corrected.amount + await store.corrected_by(desk.hand.db, corrected.id)
        if left + amount < 0:
            raise wrong("/amount", "corrects_too_much", "Korekty oddają razem więcej, niż wynosi poprawiany dokument.")


async def _whole(desk: Desk, row: InvoiceRow) -> Sequence[AllocationRow]:
    """Everybody's amounts are together the document's, and nobody takes part in a matter from which he is excluded."""
    hand, allocations = desk.hand, await store.allocations(desk.hand.db, [row.id])
    if not allocations or sum(one.amount for one in allocations) != row.amount:
        raise AllocationDiffers
    await deciding.not_excluded(hand.db, hand.by, Matter(frozenset(one.entitled for one in allocations)), hand.today)
    return allocations


async def _uncorrected(desk: Desk, row: InvoiceRow) -> None:
    """What was told of a correction never stands without its document: the correction goes first."""
    if await store.is_corrected(desk.hand.db, row.id):
        raise InvoiceCorrected


def _same_year(year: int | None, today: date) -> None:
    """What the log was told of a closed budget year stays."""
    if year is not None and year < today.year and not may_belong(year, today, date(year, 12, 31)):
        raise InvoiceOtherYear


def _unchecked(row: InvoiceRow) -> None:
    row.checked_by = row.checked_on = row.controlled_by = row.controlled_on = None
