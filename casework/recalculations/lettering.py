"""The letters of a mass recalculation: reserved with their numbers in a short unit of work, put into their forms while nothing of the
database is held, kept in the next.

Whoever puts letters into their forms has taken them for a while: several processes work on one operation, and what a dead one had taken
is taken from it when the while is over, with the numbers that were reserved.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

import typst

from casework.benefits.catalogue import Catalogue
from casework.decisions import store as decisions
from casework.decisions.tables import DecisionRow
from casework.deliveries import recording
from casework.deliveries import store as deliveries
from casework.deliveries.tables import PartyRow
from casework.letters import gathering, making, references, templates
from casework.letters.gathering import Wanted
from casework.letters.making import Made, Ready
from casework.letters.places import code_of, kind_of
from casework.letters.problems import LetterTooLong
from casework.letters.service import whose_act
from casework.letters.sheets import Desk
from casework.recalculations import letters_store as store
from casework.recalculations.letters_store import Place, Planned
from casework.recalculations.tables import RecalculationRow
from kit.audit import Auditor
from kit.db import WriteSession
from kit.feed.envelope import new_id
from kit.problems import Problem
from kit.secrets import KeyRing

LETTERS = 100
"""Letters of one chunk: some seconds of typesetting. What they say is gathered for all of them at once."""
LEASE = timedelta(minutes=5)
"""For how long whoever takes letters has them."""
_THREADS = 2
_ISSUED = frozenset({"issued", "delivered", "final"})


async def reserve(db: WriteSession, row: RecalculationRow) -> bool:
    """Plans the next letters of an operation that is locked, with signs and numbers; False: there are none. Raises NoFilePlanClass."""
    if await store.free(db, row.id, LETTERS) >= LETTERS:
        return True
    wanted = await store.unreserved(db, row.id, LETTERS)
    if not wanted:
        return False
    rows = await decisions.lock_many(db, wanted)
    parties = await recording.parties_of_many(db, rows)
    letters, sent = await store.letters(db, wanted), await store.deliveries(db, wanted)
    planned = [_planned(one, (one.id, party.id), letters, sent) for one in rows for party in parties[one.id]]
    to_make = {one.place[0] for one in planned if one.state == "reserved"}
    by, on = _ordered(row)
    numbered = [one for one in rows if one.id in to_make]
    await references.given_signs(db, numbered, by=by, today=on)
    # The counter last: whoever issues a letter by hand waits for as short as can be.
    await store.reserve(db, row.id, planned)
    await references.given_numbers(db, numbered, on)
    return True


async def finished(db: WriteSession, operation: UUID) -> bool:
    """Whether no letter is left to be planned or made."""
    return not await store.some_left(db, operation) and not await store.unreserved(db, operation, 1)


async def make(db: WriteSession, keys: KeyRing, catalogue: Catalogue, row: RecalculationRow) -> bool:
    """Makes the next reserved letters, in units of work of its own; False: there was none to take.

    Raises OfficeUnknown, SignatureUnknown, TemplateRefused; the letters can then be taken again.
    """
    operation = row.id
    taken = await store.take(db, operation, LETTERS, LEASE)
    await db.commit()
    if not taken:
        return False
    try:
        ready, left = await _gathered(db, keys, catalogue, row, taken)
    except Problem:
        await db.rollback()
        await store.give_back(db, operation, taken)
        await db.commit()
        raise
    await db.commit()
    parts = [ready[n::_THREADS] for n in range(_THREADS)]
    put = await asyncio.gather(*(asyncio.to_thread(_put, keys, db.gmina, part) for part in parts if part))
    made = [one for part in put for one in part if isinstance(one, Made)]
    left |= {one: "letter_failed" for part in put for one in part if not isinstance(one, Made)}
    await making.keep(db, made)
    await store.left_out(db, operation, left)
    await store.made(db, operation, [one for one in taken if one not in left])
    return True


async def _gathered(
    db: WriteSession, keys: KeyRing, catalogue: Catalogue, row: RecalculationRow, taken: Mapping[Place, UUID]
) -> tuple[list[Ready], dict[Place, str]]:
    by, on = _ordered(row)
    desk = Desk(db, keys, Auditor(by, (), None), by, on)
    wanted = sorted({decision for decision, _ in taken})
    rows = {one.id: one for one in await decisions.many(db, wanted)}
    parties = _by_decision(await deliveries.parties(db, wanted))
    left: dict[Place, str] = {}
    wanted_now: dict[Place, Wanted] = {}
    for place in taken:
        decision, own = rows[place[0]], parties.get(place[0], [])
        party = next((one for one in own if one.id == place[1]), None)
        if party is None or decision.state not in _ISSUED:
            left[place] = "decision_gone" if party is not None else "party_withdrawn"
        else:
            wanted_now[place] = Wanted(decision, party, own)
    contents = await gathering.of_decisions(desk, catalogue, list(wanted_now.values()))
    forms = await templates.all_in_force(db)
    ready: list[Ready] = []
    for (place, one), content in zip(wanted_now.items(), contents, strict=True):
        if isinstance(content, Problem):
            left[place] = content.code
            continue
        try:
            whose = whose_act(one.row, one.party)
            ready.append(making.written(taken[place], content, whose, forms[code_of(kind_of(content))], by=by, on=on))
        except LetterTooLong as problem:
            left[place] = problem.code
    return ready, left


def _put(keys: KeyRing, gmina: str, ready: Sequence[Ready]) -> list[Made | Place]:
    """Letters in their forms, one after another; the place of one that cannot be typeset."""
    made: list[Made | Place] = []
    for one in ready:
        try:
            made.append(making.put(keys, gmina, one))
        except typst.TypstError:
            made.append(_place(one))
    return made


def _place(one: Ready) -> Place:
    if one.whose.decision is None or one.whose.party is None:
        raise LookupError("a letter of a recalculation has a decision and a party")
    return one.whose.decision, one.whose.party


def _planned(row: DecisionRow, place: Place, letters: Mapping[Place, UUID], sent: Mapping[Place, UUID]) -> Planned:
    if place in sent:
        return Planned(place, "sent", letter=letters.get(place), delivery=sent[place])
    if row.state not in _ISSUED:
        return Planned(place, "left_out", code="decision_gone")
    if place in letters:
        return Planned(place, "made", letter=letters[place])
    return Planned(place, "reserved", letter=new_id())


def _by_decision(parties: Collection[PartyRow]) -> dict[UUID, list[PartyRow]]:
    found: dict[UUID, list[PartyRow]] = {}
    for one in parties:
        found.setdefault(one.decision, []).append(one)
    return found


def _ordered(row: RecalculationRow) -> tuple[str, date]:
    """Who let the letters be made, and when."""
    return row.lettered_by or row.issued_by or "", row.lettered_on or row.issued_on or row.started_on
