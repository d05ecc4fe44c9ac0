"""Reading and writing the registers of acts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, not_, or_, text, tuple_
from sqlmodel import col, select

from casework.applications.tables import ApplicationRow
from casework.authority.sight import Sight
from casework.persons import one_person
from kit.db import ReadSession, WriteSession, raw
from services.social_assistance.acts.counting import Done
from services.social_assistance.acts.registers import HOUSEHOLDS
from services.social_assistance.acts.tables import ActHouseholdRow, ActPersonRow, ActProductRow, ActRow

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('social_act ' || :gmina || ' ' || :register, 0))"
_PLACES = "SELECT subject, max(sequence) FROM event_log WHERE gmina = %(gmina)s AND subject = ANY (%(acts)s::uuid[]) GROUP BY subject"
_ACTS = """
SELECT register_code, act, count(*), coalesce(sum(cost), 0)::bigint, sum(quantity)::bigint FROM social_act
 WHERE gmina = %(gmina)s AND state = 'done' AND done_on BETWEEN %(since)s AND %(until)s
   AND (%(register)s::text IS NULL OR register_code = %(register)s)
 GROUP BY register_code, act ORDER BY register_code, act
"""
_PRODUCTS = """
SELECT a.register_code, p.product, sum(p.quantity)::bigint, sum(p.cost)::bigint
  FROM social_act a JOIN social_act_product p ON p.gmina = a.gmina AND p.act = a.id
 WHERE a.gmina = %(gmina)s AND a.state = 'done' AND a.done_on BETWEEN %(since)s AND %(until)s
   AND (%(register)s::text IS NULL OR a.register_code = %(register)s)
 GROUP BY a.register_code, p.product ORDER BY a.register_code, p.product
"""
_COUNTS = """
SELECT a.register_code, c->>'unit', sum((c->>'all')::bigint)::bigint, sum((c->>%(period)s::text)::bigint)::bigint
  FROM social_act a CROSS JOIN LATERAL jsonb_array_elements(a.counts) AS c
 WHERE a.gmina = %(gmina)s AND a.state = 'done' AND a.done_on BETWEEN %(since)s AND %(until)s
   AND (%(register)s::text IS NULL OR a.register_code = %(register)s)
 GROUP BY a.register_code, c->>'unit' ORDER BY a.register_code, c->>'unit'
"""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which acts; None leaves a question open. since, until: the day on which they were done. due_to: they wait, and are due by then."""

    register_code: str | None = None
    act: str | None = None
    state: str | None = None
    unit: str | None = None
    requester: str | None = None
    person: UUID | None = None
    household: UUID | None = None
    since: date | None = None
    until: date | None = None
    due_to: date | None = None


Named = Mapping[str, frozenset[UUID]]
"""Whom an act names, by unit of counting: every person and family under the entry that stands."""


def seen(sight: Sight) -> ColumnElement[bool]:
    """The acts (ActRow) that she sees: of her units, none of whose persons, families, application and decision is hidden from her."""
    units: Any = True if sight.units is None else col(ActRow.unit).in_(sorted(sight.units))
    persons = select(ActPersonRow.act).where(
        ActPersonRow.gmina == sight.gmina, not_(sight.persons(ActPersonRow.person))
    )
    families = select(ActHouseholdRow.act).where(
        ActHouseholdRow.gmina == sight.gmina, not_(sight.households(ActHouseholdRow.household))
    )
    hidden = select(ApplicationRow.id).where(ApplicationRow.gmina == sight.gmina, not_(sight.applications()))
    return and_(
        units,
        col(ActRow.id).not_in(persons),
        col(ActRow.id).not_in(families),
        sight.of_decision(ActRow.decision),
        or_(col(ActRow.application).is_(None), col(ActRow.application).not_in(hidden)),
    )


async def alone(db: WriteSession, register: str) -> None:
    """Whoever writes in a register does so alone, to the end of the unit of work: of whom an act is the first is told by the others."""
    await (await db.connection()).execute(text(_ONE_AT_A_TIME), {"gmina": db.gmina, "register": register})


async def load(db: WriteSession, sight: Sight, act: UUID, *, lock: bool = False) -> ActRow | None:
    """The act, where she sees it; kept from other writers when locked."""
    query = select(ActRow).where(ActRow.gmina == db.gmina, ActRow.id == act, seen(sight))
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).first()


async def next_entry(db: WriteSession, register: str) -> int:
    """The next place among the register's entries; whoever asks writes alone."""
    last = select(func.max(col(ActRow.entry))).where(ActRow.gmina == db.gmina, ActRow.register_code == register)
    return ((await db.exec(last)).one() or 0) + 1


async def named(db: ReadSession | WriteSession, acts: Collection[UUID]) -> dict[UUID, dict[str, list[UUID]]]:
    """Whom the acts name, by unit, as it was recorded; in order of id."""
    found: dict[UUID, dict[str, list[UUID]]] = {one: {} for one in acts}
    persons = select(ActPersonRow).where(ActPersonRow.gmina == db.gmina, col(ActPersonRow.act).in_(acts))
    for person in (await db.exec(persons.order_by(col(ActPersonRow.person)))).all():
        found[person.act].setdefault(person.counted_as, []).append(person.person)
    families = select(ActHouseholdRow).where(ActHouseholdRow.gmina == db.gmina, col(ActHouseholdRow.act).in_(acts))
    for family in (await db.exec(families.order_by(col(ActHouseholdRow.household)))).all():
        found[family.act].setdefault(HOUSEHOLDS, []).append(family.household)
    return found


