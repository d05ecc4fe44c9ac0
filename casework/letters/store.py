"""Letters and templates of a gmina in the database; the only SQL about them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.decisions.tables import DecisionRow
from casework.letters.contents import Instalment, Undue
from casework.letters.tables import LetterBodyRow, LetterRow, TemplateRow
from casework.persons import one_person
from casework.persons.one_person import entries_of
from kit.db import ReadSession, WriteSession, raw
from kit.periods import month_of

# Registered for the decision, or not yet decided and of this person and benefit: the one that makes the very amount of the act.
_UNDUE = f"""
SELECT o.id, m.period, m.day, m.amount
  FROM overpayment o
  JOIN overpayment_movement m ON m.gmina = o.gmina AND m.overpayment = o.id AND m.kind = 'establishment'
 WHERE o.gmina = %(gmina)s AND o.state <> 'withdrawn'
   AND (o.decision = ANY (%(decisions)s)
        OR (o.decision IS NULL AND o.person = ANY ({entries_of("%(person)s::uuid")}) AND o.benefit = %(benefit)s))
   AND NOT EXISTS (SELECT FROM overpayment_movement c WHERE c.gmina = m.gmina AND c.corrects = m.id)
 ORDER BY o.decision IS NULL, o.id, m.period, m.day, m.id
"""
_RELIEF = """
SELECT instalments FROM overpayment_relief
 WHERE gmina = %(gmina)s AND decision = %(decision)s ORDER BY decided_on DESC, id DESC LIMIT 1
"""


async def template(db: ReadSession | WriteSession, kind: str) -> TemplateRow | None:
    """The newest version of the gmina's own template, if it has one."""
    found = await db.exec(
        select(TemplateRow)
        .where(TemplateRow.gmina == db.gmina, TemplateRow.kind == kind)
        .order_by(col(TemplateRow.version).desc())
        .limit(1)
    )
    return found.first()


async def templates(db: ReadSession | WriteSession) -> dict[str, TemplateRow]:
    """The newest versions, by kind."""
    newest = (
        select(TemplateRow.kind, func.max(TemplateRow.version))
        .where(TemplateRow.gmina == db.gmina)
        .group_by(col(TemplateRow.kind))
    )
    found = await db.exec(
        select(TemplateRow).where(
            TemplateRow.gmina == db.gmina, tuple_(col(TemplateRow.kind), col(TemplateRow.version)).in_(newest)
        )
    )
    return {row.kind: row for row in found.all()}


async def letter(db: WriteSession, letter_id: UUID) -> LetterRow | None:
    """The letter with this id."""
    return await db.get(LetterRow, (db.gmina, letter_id))


async def of_party(db: ReadSession | WriteSession, decision: UUID, party: UUID | None) -> UUID | None:
    """The letter that brings the decision to the party, where it was made; no draft."""
    found = await db.exec(
        select(LetterRow.id).where(
            LetterRow.gmina == db.gmina,
            LetterRow.decision == decision,
            col(LetterRow.party).is_not_distinct_from(party),
            or_(col(LetterRow.act), col(LetterRow.kind) == "decision"),
            col(LetterRow.draft).is_(False),
        )
    )
    return found.first()


async def add(db: WriteSession, rows: Collection[Mapping[str, Any]]) -> set[UUID]:
    """Keeps letters; returns those that were not there before."""
    if not rows:
        return set()
    connection = await db.connection()
    statement = insert(LetterRow).on_conflict_do_nothing().returning(col(LetterRow.id))
    return set((await connection.execute(statement, [dict(one) for one in rows])).scalars())


async def about(db: ReadSession | WriteSession, reference: str, matter: UUID) -> Sequence[LetterRow]:
    """Letters that went out about a matter of the registers, the newest first; no drafts."""
    found = await db.exec(
        select(LetterRow)
        .where(
            LetterRow.gmina == db.gmina,
            LetterRow.about == reference,
            LetterRow.about_id == matter,
            col(LetterRow.draft).is_(False),
        )
        .order_by(col(LetterRow.id).desc())
    )
    return found.all()


async def body(db: WriteSession, letter_id: UUID, form: str) -> LetterBodyRow | None:
    """Its bytes in a form."""
    return await db.get(LetterBodyRow, (db.gmina, letter_id, form))


@dataclass(frozen=True, slots=True)
class Filter:
    """Which letters; None leaves a question open. person: the addressee. act: the decision or order itself."""

    decision: UUID | None = None
    person: UUID | None = None
    kind: str | None = None
    about: str | None = None
    about_id: UUID | None = None
    act: bool | None = None
    draft: bool | None = None
    znak: str | None = None
    made_by: str | None = None
    made_from: date | None = None
    made_to: date | None = None


async def page(
    db: WriteSession,
    sight: Sight,
    wanted: Filter,
    *,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[LetterRow]:
    """Letters that are seen, by the day they were made; fetch: all without one."""
    seen = (sight.persons(LetterRow.person), sight.of_decision(LetterRow.decision))
    query = select(LetterRow).where(LetterRow.gmina == db.gmina, *seen)
    if wanted.person is not None:
        query = query.where(col(LetterRow.person).in_(await one_person.entries(db, wanted.person)))
    for name in ("decision", "kind", "about", "about_id", "act", "draft", "znak", "made_by"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(LetterRow, name) == value)
    if wanted.made_from is not None:
        query = query.where(col(LetterRow.made_on) >= wanted.made_from)
    if wanted.made_to is not None:
        query = query.where(col(LetterRow.made_on) <= wanted.made_to)
    order = (col(LetterRow.made_on), col(LetterRow.id))
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()


async def undue(db: WriteSession, row: DecisionRow, decisions: Sequence[UUID], amount: int) -> tuple[Undue, ...]:
    """The months of the undue payment that the act is about: the register's entry whose sum is the amount (grosze)."""
    of = {"gmina": db.gmina, "decisions": list(decisions), "person": row.recipient, "benefit": row.benefit}
    entries: dict[UUID, list[Undue]] = {}
    for entry, period, day, grosze_of in await (await (await raw(db)).execute(_UNDUE, of)).fetchall():
        entries.setdefault(entry, []).append(Undue(None if period is None else month_of(period), day, grosze_of))
    return next((tuple(one) for one in entries.values() if sum(part.amount for part in one) == amount), ())


async def relief(db: WriteSession, decision: UUID) -> tuple[Instalment, ...]:
    """The days of payment that were registered for the decision: instalments, or the one day of a deferral."""
    found = await (await (await raw(db)).execute(_RELIEF, {"gmina": db.gmina, "decision": decision})).fetchone()
    if found is None:
        return ()
    return tuple(Instalment(date.fromisoformat(one["due_on"]), int(one["amount"])) for one in found[0])
