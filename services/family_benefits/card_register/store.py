"""Reading and writing the register of cards of large families."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, tuple_
from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.persons import one_person
from kit.db import ReadSession, WriteSession, raw
from services.family_benefits.card_register.tables import CardRow

_STATISTICS = """
WITH card AS MATERIALIZED (
    SELECT c.*, min(c.ordered_on) FILTER (WHERE c.request = 'new') OVER (PARTITION BY c.household) AS first_on,
           c.issued_on <= %(until)s AND (c.ended_on IS NULL OR c.ended_on > %(until)s)
               AND (c.valid_until IS NULL OR c.valid_until >= %(until)s) AS held,
           c.ordered_on BETWEEN %(since)s AND %(until)s AS of_year
      FROM large_family_card c WHERE c.gmina = %(gmina)s AND c.state <> 'cancelled' AND c.ordered_on <= %(until)s)
SELECT count(DISTINCT household) FILTER (WHERE first_on >= %(since)s),
       count(*) FILTER (WHERE of_year AND request = 'new' AND ordered_on > first_on),
       count(DISTINCT decision) FILTER (WHERE ended_on BETWEEN %(since)s AND %(until)s),
       count(*) FILTER (WHERE of_year AND request = 'duplicate'),
       count(*) FILTER (WHERE of_year AND request = 'second_form'),
       coalesce(sum(fee) FILTER (WHERE of_year), 0)::bigint,
       count(*) FILTER (WHERE of_year AND exempt),
       count(DISTINCT household) FILTER (WHERE held),
       count(DISTINCT person) FILTER (WHERE held AND kind = 'dziecko')
  FROM card
"""
_BY_KIND = """
SELECT kind, form, count(*) FILTER (WHERE request = 'new' AND ordered_on BETWEEN %(since)s AND %(until)s),
       count(*) FILTER (WHERE issued_on <= %(until)s AND (ended_on IS NULL OR ended_on > %(until)s)
                              AND (valid_until IS NULL OR valid_until >= %(until)s))
  FROM large_family_card WHERE gmina = %(gmina)s AND state <> 'cancelled' AND ordered_on <= %(until)s
 GROUP BY kind, form ORDER BY kind, form
"""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which cards; None leaves a question open. valid_on: in force that day; ending_to: their last day is that day or earlier."""

    state: str | None = None
    kind: str | None = None
    form: str | None = None
    request: str | None = None
    person: UUID | None = None
    household: UUID | None = None
    valid_on: date | None = None
    ending_to: date | None = None


@dataclass(frozen=True, slots=True)
class Year:
    """Counts of a year, in the order of the statement; fees in grosze."""

    families_granted: int
    further_cards: int
    rights_lost: int
    duplicates: int
    second_forms: int
    fees: int
    exempted: int
    families_holding: int
    children_holding: int


def seen(sight: Sight) -> ColumnElement[bool]:
    """The cards (CardRow) whose holder and family she sees."""
    return and_(sight.persons(CardRow.person), sight.households(CardRow.household))


async def load(db: WriteSession, sight: Sight, card: UUID, *, lock: bool = False) -> CardRow | None:
    """The card, where she sees it; kept from other writers when locked."""
    query = select(CardRow).where(CardRow.gmina == db.gmina, CardRow.id == card, seen(sight))
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).first()


async def held(db: WriteSession, person: UUID, on: date) -> bool:
    """Whether she has a card that is valid on the day, or one that was ordered."""
    found = await db.exec(
        select(CardRow.id).where(
            CardRow.gmina == db.gmina,
            col(CardRow.person).in_(await one_person.entries(db, person)),
            or_(
                col(CardRow.state) == "ordered",
                and_(
                    col(CardRow.state) == "issued",
                    or_(col(CardRow.valid_until).is_(None), col(CardRow.valid_until) >= on),
                ),
            ),
        )
    )
    return found.first() is not None


async def awaited(db: WriteSession, card: UUID) -> bool:
    """Whether another card was ordered in place of this one."""
    found = await db.exec(
        select(CardRow.id).where(CardRow.gmina == db.gmina, CardRow.replaces == card, CardRow.state == "ordered")
    )
    return found.first() is not None


async def numbered(db: WriteSession, digests: Sequence[bytes]) -> set[UUID]:
    """The cards with this number (one digest for each key while keys are being changed)."""
    found = await db.exec(select(CardRow.id).where(CardRow.gmina == db.gmina, col(CardRow.number_index).in_(digests)))
    return set(found.all())


async def page(
    db: WriteSession,
    sight: Sight,
    wanted: Filters,
    *,
    order_by: str,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[tuple[CardRow, date]]:
    """Cards that are seen, by a day of theirs (without an end: the last of all days); fetch None: all."""
    day: Any = func.coalesce(getattr(CardRow, order_by), date.max)
    query = select(CardRow, day).where(CardRow.gmina == db.gmina, seen(sight))
    if wanted.person is not None:
        query = query.where(col(CardRow.person).in_(await one_person.entries(db, wanted.person)))
    for name in ("state", "kind", "form", "request", "household"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(CardRow, name) == value)
    if wanted.valid_on is not None:
        query = query.where(
            col(CardRow.issued_on) <= wanted.valid_on,
            or_(col(CardRow.ended_on).is_(None), col(CardRow.ended_on) > wanted.valid_on),
            or_(col(CardRow.valid_until).is_(None), col(CardRow.valid_until) >= wanted.valid_on),
        )
    if wanted.ending_to is not None:
        query = query.where(CardRow.state == "issued", col(CardRow.valid_until) <= wanted.ending_to)
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(
            tuple_(day, col(CardRow.id)) < place if descending else tuple_(day, col(CardRow.id)) > place
        )
    order = (day, col(CardRow.id))
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()


async def year(db: ReadSession, since: date, until: date) -> tuple[Year, list[tuple[str, str, int, int]]]:
    """The counts of the days from since to until, and by kind and form: granted in them, held on the last."""
    connection, of = await raw(db), {"gmina": db.gmina, "since": since, "until": until}
    found = await (await connection.execute(_STATISTICS, of)).fetchone()
    rows = await (await connection.execute(_BY_KIND, of)).fetchall()
    return Year(*(found or (0,) * 9)), [(kind, form, granted, now) for kind, form, granted, now in rows]
