"""Defects of an application: the call with the term of the sector act, its delivery, which starts the term, and what the party sends.

What answers in time completes the application; what does not is left to the step `leave_unexamined`. Missing merits evidence is
no defect, and a letter without an address is left without a call (casework/terms/calls.py).
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from casework.applications import store
from casework.applications.desk import Act, Desk, moved, opened, tell, written
from casework.applications.problems import (
    CallAnswered,
    CallNotFound,
    CallTermRefused,
    NoCallNeeded,
    NotADefect,
)
from casework.applications.schemas import CallIn, DefectIn, DeliveredIn, SuppliedIn
from casework.applications.tables import ApplicationRow, CallRow
from casework.facts.cases import APPLICATION_COMPLETED
from casework.terms.calls import Calls, CallTerm, answer_to, call, call_term
from casework.terms.keeping import Letter, SentAfterReceived, counted_on
from kit.idempotency import Answer
from kit.problems import FieldError, ValidationFailed


async def make_call(desk: Desk, application: UUID, order: CallIn, version: int) -> Answer:
    """Calls for completion. Raises NotADefect, NoCallNeeded, CallTermRefused, TransitionNotAllowed."""
    row = await opened(desk, application, version)
    state = moved(row, "call")
    on = desk.day(order.on, row.received_on)
    allowed = _allowed(desk, _formal(order.defects), on)
    days = order.days if order.days is not None else allowed.least
    if not allowed.allows(days):
        raise _out_of_bounds(allowed)
    before = await store.calls(desk.db, row.id)
    made = CallRow(
        gmina=row.gmina,
        application=row.id,
        number=len(before) + 1,
        defects=[{"defect": one.defect, "what": one.what} for one in order.defects],
        days=days,
        article=allowed.article,
        letter=order.letter,
        made_on=on,
        made_by=desk.by,
    )
    answer = await written(
        desk, row, Act("call", on, allowed.article, detail=_number(made), letter=order.letter), state
    )
    desk.db.add(made)
    await desk.db.flush()
    return answer


async def deliver_call(desk: Desk, application: UUID, number: int, order: DeliveredIn, version: int) -> Answer:
    """The call was delivered: its term runs from that day (art. 57 § 1)."""
    row, made = await _call(desk, application, number, version)
    state = moved(row, "deliver_call")
    if made.delivered_on is not None or made.result is not None:
        raise CallAnswered
    on = desk.day(order.on, made.made_on)
    made.delivered_on = on
    made.last_day = call(on, made.days, CallTerm(made.days, made.days, made.article)).last_day
    detail = {**_number(made), "last_day": made.last_day.isoformat()}
    return await written(desk, row, Act("deliver_call", on, made.article, detail=detail), state)


async def supply(desk: Desk, application: UUID, number: int, order: SuppliedIn, version: int) -> Answer:
    """What the party sent: in time and whole, the application is complete; late or in part, it is noted and the call stands."""
    row, made = await _call(desk, application, number, version)
    moved(row, "supply", "called")
    if made.result in ("in_time", "late"):
        raise CallAnswered
    on = desk.day(order.received_on, made.made_on)
    made.counted_on = _counted(order)
    made.answered_on = on
    late = made.last_day is not None and made.counted_on > made.last_day
    made.result = "late" if late else "in_time" if order.all_removed else "in_part"
    # Defects whose terms differ are called on apart: the application is complete when no call is left without an answer.
    waiting = any(one.result is None for one in await store.calls(desk.db, row.id))
    state = moved(row, "supply", "completed" if made.result == "in_time" and not waiting else "called")
    detail = {**_number(made), "result": made.result}
    if state == "completed":
        still_open = [one for one in await store.matters(desk.db, row.id) if one.outcome is None]
        await tell(desk.db, row, still_open, APPLICATION_COMPLETED, on)
    return await written(desk, row, Act("supply", on, made.article, detail=detail), state)


def _formal(defects: Sequence[DefectIn]) -> list[Calls]:
    """The defects that are called on; the first that is not is refused with what follows from it instead."""
    calls: list[Calls] = []
    for n, one in enumerate(defects):
        what, article = answer_to(one.defect)
        pointer, basis = f"/defects/{n}/defect", [article] if article else []
        if what == "decide":
            message = "Brak dowodu ocenia się w decyzji; nie wzywa się o niego pod rygorem pozostawienia podania."
            raise NotADefect(message, errors=[FieldError(pointer, "not_a_defect", message)], legal_basis=basis)
        if what == "leave_unexamined":
            message = "Takie podanie pozostawia się bez rozpatrzenia bez wezwania."
            raise NoCallNeeded(message, errors=[FieldError(pointer, "no_call_needed", message)], legal_basis=basis)
        if one.defect in ("form_filled_wrongly", "document_missing", "other_formal"):
            calls.append(one.defect)
    return calls


def _allowed(desk: Desk, defects: Sequence[Calls], on: date) -> CallTerm:
    """What every one of the defects allows: where their terms do not meet, each needs its own call. Raises CallTermRefused."""
    law = desk.catalogue.law(desk.db.gmina).on(on)
    terms = [call_term(one, on, desk.catalogue.calls, law) for one in dict.fromkeys(defects)]
    most = min((one.most for one in terms if one.most is not None), default=None)
    least = max(one.least for one in terms)
    allowed = CallTerm(least, most, "; ".join(dict.fromkeys(one.article for one in terms)))
    if most is not None and least > most:
        raise CallTermRefused(
            "Braki tych rodzajów mają różne terminy; każdy wymaga osobnego wezwania.",
            errors=[FieldError("/defects", "terms_differ", "Różne terminy ustawowe.")],
            legal_basis=[one.article for one in terms],
        )
    return allowed


async def _call(desk: Desk, application: UUID, number: int, version: int) -> tuple[ApplicationRow, CallRow]:
    row = await opened(desk, application, version)
    found = next((one for one in await store.calls(desk.db, row.id) if one.number == number), None)
    if found is None:
        raise CallNotFound
    return row, found


def _counted(order: SuppliedIn) -> date:
    try:
        return counted_on(Letter(order.way, order.received_on, order.posted_on))
    except SentAfterReceived:
        message = "Nadano później, niż wpłynęło."
        raise ValidationFailed(message, errors=[FieldError("/posted_on", "sent_after_received", message)]) from None


def _out_of_bounds(allowed: CallTerm) -> CallTermRefused:
    most = "bez górnej granicy" if allowed.most is None else f"najwyżej {allowed.most}"
    message = f"Przepis wymaga co najmniej {allowed.least} dni, {most}."
    return CallTermRefused(
        message, errors=[FieldError("/days", "call_term_refused", message)], legal_basis=[allowed.article]
    )


def _number(made: CallRow) -> dict[str, str | list[str]]:
    return {"call": str(made.number)}
