"""Files of category A are never destroyed: after their term a list of them is drawn up and they pass to the state archive, for good.

What the registers and the log say of them stays; passing moves the papers and says so in the file of each case.
"""

from datetime import date
from uuid import UUID

from casework.archives import passing_store as store
from casework.archives.categories import parse, retention
from casework.archives.passing_schemas import (
    PassingIn,
    PassingItemOut,
    PassingLeavingOutIn,
    PassingNotedIn,
    PassingOut,
)
from casework.archives.problems import ItemNotListed, NothingToPass, PassingBlocked, PassingNotFound
from casework.archives.states import PASSING
from casework.archives.tables import PassingItemRow, PassingRow
from casework.authority.sight import Sight, hidden_persons
from casework.decisions.moments import DayOutOfOrder
from casework.letters.blocks import Block, Heading, Paragraph, Table, plain
from casework.letters.paper import Paper
from casework.records import store as records
from casework.signs.store import next_number
from kit.audit import Auditor
from kit.db import ReadSession, WriteSession
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.paging import Page, PageRequest
from kit.problems import FieldError

MOST_CASES = 2_000
SERIES = "archiwum państwowe"
_CATEGORY = parse("A")
_HEAD = ("Lp.", "Znak sprawy", "Symbol", "Tytuł", "Daty skrajne", "Uwagi")
_NOT_STANDING = "akta wznowiono albo zmieniono ich kategorię"


async def draw_up(db: WriteSession, audit: Auditor, sight: Sight, order: PassingIn, today: date) -> Answer:
    """A list of what is due, at most MOST_CASES of it. Raises NothingToPass."""
    found = [
        one
        for one in await store.candidates(db, order.symbols, MOST_CASES)
        if retention(_CATEGORY, one["closed_on"]).due(today)
    ]
    held = {one["sign"] for one in await records.unfinished(db, [one["case"] for one in found], today)}
    hidden = await hidden_persons(db, sight, [one["party"] for one in found])
    listed = [one for one in found if one["case"] not in held and one["party"] not in hidden]
    if not listed:
        raise NothingToPass
    row = PassingRow(
        gmina=db.gmina,
        id=new_id(),
        number=f"{await next_number(db, SERIES, today.year)}/{today.year}",
        state=next(iter(PASSING.states)),
        archive=order.archive,
        drawn_by=audit.who,
        drawn_on=today,
    )
    db.add(row)
    await db.flush()
    db.add_all(
        PassingItemRow(
            gmina=db.gmina,
            passing=row.id,
            place=place,
            sign=one["case"],
            sign_text=one["sign"],
            state="listed",
            **{name: one[name] for name in ("symbol", "title", "opened_on", "closed_on")},
        )
        for place, one in enumerate(listed, start=1)
    )
    await db.flush()
    await audit.note(db, "drawn_up", "archive_passing", row.id)
    return Answer(id=row.id, version=row.version, state=row.state)


async def leave_out(
    db: WriteSession, audit: Auditor, passing: UUID, order: PassingLeavingOutIn, version: int
) -> Answer:
    """A file stays; it may be listed anew. Raises PassingNotFound, TransitionNotAllowed, ItemNotListed."""
    row = await _opened(db, passing, version)
    row.state = PASSING.move(row.state, "leave_out")
    item = await store.item(db, passing, order.place)
    if item is None or item.state != "listed":
        raise ItemNotListed
    item.state = "left_out"
    return await _done(db, audit, row, "left_out")


async def note(
    db: WriteSession, audit: Auditor, passing: UUID, order: PassingNotedIn, version: int, today: date
) -> Answer:
    """The archive took the files over. Raises PassingNotFound, TransitionNotAllowed, DayOutOfOrder, NothingToPass, PassingBlocked."""
    row = await _opened(db, passing, version)
    state = PASSING.move(row.state, "note_passing")
    if order.on > today:
        raise DayOutOfOrder("Dzień czynności jest w przyszłości.")
    if order.on < row.drawn_on:
        raise DayOutOfOrder("Dzień czynności jest wcześniejszy niż dzień czynności poprzedniej.")
    places = await store.standing(db, row.id)
    if not places:
        raise NothingToPass("Wszystkie pozycje spisu wyłączono.")
    blocked = sorted(one["place"] for one in places if not one["stands"])
    if blocked:
        raise PassingBlocked(
            "Te pozycje trzeba wyłączyć ze spisu.",
            errors=[FieldError(f"/items/{place}", "place_blocked", _NOT_STANDING) for place in blocked],
        )
    await store.passed(db, row.id, order.on, audit.who, order.sign)
    row.state, row.sign, row.passed_on, row.passed_by = state, order.sign, order.on, audit.who
    return await _done(db, audit, row, "passed")


