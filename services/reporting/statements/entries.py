"""From a cell to its entries: every line of the ledger behind a figure, with its place in the log and its document."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from psycopg import AsyncConnection
from psycopg.rows import TupleRow
from pydantic import Field

from kit.money import zloty
from kit.paging import Keyset
from kit.schemas import Out
from services.reporting.exports import Rows
from services.reporting.statements.build import NO_BENEFIT
from services.reporting.statements.figures import Quantity, quantity
from services.reporting.statements.view import View

Sort = Literal["place", "booked_on", "amount"]
Filters = Mapping[str, object]

_LIST = """
SELECT e.service, e.sequence, e.line, e.subject, e.document_kind, e.document, e.document_version, p.unit, p.dzial, p.rozdzial,
       p.paragraf || p.p4, p.task, p.task_kind, p.source, nullif(p.benefit, ''), nullif(p.variant, ''), nullif(p.mechanism, ''), e.amount,
       e.benefits, e.booked_on, e.occurred_on, e.due_period, e.reverses_service, e.reverses_sequence, e.reverses_mode,
       (SELECT m.pseudonym FROM member m WHERE m.gmina = %(gmina)s
           AND m.id = CASE e.counted WHEN 1 THEN e.entitled WHEN 2 THEN e.recipient END),
       (SELECT m.pseudonym FROM member m WHERE m.gmina = %(gmina)s AND m.id = e.household)
  FROM (SELECT e.* {facts} AND {chosen}) AS e JOIN posting p ON p.gmina = %(gmina)s AND p.id = e.posting
 WHERE {behind}
 ORDER BY {order} LIMIT %(fetch)s
"""
_ORDERS: dict[str, tuple[str, str, tuple[object, ...]]] = {
    "place": (
        "(e.service, e.sequence, e.line) > (%(k0)s, %(k1)s, %(k2)s)",
        "e.service, e.sequence, e.line",
        ("", 0, 0),
    ),
    "booked_on": (
        "(e.booked_on, e.service, e.sequence, e.line) > (%(k0)s::date, %(k1)s, %(k2)s, %(k3)s)",
        "e.booked_on, e.service, e.sequence, e.line",
        ("0001-01-01", "", 0, 0),
    ),
    "amount": (
        "(e.amount, e.service, e.sequence, e.line) > (%(k0)s::bigint, %(k1)s, %(k2)s, %(k3)s)",
        "e.amount, e.service, e.sequence, e.line",
        (-(2**63), "", 0, 0),
    ),
}
_CHOOSABLE = ("dzial", "rozdzial", "task", "task_kind", "source")
_LISTS = {"benefits": "benefit", "variants": "variant", "mechanisms": "mechanism"}


class EntryOut(Out):
    """A line of the ledger."""

    service: str
    sequence: Annotated[int, Field(description="place in the service's log")]
    line: int
    subject: Annotated[UUID, Field(description="the case object in its service")]
    document_kind: str
    document: str
    document_version: int
    unit: str
    dzial: str
    rozdzial: str
    paragraf: str
    task: str
    task_kind: str
    source: str
    benefit: str | None
    variant: str | None
    mechanism: str | None
    amount: str
    benefits: Quantity
    booked_on: date
    occurred_on: date
    due_period: str | None
    reverses_service: str | None
    reverses_sequence: int | None
    reverses_mode: str | None
    person: Annotated[str | None, Field(description="pseudonym of the person counted")]
    household: Annotated[str | None, Field(description="pseudonym of the family")]


async def list_entries(
    connection: AsyncConnection[TupleRow], view: View, filters: Filters, sort: Sort, keyset: Keyset
) -> list[EntryOut]:
    """A page of the entries of the view that the filters leave.

    filters: dzial, rozdzial, paragraf (four digits), task, task_kind, source as text; benefits, variants, mechanisms as lists of codes,
    any of which will do. The benefit `bez_swiadczenia` is what a statement calls money without one.
    """
    statement, given = _asked(view, filters, sort, keyset)
    rows = await (await connection.execute(statement, given)).fetchall()
    names = list(EntryOut.model_fields)
    return [EntryOut.model_validate(dict(zip(names, _cells(row), strict=True))) for row in rows]


def all_entries(view: View, filters: Filters, sort: Sort) -> Rows:
    """All of them."""
    return Rows(list(EntryOut.model_fields), *_asked(view, filters, sort, None), _cells)


def _cells(row: TupleRow) -> list[object]:
    return [*row[:17], zloty(row[17]), quantity(row[18]), *row[19:]]


def _asked(view: View, filters: Filters, sort: Sort, keyset: Keyset | None) -> tuple[str, dict[str, object]]:
    behind, order, first = _ORDERS[sort]
    after = (keyset.after if keyset else None) or first
    chosen = [f"p.{name} = %({name})s" for name in _CHOOSABLE if filters.get(name) is not None]
    if filters.get("paragraf") is not None:
        chosen.append("p.paragraf || p.p4 = %(paragraf)s")
    lists: dict[str, list[str]] = {}
    for name, column in _LISTS.items():
        wanted = filters.get(name)
        if isinstance(wanted, Sequence) and wanted:
            lists[name] = ["" if code == NO_BENEFIT and name == "benefits" else str(code) for code in wanted]
            chosen.append(f"p.{column} = ANY (%({name})s::text[])")
    statement = _LIST.format(facts=view.facts(), chosen=" AND ".join(chosen) or "true", behind=behind, order=order)
    return statement, {
        **view.parameters(),
        **filters,
        **lists,
        **{f"k{place}": value for place, value in enumerate(after)},
        "fetch": keyset.fetch if keyset else None,
    }
