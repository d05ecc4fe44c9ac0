"""Asking registers: the question and whatever comes back are kept; an error or a time-out of a register is a state and no fault."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

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
from casework.persons.service import numbers_of
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


async def ask(desk: Desk, counter: Counter, order: RegisterQuestionIn) -> Answer:
    """Asks a register about a person. Raises RegisterNotAllowed, FactRefused."""
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
    told = await _told(desk, order)
    desk.db.add(row)
    desk.db.add(sealed.seal(desk.keys, desk.db.gmina, row.id, told))
    await desk.db.flush()
    await desk.note("looked_up", [order.person], f"register_{row.register_code}", row.id)
    return await _answered(desk, counter, row, told, "asked", 1)


async def ask_again(desk: Desk, counter: Counter, lookup: UUID, version: int) -> Answer:
    """The same question to a register that failed. Raises LookupNotFound, TransitionNotAllowed."""
    row = await opened(desk, lookup)
    await desk.only_writer([row.id])
    last = (await store.last_answers(desk.db, [row.id]))[row.id]
    check_version(version, last.number)
    if last.state not in {one.source for one in LOOKUP.transitions if one.step == "ask_again"}:
        LOOKUP.move(last.state, "ask_again")
    told = (await sealed.opened(desk.db, desk.keys, [row.id])).get(row.id)
    if told is None:
        raise LookupNotFound("Treść zapytania zniszczono razem z aktami.")
    await desk.note("looked_up_again", [row.person], f"register_{row.register_code}", row.id)
    return await _answered(desk, counter, row, told, last.state, last.number + 1)


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
    said = await sealed.opened(desk.db, desk.keys, [lookup, attempts[0].id])
    told = said.get(lookup)
    use = desk.law.registers.get(row.register_code)
    items = []
    for item in said.get(attempts[0].id, {}).get("items", []):
        rule = use.rule(item) if use else None
        items.append(AnswerItemOut(item=item, kind=rule.kind if rule else None, code=rule.code if rule else None))
    used = (await evidence.used(desk.db, [lookup])).get(lookup)
    await desk.note("read", [row.person], "register_lookup", lookup)
    return RegisterLookupOut(
        **_short(row, attempts[0], used).model_dump(),
        purpose=told["purpose"] if told else None,
        since=told.get("since") if told else None,
        until=told.get("until") if told else None,
        attempts=[AttemptOut.model_validate(one) for one in attempts],
        items=items,
        evidence=used,
        destroyed=told is None,
    )


async def page(
    desk: Desk, paging: PageRequest, person: UUID | None, application: UUID | None
) -> Page[RegisterLookupShort]:
    """Look-ups, the newest first; the reading is audited. Raises InvalidCursor."""
    keyset = paging.keyset("look-ups", {"gmina": desk.db.gmina, "person": person, "application": application})
    after = None if keyset.after is None else UUID(keyset.after[0])
    rows = await store.page(
        desk.db, desk.sight, person=person, application=application, after=after, fetch=keyset.fetch
    )
    shown, cursor = keyset.page(rows, lambda row: (row.id,))
    last = await store.last_answers(desk.db, [row.id for row in shown])
    used = await evidence.used(desk.db, [row.id for row in shown])
    await desk.audit.note(desk.db, "listed_lookups", "person", person)
    return Page(items=[_short(row, last[row.id], used.get(row.id)) for row in shown], next_cursor=cursor)


async def _answered(
    desk: Desk, counter: Counter, row: LookupRow, told: dict[str, Any], state: str, number: int
) -> Answer:
    register = counter.registers.get(cast(RegisterCode, row.register_code))
    items: tuple[Any, ...] = ()
    said = "unavailable"
    try:
        if register is not None:
            async with asyncio.timeout(counter.seconds):
                reply = await register.ask(_question(row, told))
            said, items = reply.said, reply.items
    # A time-out is an OSError too, so it comes first.
    except TimeoutError:
        said = "timed_out"
    except (RegisterUnavailable, OSError) as error:
        log.warning("register failed", extra={"register": row.register_code, "failure": type(error).__name__})
    answer = AnswerRow(
        gmina=desk.db.gmina,
        id=new_id(),
        lookup=row.id,
        number=number,
        state=LOOKUP.move(state, "ask" if number == 1 else "ask_again", said),
        adapter=register.name if register is not None else "none",
        asked_by=desk.by,
        answered_on=desk.today,
    )
    desk.db.add(answer)
    desk.db.add(sealed.seal(desk.keys, desk.db.gmina, answer.id, {"items": list(items)}))
    await desk.db.flush()
    return Answer(id=row.id, version=number, state=answer.state)


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


def _short(row: LookupRow, last: AnswerRow, used: UUID | None) -> RegisterLookupShort:
    return RegisterLookupShort.model_validate(
        {
            **{name: getattr(row, name, None) for name in RegisterLookupShort.model_fields},
            "state": last.state if used is None else LOOKUP.move(last.state, "establish"),
            "version": last.number,
        }
    )
