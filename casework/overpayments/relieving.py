"""What lightens an undue payment or ends it without money: remission, instalments, deferral, the lapse by law; and its enforcement.

A decision of ours is named by its record and says itself what, how much and since when. Only of what another system established is a sign
enough, and then the head notes it, who has not registered the debt.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from casework.decisions.acts_store import ActRow
from casework.overpayments import problems as refused
from casework.overpayments import store
from casework.overpayments.acts import Case, Desk, moved, opened, possible, second, unbiased, written
from casework.overpayments.decisions import (
    brought_over,
    has_siblings,
    need_decision,
    relieving,
    remitted_elsewhere,
    spread_elsewhere,
)
from casework.overpayments.ledger import Balance
from casework.overpayments.limitation import prescribed
from casework.overpayments.planned import drop_planned
from casework.overpayments.plans import Instalment
from casework.overpayments.reminders import ready_from, titled
from casework.overpayments.schemas import EnforcementIn, InstalmentIn, ReliefIn, RemissionIn, WriteOffIn
from casework.overpayments.states import OVERPAYMENT
from casework.overpayments.store import Enforced, Posted
from casework.overpayments.terms import prescribed_after
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.money import grosze, zloty
from kit.problems import FieldError, Forbidden

_REMITTING = ("remission", "refuse_return")


async def remit(desk: Desk, order: RemissionIn) -> Answer:
    """An issued decision remits part or all of it: its day and sum are taken from its own record.

    Of what another system established the head notes the decision by its sign. Raises DecisionMissing, DecisionDoesNotFit.
    """
    case = await opened(desk)
    OVERPAYMENT.move(case.of.state, "remit")
    await unbiased(case)
    principal = None if order.principal is None else grosze(order.principal)
    interest = None if order.interest is None else grosze(order.interest)
    if principal is not None or interest is not None:
        # One class stated alone leaves the other as it is.
        principal, interest = principal or 0, interest or 0
    if order.decision is None:
        day = await _by_sign(case, order.day, order.sign)
    else:
        row, act = await relieving(desk.db, case.of, order.decision, _REMITTING)
        day = _stated("day", order.day, row.issued_on)
        if any(one.decision == row.id for one in _standing(case)):
            raise refused.DecisionDoesNotFit(errors=[FieldError("/decision", "used", "Tę decyzję już zapisano.")])
        left = await _left(case, row.id, act.amount)
        principal, interest = _remitted(case.balance(day), act.amount, left, principal, interest)
    possible(desk, day, case.of.decided_on, "day")
    now = case.balance(day)
    if not now.total or (principal, interest) == (0, 0):
        raise refused.NothingOpen
    if (principal or 0) > now.principal or (interest or 0) > now.interest:
        raise refused.ExceedsDebt
    return await written(
        case, Posted(
            new_id(), case.of.id, "remission", day, principal=principal, interest=interest, document=order.sign,
            decision=order.decision, recorded_by=desk.by, recorded_on=desk.today,
        ),
    )  # fmt: skip


async def write_off(desk: Desk, order: WriteOffIn) -> Answer:
    """The claim has lapsed by law: with the debtor's death, or because it is prescribed."""
    case = await opened(desk)
    OVERPAYMENT.move(case.of.state, "write_off")
    await second(case)
    possible(desk, order.day, None, "day")
    if not case.balance(order.day).total:
        raise refused.NothingOpen
    if order.reason == "debtor_died" and desk.catalogue.overpayments.named(case.of.rules).death is None:
        raise refused.ClaimDoesNotLapse
    if order.reason == "prescribed":
        last = await _limitation(case)
        if last is None or not prescribed(last, order.day):
            raise refused.ActDayImpossible("Należność nie jest w tym dniu przedawniona.")
    return await written(
        case, Posted(
            new_id(), case.of.id, "write_off", order.day, ground=order.reason, document=order.document,
            recorded_by=desk.by, recorded_on=desk.today,
        ),
    )  # fmt: skip


async def relieve(desk: Desk, order: ReliefIn) -> Answer:
    """Instalments or a deferral by an issued decision, whose day and days of payment they are; the claim's years run anew from it.

    Of what another system established the head notes the decision by its sign. Raises DecisionMissing, DecisionDoesNotFit.
    """
    case = await opened(desk)
    OVERPAYMENT.move(case.of.state, "relieve")
    await unbiased(case)
    if order.decision is None:
        decided_on = await _by_sign(case, order.decided_on, order.sign)
    else:
        row, act = await relieving(desk.db, case.of, order.decision, [order.kind])
        decided_on = _stated("decided_on", order.decided_on, row.issued_on)
        order = _as_decided(order, act, await _parts(case, act))
    possible(desk, decided_on, case.of.decided_on, "decided_on")
    due = _due(case, order, decided_on)
    await store.relieve(
        desk.db, case.of.id, kind=order.kind, decided_on=decided_on, decision=order.decision, sign=order.sign,
        instalments=[(one.due_on, one.amount) for one in due], grace_days=order.grace_days, by=desk.by, on=desk.today,
    )  # fmt: skip
    await drop_planned(desk.db, case.of.id)
    return await moved(desk, case.of.state)


async def enforce(desk: Desk, order: EnforcementIn) -> Answer:
    """A reminder, its delivery, a title, a measure the debtor was told of; with what was open on the day."""
    case = await opened(desk)
    OVERPAYMENT.move(case.of.state, "enforce")
    possible(desk, order.day, case.of.final_on, "day")
    last = await _limitation(case)
    if order.act != "ended" and last is not None and prescribed(last, order.day):
        raise refused.ClaimPrescribed
    done = (await store.enforcements(desk.db, [case.of.id])).get(case.of.id, [])
    if order.act == "reminder_issued" and titled(done, order.day):
        raise refused.TitleStands
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
    return await moved(desk, case.of.state)


