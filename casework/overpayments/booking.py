"""What the movements of an account mean for the budget: each part of a repayment told where it belongs, and taken back by a counter-entry.

Money of the payment's own year lowers its expenditure, money of an earlier year is revenue (casework/payments/reversals.py); interest is
revenue with a paragraf of its own. When a repayment with an earlier day is written late, the later ones divide anew: their old parts
are taken back and the new ones told, on the days of the repayments.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from casework.benefits.catalogue import Catalogue
from casework.booking import CannotBeBooked, money_lines
from casework.facts.money import (
    OVERPAYMENT_ASSESSED,
    OVERPAYMENT_CORRECTED,
    OVERPAYMENT_GIVEN_BACK,
    OVERPAYMENT_RECEIVED,
    OVERPAYMENT_WRITTEN_OFF,
    PAYMENT_REFUNDED,
    PAYMENT_REPAID,
    Measure,
    money_fact,
)
from casework.overpayments import store, told
from casework.overpayments.ledger import Entry, EntryClass
from casework.overpayments.problems import GivenBack
from casework.overpayments.rules import Class, Rules
from casework.overpayments.store import Booked, Overpayment, Posted
from casework.overpayments.terms import account
from casework.payments import reversals
from casework.payments import store as payments
from casework.payments.amounts import Line, divided, mirrored, with_amounts
from casework.payments.problems import PaymentNotFound
from casework.payments.schemas import Refund
from casework.persons import store as persons
from kit.db import WriteSession
from kit.feed.envelope import event, new_id
from kit.money import zloty
from kit.periods import month_of, month_text

_MEASURES: dict[str, Measure] = {
    OVERPAYMENT_ASSESSED: "assessed",
    OVERPAYMENT_RECEIVED: "received",
    OVERPAYMENT_WRITTEN_OFF: "written_off",
}
_NOTED_AS = {
    PAYMENT_REPAID: ("same_year_repayment",),
    PAYMENT_REFUNDED: ("prior_year",),
    OVERPAYMENT_GIVEN_BACK: ("same_year_repayment", "prior_year"),
}
Key = tuple[UUID, UUID | None, EntryClass]


async def rebook(
    *, db: WriteSession, catalogue: Catalogue, of: Overpayment, posted: Sequence[Posted], cause: UUID, today: date
) -> None:
    """Brings the entries of an account to what its movements say now, and tells the difference. cause: the movement just written."""
    until = max(one.day for one in posted)
    now = account(catalogue, of, posted, db.gmina, until)
    wanted: dict[Key, Entry] = {
        (one.movement, one.item, one.klass): one for one in now.entries if one.kind != "give_back"
    }
    standing = await store.booked(db, of.id)
    by_id = {one.id: one for one in posted}
    if of.state == "withdrawn":
        # What came in before the debt was withdrawn stays told as it was until it is given back.
        known = {one.movement for one in standing}
        wanted = {key: one for key, one in wanted.items() if one.movement not in known}
    undone = {one.corrects for one in posted}
    went_back = {one.gives_back for one in standing if one.movement not in undone}
    kept: set[Key] = set()
    for one in standing:
        key = (one.movement, one.item, one.klass)
        if one.movement not in undone and (of.state == "withdrawn" or by_id[one.movement].kind == "give_back"):
            continue
        if one.id in went_back:
            raise GivenBack
        if key in wanted and wanted[key].amount == one.amount:
            kept.add(key)
            continue
        version = await _reopen(db, catalogue, one, by_id[one.movement].day, by_id[cause].recorded_by)
        await _take_back(db, of, one, cause, version)
    for key, entry in wanted.items():
        if key not in kept:
            await _tell(db, catalogue, of, entry, by_id, cause, today)


async def _tell(
    db: WriteSession, catalogue: Catalogue, of: Overpayment, entry: Entry, by_id: dict[UUID, Posted], cause: UUID,
    today: date,
) -> None:  # fmt: skip
    made = Booked(new_id(), entry.movement, entry.item, entry.klass, entry.amount)
    act = by_id[entry.movement]
    item = None if entry.item is None else by_id[entry.item]
    if (
        act.kind in {"remission", "write_off"}
        and item is not None
        and entry.klass == "principal"
        and of.decided_on is not None
    ):
        made = await _told(db, catalogue, of, made, item, act.day, "principal", OVERPAYMENT_WRITTEN_OFF)
    elif act.kind == "repayment" and item is not None:
        if entry.klass == "principal" and item.payment is not None:
            made = await _came_back(db, catalogue, of, made, item.payment, act, today)
        else:
            klass: Class = "interest" if entry.klass == "interest" else "principal"
            made = await _told(db, catalogue, of, made, item, act.day, klass, OVERPAYMENT_RECEIVED)
    await store.book(db, of.id, cause, made)


async def _came_back(
    db: WriteSession, catalogue: Catalogue, of: Overpayment, made: Booked, payment: UUID, act: Posted, today: date
) -> Booked:
    found = await payments.load(db, payment, lock=True)
    if found is None:
        raise PaymentNotFound
    paid, amount, day = found[0], zloty(made.amount), act.day
    if reversals.in_its_year(paid, day):
        type_ = PAYMENT_REPAID
        answer = await reversals.repay(
            db=db, catalogue=catalogue, payment=payment, amount=amount, booked_on=day, document=act.document, version=paid.version,
            today=today, by=act.recorded_by,
        )  # fmt: skip
    else:
        type_ = PAYMENT_REFUNDED
        rules = catalogue.overpayments.named(of.rules)
        answer = await reversals.refund(
            db=db, catalogue=catalogue, payment=payment, refund=Refund(amount=amount, booked_on=day), document=act.document,
            version=paid.version, today=today, by=act.recorded_by,
            revenue=lambda parts: revenue_lines(catalogue, rules, of.benefit, "principal", parts, day),
        )  # fmt: skip
    return Booked(
        made.id, made.movement, made.item, made.klass, made.amount, type_, payment, answer.version
    )  # fmt: skip


async def assess(db: WriteSession, catalogue: Catalogue, of: Overpayment, items: Sequence[Posted], on: date) -> None:
    """Tells what a decision of the day establishes as owed to the office: the principal of each undue payment. Raises CannotBeBooked."""
    for item in items:
        made = Booked(item.id, item.id, item.id, "principal", item.amount)
        await _told(db, catalogue, of, made, item, on, "principal", OVERPAYMENT_ASSESSED)


async def unassess(db: WriteSession, of: Overpayment, items: Sequence[Posted]) -> None:
    """Takes back what was told of these undue payments as owed: the decision was repealed, or one was established in error."""
    for item in items:
        found = await told.told_last(db, item.id, OVERPAYMENT_ASSESSED)
        if found is not None:
            sequence, data = found
            data |= {
                "document": data["document"] | {"version": of.version + 1},
                "lines": mirrored(data["lines"]),
                "reverses": {"service": db.service, "sequence": sequence, "mode": "storno"},
            }
            db.emit(event(service=db.service, gmina=db.gmina, type=OVERPAYMENT_CORRECTED, subject=item.id, data=data))


async def withdrawn(db: WriteSession, of: Overpayment, posted: Sequence[Posted]) -> None:
    """Nothing of it was ever owed: what was told as established and as written off is taken back."""
    for entry in await store.booked(db, of.id):
        if entry.told_type == OVERPAYMENT_WRITTEN_OFF:
            await _take_back(db, of, entry, entry.movement)
    await unassess(db, of, [one for one in posted if one.kind == "establishment"])


async def _told(
    db: WriteSession,
    catalogue: Catalogue,
    of: Overpayment,
    made: Booked,
    item: Posted,
    day: date,
    klass: Class,
    type_: str,
) -> Booked:
    """Tells the log a sum of an undue payment that no payment's own fact tells, on the lines on which it would come back."""
    rules, benefit = catalogue.overpayments.named(of.rules), catalogue.get(of.benefit)
    entitled = recipient = household = variant = mechanism = None
    found = None if item.payment is None else await payments.load(db, item.payment)
    if found is not None:
        paid = found[0]
        entitled, recipient, household = paid.entitled, paid.recipient, paid.household
        variant, mechanism = paid.variant, paid.mechanism
        paid_lines: Sequence[Line] = paid.lines
    else:
        person = await persons.load(db, of.person)
        recipient = None if person is None else person.pseudonym
        # As the benefit is booked today: the old system's lines are not known here.
        paid_lines = money_lines(benefit, item.amount, day)
    parts = with_amounts(paid_lines, divided(made.amount, weights_for(paid_lines, made.amount)))
    data = money_fact(
        unit=of.unit, document=("overpayment", str(of.id), of.version + 1), measure=_MEASURES[type_], benefit=of.benefit,
        variant=variant, mechanism=mechanism, entitled=entitled, recipient=recipient, household=household,
        due_period=month_text(month_of(item.period or item.day)), occurred_on=day, booked_on=day, budget_year=day.year,
        lines=revenue_lines(catalogue, rules, of.benefit, klass, parts, day),
    )  # fmt: skip
    db.emit(event(service=db.service, gmina=db.gmina, type=type_, subject=made.id, data=data))
    return Booked(
        made.id, made.movement, made.item, made.klass, made.amount, type_, made.id, of.version + 1
    )  # fmt: skip


