"""What is done with an undue payment: decided, final, withdrawn, repaid, deducted, corrected. What lightens or lapses it: relieving.py."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from casework.authority.deciding import not_excluded
from casework.authority.rules import Matter, another_person
from casework.benefits.catalogue import Catalogue
from casework.decisions import store as decisions
from casework.overpayments import problems as refused
from casework.overpayments import store
from casework.overpayments.booking import assess, rebook, unassess, withdrawn
from casework.overpayments.decisions import brought_over, establishing, final_since, need_decision
from casework.overpayments.following import followed
from casework.overpayments.ledger import Balance
from casework.overpayments.noted import Act, Noted, note
from casework.overpayments.planned import drop_planned
from casework.overpayments.schemas import (
    DecisionRefIn,
    OverpaymentRepaymentIn,
    WithdrawnFor,
)
from casework.overpayments.states import OVERPAYMENT, resting
from casework.overpayments.store import Overpayment, Posted
from casework.overpayments.terms import account, decision_by
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
    head: bool = False


@dataclass(slots=True)
class Case:
    """An undue payment under the lock, with its account."""

    desk: Desk
    of: Overpayment
    posted: list[Posted] = field(default_factory=list)

    def balance(self, on: date) -> Balance:
        return account(self.desk.catalogue, self.of, self.posted, self.desk.db.gmina, on)


async def decide(desk: Desk, order: DecisionRefIn) -> Answer:
    """The decision that establishes it, alone or with others (art. 104 k.p.a.); refused when the act's years since a payment are over."""
    if order.decision is not None:
        # First, as its own service does: whichever of the two comes second sees what the other did.
        await decisions.lock(desk.db, order.decision)
    case, others = await _of_one_decision(desk, order)
    on = await _decided_on(case, others, order)
    for one in (*others, case):
        await _decide(one, order, on)
    if order.decision is not None:
        await followed(desk.db, [order.decision])
    known = await store.load(desk.db, desk.overpayment)
    if known is None:
        raise refused.OverpaymentNotFound
    return Answer(id=known.id, version=known.version, state=known.state)


async def finalise(desk: Desk, final_on: date) -> Answer:
    """The decision became final: from here the claim is limited and may be deducted and enforced."""
    case = await opened(desk)
    OVERPAYMENT.move(case.of.state, "finalise")
    if case.of.decided_on is None:
        raise refused.ActDayImpossible("Nie ma decyzji, która mogłaby stać się ostateczna.")
    if case.of.decision is not None and final_on != await final_since(desk.db, case.of.decision, desk.today):
        raise refused.ActDayImpossible(
            errors=[FieldError("/final_on", "act_day_impossible", "Decyzja stała się ostateczna w innym dniu.")]
        )
    possible(desk, final_on, case.of.decided_on, "final_on")
    state = resting(decided=True, final=True, open_total=case.balance(desk.today).total)
    await _noted(desk, "finalised")
    return await moved(desk, state, final_on=final_on)


async def withdraw(desk: Desk, reason: WithdrawnFor) -> Answer:
    """Nothing is owed: registered in error, or its decision was repealed. What was paid on it is to be given back."""
    case = await opened(desk)
    OVERPAYMENT.move(case.of.state, "repeal" if reason == "decision_repealed" else "withdraw")
    await second(case)
    await withdrawn(desk.db, case.of, case.posted)
    await _noted(desk, "withdrawn", reason=reason)
    return await moved(desk, "withdrawn", withdrawn_for=reason)


async def repay(desk: Desk, order: OverpaymentRepaymentIn) -> Answer:
    """Money came in: of the debtor, a bank, or collected by the tax office. What exceeds the debt is kept as a surplus."""
    case = await opened(desk)
    OVERPAYMENT.move(case.of.state, "repay")
    possible(desk, order.day, min((one.day for one in items_of(case.posted)), default=None), "day")
    return await written(
        case, Posted(
            new_id(), case.of.id, "repayment", order.day, grosze(order.amount), channel=order.channel,
            document=order.document, recorded_by=desk.by, recorded_on=desk.today,
        ),
    )  # fmt: skip


async def deduct(desk: Desk, taken: Sequence[tuple[int, UUID | None]], day: date) -> Answer:
    """Grosze taken of current payments on the day they were paid; what exceeds the debt by then is a surplus like any other money.

    All of a day at once: the larger counts first, and what one had told would be divided anew by the next before the log holds it.
    """
    case = await opened(desk)
    OVERPAYMENT.move(case.of.state, "repay")
    possible(desk, day, min((one.day for one in items_of(case.posted)), default=None), "day")
    return await written(
        case, *(
            Posted(
                new_id(), case.of.id, "repayment", day, amount, channel="deduction", deducted_from=payment,
                recorded_by=desk.by, recorded_on=desk.today,
            )
            for amount, payment in taken
        ),
    )  # fmt: skip


async def correct(desk: Desk, *movements: UUID) -> Answer:
    """Movements are taken back by counter-entries on their own days; nothing is deleted or overwritten."""
    case = await opened(desk)
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
    return await written(case, *made)


async def opened(desk: Desk) -> Case:
    """The undue payment under the lock. Raises OverpaymentNotFound, VersionMismatch."""
    of = await store.load(desk.db, desk.overpayment, lock=True)
    if of is None:
        raise refused.OverpaymentNotFound
    if desk.version is not None:
        check_version(desk.version, of.version)
    posted = (await store.movements(desk.db, [of.id])).get(of.id, [])
    return Case(desk, of, posted)


