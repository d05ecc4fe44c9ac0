"""The grant's share as the voivode states it (60/40, with consent 80/20), and documents divided anew when it is stated late.

Money moves between sources only: no cash, no persons. What was told of a paid document is moved as a liability and as an expenditure, on
the day on which it is divided anew and in the budget year of the document; a closed year stays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from casework.authority.problems import wrong
from casework.benefits.types import NoBudgetLine, SplitNotStated
from casework.facts.budget_year import may_belong
from casework.facts.money import FUNDING_REALLOCATED, Measure, money_fact
from casework.payments.amounts import Line
from kit.feed.envelope import event, new_id
from kit.idempotency import Answer
from kit.periods import first_day, month_of, month_text, parse_month
from services.social_assistance.third_parties import store, telling
from services.social_assistance.third_parties.desk import Desk
from services.social_assistance.third_parties.dividing import NotShared, lines_of
from services.social_assistance.third_parties.problems import FundingShareNotFound, InvoiceOtherYear, SharesNothing
from services.social_assistance.third_parties.reading import lines_out
from services.social_assistance.third_parties.schemas import DayIn, DividedAnewOut, MovedOut, ShareIn, ShareOut
from services.social_assistance.third_parties.tables import AllocationRow, BookingRow, InvoiceRow, ShareRow

_SHARE = "funding_share"
_PLACE = ("side", "dzial", "rozdzial", "paragraf", "p4", "task", "task_kind", "source")


@dataclass(frozen=True, slots=True)
class Anew:
    """A document with the lines that its allocations get, and what moves between sources."""

    row: InvoiceRow
    allocations: Sequence[tuple[AllocationRow, list[Line]]]
    lines: list[Line]


async def state(desk: Desk, order: ShareIn) -> Answer:
    """Keeps what was said; it counts for documents accepted from now on, and for earlier ones once they are divided anew.

    Raises SharesNothing, also for a month in which the benefit had no budget line, FundingShareNotFound, ValidationFailed.
    """
    hand = desk.hand
    if order.benefit not in desk.catalogue.invoiced:
        raise wrong("/benefit", "not_paid_by_invoice", "Tego świadczenia nie opłaca się na podstawie faktur.")
    since = first_day(parse_month(order.since))
    ratio = Decimal(order.grant_share)
    try:
        lines_of(desk.catalogue.get(order.benefit), since, Fraction(ratio))
    except (NoBudgetLine, NotShared, SplitNotStated):
        raise SharesNothing from None
    if order.counters is not None:
        stood = [one for one in await store.shares(hand.db, order.benefit) if one.id == order.counters]
        if not stood:
            raise FundingShareNotFound
    row = ShareRow(
        gmina=hand.db.gmina, id=new_id(), benefit=order.benefit, since=since,
        until=None if order.until is None else first_day(parse_month(order.until)), grant_share=ratio, act=order.act,
        stated_on=hand.today, counters=order.counters, noted_by=hand.by,
    )  # fmt: skip
    hand.db.add(row)
    await hand.db.flush()
    await hand.note("stated", _SHARE, row.id)
    return Answer(id=row.id, version=1, state="recorded")


async def stated(desk: Desk, benefit: str | None) -> list[ShareOut]:
    """All that was said, the latest first."""
    rows = await store.shares(desk.hand.db, benefit)
    taken_back = {one.counters for one in rows}
    await desk.hand.note("listed", _SHARE, None)
    return [
        ShareOut.model_validate(
            one.model_dump()
            | {
                "since": month_text(month_of(one.since)),
                "until": None if one.until is None else month_text(month_of(one.until)),
                "grant_share": format(one.grant_share.normalize(), "f"),
                "stands": one.id not in taken_back,
            }
        )
        for one in rows
    ]


async def preview(desk: Desk, share: UUID) -> DividedAnewOut:
    """What the statement moves of documents that were told already. Raises FundingShareNotFound."""
    anew = await _anew(desk, await _standing(desk, share))
    await desk.hand.note("read", _SHARE, share)
    return DividedAnewOut(
        share=share,
        documents=len(anew),
        lines=lines_out(_summed([line for one in anew for line in one.lines])),
        items=[
            MovedOut.model_validate(
                {
                    "invoice": one.row.id,
                    "number": one.row.number,
                    "service_month": month_text(month_of(one.row.service_month)),
                    "state": one.row.state,
                    "lines": lines_out(one.lines),
                }
            )
            for one in anew
        ],
    )


async def carry_out(desk: Desk, share: UUID, order: DayIn) -> Answer:
    """Divides them anew. Raises FundingShareNotFound, SharesNothing, InvoiceOtherYear, DayOutOfOrder."""
    hand = desk.hand
    stated_ = await _standing(desk, share)
    anew = await _anew(desk, stated_)
    if not anew:
        raise SharesNothing
    on = hand.day(order.on, stated_.stated_on)
    for one in anew:
        year = one.row.budget_year or max(one.row.due_on, one.row.accepted_on or one.row.due_on).year
        if year < on.year and not may_belong(year, on, date(year, 12, 31)):
            raise InvoiceOtherYear
        number = await store.last_number(hand.db, BookingRow, one.row.id)
        for allocation, lines in one.allocations:
            number += 1
            hand.db.add(
                BookingRow(
                    gmina=one.row.gmina, invoice=one.row.id, number=number, allocation=allocation.number, what="divided_anew", booked_on=on,
                    budget_year=year, lines=lines, share=share, noted_by=hand.by,
                )
            )  # fmt: skip
        measures: tuple[Measure, ...] = ("liability", "expenditure") if one.row.state == "paid" else ("liability",)
        for measure in measures:
            fact = money_fact(
                unit=one.row.unit, document=("funding_share", str(share), 1), measure=measure, benefit=stated_.benefit, occurred_on=on,
                booked_on=on, budget_year=year, lines=one.lines, due_period=month_text(month_of(one.row.service_month)), cover="liability",
            )  # fmt: skip
            db = hand.db
            db.emit(event(service=db.service, gmina=db.gmina, type=FUNDING_REALLOCATED, subject=one.row.id, data=fact))
    await hand.db.flush()
    await hand.note("divided_anew", _SHARE, share)
    return Answer(id=share, version=1, state="recorded")


async def _standing(desk: Desk, share: UUID) -> ShareRow:
    rows = await store.shares(desk.hand.db)
    if share in {one.counters for one in rows}:
        raise FundingShareNotFound
    for one in rows:
        if one.id == share:
            return one
    raise FundingShareNotFound


async def _anew(desk: Desk, share: ShareRow) -> list[Anew]:
    """Documents of its benefit whose division it changes, in its own months and those of what it stands instead of, on the lines of the
    day on which each was booked last."""
    db = desk.hand.db
    shares = await store.shares(db)
    rows = await store.told_of(db, share.benefit, *_months(share, {one.id: one for one in shares}))
    ids = [one.id for one in rows]
    booked = await store.bookings(db, ids)
    divided: dict[UUID, list[AllocationRow]] = {}
    for allocation in await store.allocations(db, ids):
        divided.setdefault(allocation.invoice, []).append(allocation)
    found = []
    for row in rows:
        allocations = divided[row.id]
        last = max(booked[row.id, one.number].booked_on for one in allocations)
        lines = telling.division(desk, row, allocations, shares, row.paid_on or row.accepted_on or last)
        changed = [
            (one, now)
            for one, now in zip(allocations, lines, strict=True)
            # Another benefit of the document has a statement, and a fact, of its own.
            if one.benefit == share.benefit and _summed(now) != _summed(booked[row.id, one.number].lines)
        ]
        before = [_minus(line) for one, _ in changed for line in booked[row.id, one.number].lines]
        delta = _summed([*before, *(line for _, now in changed for line in now)])
        if changed:
            found.append(Anew(row, changed, delta))
    return found


def _months(share: ShareRow, known: Mapping[UUID, ShareRow]) -> tuple[date, date | None]:
    """The first and the last month of which it, or a statement that it stands instead of, says anything; None: until further notice."""
    since, until = share.since, share.until
    before = None if share.counters is None else known.get(share.counters)
    if before is not None:
        earlier, later = _months(before, known)
        since, until = min(since, earlier), None if until is None or later is None else max(until, later)
    return since, until


def _summed(lines: Sequence[Line]) -> list[Line]:
    """One line for each place in the classification, without those that nothing moves on."""
    sums: dict[tuple[Any, ...], int] = {}
    for line in lines:
        place = tuple(line[name] for name in _PLACE)
        sums[place] = sums.get(place, 0) + line["amount"]
    return [{**dict(zip(_PLACE, place, strict=True)), "amount": sums[place]} for place in sorted(sums) if sums[place]]


def _minus(line: Line) -> Line:
    return {**line, "amount": -line["amount"]}
