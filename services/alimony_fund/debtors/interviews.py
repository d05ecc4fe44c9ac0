"""What a debtor said at the interview and in his property statement (u.p.o.u.a. art. 4 ust. 1-2, art. 5a ust. 1).

Health, family and property: the contents are encrypted for their row and stand in no list, event or log.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from sqlmodel import col, select

from casework.applications.desk import Hand
from casework.authority import deciding
from casework.authority.problems import wrong
from casework.authority.rules import Matter
from casework.authority.sight import Sight
from casework.own import Held, Said
from kit.db import WriteSession
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.paging import Page, PageRequest
from kit.secrets import KeyRing, Place
from services.alimony_fund.debtors import proceeding_store, store
from services.alimony_fund.debtors.file import of_debtor
from services.alimony_fund.debtors.interview_schemas import DebtorInterviewIn, DebtorInterviewOut, DebtorInterviewShown
from services.alimony_fund.debtors.interview_tables import DebtorInterviewRow
from services.alimony_fund.debtors.problems import DebtorInterviewNotFound
from services.alimony_fund.debtors.turning import Pages, turned

_SUBJECT = "debtor_interview"
_OF_OTHERS = frozenset({"dependants", "parents"})


@dataclass(frozen=True, slots=True)
class Filters:
    """Which ones; None leaves a question open."""

    debtor: UUID | None = None
    proceeding: UUID | None = None
    kind: str | None = None


async def note(hand: Hand, sight: Sight, keys: KeyRing, body: DebtorInterviewIn) -> Answer:
    """What was said is noted. Raises ValidationFailed, DayOutOfOrder, OfficialExcluded."""
    proceeding = await proceeding_store.load(hand.db, sight, body.proceeding)
    debtor = None if proceeding is None else await store.load(hand.db, sight, proceeding.debtor)
    if proceeding is None or debtor is None:
        raise wrong("/proceeding", "debtor_proceeding_unknown", "Nie ma takiego postępowania.")
    await deciding.not_excluded(hand.db, hand.by, Matter(frozenset({debtor.person})), hand.today)
    on = hand.day(body.given_on, proceeding.received_on)
    said = body.interview if body.interview is not None else body.property
    kind = "interview" if body.interview is not None else "property"
    told = {} if said is None else said.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    row_id = new_id()
    row = DebtorInterviewRow(
        gmina=debtor.gmina, id=row_id, debtor=debtor.id, proceeding=proceeding.id, kind=kind, given_on=on,
        body=keys.encrypt(orjson.dumps(told).decode(), _place(debtor.gmina), str(row_id)), noted_by=hand.by,
    )  # fmt: skip
    hand.db.add(row)
    await hand.db.flush()
    await hand.note("noted", _SUBJECT, row.id, legal_basis="art. 4 ust. 1-2 u.p.o.u.a.")
    return Answer(id=row.id, version=1, state="noted")


async def page(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: Filters, sort: str, *, everything: bool
) -> Page[DebtorInterviewOut]:
    """Interviews and statements by the day on which they were given, without what was said."""
    query = select(DebtorInterviewRow).where(
        DebtorInterviewRow.gmina == hand.db.gmina, store.of_seen(sight, DebtorInterviewRow.debtor)
    )
    for name in ("debtor", "proceeding", "kind"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(DebtorInterviewRow, name) == value)
    pages = Pages(paging, _SUBJECT, hand.db.gmina, wanted, sort, everything=everything)
    found: Sequence[DebtorInterviewRow] = (await hand.db.exec(turned(query, DebtorInterviewRow, pages.turn))).all()
    rows, cursor = pages.cut(found)
    await hand.note("exported" if everything else "listed", _SUBJECT, wanted.debtor)
    return Page(items=[DebtorInterviewOut.model_validate(one.model_dump()) for one in rows], next_cursor=cursor)


async def show(hand: Hand, sight: Sight, keys: KeyRing, interview: UUID) -> DebtorInterviewShown:
    """What was said. Raises DebtorInterviewNotFound."""
    found = await hand.db.exec(
        select(DebtorInterviewRow).where(
            DebtorInterviewRow.gmina == hand.db.gmina,
            DebtorInterviewRow.id == interview,
            store.of_seen(sight, DebtorInterviewRow.debtor),
        )
    )
    row = found.first()
    if row is None:
        raise DebtorInterviewNotFound
    await hand.note("read", _SUBJECT, row.id)
    return DebtorInterviewShown.model_validate(row.model_dump(exclude={"body"}) | {row.kind: opened(keys, row)})


def opened(keys: KeyRing, row: DebtorInterviewRow) -> dict[str, Any]:
    """What the row keeps."""
    said: dict[str, Any] = orjson.loads(keys.decrypt(row.body, _place(row.gmina), str(row.id)))
    return said


async def _held(
    db: WriteSession, keys: KeyRing, sight: Sight, person: UUID
) -> Sequence[tuple[UUID, Mapping[str, Said]]]:
    rows = await db.exec(
        select(DebtorInterviewRow)
        .where(DebtorInterviewRow.gmina == db.gmina, of_debtor(sight, person, col(DebtorInterviewRow.debtor)))
        .order_by(col(DebtorInterviewRow.given_on), col(DebtorInterviewRow.id))
    )
    return [
        (one.id, {"kind": one.kind, "given_on": one.given_on.isoformat(), "said": lines(opened(keys, one))})
        for one in rows.all()
    ]


def lines(said: Mapping[str, Any], under: str = "") -> list[str]:
    """What was said, a line for each answer; of other persons nothing (GDPR art. 15 ust. 4)."""
    told: list[str] = []
    for name, value in said.items():
        if not under and name in _OF_OTHERS:
            continue
        label = f"{under}.{name}" if under else name
        if isinstance(value, Mapping):
            told += lines(value, label)
        elif isinstance(value, list):
            for one in value:
                told += lines(one, label) if isinstance(one, Mapping) else [f"{label}: {one}"]
        else:
            told.append(f"{label}: {value}")
    return told


HELD_INTERVIEWS = Held(
    "debtor_interview",
    "Wywiady alimentacyjne i oświadczenia majątkowe",
    {"kind": "Rodzaj", "given_on": "Dzień", "said": "Treść"},
    frozenset({"debtor_interview"}),
    _held,
)


def _place(gmina: str) -> Place:
    return Place(gmina, "debtor_interview", "body")
