"""Reminders of fees: issued for all that a payer has overdue, delivered, followed by a title (u.p.s. art. 104 ust. 1; u.p.e.a. art. 15)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from casework.applications.desk import Hand
from casework.authority import deciding
from casework.authority.problems import wrong
from casework.authority.rules import Matter
from casework.authority.sight import Sight, hidden_persons
from casework.persons import store as persons
from casework.terms.computing import Term, term
from casework.terms.law import procedure
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.money import grosze, zloty
from kit.paging import Page, PageRequest
from kit.periods import month_of, month_text
from services.social_assistance.fees import reminder_store, store
from services.social_assistance.fees.balance import balance
from services.social_assistance.fees.problems import FeeReminderNotFound, NothingOverdue, ReminderTermRuns
from services.social_assistance.fees.reminder_schemas import (
    FeeReminderDayIn,
    FeeReminderIn,
    FeeReminderLineOut,
    FeeReminderOut,
    FeeReminderShown,
    FeeTitleIn,
)
from services.social_assistance.fees.states import ARTICLES, REMINDER
from services.social_assistance.fees.tables import FeeReminderLineRow, FeeReminderRow, FeeRow

SUBJECT = "fee_reminder"
_ISSUED = "art. 15 § 1 u.p.e.a., art. 104 ust. 1 u.p.s."
Lines = Sequence[tuple[FeeReminderLineRow, FeeRow]]


async def issue(hand: Hand, sight: Sight, body: FeeReminderIn) -> Answer:
    """The payer is called upon to pay all that is overdue. Raises NothingOverdue, ValidationFailed, OfficialExcluded, DayOutOfOrder."""
    found = await persons.load(hand.db, body.payer)
    if found is None or await hidden_persons(hand.db, sight, {body.payer}):
        raise wrong("/payer", "person_unknown", "Tej osoby nie ma w rejestrze.")
    on = hand.day(body.on, date.min)
    fees = await reminder_store.overdue(hand.db, sight, body.payer, body.unit, on)
    await deciding.not_excluded(hand.db, hand.by, _matter(body.payer, fees), hand.today)
    owed = await _open(hand, fees)
    if not any(owed.values()):
        raise NothingOverdue
    row = FeeReminderRow(
        gmina=hand.db.gmina, id=new_id(), payer=body.payer, unit=body.unit, sign=body.sign,
        cost=0 if body.cost is None else grosze(body.cost), issued_on=on, noted_by=hand.by,
    )  # fmt: skip
    hand.db.add(row)
    await hand.db.flush()
    hand.db.add_all(
        FeeReminderLineRow(gmina=row.gmina, reminder=row.id, fee=fee, owed=amount)
        for fee, amount in owed.items()
        if amount
    )
    await hand.db.flush()
    await hand.note("issue", SUBJECT, row.id, legal_basis=_ISSUED)
    return Answer(id=row.id, version=row.version, state=row.state)


async def deliver(hand: Hand, sight: Sight, reminder: UUID, body: FeeReminderDayIn, version: int) -> Answer:
    """It was delivered: the payer's term runs. Raises FeeReminderNotFound, TransitionNotAllowed, DayOutOfOrder."""
    row, _ = await _opened(hand, sight, reminder, version)
    state = REMINDER.move(row.state, "deliver")
    row.delivered_on = hand.day(body.on, row.issued_on)
    return await _changed(hand, row, "deliver", state)


async def title(hand: Hand, sight: Sight, reminder: UUID, body: FeeTitleIn, version: int) -> Answer:
    """An enforcement title for what is open still. Raises FeeReminderNotFound, TransitionNotAllowed, ReminderTermRuns, NothingOverdue."""
    row, lines = await _opened(hand, sight, reminder, version)
    state = REMINDER.move(row.state, "title")
    on, pay = hand.day(body.on, row.delivered_on or row.issued_on), _term(row)
    if pay is None or on < pay.over_on:
        raise ReminderTermRuns
    if not any((await _open(hand, [fee for _, fee in lines])).values()):
        raise NothingOverdue
    row.titled_on, row.title_sign = on, body.sign
    return await _changed(hand, row, "title", state)


