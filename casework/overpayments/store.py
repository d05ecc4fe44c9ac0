"""Undue payments and their accounts in the database; the only SQL that writes them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from casework.overpayments.ledger import EntryClass, Movement, MovementKind
from casework.overpayments.states import State
from kit.db import ReadSession, WriteSession, raw
from kit.feed.envelope import new_id

Session = ReadSession | WriteSession

OVERPAYMENT_COLUMNS = (
    "id, person, benefit, unit, rules, ground, instructed, state, decision, decision_sign, decided_on, final_on, registered_by, "
    "registered_on, withdrawn_for, version"
)
MOVEMENT_COLUMNS = (
    "id, overpayment, kind, day, amount, principal, interest, payment, period, budget_year, interest_from, channel, "
    "deducted_from, ground, document, corrects, decision, recorded_by, recorded_on"
)
_LOAD = f"SELECT {OVERPAYMENT_COLUMNS} FROM overpayment WHERE gmina = %s AND id = %s"
_MOVEMENTS = f"""
SELECT {MOVEMENT_COLUMNS} FROM overpayment_movement WHERE gmina = %s AND overpayment = ANY (%s) ORDER BY day, id
"""
_ADD = """
INSERT INTO overpayment (gmina, id, person, benefit, unit, rules, ground, instructed, state, registered_by, registered_on)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 'registered', %s, %s)
"""
_MOVE = """
UPDATE overpayment
   SET state = %(state)s, version = version + 1,
       decision = coalesce(%(decision)s::uuid, decision), decision_sign = coalesce(%(sign)s::text, decision_sign),
       decided_on = coalesce(%(decided_on)s::date, decided_on), final_on = coalesce(%(final_on)s::date, final_on),
       withdrawn_for = coalesce(%(withdrawn_for)s::text, withdrawn_for)
 WHERE gmina = %(gmina)s AND id = %(id)s RETURNING version
"""
_UNDECIDED = """
UPDATE overpayment SET state = %s, version = version + 1, decided_on = NULL, final_on = NULL WHERE gmina = %s AND id = %s
"""
_ADD_MOVEMENT = f"""
INSERT INTO overpayment_movement (gmina, {MOVEMENT_COLUMNS})
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_ENTRIES = """
SELECT e.id, e.movement, e.item, e.klass, e.amount, e.told_type, e.told_subject, e.told_version, e.gives_back
  FROM overpayment_entry e
 WHERE e.gmina = %(gmina)s AND e.overpayment = %(id)s AND e.takes_back IS NULL
   AND NOT EXISTS (SELECT FROM overpayment_entry b WHERE b.gmina = e.gmina AND b.takes_back = e.id)
 ORDER BY e.id
"""
_ADD_ENTRY = """
INSERT INTO overpayment_entry
       (gmina, id, overpayment, movement, caused_by, item, klass, amount, told_type, told_subject, told_version, takes_back,
        gives_back)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
# What a decision gave that was taken away since is none, nor what one gave in whose place SKO's own stands.
RELIEF_STANDS = """
NOT EXISTS (SELECT FROM decision d
             WHERE d.gmina = r.gmina AND d.id = r.decision
               AND (d.state = 'removed'
                    OR EXISTS (SELECT FROM appeal a JOIN decision s ON s.gmina = a.gmina AND s.id = a.sko_decision
                                WHERE a.gmina = d.gmina AND a.decision = d.id AND s.state = 'final')))
"""
_RELIEF_COLUMNS = "r.id, r.overpayment, r.kind, r.decided_on, r.decision, r.decision_sign, r.instalments, r.grace_days"
_RELIEF = f"""
SELECT {_RELIEF_COLUMNS} FROM overpayment_relief r
 WHERE r.gmina = %s AND r.overpayment = ANY (%s) AND {RELIEF_STANDS}
 ORDER BY r.decided_on, r.id
"""
_RELIEF_BY = f"""
SELECT DISTINCT ON (r.overpayment) {_RELIEF_COLUMNS} FROM overpayment_relief r
 WHERE r.gmina = %s AND r.overpayment = ANY (%s) AND r.decision = %s
 ORDER BY r.overpayment, r.decided_on DESC, r.id DESC
