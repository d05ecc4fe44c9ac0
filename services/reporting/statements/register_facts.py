"""From a section to its acts: every fact of a register behind a figure, with its place in the log. Figures alone; of registers whose
small figures are hidden there is none.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from psycopg import AsyncConnection
from psycopg.rows import TupleRow
from pydantic import Field

from kit.paging import Keyset
from kit.schemas import Out
from services.reporting.exports import Rows
from services.reporting.registers.counts import decimal
from services.reporting.statements.sections import facts, parameters
from services.reporting.statements.view import View

Sort = Literal["place", "on_day"]
Filters = Mapping[str, str | None]

_LIST = """
SELECT f.service, f.sequence, f.register, f.act, f.on_day, f.unit, nullif(f.requester, ''), f.acts, f.takes_back, f.counts, f.quantities
  {facts} AND {chosen}
   AND NOT EXISTS (SELECT FROM register_count h WHERE h.gmina = %(gmina)s AND h.service = f.service AND h.register = f.register
                      AND h.least > 0)
   AND {behind}
 ORDER BY {order} LIMIT %(fetch)s
"""
_ORDERS: dict[str, tuple[str, str, tuple[object, ...]]] = {
    "place": ("(f.service, f.sequence) > (%(k0)s, %(k1)s)", "f.service, f.sequence", ("", 0)),
    "on_day": (
        "(f.on_day, f.service, f.sequence) > (%(k0)s::date, %(k1)s, %(k2)s)",
        "f.on_day, f.service, f.sequence",
        ("0001-01-01", "", 0),
    ),
}
_CHOSEN = {
    "service": "f.service = %(service)s",
    "register_code": "f.register = %(register_code)s",
    "act": "f.act = %(act)s",
    "requester": "f.requester = %(requester)s",
    "counted": "EXISTS (SELECT FROM jsonb_array_elements(f.counts) AS c WHERE c->>'unit' = %(counted)s)",
    "measured": "EXISTS (SELECT FROM jsonb_array_elements(f.quantities) AS q WHERE q->>0 = %(measured)s)",
}


class CountOfFact(Out):
    """Whom the act names of a unit: as often as it names them, and how many of them are counted in the year for the first time."""

    unit: str
    all: int
    first_of_year: int


class QuantityOfFact(Out):
    """What the act gave out or took."""

    unit: str
    value: Annotated[str, Field(examples=["12.500"])]


class RegisterFactOut(Out):
    """An act as the log tells of it, or what takes it back (every figure turned round). It names nobody."""

    service: str
    sequence: Annotated[int, Field(description="place in the service's log")]
    register_code: str
    act: str
    on_day: date
    unit: str
    requester: str | None
    acts: Annotated[int, Field(description="1, or -1 of what takes an act back")]
    takes_back: Annotated[int | None, Field(description="place of the fact that stands no more")]
    counts: list[CountOfFact]
    quantities: list[QuantityOfFact]


async def list_facts(
    connection: AsyncConnection[TupleRow], view: View, filters: Filters, sort: Sort, keyset: Keyset
) -> list[RegisterFactOut]:
    """A page of the facts of the view that the filters leave."""
    statement, given = _asked(view, filters, sort, keyset)
    rows = await (await connection.execute(statement, given)).fetchall()
    return [_fact(row) for row in rows]


def all_facts(view: View, filters: Filters, sort: Sort) -> Rows:
    """All of them; in a file counts and quantities are one text each."""
    return Rows(list(RegisterFactOut.model_fields), *_asked(view, filters, sort, None), _cells)


def key_of(fact: RegisterFactOut, sort: Sort) -> tuple[Any, ...]:
    """Where the page ends."""
    place = (fact.service, fact.sequence)
    return (fact.on_day, *place) if sort == "on_day" else place


def _fact(row: TupleRow) -> RegisterFactOut:
    service, sequence, register, act, on_day, unit, requester, acts, takes_back, named, measured = row
    return RegisterFactOut(
        service=service,
        sequence=sequence,
        register_code=register,
        act=act,
        on_day=on_day,
        unit=unit,
        requester=requester,
        acts=acts,
        takes_back=takes_back,
        counts=[CountOfFact(unit=one["unit"], all=one["all"], first_of_year=one["year"]) for one in named],
        quantities=[QuantityOfFact(unit=of, value=decimal(thousandths)) for of, thousandths in measured],
    )


def _cells(row: TupleRow) -> Sequence[object]:
    fact = _fact(row)
    return [
        *row[:9],
        ", ".join(f"{one.unit}: {one.all} ({one.first_of_year})" for one in fact.counts),
        ", ".join(f"{one.unit}: {one.value}" for one in fact.quantities),
    ]


def _asked(view: View, filters: Filters, sort: Sort, keyset: Keyset | None) -> tuple[str, dict[str, object]]:
    behind, order, first = _ORDERS[sort]
    after = (keyset.after if keyset else None) or first
    chosen = [condition for name, condition in _CHOSEN.items() if filters.get(name) is not None]
    statement = _LIST.format(facts=facts(view), chosen=" AND ".join(chosen) or "true", behind=behind, order=order)
    return statement, {
        **parameters(view),
        **filters,
        **{f"k{place}": value for place, value in enumerate(after)},
        "fetch": keyset.fetch if keyset else None,
    }
