"""Asking registers: the question and whatever comes back are kept; an error or a time-out of a register is a state and no fault.

The question is committed before it leaves the office, and no transaction is open while a register thinks: `put` and `put_again` are one
unit of work, `bring` is the next. A question that nothing came back of, because the office's own machine stopped, stays `asked`: a repeated
request, or asking again, brings its answer.
"""

import asyncio
import logging
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from casework.authority.taking_part import takes_no_part
from casework.evidence import sealed
from casework.evidence import store as evidence
from casework.evidence.desk import Desk, known, sees_application
from casework.evidence.problems import refused
from casework.lookups import store
from casework.lookups.problems import LookupNotFound, RegisterNotAllowed
from casework.lookups.registers import Question, RegisterCode, Registers, RegisterUnavailable
from casework.lookups.schemas import (
    AnswerItemOut,
    AttemptOut,
    RegisterLookupOut,
    RegisterLookupShort,
    RegisterQuestionIn,
)
from casework.lookups.states import LOOKUP
from casework.lookups.tables import AnswerRow, LookupRow
from casework.persons import store as persons
from casework.persons.numbers import numbers_of
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.paging import Page, PageRequest
from kit.problems import FieldError

log = logging.getLogger(__name__)

ANSWER_SECONDS = 10
"""How long a register is waited for."""


@dataclass(frozen=True, slots=True)
class Counter:
    """The way out to registers. seconds: how long an answer is waited for."""

    registers: Registers
    seconds: int = ANSWER_SECONDS


async def put(desk: Desk, order: RegisterQuestionIn) -> Answer:
    """Notes a question about a person; nobody has been asked yet. Raises RegisterNotAllowed, FactRefused."""
    use = desk.law.registers.get(order.register_code)
    if use is None:
        raise RegisterNotAllowed(
            errors=[FieldError("/register_code", "register_not_allowed", "Ustawa nie przewiduje tego zapytania.")]
        )
    await known(desk, {"/person": order.person}, {})
    await _case(desk, order)
    row = LookupRow(
        gmina=desk.db.gmina,
        id=new_id(),
        register_code=order.register_code,
        person=order.person,
        application=order.application,
        legal_basis=use.article,
        asked_on=desk.today,
        asked_by=desk.by,
    )
    desk.db.add(row)
    desk.db.add(sealed.seal(desk.keys, desk.db.gmina, row.id, await _told(desk, order)))
    await desk.db.flush()
    await desk.note("looked_up", [order.person], f"register_{row.register_code}", row.id)
    return Answer(id=row.id, version=0, state="asked")


async def put_again(desk: Desk, lookup: UUID, version: int) -> Answer:
    """The same question to a register that failed, or of which nothing came back. Raises LookupNotFound, TransitionNotAllowed."""
    row = await opened(desk, lookup)
    await desk.only_writer([row.id])
    number, state = await _last(desk, lookup)
    check_version(version, number)
    LOOKUP.move(state, "ask_again")
    if not await sealed.opened(desk.db, desk.keys, [row.id]):
        raise LookupNotFound("Treść zapytania zniszczono razem z aktami.")
    await desk.note("looked_up_again", [row.person], f"register_{row.register_code}", row.id)
    return Answer(id=row.id, version=number, state=state)


async def bring(desk: Desk, counter: Counter, put: Answer) -> Answer:
    """Asks the register and keeps what comes back, unless something newer than the question is there. Raises LookupNotFound."""
    row = await opened(desk, put.id)
    number, state = await _last(desk, put.id)
    told = (await sealed.opened(desk.db, desk.keys, [row.id])).get(row.id)
    if number > put.version or told is None:
        return Answer(id=row.id, version=number, state=state)
    await desk.db.commit()
    adapter, said, items = await _said(counter, row, told)
    await desk.only_writer([row.id])
    number, state = await _last(desk, put.id)
    step = "ask" if not number else "ask_again"
    if state not in {one.source for one in LOOKUP.transitions if one.step == step}:
        # Somebody else's question was answered in the meantime, and that answer stands.
        return Answer(id=row.id, version=number, state=state)
    answer = AnswerRow(
        gmina=desk.db.gmina,
        id=new_id(),
        lookup=row.id,
        number=number + 1,
        state=LOOKUP.move(state, step, said),
        adapter=adapter,
        asked_by=desk.by,
        answered_on=desk.today,
    )
    desk.db.add(answer)
    desk.db.add(sealed.seal(desk.keys, desk.db.gmina, answer.id, {"items": list(items)}))
    await desk.db.flush()
    return Answer(id=row.id, version=answer.number, state=answer.state)


async def opened(desk: Desk, lookup: UUID) -> LookupRow:
    """The look-up. Raises LookupNotFound."""
    row = await store.load(desk.db, lookup)
    if row is None:
        raise LookupNotFound
    return row


