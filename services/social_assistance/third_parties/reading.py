"""What is shown of third parties' documents: lists, one with its division, the sources that it has or would have."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from casework.booking import CannotBeBooked
from casework.facts.money import thousandths
from kit.money import zloty
from kit.paging import Page, PageRequest
from kit.periods import month_of, month_text
from services.social_assistance.third_parties import store, telling
from services.social_assistance.third_parties.desk import Desk
from services.social_assistance.third_parties.problems import InvoiceNotFound
from services.social_assistance.third_parties.schemas import AllocationOut, InvoiceOut, InvoiceShown, LineOut
from services.social_assistance.third_parties.states import INVOICE
from services.social_assistance.third_parties.steps import SUBJECT
from services.social_assistance.third_parties.tables import AllocationRow, InvoiceRow

_UNPAID = frozenset({"registered", "checked", "controlled", "accepted"})


async def page(
    desk: Desk, paging: PageRequest, wanted: store.Filters, sort: str, *, everything: bool
) -> Page[InvoiceOut]:
    """Documents by a day of theirs."""
    hand, by = desk.hand, sort.removeprefix("-")
    keyset = paging.keyset(f"{SUBJECT} by {sort}", {"gmina": hand.db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    found = await store.page(
        hand.db, desk.sight, wanted, order_by=by, after=after, descending=sort.startswith("-"), fetch=fetch
    )
    await hand.note("exported" if everything else "listed", SUBJECT, wanted.person or wanted.third_party)
    rows, cursor = (list(found), None) if everything else keyset.page(found, lambda row: (getattr(row, by), row.id))
    return Page(items=[InvoiceOut.model_validate(_told(row, hand.today)) for row in rows], next_cursor=cursor)


async def show(desk: Desk, invoice: UUID) -> InvoiceShown:
    """The document with its division as it was told, or as it would be today. Raises InvoiceNotFound."""
    hand = desk.hand
    row = await store.load(hand.db, desk.sight, invoice)
    if row is None:
        raise InvoiceNotFound
    await hand.note("read", SUBJECT, row.id)
    allocations = await store.allocations(hand.db, [row.id])
    seen = await store.seen_of(hand.db, desk.sight, row.id)
    lines = await _lines(desk, row, allocations)
    shown = [
        AllocationOut(
            number=one.number, benefit=one.benefit, variant=one.variant, entitled=one.entitled, household=one.household,
            award=one.award, month=month_text(month_of(one.period)), quantity=thousandths(one.quantity), amount=zloty(one.amount),
            lines=lines_out(lines.get(one.number, ())),
        )
        for one in allocations
        if one.number in seen
    ]  # fmt: skip
    allocated = zloty(sum(one.amount for one in allocations))
    return InvoiceShown.model_validate(_told(row, hand.today) | {"allocated": allocated, "allocations": shown})


def lines_out(lines: Iterable[Mapping[str, Any]]) -> list[LineOut]:
    """Lines with an amount, as they are shown."""
    return [
        LineOut(
            rozdzial=line["rozdzial"], paragraf=line["paragraf"] + line["p4"], source=line["source"], amount=zloty(line["amount"])
        )
        for line in lines
        if line["amount"]
    ]  # fmt: skip


async def _lines(
    desk: Desk, row: InvoiceRow, allocations: Iterable[AllocationRow]
) -> Mapping[int, list[dict[str, Any]]]:
    """By number; nothing where no line of the day is known: that stops the acceptance, and not the reading."""
    db, of_row = desk.hand.db, list(allocations)
    if row.state in ("accepted", "paid"):
        return {number: one.lines for (_, number), one in (await store.bookings(db, [row.id])).items()}
    try:
        made = telling.division(desk, row, of_row, await store.shares(db), desk.hand.today)
    except CannotBeBooked:
        return {}
    return {one.number: lines for one, lines in zip(of_row, made, strict=True)}


def _told(row: InvoiceRow, today: date) -> dict[str, object]:
    return row.model_dump() | {
        "service_month": month_text(month_of(row.service_month)),
        "amount": zloty(row.amount),
        "overdue": row.state in _UNPAID and row.due_on < today,
        "allowed": list(INVOICE.allowed(row.state)),
    }
