"""Tells the log what a document means for the budget: a liability when it is accepted, an expenditure on the bank's day, the opposite of
both when it was noted in error (docs/events.md).

One fact for each allocation: a person, a benefit, a month. Sources are those of the whole document (dividing.py).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casework.benefits.types import NoBudgetLine, SplitNotStated
from casework.booking import CannotBeBooked
from casework.facts.money import (
    FUNDING_REALLOCATED,
    INVOICE_ACCEPTED,
    INVOICE_CORRECTED,
    INVOICE_PAID,
    money_fact,
    money_line,
    thousandths,
)
from casework.households.tables import HouseholdRow
from casework.payments.amounts import mirrored
from casework.persons.tables import PersonRow
from kit.db import ReadSession, WriteSession, raw
from kit.feed.envelope import event
from kit.periods import month_of, month_text
from services.social_assistance.third_parties import store
from services.social_assistance.third_parties.desk import Desk
from services.social_assistance.third_parties.dividing import Allocated, Lines, NotShared, divided, lines_of
from services.social_assistance.third_parties.tables import AllocationRow, BookingRow, InvoiceRow, ShareRow

# What was told of the document and not taken back since.
_TOLD = """
SELECT e.sequence, e.item::json ->> 'type', e.item::json -> 'data' FROM event_log e
 WHERE e.gmina = %(gmina)s AND e.subject = %(invoice)s AND e.item::json ->> 'type' = ANY (%(types)s)
   AND e.item::json #>> '{data,measure}' = %(measure)s AND e.item::json #> '{data,reverses}' IS NULL
   AND NOT EXISTS (SELECT FROM event_log c WHERE c.gmina = e.gmina AND c.subject = e.subject
                      AND (c.item::json #>> '{data,reverses,sequence}')::bigint = e.sequence)
 ORDER BY e.sequence
"""


def stated_for(shares: Sequence[ShareRow], benefit: str, month: date) -> ShareRow | None:
    """The statement that counts for a month of service: the latest of those that stand. shares: the latest first."""
    taken_back = {one.counters for one in shares if one.counters is not None}
    for one in shares:
        in_time = one.since <= month and (one.until is None or month <= one.until)
        if one.benefit == benefit and in_time and one.id not in taken_back:
            return one
    return None


def division(
    desk: Desk, row: InvoiceRow, allocations: Sequence[AllocationRow], shares: Sequence[ShareRow], on: date
) -> list[list[dict[str, Any]]]:
    """The lines of each allocation, booked on the day. Raises CannotBeBooked."""
    by_benefit: dict[str, Lines] = {}
    for one in allocations:
        if one.benefit not in by_benefit:
            stated = stated_for(shares, one.benefit, row.service_month)
            ratio = None if stated is None else Fraction(stated.grant_share)
            benefit = desk.catalogue.get(one.benefit)
            try:
                by_benefit[one.benefit] = lines_of(benefit, on, ratio)
            except (NoBudgetLine, SplitNotStated, NotShared):
                told = f"Świadczenie „{benefit.name}” nie ma klasyfikacji na dzień {on.isoformat()}."
                raise CannotBeBooked(told) from None
    parts = divided([Allocated(one.amount, by_benefit[one.benefit]) for one in allocations])
    return [[money_line(line, part) for line, part in booked] for booked in parts]


async def tell(desk: Desk, row: InvoiceRow, what: str, on: date, budget_year: int) -> None:
    """The facts of a step, on the lines of its day. what: accepted, paid. Raises CannotBeBooked."""
    db, paid = desk.hand.db, what == "paid"
    allocations = await store.allocations(db, [row.id])
    lines = await _lines(desk, row, allocations, on)
    names = await _pseudonyms(db, allocations)
    bound = await store.bound(db, [one.award for one in allocations if one.award is not None])
    number = await store.last_number(db, BookingRow, row.id)
    for one, of_it in zip(allocations, lines, strict=True):
        number += 1
        db.add(
            BookingRow(
                gmina=row.gmina, invoice=row.id, number=number, allocation=one.number, what=what, booked_on=on, budget_year=budget_year,
                lines=of_it, noted_by=desk.hand.by,
            )
        )  # fmt: skip
        benefit = desk.catalogue.get(one.benefit)
        quantity = ((benefit.quantity, thousandths(one.quantity)),) if one.quantity else ()
        fact = money_fact(
            unit=row.unit, document=("invoice", str(row.id), 1), measure="expenditure" if paid else "liability", benefit=one.benefit,
            variant=one.variant, entitled=names[one.entitled], household=None if one.household is None else names[one.household],
            counted=benefit.counted, due_period=month_text(month_of(one.period)), occurred_on=on, booked_on=on, budget_year=budget_year,
            due_on=None if paid else row.due_on, quantities=quantity, lines=of_it,
            # Nothing was committed for what is given in kind: what binds the plan is the accepted document, in all that is told of it.
            cover=None if one.award in bound else "liability",
        )  # fmt: skip
        type_ = INVOICE_PAID if paid else INVOICE_ACCEPTED
        db.emit(event(service=db.service, gmina=db.gmina, type=type_, subject=row.id, data=fact))


async def _lines(
    desk: Desk, row: InvoiceRow, allocations: Sequence[AllocationRow], on: date
) -> list[list[dict[str, Any]]]:
    """What is paid goes to the sources that the liability has, unless the classification has changed since; what was said of shares in
    between moves both later (sharing.py)."""
    db, before = desk.hand.db, row.accepted_on
    if before is not None and all(desk.catalogue.get(one.benefit).booked_alike(before, on) for one in allocations):
        booked = await store.bookings(db, [row.id])
        return [booked[row.id, one.number].lines for one in allocations]
    return division(desk, row, allocations, await store.shares(db), on)


async def take_back(desk: Desk, row: InvoiceRow, what: str) -> None:
    """Takes back every fact of a step as if it had not been, on the days and lines on which it was told; what was divided anew too."""
    db = desk.hand.db
    types = [INVOICE_PAID if what == "paid" else INVOICE_ACCEPTED, FUNDING_REALLOCATED]
    measure = "expenditure" if what == "paid" else "liability"
    of = {"gmina": db.gmina, "invoice": row.id, "types": types, "measure": measure}
    for sequence, type_, data in await (await (await raw(db)).execute(_TOLD, of)).fetchall():
        back = data | {
            "lines": mirrored(data["lines"]),
            "quantities": [{**one, "value": _minus(one["value"])} for one in data["quantities"]],
            "reverses": {"service": db.service, "sequence": int(sequence), "mode": "storno"},
        }
        told = FUNDING_REALLOCATED if type_ == FUNDING_REALLOCATED else INVOICE_CORRECTED
        db.emit(event(service=db.service, gmina=db.gmina, type=told, subject=row.id, data=back))


def _minus(value: str) -> str:
    return value.removeprefix("-") if value.startswith("-") else f"-{value}"


async def _pseudonyms(db: ReadSession | WriteSession, allocations: Sequence[AllocationRow]) -> Mapping[UUID, str]:
    persons = {one.entitled for one in allocations}
    homes = {one.household for one in allocations if one.household is not None}
    of_persons = select(PersonRow.id, PersonRow.pseudonym).where(
        PersonRow.gmina == db.gmina, col(PersonRow.id).in_(persons)
    )
    of_homes = select(HouseholdRow.id, HouseholdRow.pseudonym).where(
        HouseholdRow.gmina == db.gmina, col(HouseholdRow.id).in_(homes)
    )
    return {**dict((await db.exec(of_persons)).all()), **dict((await db.exec(of_homes)).all())}
