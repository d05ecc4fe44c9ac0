"""An act that an account rests on fell, came back, or was changed by SKO: the account follows by counter-entries and new movements.

Nothing is deleted: what the act had brought is taken back on its own day, with the facts that told it, and what stands now is posted and
told instead. Interest and the division of repayments follow from the movements. Each such movement names the decision that it follows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from casework.benefits.catalogue import Catalogue
from casework.overpayments import store
from casework.overpayments.booking import rebook
from casework.overpayments.ledger import Balance
from casework.overpayments.planned import drop_planned
from casework.overpayments.states import resting
from casework.overpayments.store import Overpayment, Posted
from casework.overpayments.terms import account
from kit.db import WriteSession, raw
from kit.feed.envelope import new_id

_REMITTED = "SELECT DISTINCT overpayment FROM overpayment_movement WHERE gmina = %s AND decision = %s AND kind = 'remission' ORDER BY 1"
# What SKO had remitted instead could not be taken back, because money went back to the person: a task asks for it first.
_OTHER_STANDS = """
SELECT EXISTS (SELECT FROM overpayment_movement m
                 JOIN appeal a ON a.gmina = m.gmina AND a.sko_decision = m.decision AND a.decision = %(decision)s
                WHERE m.gmina = %(gmina)s AND m.overpayment = %(overpayment)s AND m.kind = 'remission'
                  AND NOT EXISTS (SELECT FROM overpayment_movement c WHERE c.gmina = m.gmina AND c.corrects = m.id))
"""


@dataclass(frozen=True, slots=True)
class Book:
    """Who caused it, in which unit of work, on which day."""

    db: WriteSession
    catalogue: Catalogue
    by: str
    today: date


async def remissions_follow(book: Book, decision: UUID, *, fallen: bool) -> None:
    """What the decision remitted is owed again when it fell, and remitted again when it came back; asking again does nothing.

    Where money over the debt went back to the person in the meantime nothing is done: a task asks for it.
    """
    rows = await (await (await raw(book.db)).execute(_REMITTED, (book.db.gmina, decision))).fetchall()
    for (overpayment,) in rows:
        of = await store.load(book.db, overpayment, lock=True)
        if of is None or of.state == "withdrawn":
            continue
        posted = (await store.movements(book.db, [of.id])).get(of.id, [])
        if not fallen and await _other_stands(book, of, decision):
            continue
        made = _taken_back(book, posted, decision) if fallen else _again(book, posted, decision)
        if made:
            await restated(book, of, posted, made)


async def restated(book: Book, of: Overpayment, posted: Sequence[Posted], made: Sequence[Posted]) -> bool:
    """Posts the movements on the locked account, books what they mean and lets it rest; False: money went back, nothing was done."""
    whole = [*posted, *made]
    if over_given_back(book, of, whole):
        return False
    after = _at_rest(book, of, whole)
    await store.post(book.db, made)
    await rebook(
        db=book.db, catalogue=book.catalogue, of=of, posted=whole, cause=made[-1].id, today=book.today
    )  # fmt: skip
    state = resting(
        decided=of.decided_on is not None, final=of.final_on is not None, open_total=after.total,
        withdrawn=of.state == "withdrawn",
    )  # fmt: skip
    await store.move(book.db, of.id, state)
    if state != "final":
        await drop_planned(book.db, of.id)
    return True


def over_given_back(book: Book, of: Overpayment, posted: Sequence[Posted]) -> bool:
    """Whether with these movements more would have gone back to the person than came in over the debt."""
    return _at_rest(book, of, posted).surplus < 0


def counter(book: Book, one: Posted, decision: UUID) -> Posted:
    """The counter-entry of a movement, on its own day, because of the decision."""
    return Posted(
        new_id(), one.overpayment, "correction", one.day, corrects=one.id, decision=decision, recorded_by=book.by,
        recorded_on=book.today,
    )  # fmt: skip


def anew(book: Book, one: Posted, decision: UUID, **changed: int) -> Posted:
    """The movement posted once more, as the decision says it."""
    return replace(one, id=new_id(), decision=decision, recorded_by=book.by, recorded_on=book.today, **changed)  # type: ignore[arg-type]


def _at_rest(book: Book, of: Overpayment, posted: Sequence[Posted]) -> Balance:
    until = max(book.today, *(one.day for one in posted))
    return account(book.catalogue, of, posted, book.db.gmina, until)


async def _other_stands(book: Book, of: Overpayment, decision: UUID) -> bool:
    about = {"gmina": book.db.gmina, "overpayment": of.id, "decision": decision}
    row = await (await (await raw(book.db)).execute(_OTHER_STANDS, about)).fetchone()
    return row is not None and bool(row[0])


def _taken_back(book: Book, posted: Sequence[Posted], decision: UUID) -> list[Posted]:
    undone = {one.corrects for one in posted}
    return [
        counter(book, one, decision)
        for one in posted
        if one.kind == "remission" and one.decision == decision and one.id not in undone
    ]


def _again(book: Book, posted: Sequence[Posted], decision: UUID) -> list[Posted]:
    """What fell with the decision; what somebody took back by hand stays so."""
    undone = {one.corrects: one.decision for one in posted if one.corrects is not None}
    of_it = [one for one in posted if one.kind == "remission" and one.decision == decision]
    if not of_it or any(one.id not in undone for one in of_it):
        return []
    last = max(of_it, key=lambda one: one.id)
    return [anew(book, last, decision)] if undone[last.id] == decision else []
