"""Deliveries of further letters in the database, and all deliveries of an office in one list; the only SQL about them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Text, and_, cast, literal, null, tuple_, union_all
from sqlalchemy import select as rows_of
from sqlmodel import col, select

from casework.applications.tables import ApplicationRow, CallSendingRow
from casework.authority.sight import Sight
from casework.decisions.tables import DecisionRow
from casework.deliveries.evaluating import Evaluated
from casework.deliveries.tables import DeliveryRow, LetterSendingEventRow, LetterSendingRow
from casework.letters.tables import LetterRow
from kit.db import ReadSession, WriteSession, raw

MOST_RIPENED = 5_000
_RIPEN = """
UPDATE letter_sending s
   SET state = f.state, delivered_on = f.delivered_on, waits_until = f.waits_until, fiction = f.fiction,
       article = f.article, reason = f.reason, version = s.version + 1
  FROM unnest(%s::uuid[], %s::text[], %s::date[], %s::date[], %s::boolean[], %s::text[], %s::text[])
       AS f(id, state, delivered_on, waits_until, fiction, article, reason)
 WHERE s.gmina = %s AND s.id = f.id
"""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which deliveries; None leaves a question open. waits_to: the law will treat it as delivered on this day or earlier."""

    subject: str | None = None
    state: str | None = None
    way: str | None = None
    kind: str | None = None
    sent_by: str | None = None
    since: date | None = None
    until: date | None = None
    waits_to: date | None = None

    def named(self) -> dict[str, object]:
        """The filters as parameters."""
        return asdict(self)


async def lock(db: WriteSession, sending: UUID) -> LetterSendingRow | None:
    """The sending, kept from other writers."""
    return await db.get(LetterSendingRow, (db.gmina, sending), with_for_update={"key_share": True})


async def of_letter(db: ReadSession | WriteSession, letter: UUID) -> Sequence[LetterSendingRow]:
    """The sendings of a letter, in order."""
    found = await db.exec(
        select(LetterSendingRow)
        .where(LetterSendingRow.gmina == db.gmina, LetterSendingRow.letter == letter)
        .order_by(col(LetterSendingRow.id))
    )
    return found.all()


async def events(
    db: ReadSession | WriteSession, sendings: Sequence[UUID]
) -> Mapping[UUID, list[LetterSendingEventRow]]:
    """What happened to each of the sendings, in the order it was noted."""
    noted: dict[UUID, list[LetterSendingEventRow]] = {one: [] for one in sendings}
    if not noted:
        return noted
    found = await db.exec(
        select(LetterSendingEventRow)
        .where(LetterSendingEventRow.gmina == db.gmina, col(LetterSendingEventRow.sending).in_(sendings))
        .order_by(col(LetterSendingEventRow.sending), col(LetterSendingEventRow.number))
    )
    for row in found.all():
        noted[row.sending].append(row)
    return noted


async def ripe(db: WriteSession, today: date) -> Sequence[LetterSendingRow]:
    """Sendings whose fiction may have come, kept from other writers."""
    found = await db.exec(
        select(LetterSendingRow)
        .where(
            LetterSendingRow.gmina == db.gmina,
            LetterSendingRow.state == "waiting",
            col(LetterSendingRow.waits_until) <= today,
        )
        .order_by(col(LetterSendingRow.waits_until), col(LetterSendingRow.id))
        .limit(MOST_RIPENED)
        .with_for_update(skip_locked=True, key_share=True)
    )
    return found.all()


async def ripen(db: WriteSession, known: Mapping[UUID, Evaluated]) -> None:
    """Writes what became of the sendings, in one statement."""
    columns = ("state", "delivered_on", "waits_until", "fiction", "article", "reason")
    told = [[getattr(one, name) for one in known.values()] for name in columns]
    await (await raw(db)).execute(_RIPEN, (list(known), *told, db.gmina))


async def page(
    db: WriteSession,
    sight: Sight,
    wanted: Filters,
    *,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[Mapping[str, Any]]:
    """Deliveries of decisions, calls and letters that are seen, by the day they were sent; fetch None: all."""
    every = _every(db.gmina, sight)
    query = rows_of(every).where(*_conditions(every.c, wanted))
    order = (every.c.sent_on, every.c.key)
    if after is not None:
        place = tuple_(literal(date.fromisoformat(after[0])), literal(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    query = query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch)
    found = await db.exec(query)  # type: ignore[call-overload]
    return list(found.mappings().all())


def _every(gmina: str, sight: Sight) -> Any:
    delivered = (
        rows_of(
            *_shared(DeliveryRow),
            cast(DeliveryRow.id, Text).label("key"),
            literal("decision").label("subject"),
            col(DeliveryRow.decision).label("subject_id"),
            cast(null(), Integer).label("call"),
            col(DeliveryRow.letter).label("letter"),
            col(DecisionRow.kind).label("kind"),
        )
        .join(
            DecisionRow, and_(col(DecisionRow.gmina) == DeliveryRow.gmina, col(DecisionRow.id) == DeliveryRow.decision)
        )
        .where(col(DeliveryRow.gmina) == gmina, sight.decisions())
    )
    key = (
        cast(CallSendingRow.application, Text)
        + ":"
        + cast(CallSendingRow.call, Text)
        + ":"
        + cast(CallSendingRow.number, Text)
    )
    called = (
        rows_of(
            *_shared(CallSendingRow),
            key.label("key"),
            literal("call").label("subject"),
            col(CallSendingRow.application).label("subject_id"),
            col(CallSendingRow.call).label("call"),
            col(CallSendingRow.letter).label("letter"),
            literal("completion_call").label("kind"),
        )
        .join(
            ApplicationRow,
            and_(
                col(ApplicationRow.gmina) == CallSendingRow.gmina, col(ApplicationRow.id) == CallSendingRow.application
            ),
        )
        .where(col(CallSendingRow.gmina) == gmina, sight.applications())
    )
    sent = (
        rows_of(
            *_shared(LetterSendingRow),
            cast(LetterSendingRow.id, Text).label("key"),
            literal("letter").label("subject"),
            col(LetterSendingRow.letter).label("subject_id"),
            cast(null(), Integer).label("call"),
            col(LetterSendingRow.letter).label("letter"),
            col(LetterRow.kind).label("kind"),
        )
        .join(
            LetterRow,
            and_(col(LetterRow.gmina) == LetterSendingRow.gmina, col(LetterRow.id) == LetterSendingRow.letter),
        )
        .where(
            col(LetterSendingRow.gmina) == gmina, sight.persons(LetterRow.person), sight.of_decision(LetterRow.decision)
        )
    )
    return union_all(delivered, called, sent).subquery()


def _shared(row: Any) -> list[Any]:
    names = (
        "way",
        "addressed_to",
        "sent_on",
        "state",
        "waits_until",
        "delivered_on",
        "fiction",
        "article",
        "reason",
        "sent_by",
    )
    return [col(getattr(row, name)).label(name) for name in names]


def _conditions(found: Any, wanted: Filters) -> list[ColumnElement[bool]]:
    same = [
        found[name] == value
        for name in ("subject", "state", "way", "kind", "sent_by")
        if (value := getattr(wanted, name)) is not None
    ]
    if wanted.since is not None:
        same.append(found.sent_on >= wanted.since)
    if wanted.until is not None:
        same.append(found.sent_on <= wanted.until)
    if wanted.waits_to is not None:
        same.append(found.waits_until <= wanted.waits_to)
    return same
