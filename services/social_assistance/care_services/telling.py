"""What the log is told of care at home: each confirmed month of a plan is an act of the register of its service, with its hours.

Persons and families are told as figures: how many a month of a plan is the first of in its month, quarter, half-year and year. A month
that is confirmed late, or anew, moves those of the year's later ones: what the log says is compared with what holds, and what differs is
taken back and told again. Who is one person by now is counted once.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid5

from casework.facts.registers import RegisterFact
from casework.persons import one_person
from kit.db import WriteSession, raw
from kit.money import half_up
from kit.periods import first_day, last_day, month, month_of, month_text, year_of
from services.social_assistance.acts.counting import PERIODS, Counted, Done, counted
from services.social_assistance.acts.registers import HOUSEHOLDS, PERSONS
from services.social_assistance.acts.telling import THOUSAND, Told, fact, told_event
from services.social_assistance.care_services.months import MINUTES_OF_HOUR

ACT = "miesiac_uslug"
_HOURS = "godzina"
_CONFIRMED = """
SELECT DISTINCT ON (m.month, m.plan) m.month, m.plan, m.minutes, p.person, p.household, p.service, p.unit
  FROM care_month m JOIN care_plan p ON p.gmina = m.gmina AND p.id = m.plan
 WHERE m.gmina = %s AND m.month BETWEEN %s AND %s AND m.state = 'confirmed'
 ORDER BY m.month, m.plan, m.number DESC
"""
_LAST_TOLD = """
SELECT DISTINCT ON (subject) subject, sequence, item::json -> 'data' FROM event_log
 WHERE gmina = %s AND subject = ANY (%s::uuid[]) ORDER BY subject, sequence DESC
"""
Confirmed = tuple[Any, UUID, int, UUID, UUID | None, str, str]


async def tell(db: WriteSession, at: int) -> None:
    """Brings the log to what is confirmed of the year that the month (an ordinal) lies in; whoever calls confirms alone."""
    year = year_of(at)
    await db.flush()
    connection = await raw(db)
    span = (db.gmina, first_day(month(year, 1)), first_day(month(year, 12)))
    rows: list[Confirmed] = [tuple(row) for row in await (await connection.execute(_CONFIRMED, span)).fetchall()]
    acts = [_act(row) for row in rows]
    found = await (await connection.execute(_LAST_TOLD, (db.gmina, acts))).fetchall()
    last = {UUID(str(subject)): (int(place), data) for subject, place, data in found}
    stands = await one_person.stand_ins(db, {row[3] for row in rows})
    for told in acts_of(rows, stands):
        place, before = last.get(told.id, (0, None))
        known = None if before is None or before["acts"] < 0 else RegisterFact.model_validate(before)
        now = RegisterFact.model_validate(fact(told)) if told.quantity and told.quantity[1] else None
        if known == now:
            continue
        if known is not None:
            db.emit(told_event(db.service, db.gmina, again(told.id, known), takes_back=place))
        if now is not None:
            db.emit(told_event(db.service, db.gmina, told))


def acts_of(rows: Iterable[Confirmed], stands: Mapping[UUID, UUID]) -> list[Told]:
    """The acts of confirmed months in order of month and plan; a month in which nobody served counts nobody and has no hours."""
    known = list(rows)
    firsts: dict[UUID, tuple[Counted, ...]] = {}
    for service in sorted({row[5] for row in known}):
        firsts |= counted(
            Done(_act(row), last_day(month_of(row[0])), entry, _named(row, stands))
            for entry, row in enumerate(known)
            if row[5] == service and row[2]
        )
    return [
        Told(
            _act(row), row[5], ACT, last_day(month_of(row[0])), row[6], None,
            (_HOURS, half_up(row[2] * THOUSAND, MINUTES_OF_HOUR)), firsts.get(_act(row), ()),
        )
        for row in known
    ]  # fmt: skip


def again(act: UUID, known: RegisterFact) -> Told:
    """What was told of an act, to be taken back."""
    (quantity,) = known.quantities
    whole, _, part = quantity.value.partition(".")
    counts = tuple(
        Counted(one.unit, one.all, *(getattr(one, period) for period in PERIODS)) for one in known.counts
    )  # fmt: skip
    return Told(
        act, known.register_code, known.act, known.on, known.unit, known.requester,
        (quantity.unit, int(whole) * THOUSAND + int(part)), counts,
    )  # fmt: skip


def _act(row: Confirmed) -> UUID:
    return uuid5(row[1], month_text(month_of(row[0])))


def _named(row: Confirmed, stands: Mapping[UUID, UUID]) -> dict[str, frozenset[UUID]]:
    named = {PERSONS: frozenset({stands.get(row[3], row[3])})}
    return named if row[4] is None else named | {HOUSEHOLDS: frozenset({row[4]})}
