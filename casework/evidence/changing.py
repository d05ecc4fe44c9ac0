"""What is known otherwise later: a correction, an end or a withdrawal is a new version above the old one, from its own evidence."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from casework.evidence import sealed, store
from casework.evidence.desk import Desk
from casework.evidence.establishing import Said, check_months, fits, row_of
from casework.evidence.family import followed
from casework.evidence.incomes import received
from casework.evidence.problems import FactNotFound, MonthsOutside, StillRelied, refused
from casework.evidence.schemas import FactCorrectionIn, FactEndIn, FactWithdrawalIn
from casework.evidence.states import FACT
from casework.evidence.tables import FactRow
from casework.evidence.taking import take
from kit.etag import check_version
from kit.idempotency import Answer
from kit.money import grosze
from kit.periods import Months, first_day, last_day, month_of, parse_month
from kit.problems import FieldError

_ALWAYS = frozenset({"evidence", "household_kind"})
_PERIOD = frozenset({"valid_from", "valid_to", "details"})
_OF_KIND: Mapping[str, frozenset[str]] = {
    "membership": _PERIOD,
    "certificate": _PERIOD,
    "circumstance": _PERIOD,
    "income_source": _PERIOD | {"begun_by", "ended_by"},
    "income": frozenset({"amount", "per", "from_month", "to_month"}),
    "interview": frozenset({"valid_from", "details", "conclusions", "next_on"}),
}
"""What a correction of each kind may name."""
_NEVER_EMPTY = frozenset({"valid_from", "amount", "per", "from_month", "to_month", "conclusions", "details"})


async def correct(desk: Desk, fact: UUID, order: FactCorrectionIn, version: int) -> Answer:
    """The fact as it is known now. Raises FactNotFound, FactRefused, MonthsCovered, MonthsOutside, TransitionNotAllowed."""
    row, said = await _open(desk, fact, version, "correct")
    named = order.model_fields_set - _ALWAYS
    for name in sorted(named):
        if name not in _OF_KIND[row.kind] or (name in _NEVER_EMPTY and getattr(order, name) is None):
            raise refused(f"/{name}", "not_of_this_fact", "Tego ustalenie tego rodzaju nie ma.")
    changed = _corrected(said, order, named)
    if changed == said:
        raise refused("/evidence", "nothing_to_correct", "Nie podano niczego do poprawienia.")
    return await _above(desk, row, changed, order, "corrected")


async def end(desk: Desk, fact: UUID, order: FactEndIn, version: int) -> Answer:
    """The last day of the fact. Raises FactNotFound, FactRefused, MonthsOutside, TransitionNotAllowed."""
    row, said = await _open(desk, fact, version, "end")
    if row.kind in {"income", "interview"} or (order.ended_by is not None and row.kind != "income_source"):
        raise refused("/last_day", "not_of_this_fact", "Ustalenie tego rodzaju nie ma końca albo utraty.")
    ended = {"ended_by": order.ended_by} if row.kind == "income_source" else {}
    changed = replace(said, valid_to=order.last_day, content={**said.content, **ended})
    return await _above(desk, row, changed, order, "ended")


async def withdraw(desk: Desk, fact: UUID, order: FactWithdrawalIn, version: int) -> Answer:
    """The fact was never so. Raises FactNotFound, StillRelied, TransitionNotAllowed."""
    row, said = await _open(desk, fact, version, "withdraw")
    if row.kind == "income_source" and await store.standing(desk.db, date.max, store.incomes_of([fact])):
        raise StillRelied("Najpierw trzeba wycofać kwoty dochodu z tego źródła.")
    if row.kind == "interview" and await store.relied_on(desk.db, fact):
        raise StillRelied("Wywiad jest dowodem innych ustaleń.")
    # What was said is in the version below; this one says why it falls, and rests on the same evidence.
    new = row_of(desk, replace(said, next_on=None), row.evidence, act="withdrawn", above=row)
    new.state = FACT.move(row.state, "withdraw")
    return await _written(desk, new, {"reason": order.reason}, order.household_kind)


async def _open(desk: Desk, fact: UUID, version: int, step: str) -> tuple[FactRow, Said]:
    row = await store.newest(desk.db, fact)
    if row is None:
        raise FactNotFound
    await desk.only_writer([row.of or row.fact])
    row = await store.newest(desk.db, fact) or row
    check_version(version, row.version)
    FACT.move(row.state, step)
    content = (await sealed.opened(desk.db, desk.keys, [row.id])).get(row.id)
    if content is None:
        raise FactNotFound("Treść ustalenia zniszczono razem z aktami.")
    said = Said(
        at="",
        kind=row.kind,
        code=row.code,
        person=row.person,
        household=row.household,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        content=content,
        of=row.of,
        next_on=row.next_on,
    )
    return row, said


def _corrected(said: Said, order: FactCorrectionIn, named: frozenset[str] | set[str]) -> Said:
    content: dict[str, Any] = dict(said.content)
    for name in ("begun_by", "ended_by", "per", "conclusions", "details"):
        if name in named:
            content[name] = getattr(order, name)
    if order.amount is not None:
        content["amount"] = grosze(order.amount)
    days: dict[str, Any] = {
        name: getattr(order, name) for name in ("valid_from", "valid_to", "next_on") if name in named
    }
    if order.from_month is not None:
        days["valid_from"] = first_day(parse_month(order.from_month))
    if order.to_month is not None:
        days["valid_to"] = last_day(parse_month(order.to_month))
    kept = {name: value for name, value in content.items() if value is not None}
    return replace(said, content=kept, **days)


async def _above(desk: Desk, row: FactRow, said: Said, order: FactCorrectionIn | FactEndIn, act: str) -> Answer:
    _in_order(desk, said)
    if said.kind != "income":
        fits(desk, said)
    if said.kind == "income_source":
        await _holds_its_amounts(desk, row, said)
    if said.kind == "income" and said.of is not None:
        source = await store.newest(desk.db, said.of)
        await check_months(desk, [said], {said.of: source} if source is not None else {}, but=row.fact)
    evidence = await take(desk, order.evidence)
    return await _written(desk, row_of(desk, said, evidence.id, act=act, above=row), said.content, order.household_kind)


def _in_order(desk: Desk, said: Said) -> None:
    if said.valid_to is not None and said.valid_to < said.valid_from:
        raise refused("/valid_to", "period_backwards", "Koniec okresu jest przed jego początkiem.")
    if said.content.get("ended_by") is not None and said.valid_to is None:
        raise refused("/ended_by", "loss_without_day", "Utrata dochodu wymaga ostatniego dnia jego uzyskiwania.")
    if said.kind == "interview" and said.valid_from > desk.today:
        raise refused("/valid_from", "day_in_future", "Ten dzień jest w przyszłości.")
    if said.next_on is not None and said.next_on <= said.valid_from:
        raise refused("/next_on", "period_backwards", "Aktualizacja następuje po wywiadzie.")


async def _holds_its_amounts(desk: Desk, row: FactRow, said: Said) -> None:
    for income in await store.standing(desk.db, date.max, store.incomes_of([row.fact])):
        months = Months(month_of(income.valid_from), month_of(income.valid_to or income.valid_from))
        if received(said.valid_from, said.valid_to, months) != months:
            message = "Są już ustalone kwoty za miesiące poza tym okresem; najpierw trzeba je poprawić."
            raise MonthsOutside(message, errors=[FieldError("/valid_to", "months_outside_source", message)])


async def _written(desk: Desk, new: FactRow, content: Mapping[str, Any], kind: str | None) -> Answer:
    home, person = new.household, new.person
    if new.kind != "membership" or home is None or person is None:
        if kind is not None:
            raise refused("/household_kind", "not_of_this_fact", "Tego ustalenie tego rodzaju nie ma.")
        return await _kept(desk, new, content)
    async with followed(desk, [(home, person)], {home: kind}):
        return await _kept(desk, new, content)


async def _kept(desk: Desk, new: FactRow, content: Mapping[str, Any]) -> Answer:
    desk.db.add(new)
    desk.db.add(sealed.seal(desk.keys, desk.db.gmina, new.id, content))
    await desk.db.flush()
    await desk.note(new.act, [new.person], "established_fact", new.fact)
    return Answer(id=new.fact, version=new.version, state=new.state)