async def _by_sign(case: Case, on: date | None, sign: str | None) -> date:
    """The day of an act that is known by its sign only. Raises DecisionMissing, Forbidden, SameRegistrar."""
    if not brought_over(case.posted):
        raise need_decision()
    if on is None or sign is None:
        raise refused.DecisionMissing("Podaj dzień i znak decyzji innego systemu.")
    if not case.desk.head:
        raise Forbidden("Decyzję innego systemu o uldze zapisuje kierownik.")
    await second(case)
    return on


def _stated(name: str, stated: date | None, issued_on: date | None) -> date:
    if issued_on is None or stated not in (None, issued_on):
        raise refused.DecisionDoesNotFit(errors=[FieldError(f"/{name}", "other_day", "Decyzję wydano w innym dniu.")])
    return issued_on


async def _left(case: Case, act: UUID, amount: int | None) -> int | None:
    """What the act's sum has left for this one of several undue payments; None: it is the only one of its decision."""
    if amount is None or not await has_siblings(case.desk.db, case.of):
        return None
    left = amount - await remitted_elsewhere(case.desk.db, case.of, act)
    if left <= 0:
        raise refused.DecisionDoesNotFit(errors=[FieldError("/decision", "used", "Całą kwotę decyzji już zapisano.")])
    return left


async def _parts(case: Case, act: ActRow) -> list[tuple[date, int]]:
    """The act's instalments for this debt; where its decision established several, those that no other one of them takes, up to its sum."""
    parts = [(date.fromisoformat(one["due_on"]), int(one["amount"] or 0)) for one in act.due or []]
    if not parts or not await has_siblings(case.desk.db, case.of):
        return parts
    taken = await spread_elsewhere(case.desk.db, case.of, act.decision)
    mine: list[tuple[date, int]] = []
    for day, amount in parts:
        other = min(amount, taken.get(day, 0))
        taken[day] = taken.get(day, 0) - other
        still = case.balance(day).total - sum(one for _, one in mine)
        part = min(amount - other, still)
        if part > 0:
            mine.append((day, part))
        if part == still:
            break
    return mine


def _remitted(
    now: Balance, amount: int | None, left: int | None, principal: int | None, interest: int | None
) -> tuple[int | None, int | None]:
    """What the decision's sum remits of each class: as it is stated, else all that is open, else principal first.

    left: what of the sum is left for this debt, where the decision that it remits established several.
    """
    if left is not None:
        if principal is not None and interest is not None and principal + interest <= left:
            return principal, interest
        amount = min(left, now.total) if principal is None else left
    if principal is not None and interest is not None:
        if amount is not None and principal + interest != amount:
            raise refused.DecisionDoesNotFit(
                errors=[FieldError("/principal", "other_sum", "Decyzja umarza inną kwotę.")]
            )
        return principal, interest
    if amount is None or amount == now.total:
        return None, None
    return min(amount, now.principal), amount - min(amount, now.principal)


def _as_decided(order: ReliefIn, act: ActRow, of_act: list[tuple[date, int]]) -> ReliefIn:
    """The days of payment as the act says them; what the request says besides must be the same. Raises DecisionDoesNotFit.

    of_act: the act's instalments that are this debt's.
    """
    due = act.due or []
    deferred_to = date.fromisoformat(due[0]["due_on"]) if order.kind == "deferral" and due else None
    parts = of_act if order.kind == "instalments" else []
    asked = [(one.due_on, grosze(one.amount)) for one in order.instalments]
    wrong = []
    if due and order.deferred_to not in (None, deferred_to):
        wrong.append(FieldError("/deferred_to", "other_day", "Decyzja mówi o innym dniu."))
    if asked and (asked != parts if due else act.amount not in (None, sum(amount for _, amount in asked))):
        wrong.append(FieldError("/instalments", "other_instalments", "Decyzja mówi o innych ratach."))
    if wrong:
        raise refused.DecisionDoesNotFit(errors=wrong)
    stated = [InstalmentIn(due_on=day, amount=zloty(amount)) for day, amount in parts]
    # Of what was decided without days (an older record) the request says them.
    return order.model_copy(
        update={"deferred_to": deferred_to or order.deferred_to, "instalments": stated or order.instalments}
    )


def _standing(case: Case) -> list[Posted]:
    undone = {one.corrects for one in case.posted}
    return [one for one in case.posted if one.id not in undone]


async def _limitation(case: Case) -> date | None:
    desk, mine = case.desk, [case.of.id]
    reliefs = (await store.reliefs(desk.db, mine)).get(case.of.id, [])
    enforced = (await store.enforcements(desk.db, mine)).get(case.of.id, [])
    return prescribed_after(desk.catalogue, case.of, desk.db.gmina, reliefs, enforced)


def _due(case: Case, order: ReliefIn, decided_on: date) -> Sequence[Instalment]:
    if order.kind == "deferral":
        if order.deferred_to is None or order.instalments or order.deferred_to <= decided_on:
            raise refused.ActDayImpossible(
                errors=[FieldError("/deferred_to", "act_day_impossible", "Podaj dzień po dniu decyzji, bez rat.")]
            )
        due = [Instalment(order.deferred_to, case.balance(order.deferred_to).total)]
    else:
        due = [Instalment(one.due_on, grosze(one.amount)) for one in order.instalments]
        if not due or order.deferred_to is not None or any(one.due_on <= decided_on for one in due):
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
