"""Appeals, reopenings and nullities as the API shows them; ids, days and states."""

import csv
import io
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from casework.appeals import store
from casework.appeals.extraordinary import PROCESSES
from casework.appeals.problems import AppealNotFound, ExtraordinaryNotFound
from casework.appeals.rules import NULLITY_GROUNDS, REOPENING_GROUNDS
from casework.appeals.schemas import AppealOut, AppealShort, ComplaintOut, ExtraordinaryOut, ResultOut
from casework.appeals.states import APPEAL, COMPLAINT
from casework.appeals.store import Filter
from casework.appeals.tables import AppealRow, ExtraordinaryRow
from casework.authority.sight import Sight
from casework.deliveries import store as deliveries
from casework.terms.version import wording_of
from kit.db import Database, ReadSession, WriteSession
from kit.paging import Page, PageRequest

COLUMNS = tuple(AppealShort.model_fields)
CHUNK = 1_000
_GROUNDS = {"reopening": REOPENING_GROUNDS, "nullity": NULLITY_GROUNDS}


async def page(
    *, db: ReadSession | WriteSession, sight: Sight, paging: PageRequest, wanted: Filter, sort: str, today: date
) -> Page[AppealShort]:
    """One page of the appeals that are seen, those to be passed on first."""
    keyset = paging.keyset(f"appeals by {sort}", {"gmina": db.gmina, "wanted": wanted})
    rows = await store.page(db, sight, wanted, after=keyset.after, descending=sort.startswith("-"), fetch=keyset.fetch)
    shown, cursor = keyset.page(rows, lambda row: (row.forward_by, row.id))
    people = await store.persons_of(db, shown)
    return Page(items=[AppealShort.model_validate(_short(row, today, people)) for row in shown], next_cursor=cursor)


async def export(*, database: Database, gmina: str, sight: Sight, wanted: Filter, today: date) -> AsyncIterator[bytes]:
    """The register of appeals as CSV (RFC 4180), page by page, with a header."""
    yield _csv([COLUMNS])
    after: tuple[str, str] | None = None
    while True:
        async with database.read(gmina) as db:
            rows = await store.page(db, sight, wanted, after=after, descending=False, fetch=CHUNK)
            people = await store.persons_of(db, rows)
        if not rows:
            return
        shown = [_short(row, today, people) for row in rows]
        yield _csv([["" if row[name] is None else row[name] for name in COLUMNS] for row in shown])
        after = (rows[-1].forward_by.isoformat(), str(rows[-1].id))


async def show(*, db: ReadSession | WriteSession, appeal: UUID, today: date) -> AppealOut:
    """The appeal with its results and complaints. Raises AppealNotFound."""
    row = await store.appeal(db, appeal)
    if row is None:
        raise AppealNotFound
    results = await store.results(db, row.id)
    return AppealOut.model_validate(
        {
            **row.model_dump(),
            **_short(row, today, await store.persons_of(db, [row])),
            "bound_by_guidelines": any(one.guidelines for one in results) and await _bound(db, row),
            "results": [ResultOut.model_validate(one) for one in results],
            "complaints": [
                ComplaintOut.model_validate(one.model_dump() | {"allowed": list(COMPLAINT.allowed(one.state))})
                for one in await store.complaints(db, row.id)
            ],
            "allowed": list(APPEAL.allowed(row.state)),
        }
    )


async def extraordinary_page(
    *,
    db: ReadSession | WriteSession,
    sight: Sight,
    paging: PageRequest,
    kind: str,
    decision: UUID | None,
    state: str | None,
    sort: str,
    everything: bool,
) -> Page[ExtraordinaryOut]:
    """One page of reopenings or nullities; everything: all that the filter leaves, for a file."""
    filters = {"gmina": db.gmina, "kind": kind, "decision": decision, "state": state}
    keyset = paging.keyset(f"extraordinary by {sort}", filters)
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    rows = await store.extraordinary_page(
        db, sight, kind, decision=decision, state=state, after=after, descending=sort.startswith("-"), fetch=fetch
    )
    shown, cursor = (rows, None) if everything else keyset.page(rows, lambda row: (row.received_on, row.id))
    return Page(items=[_extraordinary(row) for row in shown], next_cursor=cursor)


async def extraordinary(*, db: ReadSession | WriteSession, kind: str, one: UUID) -> ExtraordinaryOut:
    """A reopening or nullity. Raises ExtraordinaryNotFound."""
    row = await store.extraordinary(db, one)
    if row is None or row.kind != kind:
        raise ExtraordinaryNotFound
    return _extraordinary(row)


async def _bound(db: ReadSession | WriteSession, row: AppealRow) -> bool:
    """Guidelines bind the first instance only in cases of the new wording (art. 139a)."""
    sent = [one.case_started_on for one in await deliveries.deliveries(db, row.decision)]
    return bool(sent) and wording_of(sent[0]).bound_by_guidelines


def _short(row: AppealRow, today: date, people: Mapping[UUID, UUID | None]) -> dict[str, object]:
    waiting = row.state == "registered"
    told = {"number": row.number, "person": people.get(row.party)}
    return {**row.model_dump(), **told, "days_left": (row.forward_by - today).days if waiting else None}


def _csv(rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _extraordinary(row: ExtraordinaryRow) -> ExtraordinaryOut:
    return ExtraordinaryOut.model_validate(
        {
            **row.model_dump(),
            "article": _GROUNDS[row.kind][row.ground].article,
            "allowed": list(PROCESSES[row.kind].allowed(row.state)),
        }
    )