async def written(case: Case, *movements: Posted) -> Answer:
    """Writes the movements, books what they mean and brings the state to where the account rests."""
    desk = case.desk
    await store.post(desk.db, movements)
    case.posted.extend(movements)
    balance = case.balance(max(desk.today, *(one.day for one in case.posted)))
    if balance.surplus < 0:
        raise refused.GivenBack
    await rebook(
        db=desk.db, catalogue=desk.catalogue, of=case.of, posted=case.posted, cause=movements[-1].id, today=desk.today
    )  # fmt: skip
    state = resting(
        decided=case.of.decided_on is not None, final=case.of.final_on is not None, open_total=balance.total,
        withdrawn=case.of.state == "withdrawn",
    )  # fmt: skip
    return await moved(desk, state)


async def moved(desk: Desk, state: str, **known: object) -> Answer:
    """The undue payment in the state; lists that were drawn up take nothing for what is not final."""
    version = await store.move(desk.db, desk.overpayment, state, **known)  # type: ignore[arg-type]
    if state != "final":
        await drop_planned(desk.db, desk.overpayment)
    return Answer(id=desk.overpayment, version=version, state=state)


async def second(case: Case) -> None:
    """Another person than who registered it, and not one who is excluded from the matter. Raises SameRegistrar, OfficialExcluded."""
    desk = case.desk
    if not another_person(desk.by, case.of.registered_by):
        raise refused.SameRegistrar
    await unbiased(case)


async def unbiased(case: Case) -> None:
    """Raises OfficialExcluded."""
    await not_excluded(case.desk.db, case.desk.by, Matter(frozenset({case.of.person})), case.desk.today)


def items_of(posted: Sequence[Posted]) -> list[Posted]:
    """The payments that are undue, without those taken back."""
    undone = {one.corrects for one in posted}
    return [one for one in posted if one.kind == "establishment" and one.id not in undone]


def possible(desk: Desk, on: date, not_before: date | None, name: str = "on") -> None:
    """Raises ActDayImpossible."""
    if on > desk.today or (not_before is not None and on < not_before):
        raise refused.ActDayImpossible(
            errors=[FieldError(f"/{name}", "act_day_impossible", "W przyszłości albo przed wcześniejszą czynnością.")]
        )


async def _noted(desk: Desk, act: Act, *, decision: UUID | None = None, reason: str | None = None) -> None:
    await note(desk.db, Noted(desk.overpayment, act, desk.today, desk.by, decision, reason))


async def _of_one_decision(desk: Desk, order: DecisionRefIn) -> tuple[Case, list[Case]]:
    """The undue payment and those that the same decision establishes, each under the lock, in one order for everybody."""
    if order.together and order.decision is None:
        raise need_decision()
    wrong = [
        FieldError(f"/together/{number}", "repeated", "Należność wskazano dwa razy.")
        for number, one in enumerate(order.together)
        if one == desk.overpayment or one in order.together[:number]
    ]
    if wrong:
        raise refused.DecisionDoesNotFit(errors=wrong)
    cases = {}
    for one in sorted((desk.overpayment, *order.together)):
        cases[one] = await opened(desk if one == desk.overpayment else replace(desk, overpayment=one, version=None))
        OVERPAYMENT.move(cases[one].of.state, "decide")
    return cases[desk.overpayment], [cases[one] for one in order.together]


async def _decide(case: Case, order: DecisionRefIn, on: date) -> None:
    desk, items = case.desk, items_of(case.posted)
    possible(desk, on, max((one.day for one in items), default=None))
    last_days = (decision_by(desk.catalogue, case.of, desk.db.gmina, one.day) for one in items)
    if any(last is not None and on > last for last in last_days):
        raise refused.DecisionTooLate
    if case.of.decided_on is None:
        await assess(desk.db, desk.catalogue, case.of, items, on)
    state = resting(decided=True, final=case.of.final_on is not None, open_total=case.balance(desk.today).total)
    await _noted(desk, "decided", decision=order.decision)
    await moved(desk, state, decision=order.decision, sign=order.sign, decided_on=on)


async def _decided_on(case: Case, others: Sequence[Case], order: DecisionRefIn) -> date:
    """The day of the decision, which has to be of this debt, with the others; of another system's as it is stated."""
    if order.decision is None:
        if not brought_over(case.posted):
            raise need_decision()
        if order.on is None or order.sign is None:
            raise refused.DecisionMissing("Podaj dzień i znak decyzji innego systemu.")
        return order.on
    row = await decisions.load(case.desk.db, order.decision)
    on = case.desk.today if row is None or row.issued_on is None else row.issued_on
    balances = [one.balance(on) for one in (case, *others)]
    items = [item.amount for one in (case, *others) for item in items_of(one.posted)]
    sums = {sum(items), sum(one.principal for one in balances), sum(one.total for one in balances)}
    found = await establishing(case.desk.db, case.of, [one.of for one in others], order.decision, sums)
    day = found.issued_on or case.desk.today
    if order.on not in (None, day):
        raise refused.DecisionDoesNotFit(errors=[FieldError("/on", "other_day", "Decyzję wydano w innym dniu.")])
    return day