async def _take_back(
    db: WriteSession, of: Overpayment, entry: Booked, cause: UUID, version: int | None = None
) -> None:  # fmt: skip
    """version: of the payment whose own record got its counter-entry."""
    back = Booked(new_id(), entry.movement, entry.item, entry.klass, -entry.amount)
    if entry.told_type is not None:
        found = await told.told(db, entry)
        if found is None:
            raise LookupError("an entry whose fact is not in the log")
        sequence, data = found
        data |= {
            "document": data["document"] | {"version": version or of.version + 1},
            "lines": mirrored(data["lines"]),
            "reverses": {"service": db.service, "sequence": sequence, "mode": "storno"},
        }
        subject = entry.told_subject or of.id
        db.emit(event(service=db.service, gmina=db.gmina, type=OVERPAYMENT_CORRECTED, subject=subject, data=data))
    await store.book(db, of.id, cause, back, takes_back=entry.id)


async def _reopen(db: WriteSession, catalogue: Catalogue, entry: Booked, day: date, by: str) -> int | None:
    """The payment's own record of what came back gets its counter-entry; returns the payment's new version. None: it has none."""
    payment = entry.told_subject
    found = None if payment is None else await payments.load(db, payment, lock=True)
    if found is None:
        if entry.told_type in (PAYMENT_REPAID, PAYMENT_REFUNDED):
            raise PaymentNotFound
        return None
    paid, back = found
    modes = _NOTED_AS.get(entry.told_type or "", ())
    was = [one for one in back if one.mode in modes and (one.booked_on, one.amount) == (day, entry.amount)]
    if not was:
        raise LookupError("an entry whose reversal is not noted")
    lines = with_amounts(was[-1].lines, [-line["amount"] for line in was[-1].lines])
    await reversals.note_back(db, catalogue, paid, was[-1].mode, lines, day, was[-1].budget_year, by)
    return await payments.move(db, paid.id, paid.state)