async def show(desk: Desk, lookup: UUID) -> RegisterLookupOut:
    """The look-up with its answer; the reading is audited. Raises LookupNotFound."""
    row = await opened(desk, lookup)
    attempts = await store.answers(desk.db, lookup)
    said = await sealed.opened(desk.db, desk.keys, [lookup, *(one.id for one in attempts[:1])])
    told = said.get(lookup)
    use = desk.law.registers.get(row.register_code)
    items = []
    for item in said.get(attempts[0].id, {}).get("items", []) if attempts else ():
        rule = use.rule(item) if use else None
        items.append(AnswerItemOut(item=item, kind=rule.kind if rule else None, code=rule.code if rule else None))
    used = (await evidence.used(desk.db, [lookup])).get(lookup)
    await desk.note("read", [row.person], "register_lookup", lookup)
    shown = _short(row, attempts[0] if attempts else None, used)
    return RegisterLookupOut(
        **shown.model_dump(),
        purpose=told["purpose"] if told else None,
        since=told.get("since") if told else None,
        until=told.get("until") if told else None,
        attempts=[AttemptOut.model_validate(one) for one in attempts],
        items=items,
        evidence=used,
        destroyed=told is None,
        allowed=[] if told is None else list(LOOKUP.allowed(shown.state)),
    )


async def page(
    desk: Desk, paging: PageRequest, wanted: store.Filter, *, sort: str, everything: bool
) -> Page[RegisterLookupShort]:
    """Look-ups in order of asking; everything: all that the filter leaves, for a file. Audited. Raises InvalidCursor."""
    keyset = paging.keyset(f"look-ups by {sort}", {"gmina": desk.db.gmina, **asdict(wanted)})
    after = None if keyset.after is None or everything else UUID(keyset.after[0])
    rows = await store.page(
        desk.db, desk.sight, wanted, after=after, descending=sort.startswith("-"),
        fetch=None if everything else keyset.fetch,
    )  # fmt: skip
    shown, cursor = (rows, None) if everything else keyset.page(rows, lambda row: (row.id,))
    last = await store.last_answers(desk.db, [row.id for row in shown])
    used = await evidence.used(desk.db, [row.id for row in shown])
    await desk.audit.note(desk.db, "exported_lookups" if everything else "listed_lookups", "person", wanted.person)
    return Page(items=[_short(row, last.get(row.id), used.get(row.id)) for row in shown], next_cursor=cursor)


async def _last(desk: Desk, lookup: UUID) -> tuple[int, str]:
    """How many answers there are, and what the last one was: `asked` before the first."""
    last = (await store.last_answers(desk.db, [lookup])).get(lookup)
    return (0, "asked") if last is None else (last.number, last.state)


async def _said(counter: Counter, row: LookupRow, told: dict[str, Any]) -> tuple[str, str, tuple[Any, ...]]:
    """Which adapter was asked, what became of it, and what it says."""
    register = counter.registers.get(cast(RegisterCode, row.register_code))
    if register is None:
        return "none", "unavailable", ()
    try:
        async with asyncio.timeout(counter.seconds):
            reply = await register.ask(_question(row, told))
    # A time-out is an OSError too, so it comes first.
    except TimeoutError:
        return register.name, "timed_out", ()
    except (RegisterUnavailable, OSError) as error:
        log.warning("register failed", extra={"register": row.register_code, "failure": type(error).__name__})
        return register.name, "unavailable", ()
    return register.name, reply.said, reply.items


async def _told(desk: Desk, order: RegisterQuestionIn) -> dict[str, Any]:
    person = (await persons.many(desk.db, [order.person]))[order.person]
    numbers = numbers_of(person, desk.keys)
    return {
        "purpose": order.purpose,
        "pesel": numbers.pesel,
        "document": " ".join(numbers.document) if numbers.document else None,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "birth_date": person.birth_date,
        "since": order.since,
        "until": order.until,
    }


def _question(row: LookupRow, told: dict[str, Any]) -> Question:
    return Question(
        register=cast(RegisterCode, row.register_code),
        pesel=told.get("pesel"),
        document=told.get("document"),
        first_name=told["first_name"],
        last_name=told["last_name"],
        # A day as it was read from the register of persons, or as text from what was kept of the first question.
        birth_date=date.fromisoformat(str(told["birth_date"])),
        since=_day(told.get("since")),
        until=_day(told.get("until")),
    )


def _day(told: date | str | None) -> date | None:
    return date.fromisoformat(told) if isinstance(told, str) else told


async def _case(desk: Desk, order: RegisterQuestionIn) -> None:
    if order.application is not None and not await sees_application(desk, order.application):
        raise refused("/application", "application_unknown", "Nie ma takiego podania.")
    if order.application is not None:
        await takes_no_part(desk.db, desk.by, {"application": str(order.application)}, None, desk.today)


def _short(row: LookupRow, last: AnswerRow | None, used: UUID | None) -> RegisterLookupShort:
    state = "asked" if last is None else last.state
    return RegisterLookupShort.model_validate(
        {
            **{name: getattr(row, name, None) for name in RegisterLookupShort.model_fields},
            "state": state if used is None else LOOKUP.move(state, "establish"),
            "version": 0 if last is None else last.number,
        }
    )
