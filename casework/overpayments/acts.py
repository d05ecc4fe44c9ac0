"""What is done with an undue payment: decided, repaid, remitted, written off, corrected, relieved, enforced."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from casework.benefits.catalogue import Catalogue
from casework.decisions import store as decisions
from casework.decisions.service import DecisionNotFound
from casework.overpayments import problems as refused
from casework.overpayments import store
from casework.overpayments.booking import assess, rebook, unassess, withdrawn
from casework.overpayments.ledger import Balance
from casework.overpayments.limitation import prescribed
from casework.overpayments.planned import drop_planned
from casework.overpayments.plans import Instalment
from casework.overpayments.reminders import ready_from
from casework.overpayments.schemas import (
    DecisionRefIn,
    EnforcementIn,
    OverpaymentRepaymentIn,
    ReliefIn,
    RemissionIn,
    WithdrawnFor,
    WriteOffIn,
)
from casework.overpayments.states import OVERPAYMENT, resting
from casework.overpayments.store import Enforced, Overpayment, Posted
from casework.overpayments.terms import account, decision_by, prescribed_after
from kit.db import WriteSession
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.money import grosze
from kit.problems import FieldError


@dataclass(frozen=True, slots=True)
class Desk:
    """Who does it, on which day, in which unit of work, on which undue payment as it was read."""

    db: WriteSession
    catalogue: Catalogue
    overpayment: UUID
    version: int | None
    by: str
    today: date


@dataclass(slots=True)
class _Case:
    """An undue payment under the lock, with its account."""

    desk: Desk
    of: Overpayment
    posted: list[Posted] = field(default_factory=list)

    def balance(self, on: date) -> Balance:
        return account(self.desk.catalogue, self.of, self.posted, self.desk.db.gmina, on)


async def decide(desk: Desk, order: DecisionRefIn) -> Answer:
    """The decision that establishes it (art. 104 k.p.a.); refused when the act's years since a payment are over."""
    case = await _open(desk)
    OVERPAYMENT.move(case.of.state, "decide")
    items = _items(case.posted)
    _possible(desk, order.on, max((one.day for one in items), default=None))
    if any(order.on > decision_by(desk.catalogue, case.of, desk.db.gmina, one.day) for one in items):
        raise refused.DecisionTooLate
    if order.decision is not None and await decisions.load(desk.db, order.decision) is None:
        raise DecisionNotFound
    if case.of.decided_on is None:
        await assess(desk.db, desk.catalogue, case.of, items, order.on)
    state = resting(decided=True, final=case.of.final_on is not None, open_total=case.balance(desk.today).total)
    return await _moved(desk, state, decision=order.decision, sign=order.sign, decided_on=order.on)


async def finalise(desk: Desk, final_on: date) -> Answer:
    """The decision became final: from here the claim is limited and may be deducted and enforced."""
    case = await _open(desk)
    OVERPAYMENT.move(case.of.state, "finalise")
    if case.of.decided_on is None:
        raise refused.ActDayImpossible("Nie ma decyzji, która mogłaby stać się ostateczna.")
    _possible(desk, final_on, case.of.decided_on, "final_on")
    state = resting(decided=True, final=True, open_total=case.balance(desk.today).total)
    return await _moved(desk, state, final_on=final_on)


async def withdraw(desk: Desk, reason: WithdrawnFor) -> Answer:
    """Nothing is owed: registered in error, or its decision was repealed. Money on the account has to be taken back first."""
    case = await _open(desk)
    OVERPAYMENT.move(case.of.state, "repeal" if reason == "decision_repealed" else "withdraw")
    if any(one.kind == "repayment" for one in case.balance(desk.today).entries):
        raise refused.HasRepayments
    await withdrawn(desk.db, case.of, case.posted)
    return await _moved(desk, "withdrawn", withdrawn_for=reason)


async def repay(desk: Desk, order: OverpaymentRepaymentIn) -> Answer:
    """Money came in: of the debtor, a bank, or collected by the tax office. What exceeds the debt is kept as a surplus."""
    case = await _open(desk)
    OVERPAYMENT.move(case.of.state, "repay")
    _possible(desk, order.day, min((one.day for one in _items(case.posted)), default=None), "day")
    return await _write(
        case, Posted(
            new_id(), case.of.id, "repayment", order.day, grosze(order.amount), channel=order.channel,
            document=order.document, recorded_by=desk.by, recorded_on=desk.today,
        ),
    )  # fmt: skip


