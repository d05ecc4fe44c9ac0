"""Booked rows as the ledger has them."""

from collections.abc import Mapping
from datetime import date

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from kit.money import zloty
from kit.paging import Keyset
from services.reporting.bookings.schemas import BookingOut
from services.reporting.exports import Rows

_LIST = """
SELECT e.subject, e.sequence, e.line, e.document, e.document_version, p.unit, nullif(p.benefit, ''), p.measure, p.side, p.dzial,
       p.rozdzial, p.paragraf || p.p4, p.task, p.task_kind, p.source, e.amount, e.occurred_on, e.booked_on, e.budget_year,
       e.reverses_mode IS NOT NULL, e.mirrors
  FROM ledger_entry e JOIN posting p ON p.gmina = %(gmina)s AND p.id = e.posting
 WHERE e.gmina = %(gmina)s AND e.service = 'reporting' AND (%(year)s::integer IS NULL OR e.budget_year = %(year)s)
   AND (%(unit)s::text IS NULL OR p.unit = %(unit)s) AND (%(rozdzial)s::text IS NULL OR p.rozdzial = %(rozdzial)s)
   AND (%(document)s::text IS NULL OR e.document = %(document)s)
   AND (%(mirrored)s::boolean IS NULL OR (e.mirrors IS NOT NULL) = %(mirrored)s)
   AND {behind}
 ORDER BY {order} LIMIT %(fetch)s
"""
_ORDERS = {
    "sequence": ("(e.sequence, e.line) > (%(k0)s, %(k1)s)", "e.sequence, e.line", (0, 0)),
    "booked_on": (
        "(e.booked_on, e.sequence, e.line) > (%(k0)s::date, %(k1)s, %(k2)s)",
        "e.booked_on, e.sequence, e.line",
        (date.min.isoformat(), 0, 0),
    ),
}


async def list_bookings(
    connection: AsyncConnection[TupleRow], filters: Mapping[str, object], order: str, keyset: Keyset
) -> list[BookingOut]:
    """A page of the rows of the documents, reversals included."""
    rows = await (await connection.execute(*_asked(filters, order, keyset))).fetchall()
    names = list(BookingOut.model_fields)
    return [BookingOut.model_validate(dict(zip(names, _cells(row), strict=True))) for row in rows]


def all_bookings(filters: Mapping[str, object], order: str) -> Rows:
    """All of them."""
    return Rows(list(BookingOut.model_fields), *_asked(filters, order, None), _cells)


def _cells(row: TupleRow) -> list[object]:
    return [*row[:15], zloty(row[15]), *row[16:]]


def _asked(filters: Mapping[str, object], order: str, keyset: Keyset | None) -> tuple[str, dict[str, object]]:
    behind, by, first = _ORDERS[order]
    after = (keyset.after if keyset else None) or first
    return _LIST.format(behind=behind, order=by), {
        **filters,
        **{f"k{place}": value for place, value in enumerate(after)},
        "fetch": keyset.fetch if keyset else None,
    }
