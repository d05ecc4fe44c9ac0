"""Noting parties, sendings and events in the rows of one decision, which the caller has locked; what follows is settled by the caller."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from uuid import UUID

from casework.applications import store as applications
from casework.assessments.service import NoLawForDate
from casework.decisions.tables import DecisionRow
from casework.deliveries import store
from casework.deliveries.evaluating import UNSTATED, evaluated
from casework.deliveries.problems import DeliveryImpossible, PartyNotFound, PartyRequired
from casework.deliveries.recorded import EventBeforeSending
from casework.deliveries.tables import CourseRow, DeliveryEventRow, DeliveryRow, PartyRow
from kit.db import ReadSession, WriteSession, insert_rows
from kit.feed.envelope import new_id
from kit.law import NoParameter


async def course_of(db: WriteSession, decision: UUID) -> CourseRow:
    """The decision's course, made when it is noted for the first time."""
    row = await store.course(db, decision)
    if row is None:
        row = CourseRow(gmina=db.gmina, decision=decision)
        db.add(row)
        await db.flush()
    return row


async def case_start(db: ReadSession | WriteSession, row: DecisionRow) -> date:
    """The day the case began: as it was noted, else of the application that the decision answers, else the day whose law applies."""
    return (await case_starts(db, [row]))[row.id]


async def case_starts(db: ReadSession | WriteSession, rows: Sequence[DecisionRow]) -> dict[UUID, date]:
    """The same for many decisions, in two statements."""
    wanted = [row.id for row in rows]
    noted, begun = await store.case_starts(db, wanted), await applications.begun(db, wanted)
    return {row.id: noted.get(row.id) or begun.get(row.id) or row.on_day for row in rows}


async def parties_of(db: WriteSession, row: DecisionRow) -> list[PartyRow]:
    """The parties; a decision for which none was noted has one: whoever is paid and gets it."""
    return (await parties_of_many(db, [row]))[row.id]


async def parties_of_many(db: WriteSession, rows: Sequence[DecisionRow]) -> dict[UUID, list[PartyRow]]:
    """The same for many decisions."""
    found: dict[UUID, list[PartyRow]] = {row.id: [] for row in rows}
    for one in await store.parties(db, list(found)):
        found[one.decision].append(one)
    missing = [row for row in rows if not found[row.id]]
    if missing:
        await insert_rows(db, [first_party(row) for row in missing])
        for one in await store.parties(db, [row.id for row in missing]):
            found[one.decision].append(one)
    return found


def first_party(row: DecisionRow) -> PartyRow:
    """The party that every decision has from its draft on: whoever is paid and gets it; stored when something is noted of a party.

    Her id follows from the decision's, so that she can be shown and named before that.
    """
    in_full = row.outcome == "granted" and not row.refusals
    return PartyRow(
        gmina=row.gmina,
        id=_first_id(row.id),
        decision=row.id,
        person=row.recipient,
        request_met=True if in_full else None,
        noted_by=row.prepared_by,
    )


def _first_id(decision: UUID) -> UUID:
    # The time of the decision stays in front: parties are listed by id, and she is the first of them.
    rest = bytearray(sha256(b"first party" + decision.bytes).digest()[:8])
    rest[0] = 0x80 | (rest[0] & 0x3F)
    return UUID(bytes=decision.bytes[:8] + bytes(rest))


async def handed_over(
    db: WriteSession,
    row: DecisionRow,
    *,
    party: UUID | None,
    way: str | None,
    proof: str | None,
    on: date,
    by: str,
    today: date,
) -> None:
    """The decision was delivered to a party on the day, in one word. Raises PartyRequired, PartyNotFound, DeliveryImpossible."""
    found = await parties_of(db, row)
    if party is None and len(found) > 1:
        raise PartyRequired("Decyzja ma kilka stron; należy wskazać, której ją doręczono.")
    one = found[0] if party is None else next((each for each in found if each.id == party), None)
    if one is None:
        raise PartyNotFound
    sending = await sent(db, row, one, act="decision", way=way or UNSTATED, on=row.issued_on or on, by=by)
    kind = "announced" if way == "oral" else "collected"
    db.add(
        DeliveryEventRow(gmina=db.gmina, delivery=sending.id, number=1, kind=kind, on_day=on, proof=proof, noted_by=by)
    )
    await weighed(db, sending, today)


async def sent(
    db: WriteSession,
    row: DecisionRow,
    party: PartyRow,
    *,
    act: str,
    way: str,
    on: date,
    by: str,
    to: str | None = None,
    address: tuple[date, bool] | None = None,
    letter: UUID | None = None,
    message: str | None = None,
    new_address_told_on: date | None = None,
) -> DeliveryRow:
    """An act of the decision goes out to a party; to the attorney where there is one by then, unless stated otherwise."""
    started_on = await case_start(db, row)
    made = sending(
        row, party, started_on, act=act, way=way, on=on, by=by, to=to, address=address, letter=letter, message=message,
        new_address_told_on=new_address_told_on,
    )  # fmt: skip
    db.add(made)
    await db.flush()
    return made


def sending(
    row: DecisionRow,
    party: PartyRow,
    started_on: date,
    *,
    act: str,
    way: str,
    on: date,
    by: str,
    to: str | None = None,
    address: tuple[date, bool] | None = None,
    letter: UUID | None = None,
    message: str | None = None,
    new_address_told_on: date | None = None,
) -> DeliveryRow:
    """The same as a row that nobody has stored yet. started_on: the day the case began."""
    made = DeliveryRow(
        gmina=row.gmina,
        id=new_id(),
        decision=row.id,
        party=party.id,
        act=act,
        way=way,
        addressed_to=to or ("attorney" if to_attorney(party, on) else "party"),
        sent_on=on,
        letter=letter,
        message=message,
        new_address_told_on=new_address_told_on,
        checked_address_on=address[0] if address else None,
        address_found=address[1] if address else None,
        attorney_since=party.attorney_since,
        public_entity=party.public_entity,
        case_started_on=started_on,
        state="waiting",
        article="",
        reason="",
        kpa_version="",
        sent_by=by,
    )
    weigh(made, [], on)
    return made


def to_attorney(party: PartyRow, on: date) -> bool:
    """Whether what is sent to the party on the day goes to her attorney (art. 40 § 2)."""
    return party.attorney_since is not None and party.attorney_since <= on


async def weighed(db: WriteSession, sending: DeliveryRow, today: date) -> None:
    """The row tells again where the delivery stands. Raises DeliveryImpossible, NoLawForDate."""
    await db.flush()
    events = (await store.events(db, [sending.id]))[sending.id]
    weigh(sending, events, today)
    await db.flush()


def weigh(sending: DeliveryRow, events: Sequence[DeliveryEventRow], on: date) -> None:
    """The row tells where the delivery stands with these events. Raises DeliveryImpossible, NoLawForDate."""
    try:
        found = evaluated(sending, events, on)
    except EventBeforeSending:
        raise DeliveryImpossible("Zdarzenie poprzedza dzień wysłania pisma.") from None
    except NoParameter:
        raise NoLawForDate("Dla tego dnia nie ma reguły tego sposobu doręczenia.") from None
    for name in type(found).__slots__:
        setattr(sending, name, getattr(found, name))