async def withdraw(db: WriteSession, audit: Auditor, passing: UUID, version: int) -> Answer:
    """The list is given up; its files may be listed anew. Raises PassingNotFound, TransitionNotAllowed."""
    row = await _opened(db, passing, version)
    row.state = PASSING.move(row.state, "withdraw")
    await store.leave_out_all(db, row.id)
    return await _done(db, audit, row, "withdrawn")


async def page(
    db: ReadSession, paging: PageRequest, state: str | None, sort: str, *, everything: bool
) -> Page[PassingOut]:
    """One page of lists; everything: all of them, for a file."""
    keyset = paging.keyset(f"archive passings by {sort}", {"gmina": db.gmina, "state": state})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    rows = await store.page(db, state, after, descending=sort.startswith("-"), fetch=fetch)
    shown, cursor = (rows, None) if everything else keyset.page(rows, lambda row: (row.drawn_on, row.id))
    counts = await store.counts(db, [row.id for row in shown])
    return Page(items=[_out(row, counts) for row in shown], next_cursor=cursor)


async def show(db: ReadSession, passing: UUID) -> PassingOut:
    """A list. Raises PassingNotFound."""
    row = await _known(db, passing)
    return _out(row, await store.counts(db, [row.id]))


async def items(db: ReadSession, passing: UUID) -> list[PassingItemOut]:
    """All places of a list, in order. Raises PassingNotFound."""
    row = await _known(db, passing)
    return [
        PassingItemOut.model_validate({**one.model_dump(), "case": one.sign, "sign": one.sign_text})
        for one in await store.items(db, row.id)
    ]


async def paper(db: ReadSession, passing: UUID, today: date) -> Paper:
    """The list for the archive, or once it was passed the protocol. Raises PassingNotFound."""
    row, places = await _known(db, passing), await items(db, passing)
    name = f"Spis zdawczo-odbiorczy materiałów archiwalnych nr {row.number}"
    told: list[Block] = [
        Heading(1, name),
        Paragraph((f"Odbiorca: {plain(row.archive)}.",)),
        Paragraph((f"Sporządził(a): {plain(row.drawn_by)}, {row.drawn_on.isoformat()}.",)),
        Paragraph((f"Liczba spraw: {sum(one.state != 'left_out' for one in places)}; kategoria archiwalna A.",)),
    ]
    if row.sign and row.passed_on and row.passed_by:
        took = f"Przekazano {row.passed_on.isoformat()}, protokół archiwum: {plain(row.sign)}; przekazał(a): {plain(row.passed_by)}."
        told.append(Paragraph((took,)))
    told += [Heading(2, "Spis spraw"), Table(_HEAD, tuple(_line(one) for one in places))]
    told.append(
        Paragraph(("Przekazujący: ..............................", "Przejmujący: .............................."))
    )
    return Paper(name, "", f"nr {row.number}", row.passed_on or today, draft=False, blocks=tuple(told))


def _line(one: PassingItemOut) -> tuple[str, ...]:
    left_out = "wyłączono" if one.state == "left_out" else ""
    years = f"{one.opened_on.year}–{one.closed_on.year}"
    return (str(one.place), plain(one.sign), one.symbol, plain(one.title), years, left_out)


async def _known(db: ReadSession, passing: UUID) -> PassingRow:
    row = await store.load(db, passing)
    if row is None:
        raise PassingNotFound
    return row


async def _opened(db: WriteSession, passing: UUID, version: int) -> PassingRow:
    row = await store.lock(db, passing)
    if row is None:
        raise PassingNotFound
    check_version(version, row.version)
    return row


async def _done(db: WriteSession, audit: Auditor, row: PassingRow, act: str) -> Answer:
    row.version += 1
    await db.flush()
    await audit.note(db, act, "archive_passing", row.id)
    return Answer(id=row.id, version=row.version, state=row.state)


def _out(row: PassingRow, counts: dict[UUID, int]) -> PassingOut:
    told = {**row.model_dump(), "cases": counts.get(row.id, 0), "allowed": list(PASSING.allowed(row.state))}
    return PassingOut.model_validate(told)
