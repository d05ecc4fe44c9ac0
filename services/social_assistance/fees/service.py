"""What is done with fees: money that came, what is let go or given back, errors mended, and how they stand."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from casework.applications.desk import Hand
from casework.authority import deciding
from casework.authority.problems import wrong
from casework.authority.rules import Matter
from casework.authority.sight import Sight
from casework.benefits.catalogue import Catalogue
from kit.etag import check_version
from kit.idempotency import Answer
from kit.money import grosze, zloty
from kit.paging import Page, PageRequest
from kit.periods import month_of, month_text
from services.social_assistance.fees import store
from services.social_assistance.fees.balance import balance, can_be_countered, standing
from services.social_assistance.fees.problems import (
    FeeEntryNotStanding,
    FeeNotFound,
    MoreThanFeeOpen,
    MoreThanOverpaid,
)
from services.social_assistance.fees.schemas import (
    FeeBalanceOut,
    FeeCorrectIn,
    FeeEntryOut,
    FeeGiveBackIn,
    FeeOut,
    FeeReceivedIn,
    FeeShown,
    FeeWriteOffIn,
)
from services.social_assistance.fees.tables import FeeEntryRow, FeeRow
from services.social_assistance.fees.telling import tell

_FEE = "fee"
_WRITTEN_OFF = "art. 104 ust. 4 u.p.s."


async def note_received(
    hand: Hand, sight: Sight, catalogue: Catalogue, fee: UUID, body: FeeReceivedIn, version: int
) -> Answer:
    """Money came in; more than is owed is overpaid. Raises FeeNotFound, PreconditionFailed, DayOutOfOrder, CannotBeBooked."""
    row, entries = await _opened(hand, sight, fee, version)
    entry = _entry(hand, row, entries, "received", _amount(body.amount), hand.day(body.on, row.month))
    entry.document = body.document
    return await _written(hand, catalogue, row, entries, entry, "note_received")


async def write_off(
    hand: Hand, sight: Sight, catalogue: Catalogue, fee: UUID, body: FeeWriteOffIn, version: int
) -> Answer:
    """Part or all of what is open is let go. Raises FeeNotFound, MoreThanFeeOpen, DayOutOfOrder, CannotBeBooked."""
    row, entries = await _opened(hand, sight, fee, version)
    amount = _amount(body.amount)
    if amount > balance(store.as_entries(entries)).open:
        raise MoreThanFeeOpen
    entry = _entry(hand, row, entries, "written_off", amount, hand.day(body.on, row.month))
    entry.reason, entry.document = body.reason, body.document
    return await _written(hand, catalogue, row, entries, entry, "write_off", _WRITTEN_OFF)


async def give_back(
    hand: Hand, sight: Sight, catalogue: Catalogue, fee: UUID, body: FeeGiveBackIn, version: int
) -> Answer:
    """What came in beyond the fee goes back, of one receipt. Raises FeeNotFound, MoreThanOverpaid, DayOutOfOrder, CannotBeBooked."""
    row, entries = await _opened(hand, sight, fee, version)
    amount, known = _amount(body.amount), store.as_entries(entries)
    came = next((one for one in standing(known) if one.number == body.receipt and one.kind == "received"), None)
    if came is None:
        raise wrong("/receipt", "receipt_unknown", "Opłata nie ma takiej wpłaty.")
    in_force = {one.number for one in standing(known)}
    went = sum(one.amount for one in entries if one.gives_back == came.number and one.number in in_force)
    if amount > min(balance(known).overpaid, came.amount - went):
        raise MoreThanOverpaid
    entry = _entry(hand, row, entries, "given_back", amount, hand.day(body.on, came.day))
    entry.gives_back, entry.document = came.number, body.document
    return await _written(hand, catalogue, row, entries, entry, "give_back")


async def correct(
    hand: Hand, sight: Sight, catalogue: Catalogue, fee: UUID, body: FeeCorrectIn, version: int
) -> Answer:
    """An entry made in error is countered. Raises FeeNotFound, FeeEntryNotStanding."""
    row, entries = await _opened(hand, sight, fee, version)
    known = store.as_entries(entries)
    wrong_one = next((one for one in entries if one.number == body.number), None)
    in_force = {one.number for one in standing(known)}
    bears = any(one.gives_back == body.number and one.number in in_force for one in entries)
    # What its register assessed is stated anew there: a fee that stood otherwise here than there would be assessed again.
    if wrong_one is None or wrong_one.kind == "assessed" or bears or not can_be_countered(known, body.number):
        raise FeeEntryNotStanding
    entry = _entry(hand, row, entries, "corrected", wrong_one.amount, hand.today)
    entry.counters = wrong_one.number
    return await _written(hand, catalogue, row, entries, entry, "correct")


async def page(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: store.Filters, sort: str, *, everything: bool
) -> Page[FeeOut]:
    """Fees by the day on which they are due, or by their month."""
    keyset = paging.keyset(f"{_FEE} by {sort}", {"gmina": hand.db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    by = sort.removeprefix("-")
    found = await store.page(
        hand.db, sight, wanted, order_by=by, after=after, descending=sort.startswith("-"), fetch=fetch
    )
    await hand.note("exported" if everything else "listed", _FEE, wanted.payer or wanted.person or wanted.decision)
    rows, cursor = (list(found), None) if everything else keyset.page(found, lambda row: (getattr(row, by), row.id))
    entries = await store.entries(hand.db, [row.id for row in rows])
    return Page(
        items=[FeeOut.model_validate(_told(row, entries[row.id], hand.today)) for row in rows], next_cursor=cursor
    )


async def show(hand: Hand, sight: Sight, fee: UUID) -> FeeShown:
    """A fee with its entries. Raises FeeNotFound."""
    row = await store.load(hand.db, sight, fee)
    if row is None:
        raise FeeNotFound
    await hand.note("read", _FEE, row.id)
    entries = (await store.entries(hand.db, [row.id]))[row.id]
    told = [FeeEntryOut.model_validate(one.model_dump() | {"amount": zloty(one.amount)}) for one in entries]
    return FeeShown.model_validate(_told(row, entries, hand.today) | {"basis": row.basis, "entries": told})


async def payers_balance(hand: Hand, sight: Sight, payer: UUID, on: date) -> FeeBalanceOut:
    """What the payer owes in all at the end of the day, of what is seen."""
    found = await store.page(
        hand.db, sight, store.Filters(payer=payer), order_by="due_on", after=None, descending=False, fetch=None
    )
    await hand.note("read", _FEE, payer)
    entries = await store.entries(hand.db, [row.id for row in found])
    stands = [(row, balance(store.as_entries(entries[row.id]), on)) for row in found]
    return FeeBalanceOut(
        payer=payer,
        on=on,
        fees=sum(bool(one.open or one.overpaid) for _, one in stands),
        open=zloty(sum(one.open for _, one in stands)),
        overdue=zloty(sum(one.open for row, one in stands if row.due_on < on)),
        overpaid=zloty(sum(one.overpaid for _, one in stands)),
    )


def _told(row: FeeRow, entries: Sequence[FeeEntryRow], today: date) -> dict[str, Any]:
    stands = balance(store.as_entries(entries))
    return row.model_dump() | {
        "month": month_text(month_of(row.month)),
        "assessed": zloty(stands.assessed),
        "received": zloty(stands.received),
        "written_off": zloty(stands.written_off),
        "given_back": zloty(stands.given_back),
        "open": zloty(stands.open),
        "overpaid": zloty(stands.overpaid),
        "overdue": stands.open > 0 and row.due_on < today,
    }


def _amount(text: str) -> int:
    amount = grosze(text)
    if not amount:
        raise wrong("/amount", "amount_zero", "Kwota musi być większa od zera.")
    return amount


async def _opened(hand: Hand, sight: Sight, fee: UUID, version: int) -> tuple[FeeRow, Sequence[FeeEntryRow]]:
    """The fee with its entries, kept from other writers. Raises FeeNotFound, PreconditionFailed, OfficialExcluded."""
    row = await store.load(hand.db, sight, fee, lock=True)
    if row is None:
        raise FeeNotFound
    check_version(version, row.version)
    whose = Matter(frozenset({row.payer, row.person}), household=row.household, decision=row.decision)
    await deciding.not_excluded(hand.db, hand.by, whose, hand.today)
    return row, (await store.entries(hand.db, [row.id]))[row.id]


def _entry(hand: Hand, row: FeeRow, entries: Sequence[FeeEntryRow], kind: str, amount: int, day: date) -> FeeEntryRow:
    number = max((one.number for one in entries), default=0) + 1
    return FeeEntryRow(gmina=row.gmina, fee=row.id, number=number, kind=kind, amount=amount, day=day, noted_by=hand.by)


async def _written(
    hand: Hand,
    catalogue: Catalogue,
    row: FeeRow,
    before: Sequence[FeeEntryRow],
    entry: FeeEntryRow,
    step: str,
    article: str | None = None,
) -> Answer:
    hand.db.add(entry)
    row.version += 1
    await hand.db.flush()
    await tell(hand.db, catalogue, [(row, entry)])
    await hand.note(step, _FEE, row.id, legal_basis=article)
    stands = balance(store.as_entries([*before, entry]))
    state = "open" if stands.open else "overpaid" if stands.overpaid else "settled"
    return Answer(id=row.id, version=row.version, state=state)
