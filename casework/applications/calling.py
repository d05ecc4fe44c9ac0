"""Defects of an application: the call with the term of the sector act, and what the party sends; delivering.py starts the term.

Answers in time to all that was called for complete the application, in whatever order they are noted; what does not is left to the
step `leave_unexamined`. Missing merits evidence is no defect, and a letter without an address is left without a call
(casework/terms/calls.py).
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from casework.applications import restoring, store
from casework.applications.calls_schemas import CallIn, DefectIn, SuppliedIn
from casework.applications.delivering import call_of, current, was_completed
from casework.applications.desk import Act, Desk, moved, opened, tell, written
from casework.applications.ending import chosen
from casework.applications.outstanding import asks_for, judged, left_for, outstanding, state_by_calls
from casework.applications.problems import (
    CallAnswered,
    CallTermRefused,
    NoCallNeeded,
    NotADefect,
)
from casework.applications.tables import ApplicationRow, CallRow
from casework.decisions.moments import DayOutOfOrder
from casework.facts.cases import APPLICATION_COMPLETED
from casework.terms.calls import Calls, CallTerm, answer_to, call_term
from casework.terms.keeping import Letter, SentAfterReceived, counted_on
from kit.idempotency import Answer
from kit.problems import FieldError, ValidationFailed


async def make_call(desk: Desk, application: UUID, order: CallIn, version: int) -> Answer:
    """Calls for completion. Raises NotADefect, NoCallNeeded, CallTermRefused, CallAnswered, MatterNotOpen."""
    row = await opened(desk, application, version)
    state = moved(row, "call")
    on = desk.day(order.on, row.received_on)
    about = [one.benefit for one in await chosen(desk, row, order.benefits)]
    allowed = _allowed(desk, _formal(order.defects), about, on)
    days = order.days if order.days is not None else allowed.least
    if not allowed.allows(days):
        raise _out_of_bounds(allowed)
    before = await store.calls(desk.db, row.id)
    renewed = _renewed(order, before)
    benefits = await _about(desk, row, order, renewed)
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
        benefits=benefits,
    )
    if renewed is not None:
        renewed.renewed_by, renewed.closed_on = made.number, on
    answer = await written(
        desk, row, Act("call", on, allowed.article, detail=_number(made), letter=order.letter), state
    )
    desk.db.add(made)
    await desk.db.flush()
    return answer


async def supply(desk: Desk, application: UUID, number: int, order: SuppliedIn, version: int) -> Answer:
    """What the party sent: in time and whole, the application is complete; late or in part, it is noted and the call stands.

    Also after the matter was left unexamined for it: what had kept the term lets it go on.
    """
    row, made = await call_of(desk, application, number, version)
    left = left_for(made, await store.matters(desk.db, row.id))
    moved(row, "supply", row.state if left else "called")
    if made.result in ("in_time", "late") or (made.closed_on is not None and not left):
        raise CallAnswered
    calls = await current(desk.db, row.id, desk.today)
    on = desk.day(order.received_on, made.made_on)
    made.counted_on = _counted(order)
    made.answered_on = on
    made.whole = order.all_removed
    made.result = judged(made)
    if order.obstacle_ended_on is not None:
        made.obstacle_ended_on = _obstacle(desk, order.obstacle_ended_on, made.made_on)
    still_open = [one for one in await store.matters(desk.db, row.id) if one.outcome is None]
    state = row.state
    if state == "called":
        state = moved(row, "supply", state_by_calls(calls, [one.benefit for one in still_open]))
    detail = {**_number(made), "result": str(made.result)}
    if state == "completed" != row.state and not await was_completed(desk, row):
        await tell(desk.db, row, still_open, APPLICATION_COMPLETED, on)
    await written(desk, row, Act("supply", on, made.article, detail=detail), state)
    await restoring.answered(desk, row, made, on)
    return Answer(id=row.id, version=row.version, state=row.state)


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


def _allowed(desk: Desk, defects: Sequence[Calls], benefits: Sequence[str], on: date) -> CallTerm:
    """What every one of the defects allows in every matter, by its own act: where the terms do not meet, each needs its own call.

    Raises CallTermRefused.
    """
    law = desk.catalogue.law(desk.db.gmina).on(on)
    acts = dict.fromkeys(desk.catalogue.calls_of(code) for code in benefits)
    terms = [call_term(one, on, act, law) for act in acts for one in dict.fromkeys(defects)]
    most = min((one.most for one in terms if one.most is not None), default=None)
    least = max(one.least for one in terms)
    allowed = CallTerm(least, most, "; ".join(dict.fromkeys(one.article for one in terms)))
    if most is not None and least > most:
        raise CallTermRefused(
            "Braki tych rodzajów albo w tych sprawach mają różne terminy; każdy wymaga osobnego wezwania.",
            errors=[FieldError("/defects", "terms_differ", "Różne terminy ustawowe.")],
            legal_basis=[one.article for one in terms],
        )
    return allowed


def _renewed(order: CallIn, before: Sequence[CallRow]) -> CallRow | None:
    """The older call that this one stands instead of. Raises CallAnswered."""
    if order.renews is None:
        return None
    found = next((one for one in outstanding(before) if one.number == order.renews), None)
    if found is None:
        message = "Nie ma takiego wezwania albo już na nie odpowiedziano."
        raise CallAnswered(message, errors=[FieldError("/renews", "call_answered", message)])
    return found


async def _about(desk: Desk, row: ApplicationRow, order: CallIn, renewed: CallRow | None) -> list[str] | None:
    """The benefits that the call is about; None: all. What the older call asked for stays asked for. Raises MatterNotOpen."""
    if order.benefits is None:
        return None if renewed is None else renewed.benefits
    wanted = {one.benefit for one in await chosen(desk, row, order.benefits)}
    if renewed is not None:
        wanted |= asks_for(renewed, {one.benefit for one in await chosen(desk, row, None)})
    return sorted(wanted)


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


def _obstacle(desk: Desk, ended_on: date, since: date) -> date:
    if ended_on > desk.today:
        raise DayOutOfOrder("Przyczyna uchybienia jeszcze nie ustała.", "/obstacle_ended_on")
    if ended_on < since:
        raise DayOutOfOrder("Przyczyna ustała, zanim strona została wezwana.", "/obstacle_ended_on")
    return ended_on


def _number(made: CallRow) -> dict[str, str | list[str]]:
    return {"call": str(made.number)}
