"""The ends of an application that are no act of the organ's: left unexamined, passed on, taken back (k.p.a. art. 64-65, 105).

Given back or not opened (art. 61a, 66 § 3) it is by an order: casework/decisions/orders.py.

Each ends all benefits that are still open, or some of them; the application itself ends with the last one.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import get_args
from uuid import UUID

from casework.applications import delivering, store
from casework.applications.desk import Act, Hand, moved, opened, tell, written
from casework.applications.outstanding import asks_for, called_for, missed, outstanding, runs_until
from casework.applications.problems import CallTermRuns, MatterNotOpen
from casework.applications.schemas import (
    ForwardingIn,
    LeavingIn,
    RestIn,
    WithdrawalIn,
)
from casework.applications.tables import ApplicationRow, CallRow, MatterRow
from casework.facts.cases import APPLICATION_CLOSED, ApplicationOutcome
from casework.tasks import store as clocks
from casework.terms.calls import answer_to
from casework.terms.computing import term
from casework.terms.law import procedure
from kit.idempotency import Answer
from kit.problems import FieldError

OUTCOMES: tuple[ApplicationOutcome, ...] = get_args(ApplicationOutcome)


async def leave_unexamined(desk: Hand, application: UUID, order: LeavingIn, version: int) -> Answer:
    """Left without examination by a letter: no address, or a call that was not answered in time. Raises CallTermRuns."""
    row = await opened(desk, application, version)
    moved(row, "leave_unexamined")
    on = desk.day(order.on, row.received_on)
    benefits, article = order.benefits, answer_to("no_address")[1]
    if order.ground == "call_missed":
        open_ones = [one.benefit for one in await chosen(desk, row, None)]
        benefits, article = _missed(
            await delivering.current(desk.db, row.id, desk.today), open_ones, order.benefits, on
        )
    act = Act("leave_unexamined", on, article, detail={"ground": order.ground}, letter=order.letter)
    return await end(desk, row, benefits, "left_unexamined", act)


async def forward(desk: Hand, application: UUID, order: ForwardingIn, version: int) -> Answer:
    """Passed on to the organ that the matter belongs to; what was in time here is in time there (art. 65 § 2)."""
    row = await opened(desk, application, version)
    on = desk.day(order.on, row.received_on)
    detail: dict[str, str | list[str]] = {"to": order.to, "counted_on": row.counted_on.isoformat()}
    article = "art. 65 § 1 i 2 k.p.a." if order.article is None else f"{order.article}, art. 65 § 1 i 2 k.p.a."
    act = Act("forward", on, article, detail=detail, letter=order.letter)
    return await end(desk, row, order.benefits, "forwarded", act)


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
        suspended = await clocks.suspension(desk.db, row.id)
        if suspended is not None:
            suspended.last_day = max(act.on, suspended.first_day)
        row.closed_on = max(one.closed_on for one in everything if one.closed_on is not None)
    await tell(desk.db, row, ended, APPLICATION_CLOSED, act.on, **more)
    done = Act(act.step, act.on, act.article, [one.benefit for one in ended], act.detail, act.letter)
    return await written(desk, row, done, target if over else await _rest(desk, row, everything, act))


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


async def _rest(desk: Hand, row: ApplicationRow, matters: Sequence[MatterRow], act: Act) -> str:
    """The state while other benefits are open: calls that were about the ended ones alone ask for nothing any more."""
    still_open = [one.benefit for one in matters if one.outcome is None]
    calls = await store.calls(desk.db, row.id)
    for one in outstanding(calls):
        if not asks_for(one, still_open):
            one.closed_on = max(act.on, one.made_on)
    if row.state == "called" and not called_for(calls, still_open):
        return moved(row, act.step, "completed")
    return row.state


def _missed(
    calls: Sequence[CallRow], still_open: Collection[str], wanted: Collection[str] | None, on: date
) -> tuple[list[str], str]:
    """The benefits that a missed call was about, those that are wanted, and its article. Raises CallTermRuns."""
    over = missed(calls, on)
    covered = {one for made in over for one in asks_for(made, still_open)}
    uncovered = [] if wanted is None else [code for code in wanted if code not in covered]
    if covered and not uncovered:
        return sorted(covered if wanted is None else wanted), over[-1].article
    if not outstanding(calls):
        raise CallTermRuns("Podanie nie ma wezwania, na które strona nie odpowiedziała.")
    if covered:
        told = "W sprawie wskazanego świadczenia nie ma wezwania, na które strona nie odpowiedziała w terminie."
        named = list(wanted or ())
        errors = [FieldError(f"/benefits/{named.index(code)}", "call_term_runs", told) for code in uncovered]
        raise CallTermRuns(told, errors=errors, legal_basis=["art. 64 § 2 k.p.a."])
    until = runs_until(calls)
    told = "Wezwania jeszcze nie doręczono." if until is None else f"Termin wezwania biegnie do {until.isoformat()}."
    raise CallTermRuns(told, legal_basis=["art. 64 § 2 k.p.a."])
