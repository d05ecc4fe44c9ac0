"""Payments as the API shows them, page by page, one by one, and as a CSV stream."""

import csv
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from typing import Any, Literal
from uuid import UUID

from casework.payments import store
from casework.payments.allowed import allowed_of
from casework.payments.problems import PaymentNotFound
from casework.payments.proposals import store as proposals
from casework.payments.schemas import (
    CardTotalOut,
    MoneyLineOut,
    PaymentOut,
    PaymentsCardOut,
    PaymentShort,
    ReversalOut,
    StornoOut,
)
from casework.payments.store import Filter
from casework.persons import store as persons
from casework.persons.service import PersonNotFound
from kit.audit import Auditor
from kit.db import Database, WriteSession
from kit.money import zloty
from kit.paging import Page, PageRequest
from kit.periods import month_of, month_text

COLUMNS = (
    "id", "list", "award", "benefit", "month", "amount", "came_back", "deducted", "way", "state", "booked_on", "budget_year",
)  # fmt: skip


async def page(
    *, db: WriteSession, audit: Auditor, paging: PageRequest, wanted: Filter, sort: Literal["month", "-month"]
) -> Page[PaymentShort]:
    """One page of payments; the reading is audited."""
    await noted(db, audit, "listed", wanted)
    keyset = paging.keyset(f"payments by {sort}", wanted.parameters(db.gmina))
    rows = await store.page(
        db,
        wanted,
        keyset.after,
        descending=sort.startswith("-"),
        fetch=keyset.fetch,
    )
    shown, cursor = keyset.page(rows, lambda row: (row["period"], row["id"]))
    return Page(items=[PaymentShort.model_validate(_as_shown(row)) for row in shown], next_cursor=cursor)


async def noted(db: WriteSession, audit: Auditor, action: str, wanted: Filter) -> None:
    """A reading of many payments is audited: of a person's, of a right's, of a list's, or of all."""
    of: tuple[tuple[str, UUID | None], ...] = (
        ("person", wanted.person), ("award", wanted.award), ("payment_list", wanted.list), ("payment", None),
    )  # fmt: skip
    subject, whose = next(((kind, one) for kind, one in of if one is not None), of[-1])
    await audit.note(db, f"{action}_payments", subject, whose)


async def card(
    *,
    db: WriteSession,
    audit: Auditor,
    person: UUID,
    paging: PageRequest,
    wanted: Filter,
    sort: Literal["month", "-month"],
) -> PaymentsCardOut:
    """Everything paid for a person or to her, with totals by year and benefit; audited. Raises PersonNotFound."""
    if await persons.load(db, person) is None:
        raise PersonNotFound
    hers = replace(wanted, person=person)
    found = await page(db=db, audit=audit, paging=paging, wanted=hers, sort=sort)
    totals = await store.totals(db, hers)
    return PaymentsCardOut(
        person=person,
        totals=[CardTotalOut.model_validate(_as_shown(one)) for one in totals],
        items=found.items,
        next_cursor=found.next_cursor,
    )


async def show(*, db: WriteSession, audit: Auditor, payment: UUID, undue: bool, today: date) -> PaymentOut:
    """The payment with its lines, what came back of it and what may be done now; undue: it is in the register. Audited."""
    found = await store.load(db, payment)
    if found is None:
        raise PaymentNotFound
    await audit.note(db, "read", "payment", payment)
    paid, back = found
    deducted = await store.deductions(db, payment)
    stornos = await proposals.of(db, payment)
    return PaymentOut.model_validate(
        {
            **{name: getattr(paid, name) for name in ("id", "list", "award", "benefit", "state", "booked_on", "way")},
            "budget_year": paid.budget_year,
            "void_reason": paid.void_reason,
            "version": paid.version,
            "month": month_text(month_of(paid.period)),
            "amount": zloty(paid.amount),
            "came_back": zloty(sum(one.amount for one in back)),
            "deducted": zloty(sum(one["amount"] for one in deducted)),
            "deductions": [{**one, "amount": zloty(one["amount"])} for one in deducted],
            "stornos": [StornoOut.model_validate(one, from_attributes=True) for one in stornos],
            "allowed": allowed_of(
                paid, back, proposed=any(one.outcome is None for one in stornos), undue=undue, today=today
            ),
            "lines": [_line(line) for line in paid.lines],
            "reversals": [
                ReversalOut(
                    id=one.id,
                    mode=one.mode,
                    amount=zloty(one.amount),
                    booked_on=one.booked_on,
                    budget_year=one.budget_year,
                    reason=one.reason,
                    document=one.document,
                )
                for one in back
            ],
        }
    )


async def export(*, database: Database, gmina: str, wanted: Filter) -> AsyncIterator[bytes]:
    """The payments as CSV (RFC 4180), in chunks, with a header."""
    yield as_csv([COLUMNS])
    async for rows in store.stream(database, gmina, wanted):
        shown = [_as_shown(row) for row in rows]
        yield as_csv([["" if row[name] is None else row[name] for name in COLUMNS] for row in shown])


def _as_shown(row: dict[str, Any]) -> dict[str, Any]:
    return row | {name: zloty(row[name]) for name in ("amount", "came_back", "deducted")}


def _line(line: dict[str, Any]) -> MoneyLineOut:
    return MoneyLineOut.model_validate(
        {**line, "paragraf": line["paragraf"] + line["p4"], "amount": zloty(line["amount"])}
    )


def as_csv(rows: Any) -> bytes:
    """Rows of text as CSV (RFC 4180)."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
