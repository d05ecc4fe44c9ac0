"""The ends of an application that are no decision: left unexamined, passed on, given back, not opened, taken back (k.p.a. art. 61a, 64-66).

Each ends all benefits that are still open, or some of them; the application itself ends with the last one.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import get_args
from uuid import UUID

from casework.applications import store
from casework.applications.desk import Act, Hand, moved, opened, tell, written
from casework.applications.problems import CallTermRuns, MatterNotOpen
from casework.applications.schemas import (
    ForwardingIn,
    LeavingIn,
    RefusingStartIn,
    RestIn,
    ReturningIn,
    WithdrawalIn,
)
from casework.applications.tables import ApplicationRow, CallRow, MatterRow
from casework.facts.cases import APPLICATION_CLOSED, ApplicationOutcome
from casework.terms.calls import answer_to
from casework.terms.computing import term
from casework.terms.law import procedure
from kit.idempotency import Answer
from kit.problems import FieldError

OUTCOMES: tuple[ApplicationOutcome, ...] = get_args(ApplicationOutcome)
_COMPLAINT = "complaint"
"""The party's term against an order of this kind, as casework/terms names it."""


async def leave_unexamined(desk: Hand, application: UUID, order: LeavingIn, version: int) -> Answer:
    """Left without examination by a letter: no address, or a call that was not answered in time. Raises CallTermRuns."""
    row = await opened(desk, application, version)
    moved(row, "leave_unexamined")
    on = desk.day(order.on, row.received_on)
    missed = order.ground == "call_missed"
    article = _missed(row, await store.calls(desk.db, row.id), on) if missed else answer_to("no_address")[1]
    act = Act("leave_unexamined", on, article, detail={"ground": order.ground}, letter=order.letter)
    return await end(desk, row, None, "left_unexamined", act)


async def forward(desk: Hand, application: UUID, order: ForwardingIn, version: int) -> Answer:
    """Passed on to the organ that the matter belongs to; what was in time here is in time there (art. 65 § 2)."""
    row = await opened(desk, application, version)
    on = desk.day(order.on, row.received_on)
    detail: dict[str, str | list[str]] = {"to": order.to, "counted_on": row.counted_on.isoformat()}
    act = Act("forward", on, "art. 65 § 1 i 2 k.p.a.", detail=detail, letter=order.letter)
    return await end(desk, row, order.benefits, "forwarded", act)


async def give_back(desk: Hand, application: UUID, order: ReturningIn, version: int) -> Answer:
    """Given back by an order: nobody can tell the competent organ, or it is a common court (art. 66 § 3)."""
    row = await opened(desk, application, version)
    on = desk.day(order.on, row.received_on)
    detail: dict[str, str | list[str]] = {"ground": order.ground, "remedy": _COMPLAINT}
    return await end(
        desk, row, order.benefits, "returned", Act("return", on, "art. 66 § 3 k.p.a.", (), detail, order.letter)
    )


async def refuse_start(desk: Hand, application: UUID, order: RefusingStartIn, version: int) -> Answer:
    """Proceedings are not opened, by an order: a stranger asks, or they cannot be opened for another obvious reason (art. 61a)."""
    row = await opened(desk, application, version)
    on = desk.day(order.on, row.received_on)
    detail: dict[str, str | list[str]] = {"ground": order.ground, "remedy": _COMPLAINT}
    act = Act("refuse_start", on, "art. 61a § 1 k.p.a.", (), detail, order.letter)
    return await end(desk, row, order.benefits, "start_refused", act)


async def withdraw(desk: Hand, application: UUID, order: WithdrawalIn, version: int) -> Answer:
    """The party takes it back; the decision that discontinues the proceedings may be linked afterwards (art. 105)."""
    row = await opened(desk, application, version)
    on = desk.day(order.on, row.received_on)
    act = Act("withdraw", on, "art. 105 § 2 k.p.a.", letter=order.letter)
    return await end(desk, row, order.benefits, "withdrawn", act)


async def tell_rest(desk: Hand, application: UUID, order: RestIn, version: int) -> Answer:
    """The party was told to bring other matters of the letter separately: in time they count from this letter (art. 66 § 2)."""
    row = await opened(desk, application, version)
    state = moved(row, "tell_rest")
    on = desk.day(order.on, row.received_on)
    days = procedure().on(on).count("kpa_separate_application_days")
    until = term(on, days, "days").last_day
    row.rest_until = max(until, row.rest_until or until)
    detail: dict[str, str | list[str]] = {"matters": list(order.matters), "last_day": until.isoformat()}
    return await written(desk, row, Act("tell_rest", on, "art. 66 § 1 i 2 k.p.a.", (), detail, order.letter), state)


async def end(
    desk: Hand, row: ApplicationRow, benefits: Collection[str] | None, outcome: ApplicationOutcome, act: Act
) -> Answer:
    """Ends the named benefits (None: all that are open) with one outcome. Raises TransitionNotAllowed, MatterNotOpen."""
    target = moved(row, act.step)
    matters = await chosen(desk, row, benefits)
    return await settle(desk, row, dict.fromkeys((one.benefit for one in matters), outcome), act, target)


async def settle(
    desk: Hand,
    row: ApplicationRow,
    outcomes: dict[str, ApplicationOutcome],
    act: Act,
    target: str,
    **more: object,
) -> Answer:
    """Ends benefits, each with its outcome, and the application with the last of them; tells the facts."""
    everything = await store.matters(desk.db, row.id)
    ended = [one for one in everything if one.benefit in outcomes and one.outcome is None]
    for one in ended:
        one.outcome, one.closed_on = outcomes[one.benefit], act.on
    over = all(one.outcome is not None for one in everything)
    if over:
        row.closed_on = max(one.closed_on for one in everything if one.closed_on is not None)
    await tell(desk.db, row, ended, APPLICATION_CLOSED, act.on, **more)
    done = Act(act.step, act.on, act.article, [one.benefit for one in ended], act.detail, act.letter)
    return await written(desk, row, done, target if over else row.state)


async def chosen(desk: Hand, row: ApplicationRow, benefits: Collection[str] | None) -> Sequence[MatterRow]:
    """The open matters, all or those named. Raises MatterNotOpen."""
    still_open = {one.benefit: one for one in await store.matters(desk.db, row.id) if one.outcome is None}
    if benefits is None:
        return list(still_open.values())
    errors = [
        FieldError(f"/benefits/{n}", "matter_not_open", "Tego świadczenia podanie nie obejmuje albo sprawę zakończono.")
        for n, code in enumerate(benefits)
        if code not in still_open
    ]
    if errors:
        raise MatterNotOpen(errors=errors)
    return [still_open[code] for code in benefits]


def _missed(row: ApplicationRow, calls: Sequence[CallRow], on: date) -> str:
    """The article of a call whose term ran out without an answer in time. Raises CallTermRuns."""
    if row.state != "called":
        raise CallTermRuns("Podanie nie ma wezwania, na które strona nie odpowiedziała.")
    for one in reversed(calls):
        if one.result != "in_time" and one.last_day is not None and one.last_day < on:
            return one.article
    running = [one.last_day for one in calls if one.result != "in_time" and one.last_day is not None]
    told = f"Termin wezwania biegnie do {max(running).isoformat()}." if running else "Wezwania jeszcze nie doręczono."
    raise CallTermRuns(told, legal_basis=["art. 64 § 2 k.p.a."])
