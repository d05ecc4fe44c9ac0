"""The facts of a list's payments: a liability when it is approved, an expenditure on the bank's day (events.md, `measure`)."""

from collections.abc import AsyncIterator, Mapping
from datetime import date
from typing import Any, cast
from uuid import UUID

import orjson
from psycopg.rows import TupleRow

from casework.benefits.catalogue import Catalogue
from casework.facts.money import PAYMENT_APPROVED, PAYMENT_SETTLED, PAYMENT_VOIDED, money_fact, thousandths
from casework.payments.amounts import mirrored
from casework.payments.store import Told
from casework.payments.tables import PaymentListRow
from kit.db import WriteSession
from kit.feed.envelope import Event, event


async def approved(
    db: WriteSession, catalogue: Catalogue, rows: AsyncIterator[TupleRow], on: PaymentListRow, approved_on: date
) -> AsyncIterator[Event]:
    """A liability for each payment, of the budget year in which it is to be paid."""
    due_on = on.due_on or approved_on
    listed = _listed(on)
    async for row in rows:
        data = _header(catalogue, row, listed) | {
            "measure": "liability",
            "occurred_on": approved_on,
            "booked_on": approved_on,
            "budget_year": due_on.year,
            "due_on": due_on,
        }
        yield event(service=db.service, gmina=db.gmina, type=PAYMENT_APPROVED, subject=row[0], data=data)


async def settled(
    db: WriteSession,
    catalogue: Catalogue,
    rows: AsyncIterator[TupleRow],
    on: PaymentListRow,
    booked_on: date,
    budget_year: int,
) -> AsyncIterator[Event]:
    """An expenditure of the stated year for each payment on the bank's day."""
    listed = _listed(on)
    async for row in rows:
        data = _header(catalogue, row, listed) | {
            "measure": "expenditure",
            "occurred_on": booked_on,
            "booked_on": booked_on,
            "budget_year": budget_year,
        }
        yield event(service=db.service, gmina=db.gmina, type=PAYMENT_SETTLED, subject=row[0], data=data)


async def failed(
    db: WriteSession,
    catalogue: Catalogue,
    rows: AsyncIterator[TupleRow],
    on: PaymentListRow,
    approvals: Mapping[UUID, Told],
) -> AsyncIterator[Event]:
    """The liability of a payment that did not go out is taken back as if it had not been: on the lines it was told on."""
    approved_on = on.approved_on or on.month
    listed = _listed(on)
    async for row in rows:
        header = _header(catalogue, row, listed)
        told = approvals[row[0]]
        header.pop("cover", None)
        if told.cover is not None:
            header["cover"] = told.cover
        data = header | {
            "measure": "liability",
            "occurred_on": approved_on,
            "booked_on": approved_on,
            "budget_year": (on.due_on or approved_on).year,
            "quantities": [{**one, "value": f"-{one['value']}"} for one in header["quantities"]],
            "lines": mirrored(told.lines),
            "reverses": {"service": db.service, "sequence": told.sequence, "mode": "storno"},
            "list": on.id,
        }
        yield event(service=db.service, gmina=db.gmina, type=PAYMENT_VOIDED, subject=row[0], data=data)


def _listed(on: PaymentListRow) -> tuple[tuple[str, str, int], date]:
    """The list as a document, and its month: what is the same in all of its facts."""
    return ("payment_list", str(on.id), on.version), on.month


def _header(catalogue: Catalogue, row: TupleRow, listed: tuple[tuple[str, str, int], date]) -> dict[str, Any]:
    _, code, period, lines, quantity, unit, variant, mechanism, entitled, recipient, household, _, bound = row
    benefit = catalogue.get(code)
    document, day = listed
    return money_fact(
        unit=unit,
        document=document,
        measure="liability",
        benefit=code,
        variant=variant,
        mechanism=mechanism,
        entitled=entitled,
        recipient=recipient,
        household=household,
        counted=benefit.counted,
        due_period=period,
        occurred_on=day,
        booked_on=day,
        budget_year=day.year,
        quantities=((benefit.quantity, thousandths(quantity)),),
        # The text as it is stored: parsing and rendering it again would be half of the work.
        lines=cast("list[dict[str, Any]]", orjson.Fragment(lines)),
        cover=None if bound else "liability",
    )