def revenue_lines(
    catalogue: Catalogue, rules: Rules, benefit: str, klass: Class, parts: Sequence[Line], on: date
) -> list[Line]:
    """Where a return is received: paragraf and source by the act's data, chapter and task of the benefit on that day.

    parts: the lines it was paid from, with the amounts that come back. Raises CannotBeBooked for a source without a rule.
    """
    current = {
        line.source: line for line in catalogue.get(benefit).lines if line.in_force(on) and line.side == "expenditure"
    }
    made: dict[tuple[object, ...], Line] = {}
    for part in parts:
        if not part["amount"]:
            continue
        rule = rules.revenue_of(klass, part["source"])
        if rule is None:
            raise CannotBeBooked(
                "Przepisy nie wskazują klasyfikacji zwrotu dla źródła, z którego wypłacono świadczenie."
            )
        line = current.get(part["source"])
        booked: Line = {
            "side": "revenue",
            "dzial": line.dzial if line else part["dzial"],
            "rozdzial": line.rozdzial if line else part["rozdzial"],
            "paragraf": rule.paragraf,
            "p4": rule.p4,
            "task": line.task if line else part["task"],
            "task_kind": line.task_kind if line else part["task_kind"],
            "source": rule.source,
            "amount": 0,
        }
        known = made.setdefault(tuple(booked.values()), booked)
        known["amount"] += part["amount"]
    return list(made.values())


def weights_for(lines: Sequence[Line], amount: int) -> list[int]:
    """The lines' amounts, made large enough to divide `amount` in their proportion."""
    weights = [max(int(line["amount"]), 0) for line in lines]
    if not sum(weights):
        weights = [1] * len(weights)
    times = -(-amount // sum(weights))
    return [weight * max(times, 1) for weight in weights]