async def products(db: ReadSession | WriteSession, acts: Collection[UUID]) -> dict[UUID, list[ActProductRow]]:
    """What was given out in each act, by product."""
    found: dict[UUID, list[ActProductRow]] = {one: [] for one in acts}
    rows = select(ActProductRow).where(ActProductRow.gmina == db.gmina, col(ActProductRow.act).in_(acts))
    for row in (await db.exec(rows.order_by(col(ActProductRow.product)))).all():
        found[row.act].append(row)
    return found


async def others(db: WriteSession, row: ActRow, whom: Named) -> dict[UUID, tuple[ActRow, Done]]:
    """The other acts of the register done in the year of the act that name somebody whom it names, each naming only these."""
    if row.done_on is None:
        return {}
    everybody = {one for unit, ids in whom.items() if unit != HOUSEHOLDS for one in ids}
    entries = await one_person.all_entries(db, everybody) | everybody
    stands = await one_person.stand_ins(db, entries)
    families = whom.get(HOUSEHOLDS, frozenset())
    of_persons = select(ActPersonRow.act).where(ActPersonRow.gmina == db.gmina, col(ActPersonRow.person).in_(entries))
    of_families = select(ActHouseholdRow.act).where(
        ActHouseholdRow.gmina == db.gmina, col(ActHouseholdRow.household).in_(families)
    )
    found = await db.exec(
        select(ActRow).where(
            ActRow.gmina == db.gmina,
            ActRow.register_code == row.register_code,
            ActRow.state == "done",
            ActRow.id != row.id,
            col(ActRow.done_on).between(date(row.done_on.year, 1, 1), date(row.done_on.year, 12, 31)),
            or_(col(ActRow.id).in_(of_persons), col(ActRow.id).in_(of_families)),
        )
    )
    rows = {one.id: one for one in found.all() if one.done_on is not None}
    recorded = await named(db, rows)
    told = {}
    for act, one in rows.items():
        units = {
            unit: frozenset(stands.get(each, each) for each in ids) & whom.get(unit, frozenset())
            for unit, ids in recorded[act].items()
        }
        if one.done_on is not None:
            told[act] = one, Done(act, one.done_on, one.entry, units)
    return told


async def used(db: WriteSession, row: ActRow, persons: Collection[UUID], since: date, until: date) -> int:
    """Thousandths that the person was given by acts of the kind between the days, without this one."""
    total = select(func.coalesce(func.sum(col(ActRow.quantity)), 0)).where(
        ActRow.gmina == db.gmina,
        ActRow.register_code == row.register_code,
        ActRow.act == row.act,
        ActRow.state == "done",
        ActRow.id != row.id,
        col(ActRow.done_on).between(since, until),
        col(ActRow.id).in_(
            select(ActPersonRow.act).where(ActPersonRow.gmina == db.gmina, col(ActPersonRow.person).in_(persons))
        ),
    )
    return int((await db.exec(total)).one() or 0)


async def places(db: WriteSession, acts: Sequence[UUID]) -> dict[UUID, int]:
    """The place in the log of what was told last of each act."""
    connection = await raw(db)
    found = await connection.execute(_PLACES, {"gmina": db.gmina, "acts": list(acts)})
    return {row[0]: row[1] for row in await found.fetchall()}


async def page(
    db: WriteSession,
    sight: Sight,
    wanted: Filters,
    *,
    order_by: str,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[tuple[ActRow, date]]:
    """Acts that are seen, by a day of theirs (without one: the last of all days); fetch None: all."""
    day: Any = func.coalesce(getattr(ActRow, order_by), date.max)
    query = select(ActRow, day).where(ActRow.gmina == db.gmina, seen(sight))
    for name in ("register_code", "act", "state", "unit", "requester"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(ActRow, name) == value)
    if wanted.person is not None:
        entries = await one_person.entries(db, wanted.person)
        of_person = select(ActPersonRow.act).where(
            ActPersonRow.gmina == db.gmina, col(ActPersonRow.person).in_(entries)
        )
        query = query.where(col(ActRow.id).in_(of_person))
    if wanted.household is not None:
        of_family = select(ActHouseholdRow.act).where(
            ActHouseholdRow.gmina == db.gmina, ActHouseholdRow.household == wanted.household
        )
        query = query.where(col(ActRow.id).in_(of_family))
    if wanted.since is not None:
        query = query.where(col(ActRow.done_on) >= wanted.since)
    if wanted.until is not None:
        query = query.where(col(ActRow.done_on) <= wanted.until)
    if wanted.due_to is not None:
        query = query.where(ActRow.state == "open", col(ActRow.due_on) <= wanted.due_to)
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(day, col(ActRow.id)) < place if descending else tuple_(day, col(ActRow.id)) > place)
    order = (day, col(ActRow.id))
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()


async def counts(
    db: ReadSession, since: date, until: date, register: str | None, period: str | None
) -> tuple[list[tuple[str, str, int, int, int | None]], list[tuple[str, str, int, int]]]:
    """Of done acts between the days: by register and kind acts, cost, quantity; by register and unit named, and firsts of the period."""
    connection = await raw(db)
    of = {"gmina": db.gmina, "since": since, "until": until, "register": register, "period": period or "all"}
    acts = await (await connection.execute(_ACTS, of)).fetchall()
    units = await (await connection.execute(_COUNTS, of)).fetchall()
    return [(a, b, c, d, e) for a, b, c, d, e in acts], [(a, b, c, d) for a, b, c, d in units]


async def given_out(db: ReadSession, since: date, until: date, register: str | None) -> list[tuple[str, str, int, int]]:
    """Of done acts between the days that tell products apart: register, product, thousandths and grosze."""
    of = {"gmina": db.gmina, "since": since, "until": until, "register": register}
    rows = await (await (await raw(db)).execute(_PRODUCTS, of)).fetchall()
    return [(a, b, c, d) for a, b, c, d in rows]
