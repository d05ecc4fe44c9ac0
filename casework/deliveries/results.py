"""What became of many letters at once, as the post and the box of e-Doręczenia tell it: every line checked before anything is noted.

The days follow as they do for one: the same rules weigh the sending (evaluating.py) and settle the decision (decisions.service).
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from casework.assessments.service import NoLawForDate
from casework.authority.sight import Sight
from casework.decisions import service as decisions
from casework.decisions import store as stored_decisions
from casework.decisions.tables import DecisionRow
from casework.deliveries import recording, results_store, store
from casework.deliveries.evaluating import Evaluated
from casework.deliveries.schemas import ResultRow
from casework.deliveries.tables import DeliveryEventRow, DeliveryRow
from kit.db import WriteSession, insert_rows, update_rows
from kit.idempotency import Answer
from kit.problems import FieldError
from kit.rows import refuse

MOST_RESULTS = 5_000
"""Lines of one request; what a day's post brings."""
_TOLD = (*Evaluated.__slots__, "version")
"""What the row of a sending tells anew after an event."""


@dataclass(slots=True)
class _Sent:
    """A sending that lines are about, its events with those of the lines, and the last line of it."""

    row: DeliveryRow
    events: list[DeliveryEventRow]
    new: list[DeliveryEventRow] = field(default_factory=list)
    line: int = 0


@dataclass(frozen=True, slots=True)
class _Known:
    """Everything that the lines name: decisions by what they are called, sendings by decision."""

    decisions: Mapping[UUID, DecisionRow]
    numbers: Mapping[str, UUID]
    letters: Mapping[UUID, results_store.Addressed]
    sent: Mapping[UUID, Sequence[_Sent]]


async def enter(*, db: WriteSession, sight: Sight, rows: Sequence[ResultRow], by: str, today: date) -> Answer:
    """Notes what the lines say; what is noted already is passed over. Raises RowsRefused with every line at fault."""
    known = await _known(db, sight, rows)
    errors: list[FieldError] = []
    touched: dict[UUID, _Sent] = {}
    for number, line in enumerate(rows):
        found = _sending(known, number, line)
        if isinstance(found, FieldError):
            errors.append(found)
            continue
        fault = _day(number, line, found.row, today)
        if fault is not None:
            errors.append(fault)
            continue
        _note(db, found, line, by)
        touched[found.row.id], found.line = found, number
    errors += _weighed([one for one in touched.values() if one.new], today)
    refuse(sorted(errors, key=_line))
    new = [one for one in touched.values() if one.new]
    await update_rows(db, [one.row for one in new], _TOLD)
    await insert_rows(db, [event for one in new for event in one.new])
    moved = {one.row.decision for one in new}
    await decisions.settle_many(db, [row for row in known.decisions.values() if row.id in moved], today)
    first = next(iter(touched.values())).row
    return Answer(id=first.id, version=first.version, state="noted" if new else "known")


async def _known(db: WriteSession, sight: Sight, rows: Sequence[ResultRow]) -> _Known:
    numbers = await results_store.numbers(db, {line.number for line in rows if line.number is not None})
    letters = await results_store.letters(db, sight, {line.letter for line in rows if line.letter is not None})
    wanted = {line.decision for line in rows if line.decision is not None}
    wanted |= {*numbers.values(), *(one.decision for one in letters.values())}
    locked = await stored_decisions.locked_seen(db, sight, wanted)
    deliveries = await results_store.sent(db, [row.id for row in locked])
    events = await store.events(db, [one.id for one in deliveries])
    sent: defaultdict[UUID, list[_Sent]] = defaultdict(list)
    for one in deliveries:
        sent[one.decision].append(_Sent(one, events[one.id]))
    return _Known({row.id: row for row in locked}, numbers, letters, sent)


def _sending(known: _Known, number: int, line: ResultRow) -> _Sent | FieldError:
    """The newest sending of the decision to the party that the line means."""
    name = next(name for name in ("decision", "number", "letter") if getattr(line, name) is not None)
    letter = None if line.letter is None else known.letters.get(line.letter)
    decision = line.decision or known.numbers.get(line.number or "") or (letter.decision if letter else None)
    if decision is None or decision not in known.decisions:
        return FieldError(f"/rows/{number}/{name}", f"{name}_unknown", "Nie ma takiej decyzji ani pisma.")
    party = line.party or (letter.party if letter else None)
    sent = [one for one in known.sent.get(decision, ()) if party is None or one.row.party == party]
    if not sent:
        return FieldError(f"/rows/{number}/{name}", "not_sent", "Tej decyzji nie wysłano tej stronie.")
    if len({one.row.party for one in sent}) > 1:
        message = "Decyzję wysłano kilku stronom; należy wskazać, której dotyczy wynik."
        return FieldError(f"/rows/{number}/party", "party_required", message)
    return sent[-1]


def _day(number: int, line: ResultRow, sending: DeliveryRow, today: date) -> FieldError | None:
    if line.on > today:
        return FieldError(f"/rows/{number}/on", "day_out_of_order", "Dzień czynności jest w przyszłości.")
    if line.on < sending.sent_on:
        return FieldError(f"/rows/{number}/on", "delivery_impossible", "Zdarzenie poprzedza dzień wysłania pisma.")
    return None


def _note(db: WriteSession, sent: _Sent, line: ResultRow, by: str) -> None:
    taken_back = {one.corrects for one in sent.events}
    if any(
        (one.kind, one.on_day) == (line.kind, line.on) and one.number not in taken_back
        for one in [*sent.events, *sent.new]
    ):
        return
    sent.new.append(
        DeliveryEventRow(
            gmina=db.gmina,
            delivery=sent.row.id,
            number=len(sent.events) + len(sent.new) + 1,
            kind=line.kind,
            on_day=line.on,
            proof=line.proof,
            noted_by=by,
        )
    )


def _weighed(sent: Collection[_Sent], today: date) -> Iterator[FieldError]:
    for one in sent:
        try:
            recording.weigh(one.row, [*one.events, *one.new], today)
        except NoLawForDate as problem:
            yield FieldError(f"/rows/{one.line}/on", problem.code, problem.detail)
        one.row.version += len(one.new)


def _line(error: FieldError) -> int:
    return int(error.pointer.split("/")[2])