async def deduct(desk: Desk, taken: Sequence[tuple[int, UUID | None]], day: date) -> Answer:
    """Grosze taken of current payments on the day they were paid; what exceeds the debt by then is a surplus like any other money.

    All of a day at once: the larger counts first, and what one had told would be divided anew by the next before the log holds it.
    """
    case = await _open(desk)
    OVERPAYMENT.move(case.of.state, "repay")
    _possible(desk, day, min((one.day for one in _items(case.posted)), default=None), "day")
    return await _write(
        case, *(
            Posted(
                new_id(), case.of.id, "repayment", day, amount, channel="deduction", deducted_from=payment,
                recorded_by=desk.by, recorded_on=desk.today,
            )
            for amount, payment in taken
        ),
    )  # fmt: skip


async def remit(desk: Desk, order: RemissionIn) -> Answer:
    """A decision remits part or all of it."""
    case = await _open(desk)
    OVERPAYMENT.move(case.of.state, "remit")
    _possible(desk, order.day, case.of.decided_on, "day")
    now = case.balance(order.day)
    principal = None if order.principal is None else grosze(order.principal)
    interest = None if order.interest is None else grosze(order.interest)
    if principal is not None or interest is not None:
        # One class stated alone leaves the other as it is.
        principal, interest = principal or 0, interest or 0
    if not now.total or (principal, interest) == (0, 0):
        raise refused.NothingOpen
    if (principal or 0) > now.principal or (interest or 0) > now.interest:
        raise refused.ExceedsDebt
    return await _write(
        case, Posted(
            new_id(), case.of.id, "remission", order.day, principal=principal, interest=interest, document=order.sign,
            recorded_by=desk.by, recorded_on=desk.today,
        ),
    )  # fmt: skip


async def write_off(desk: Desk, order: WriteOffIn) -> Answer:
    """The claim has lapsed by law: with the debtor's death, or because it is prescribed."""
    case = await _open(desk)
    OVERPAYMENT.move(case.of.state, "write_off")
    _possible(desk, order.day, None, "day")
    if not case.balance(order.day).total:
        raise refused.NothingOpen
    if order.reason == "debtor_died" and desk.catalogue.overpayments.named(case.of.rules).death is None:
        raise refused.ClaimDoesNotLapse
    if order.reason == "prescribed":
        last = await _limitation(case)
        if last is None or not prescribed(last, order.day):
            raise refused.ActDayImpossible("Należność nie jest w tym dniu przedawniona.")
    return await _write(
        case, Posted(
            new_id(), case.of.id, "write_off", order.day, ground=order.reason, document=order.document,
            recorded_by=desk.by, recorded_on=desk.today,
        ),
    )  # fmt: skip


async def correct(desk: Desk, *movements: UUID) -> Answer:
    """Movements are taken back by counter-entries on their own days; nothing is deleted or overwritten."""
    case = await _open(desk)
    OVERPAYMENT.move(case.of.state, "correct")
    made = []
    for movement in movements:
        wrong = next((one for one in case.posted if one.id == movement), None)
        if wrong is None:
            raise refused.MovementNotFound
        if wrong.kind == "correction" or any(one.corrects == movement for one in case.posted):
            raise refused.AlreadyCorrected
        if wrong.kind == "establishment":
            await unassess(desk.db, case.of, [wrong])
        made.append(
            Posted(
                new_id(), case.of.id, "correction", wrong.day, corrects=movement, recorded_by=desk.by,
                recorded_on=desk.today,
            )
        )  # fmt: skip
    return await _write(case, *made)


async def relieve(desk: Desk, order: ReliefIn) -> Answer:
    """Instalments or a deferral; from that day the claim's years run anew."""
    case = await _open(desk)
    OVERPAYMENT.move(case.of.state, "relieve")
    _possible(desk, order.decided_on, case.of.decided_on, "decided_on")
    if order.decision is not None and await decisions.load(desk.db, order.decision) is None:
        raise DecisionNotFound
    due = _due(case, order)
    await store.relieve(
        desk.db, case.of.id, kind=order.kind, decided_on=order.decided_on, decision=order.decision, sign=order.sign,
        instalments=[(one.due_on, one.amount) for one in due], grace_days=order.grace_days, by=desk.by, on=desk.today,
    )  # fmt: skip
    await drop_planned(desk.db, case.of.id)
    return await _moved(desk, case.of.state)


