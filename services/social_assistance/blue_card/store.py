"""Reading and writing procedures "Niebieskie Karty". Whoever calls has made sure that the reader is entered."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, tuple_
from sqlmodel import col, select

from kit.db import ReadSession, WriteSession, raw
from services.social_assistance.blue_card.kinds import GROUP_NAMED, TEAM_MEETING
from services.social_assistance.blue_card.tables import ActRow, CardRow, MemberRow, NamedRow, ReaderRow

IS_READER = """
EXISTS (SELECT FROM blue_card_reader r WHERE r.subject = %(asks)s AND r.since <= %(today)s
           AND (r.until IS NULL OR r.until >= %(today)s))
"""
_ACTS = """
SELECT act, count(*) FROM blue_card_act
 WHERE gmina = %(gmina)s AND NOT withdrawn AND done_on BETWEEN %(since)s AND %(until)s GROUP BY act ORDER BY act
"""
_FAMILIES = """
SELECT count(DISTINCT family) FROM blue_card_act
 WHERE gmina = %(gmina)s AND NOT withdrawn AND done_on BETWEEN %(since)s AND %(until)s
"""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which procedures; None leaves a question open. since, until: the day on which they were opened."""

    state: str | None = None
    unit: str | None = None
    since: date | None = None
    until: date | None = None


async def is_reader(db: ReadSession | WriteSession, subject: str, on: date) -> bool:
    """Whether the subject is entered among those who may know, on the day."""
    found = select(ReaderRow.id).where(
        ReaderRow.gmina == db.gmina,
        ReaderRow.subject == subject,
        col(ReaderRow.since) <= on,
        or_(col(ReaderRow.until).is_(None), col(ReaderRow.until) >= on),
    )
    return (await db.exec(found)).first() is not None


async def readers(db: ReadSession | WriteSession) -> Sequence[ReaderRow]:
    """Whoever is or was entered, in the order of entering."""
    found = select(ReaderRow).where(ReaderRow.gmina == db.gmina).order_by(col(ReaderRow.created_at), col(ReaderRow.id))
    return (await db.exec(found)).all()


async def reader(db: WriteSession, entry: UUID) -> ReaderRow | None:
    """An entry, kept from other writers."""
    found = select(ReaderRow).where(ReaderRow.gmina == db.gmina, ReaderRow.id == entry).with_for_update(key_share=True)
    return (await db.exec(found)).first()


async def load(db: WriteSession, card: UUID, *, lock: bool = False) -> CardRow | None:
    """A procedure; kept from other writers when locked."""
    query = select(CardRow).where(CardRow.gmina == db.gmina, CardRow.id == card)
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).first()


async def of_whom(db: WriteSession, known_as: Collection[str]) -> Sequence[CardRow]:
    """The procedures that name one of these, those entered in error left out; the newest first."""
    naming = select(NamedRow.blue_card).where(NamedRow.gmina == db.gmina, col(NamedRow.known_as).in_(known_as))
    found = select(CardRow).where(CardRow.gmina == db.gmina, col(CardRow.id).in_(naming), CardRow.state != "cancelled")
    return (await db.exec(found.order_by(col(CardRow.opened_on).desc(), col(CardRow.id).desc()))).all()


async def runs(db: WriteSession, family: UUID) -> bool:
    """Whether a procedure on the family runs, whomever of it that one names."""
    found = select(CardRow.id).where(CardRow.gmina == db.gmina, CardRow.family == family, CardRow.state == "open")
    return (await db.exec(found)).first() is not None


async def named(db: WriteSession, card: UUID) -> Sequence[NamedRow]:
    """Whom a procedure is about."""
    found = select(NamedRow).where(NamedRow.gmina == db.gmina, NamedRow.blue_card == card)
    return (await db.exec(found.order_by(col(NamedRow.id)))).all()


async def acts(db: WriteSession, cards: Collection[UUID]) -> Sequence[ActRow]:
    """What was done in the procedures, in order of days; what was withdrawn too."""
    found = select(ActRow).where(ActRow.gmina == db.gmina, col(ActRow.blue_card).in_(cards))
    return (await db.exec(found.order_by(col(ActRow.done_on), col(ActRow.entry)))).all()


async def act(db: WriteSession, card: UUID, act: UUID) -> ActRow | None:
    """An act of a procedure."""
    found = select(ActRow).where(ActRow.gmina == db.gmina, ActRow.blue_card == card, ActRow.id == act)
    return (await db.exec(found)).first()


async def of_family(db: WriteSession, family: UUID, year: int) -> Sequence[ActRow]:
    """What stands of the acts on a family in a year."""
    days = date(year, 1, 1), date(year, 12, 31)
    found = select(ActRow).where(
        ActRow.gmina == db.gmina, ActRow.family == family, col(ActRow.withdrawn).is_(False), col(ActRow.done_on).between(*days)
    )  # fmt: skip
    return (await db.exec(found.order_by(col(ActRow.done_on), col(ActRow.entry)))).all()


async def group(db: WriteSession, card: UUID) -> Sequence[MemberRow]:
    """The group as it was named last."""
    last = (
        select(ActRow.id)
        .where(ActRow.gmina == db.gmina, ActRow.blue_card == card, ActRow.act == GROUP_NAMED, col(ActRow.withdrawn).is_(False))
        .order_by(col(ActRow.done_on).desc(), col(ActRow.entry).desc())
        .limit(1)
    )  # fmt: skip
    found = select(MemberRow).where(MemberRow.gmina == db.gmina, col(MemberRow.act).in_(last))
    return (await db.exec(found.order_by(col(MemberRow.id)))).all()


async def next_entry(db: WriteSession) -> int:
    """The next place among the entries; whoever asks writes alone."""
    return ((await db.exec(select(func.max(col(ActRow.entry))).where(ActRow.gmina == db.gmina))).one() or 0) + 1


async def team_met(db: WriteSession) -> date | None:
    """The day of the team's last meeting."""
    found = select(func.max(col(ActRow.done_on))).where(
        ActRow.gmina == db.gmina, ActRow.act == TEAM_MEETING, col(ActRow.withdrawn).is_(False)
    )
    return (await db.exec(found)).one()


async def page(
    db: WriteSession, wanted: Filters, *, after: tuple[str, str] | None, descending: bool, fetch: int | None
) -> Sequence[CardRow]:
    """Procedures by the day of opening."""
    query = select(CardRow).where(CardRow.gmina == db.gmina)
    for name in ("state", "unit"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(CardRow, name) == value)
    if wanted.since is not None:
        query = query.where(col(CardRow.opened_on) >= wanted.since)
    if wanted.until is not None:
        query = query.where(col(CardRow.opened_on) <= wanted.until)
    order: tuple[Any, Any] = (col(CardRow.opened_on), col(CardRow.id))
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()


async def running(db: WriteSession) -> Sequence[CardRow]:
    """Procedures that wait for something: those that run, and closed ones (their protocol)."""
    found = select(CardRow).where(CardRow.gmina == db.gmina, col(CardRow.state).in_(("open", "closed")))
    return (await db.exec(found.order_by(col(CardRow.opened_on), col(CardRow.id)))).all()


async def counts(db: WriteSession, since: date, until: date) -> tuple[list[tuple[str, int]], int]:
    """Of the acts between the days: how many of each kind, and on how many different families."""
    connection = await raw(db)
    of = {"gmina": db.gmina, "since": since, "until": until}
    by_act = await (await connection.execute(_ACTS, of)).fetchall()
    families = await (await connection.execute(_FAMILIES, of)).fetchone()
    return [(row[0], row[1]) for row in by_act], 0 if families is None else families[0]
