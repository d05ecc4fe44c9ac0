"""The acts between drawing a list up and approving it: checks, control, refusal and what the head decides on it."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from casework.authority.accounting import CONTROL, controls
from casework.payments import lists_store
from casework.payments import problems as refused
from casework.payments.acts import problems as acts_refused
from casework.payments.acts import store
from casework.payments.acts.rules import check_person
from casework.payments.acts.schemas import ActOut, ActsOut, CircuitIn, CircuitOut, CircuitsOut
from casework.payments.states import process_of
from casework.payments.tables import PaymentListRow
from kit.db import ReadSession, WriteSession
from kit.etag import check_version
from kit.idempotency import Answer
from kit.problems import FieldError

_STEP = {"returned": "return", "refused": "refuse", "held": "hold"}


async def act(
    *,
    db: WriteSession,
    payment_list: UUID,
    act: str,
    by: str,
    outcome: str,
    reason: str | None,
    on: date | None,
    version: int,
    today: date,
) -> Answer:
    """One act on a list, by somebody whom the rule table allows; it moves the list as its process says.

    Imported lists are settled and in the simple circuit, so nothing is to be done with them. Raises TransitionNotAllowed,
    SamePerson, ReasonRequired, DayImpossible, NotChiefAccountant.
    """
    row = await lists_store.lock(db, payment_list)
    if row is None:
        raise refused.PaymentListNotFound
    check_version(version, row.version)
    process = process_of(row.circuit)
    # Whose turn it is: only who could pass the list on may give it back or refuse it.
    after = process.move(row.state, act)
    if outcome in _STEP and act != "give_back":
        after = process.move(row.state, _STEP[outcome])
    if outcome != "passed" and reason is None:
        raise acts_refused.ReasonRequired(errors=[FieldError("/reason", "required", "Należy podać przyczynę.")])
    done = await store.done(db, row.id)
    check_person(act, by, done)
    day = possible_day(on or today, today, max((one.on for one in done), default=None))
    if act == CONTROL:
        await _chief_accountant(db, by, {day, today})
    await store.note(db, row.id, act, by=by, on=day, outcome=outcome, reason=reason)
    return await move(db, row, after)


async def _chief_accountant(db: WriteSession, by: str, days: Collection[date]) -> None:
    # On both days: a control dated back would go round an entrusting that has ended.
    for day in sorted(days):
        if not await controls(db, by, day):
            raise acts_refused.NotChiefAccountant(
                "Rejestr upoważnień nie ma wpisu o powierzeniu tej osobie wstępnej kontroli w tym dniu.",
                legal_basis=["u.f.p. art. 54 ust. 1"],
            )


async def move(db: WriteSession, row: PaymentListRow, state: str) -> Answer:
    """The list in its next state and version."""
    row.state = state
    row.version += 1
    await db.flush()
    return Answer(id=row.id, version=row.version, state=row.state)


def possible_day(day: date, today: date, before: date | None) -> date:
    """The day of an act: not in the future, not before the act it follows. Raises DayImpossible."""
    if day > today or (before is not None and day < before):
        raise refused.DayImpossible(
            "Dzień czynności jest w przyszłości albo przed czynnością, po której następuje.",
            errors=[FieldError("/on", "day_impossible", "W przyszłości albo przed poprzednią czynnością.")],
        )
    return day


async def show(*, db: ReadSession, payment_list: UUID) -> ActsOut:
    """The acts of a list, and what its state allows."""
    row = await lists_store.load(db, payment_list)
    if row is None:
        raise refused.PaymentListNotFound
    acts = await store.shown(db, row.id)
    return ActsOut(
        circuit=row.circuit,
        state=row.state,
        allowed=list(process_of(row.circuit).allowed(row.state)) if row.kind == "monthly" else [],
        items=[ActOut.model_validate(one) for one in acts],
    )


async def set_circuit(*, db: WriteSession, order: CircuitIn, by: str, today: date) -> Answer:
    """The circuit of lists drawn up from a day on; lists that exist keep theirs. Raises CircuitExists, DayImpossible,
    ReasonRequired: the simple one leaves out what art. 53-54 u.f.p. ask for.
    """
    if order.since < today:
        raise refused.DayImpossible(
            "Obieg można ustalić od dziś albo na przyszłość.",
            errors=[FieldError("/since", "day_impossible", "Dzień jest w przeszłości.")],
        )
    if order.circuit == "simple" and order.reason is None:
        raise acts_refused.ReasonRequired(
            errors=[
                FieldError("/reason", "required", "Należy podać, dlaczego listy nie przechodzą przez pełny obieg.")
            ],
            legal_basis=["u.f.p. art. 53 ust. 1", "u.f.p. art. 54 ust. 1"],
        )
    made = await store.set_circuit(db, order.since, order.circuit, order.reason, by=by, on=today)
    if made is None:
        raise acts_refused.CircuitExists
    return Answer(id=made, version=1, state=order.circuit)


async def circuits(*, db: ReadSession) -> CircuitsOut:
    """What the gmina has set."""
    return CircuitsOut(items=[CircuitOut.model_validate(one) for one in await store.circuits(db)])