async def enforce(desk: Desk, order: EnforcementIn) -> Answer:
    """A reminder, its delivery, a title, a measure the debtor was told of; with what was open on the day."""
    case = await _open(desk)
    OVERPAYMENT.move(case.of.state, "enforce")
    _possible(desk, order.day, case.of.final_on, "day")
    last = await _limitation(case)
    if order.act != "ended" and last is not None and prescribed(last, order.day):
        raise refused.ClaimPrescribed
    done = (await store.enforcements(desk.db, [case.of.id])).get(case.of.id, [])
    if order.act == "reminder_delivered" and not any(
        one.act == "reminder_issued" and one.day <= order.day for one in done
    ):
        raise refused.ReminderMissing
    if order.act == "title_issued":
        first = ready_from(done)
        if first is None or order.day < first:
            raise refused.ReminderMissing(legal_basis=["art. 15 § 1 u.p.e.a."])
    now = case.balance(order.day)
    if order.act != "ended" and not now.total:
        raise refused.NothingOpen
    entry = Enforced(
        new_id(), case.of.id, order.act, order.day, order.number, order.organ,
        None if order.cost is None else grosze(order.cost), now.principal, now.interest,
    )  # fmt: skip
    await store.enforce(desk.db, entry, desk.by, desk.today)
    return await _moved(desk, case.of.state)


async def _open(desk: Desk) -> _Case:
    of = await store.load(desk.db, desk.overpayment, lock=True)
    if of is None:
        raise refused.OverpaymentNotFound
    if desk.version is not None:
        check_version(desk.version, of.version)
    posted = (await store.movements(desk.db, [of.id])).get(of.id, [])
    return _Case(desk, of, posted)


async def _write(case: _Case, *movements: Posted) -> Answer:
    desk = case.desk
    await store.post(desk.db, movements)
    case.posted.extend(movements)
    balance = case.balance(max(desk.today, *(one.day for one in case.posted)))
    await rebook(
        db=desk.db, catalogue=desk.catalogue, of=case.of, posted=case.posted, cause=movements[-1].id, today=desk.today
    )  # fmt: skip
    state = resting(
        decided=case.of.decided_on is not None, final=case.of.final_on is not None, open_total=balance.total,
        withdrawn=case.of.state == "withdrawn",
    )  # fmt: skip
    return await _moved(desk, state)


async def _moved(desk: Desk, state: str, **known: object) -> Answer:
    version = await store.move(desk.db, desk.overpayment, state, **known)  # type: ignore[arg-type]
    if state != "final":
        await drop_planned(desk.db, desk.overpayment)
    return Answer(id=desk.overpayment, version=version, state=state)


async def _limitation(case: _Case) -> date | None:
    desk, mine = case.desk, [case.of.id]
    reliefs = (await store.reliefs(desk.db, mine)).get(case.of.id, [])
    enforced = (await store.enforcements(desk.db, mine)).get(case.of.id, [])
    return prescribed_after(desk.catalogue, case.of, desk.db.gmina, reliefs, enforced)


def _due(case: _Case, order: ReliefIn) -> Sequence[Instalment]:
    if order.kind == "deferral":
        if order.deferred_to is None or order.instalments or order.deferred_to <= order.decided_on:
            raise refused.ActDayImpossible(
                errors=[FieldError("/deferred_to", "act_day_impossible", "Podaj dzień po dniu decyzji, bez rat.")]
            )
        due = [Instalment(order.deferred_to, case.balance(order.deferred_to).total)]
    else:
        due = [Instalment(one.due_on, grosze(one.amount)) for one in order.instalments]
        if not due or order.deferred_to is not None or any(one.due_on <= order.decided_on for one in due):
            raise refused.ActDayImpossible(
                errors=[FieldError("/instalments", "act_day_impossible", "Podaj raty z dniami po dniu decyzji.")]
            )
    total = sum(one.amount for one in due)
    if not total:
        raise refused.NothingOpen
    # With the interest that will have grown by the last of them.
    if total > case.balance(max(one.due_on for one in due)).total:
        raise refused.ExceedsDebt
    return due


def _items(posted: Sequence[Posted]) -> list[Posted]:
    undone = {one.corrects for one in posted}
    return [one for one in posted if one.kind == "establishment" and one.id not in undone]


def _possible(desk: Desk, on: date, not_before: date | None, name: str = "on") -> None:
    if on > desk.today or (not_before is not None and on < not_before):
        raise refused.ActDayImpossible(
            errors=[FieldError(f"/{name}", "act_day_impossible", "W przyszłości albo przed wcześniejszą czynnością.")]
        )