async def close(hand: Hand, sight: Sight, reminder: UUID, version: int, step: str) -> Answer:
    """It is withdrawn, or enforcement ended: what is open may be reminded of again. Raises FeeReminderNotFound, TransitionNotAllowed."""
    row, _ = await _opened(hand, sight, reminder, version)
    return await _changed(hand, row, step, REMINDER.move(row.state, step))


async def page(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: reminder_store.Filters, sort: str, *, everything: bool
) -> Page[FeeReminderOut]:
    """Reminders by the day of their issue."""
    keyset = paging.keyset(f"{SUBJECT} by {sort}", {"gmina": hand.db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    found = await reminder_store.page(hand.db, sight, wanted, after=after, descending=sort.startswith("-"), fetch=fetch)
    await hand.note("exported" if everything else "listed", SUBJECT, wanted.payer or wanted.fee)
    rows, cursor = (list(found), None) if everything else keyset.page(found, lambda row: (row.issued_on, row.id))
    of = await reminder_store.lines(hand.db, [row.id for row in rows])
    owed = await _open(hand, [fee for lines in of.values() for _, fee in lines])
    return Page(items=[FeeReminderOut.model_validate(_told(row, of[row.id], owed)) for row in rows], next_cursor=cursor)


async def show(hand: Hand, sight: Sight, reminder: UUID) -> FeeReminderShown:
    """A reminder with its fees. Raises FeeReminderNotFound."""
    row = await reminder_store.load(hand.db, sight, reminder)
    if row is None:
        raise FeeReminderNotFound
    await hand.note("read", SUBJECT, row.id)
    lines = (await reminder_store.lines(hand.db, [row.id]))[row.id]
    owed = await _open(hand, [fee for _, fee in lines])
    told = [
        FeeReminderLineOut(
            fee=fee.id, benefit=fee.benefit, month=month_text(month_of(fee.month)), due_on=fee.due_on,
            owed=zloty(line.owed), open=zloty(min(line.owed, owed[fee.id])),
        )
        for line, fee in lines
    ]  # fmt: skip
    return FeeReminderShown.model_validate(_told(row, lines, owed) | {"lines": told})


def _told(row: FeeReminderRow, lines: Lines, owed: Mapping[UUID, int]) -> dict[str, Any]:
    pay = _term(row)
    return row.model_dump() | {
        "cost": zloty(row.cost),
        "pay_by": None if pay is None else pay.last_day,
        "owed": zloty(sum(line.owed for line, _ in lines)),
        "open": zloty(sum(min(line.owed, owed[fee.id]) for line, fee in lines)),
        "allowed": list(REMINDER.allowed(row.state)),
    }


def _term(row: FeeReminderRow) -> Term | None:
    """The payer's term after a delivery (art. 15 § 1)."""
    if row.delivered_on is None:
        return None
    return term(row.delivered_on, procedure().on(row.delivered_on).count("upea_reminder_term_days"), "days")


async def _open(hand: Hand, fees: Sequence[FeeRow]) -> dict[UUID, int]:
    """What is open of each fee now."""
    entries = await store.entries(hand.db, [one.id for one in fees])
    return {one.id: balance(store.as_entries(entries[one.id])).open for one in fees}


def _matter(payer: UUID, fees: Sequence[FeeRow]) -> Matter:
    return Matter(frozenset({payer, *(one.payer for one in fees), *(one.person for one in fees)}))


async def _opened(hand: Hand, sight: Sight, reminder: UUID, version: int) -> tuple[FeeReminderRow, Lines]:
    """The reminder, kept from other writers. Raises FeeReminderNotFound, PreconditionFailed, OfficialExcluded."""
    row = await reminder_store.load(hand.db, sight, reminder, lock=True)
    if row is None:
        raise FeeReminderNotFound
    check_version(version, row.version)
    lines = (await reminder_store.lines(hand.db, [row.id]))[row.id]
    await deciding.not_excluded(hand.db, hand.by, _matter(row.payer, [fee for _, fee in lines]), hand.today)
    return row, lines


async def _changed(hand: Hand, row: FeeReminderRow, step: str, state: str) -> Answer:
    row.state, row.version = state, row.version + 1
    await hand.db.flush()
    await hand.note(step, SUBJECT, row.id, legal_basis=ARTICLES.get(step))
    return Answer(id=row.id, version=row.version, state=row.state)