"""
_ADD_RELIEF = """
INSERT INTO overpayment_relief
       (gmina, id, overpayment, kind, decided_on, decision, decision_sign, instalments, grace_days, recorded_by, recorded_on)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_ENFORCEMENT = """
SELECT id, overpayment, act, day, number, organ, cost, principal, interest
  FROM overpayment_enforcement WHERE gmina = %s AND overpayment = ANY (%s) ORDER BY day, id
"""
_ADD_ENFORCEMENT = """
INSERT INTO overpayment_enforcement
       (gmina, id, overpayment, act, day, number, organ, cost, principal, interest, recorded_by, recorded_on)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


@dataclass(frozen=True, slots=True)
class Overpayment:
    """An undue payment without its account."""

    id: UUID
    person: UUID
    benefit: str
    unit: str
    rules: str
    ground: str
    instructed: bool | None
    state: State
    decision: UUID | None
    decision_sign: str | None
    decided_on: date | None
    final_on: date | None
    registered_by: str
    registered_on: date
    withdrawn_for: str | None
    version: int


@dataclass(frozen=True, slots=True)
class Posted:
    """A movement as it is stored: what the account needs (`movement`), and what it is about."""

    id: UUID
    overpayment: UUID
    kind: MovementKind
    day: date
    amount: int = 0
    principal: int | None = None
    interest: int | None = None
    payment: UUID | None = None
    period: date | None = None
    budget_year: int | None = None
    interest_from: date | None = None
    channel: str | None = None
    deducted_from: UUID | None = None
    ground: str | None = None
    document: str | None = None
    corrects: UUID | None = None
    decision: UUID | None = None
    recorded_by: str = ""
    recorded_on: date = date.min

    @property
    def movement(self) -> Movement:
        return Movement(
            self.id, self.kind, self.day, self.amount, self.principal, self.interest, self.interest_from, self.corrects
        )


@dataclass(frozen=True, slots=True)
class Booked:
    """What a movement was booked to take off an item's class, and the fact that told it.

    gives_back: the entry of which a part went back.
    """

    id: UUID
    movement: UUID
    item: UUID | None
    klass: EntryClass
    amount: int
    told_type: str | None = None
    told_subject: UUID | None = None
    told_version: int | None = None
    gives_back: UUID | None = None


@dataclass(frozen=True, slots=True)
class Relief:
    """A decision on instalments or deferral; `instalments`: due_on and amount of each."""

    id: UUID
    overpayment: UUID
    kind: str
    decided_on: date
    decision: UUID | None
    decision_sign: str | None
    instalments: Any
    grace_days: int


@dataclass(frozen=True, slots=True)
class Enforced:
    """An act of enforcement with what was open on its day."""

    id: UUID
    overpayment: UUID
    act: str
    day: date
    number: str | None
    organ: str | None
    cost: int | None
    principal: int
    interest: int


async def load(db: Session, overpayment: UUID, *, lock: bool = False) -> Overpayment | None:
    """The undue payment. lock: kept from other writers until the end of the transaction."""
    statement = _LOAD + (" FOR NO KEY UPDATE" if lock else "")
    async with (await raw(db)).cursor(row_factory=class_row(Overpayment)) as cursor:
        return await (await cursor.execute(statement, (db.gmina, overpayment))).fetchone()


async def movements(db: Session, overpayments: Collection[UUID]) -> dict[UUID, list[Posted]]:
    """All movements of the accounts, counter-entries included."""
    found: dict[UUID, list[Posted]] = defaultdict(list)
    async with (await raw(db)).cursor(row_factory=class_row(Posted)) as cursor:
        for row in await (await cursor.execute(_MOVEMENTS, (db.gmina, list(overpayments)))).fetchall():
            found[row.overpayment].append(row)
    return found


async def reliefs(db: Session, overpayments: Collection[UUID]) -> dict[UUID, list[Relief]]:
    """Instalments and deferrals, in order of their decisions."""
    found: dict[UUID, list[Relief]] = defaultdict(list)
    async with (await raw(db)).cursor(row_factory=class_row(Relief)) as cursor:
        for row in await (await cursor.execute(_RELIEF, (db.gmina, list(overpayments)))).fetchall():
            found[row.overpayment].append(row)
    return found


async def reliefs_by(db: Session, overpayments: Collection[UUID], decision: UUID) -> list[Relief]:
    """The newest plan of each of these debts by the decision, also of one that counts no more."""
    async with (await raw(db)).cursor(row_factory=class_row(Relief)) as cursor:
        return await (await cursor.execute(_RELIEF_BY, (db.gmina, list(overpayments), decision))).fetchall()


async def enforcements(db: Session, overpayments: Collection[UUID]) -> dict[UUID, list[Enforced]]:
    """Reminders, titles and measures, in order of their days."""
    found: dict[UUID, list[Enforced]] = defaultdict(list)
    async with (await raw(db)).cursor(row_factory=class_row(Enforced)) as cursor:
        for row in await (await cursor.execute(_ENFORCEMENT, (db.gmina, list(overpayments)))).fetchall():
            found[row.overpayment].append(row)
    return found


async def add(
    db: WriteSession, overpayment: UUID, *, person: UUID, benefit: str, unit: str, rules: str, ground: str,
    instructed: bool | None, by: str, on: date,
) -> None:  # fmt: skip
    """A new undue payment, version 1."""
    place = (db.gmina, overpayment, person, benefit, unit, rules, ground, instructed, by, on)
    await (await raw(db)).execute(_ADD, place)


async def move(
    db: WriteSession, overpayment: UUID, state: State, *, decision: UUID | None = None, sign: str | None = None,
    decided_on: date | None = None, final_on: date | None = None, withdrawn_for: str | None = None,
) -> int:  # fmt: skip
    """The undue payment in a state, with what became known of it; returns its new version."""
    place = {
        "gmina": db.gmina, "id": overpayment, "state": state, "decision": decision, "sign": sign, "decided_on": decided_on,
        "final_on": final_on, "withdrawn_for": withdrawn_for,
    }  # fmt: skip
    row = await (await (await raw(db)).execute(_MOVE, place)).fetchone()
    return int(row[0]) if row else 0


async def undecided(db: WriteSession, overpayment: UUID, state: str) -> None:
    """Its decision was taken away; which one it was stays known."""
    await (await raw(db)).execute(_UNDECIDED, (state, db.gmina, overpayment))


async def post(db: WriteSession, posted: Sequence[Posted]) -> None:
    """Writes movements; they are never changed afterwards."""
    async with (await raw(db)).cursor() as cursor:
        await cursor.executemany(
            _ADD_MOVEMENT,
            [
                (
                    db.gmina, one.id, one.overpayment, one.kind, one.day, one.amount, one.principal, one.interest, one.payment,
                    one.period, one.budget_year, one.interest_from, one.channel, one.deducted_from, one.ground, one.document,
                    one.corrects, one.decision, one.recorded_by, one.recorded_on,
                )
                for one in posted
            ],
        )  # fmt: skip


async def booked(db: Session, overpayment: UUID) -> list[Booked]:
    """The entries that stand: neither counter-entries nor taken back by one."""
    async with (await raw(db)).cursor(row_factory=class_row(Booked)) as cursor:
        await cursor.execute(_ENTRIES, {"gmina": db.gmina, "id": overpayment})
        return await cursor.fetchall()


async def book(
    db: WriteSession, overpayment: UUID, caused_by: UUID, entry: Booked, *, takes_back: UUID | None = None
) -> None:
    """Writes an entry. caused_by: the movement that was written; the entry may belong to an earlier one that divides anew."""
    place = (
        db.gmina, entry.id, overpayment, entry.movement, caused_by, entry.item, entry.klass, entry.amount, entry.told_type,
        entry.told_subject, entry.told_version, takes_back, entry.gives_back,
    )  # fmt: skip
    await (await raw(db)).execute(_ADD_ENTRY, place)


async def relieve(
    db: WriteSession, overpayment: UUID, *, kind: str, decided_on: date, decision: UUID | None, sign: str | None,
    instalments: Sequence[tuple[date, int]], grace_days: int, by: str, on: date,
) -> None:  # fmt: skip
    """Notes instalments or a deferral."""
    due = Jsonb([{"due_on": day.isoformat(), "amount": amount} for day, amount in instalments])
    place = (db.gmina, new_id(), overpayment, kind, decided_on, decision, sign, due, grace_days, by, on)
    await (await raw(db)).execute(_ADD_RELIEF, place)


async def enforce(db: WriteSession, entry: Enforced, by: str, on: date) -> None:
    """Notes an act of enforcement."""
    place = (
        db.gmina, entry.id, entry.overpayment, entry.act, entry.day, entry.number, entry.organ, entry.cost, entry.principal,
        entry.interest, by, on,
    )  # fmt: skip
    await (await raw(db)).execute(_ADD_ENFORCEMENT, place)
