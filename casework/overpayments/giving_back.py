"""What goes back to the person: how each part of it had been told decides how its way back is (events.md, Undue payments).

What came in over the debt was told to nobody and goes back as quietly. Of a debt that was withdrawn, what had lowered an expenditure
raises it again, on the day it is paid out and in that day's year; what had been revenue lowers the revenue of that day's year.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from casework.benefits.catalogue import Catalogue
from casework.facts.money import (
    OVERPAYMENT_GIVEN_BACK,
    OVERPAYMENT_RECEIVED,
    PAYMENT_REFUNDED,
    PAYMENT_REPAID,
    ReversalMode,
    money_fact,
)
from casework.overpayments import store, told
from casework.overpayments.booking import revenue_lines, weights_for
from casework.overpayments.store import Booked, Overpayment, Posted
from casework.payments import reversals
from casework.payments import store as payments
from casework.payments.amounts import Line, divided, mirrored, remaining, with_amounts
from casework.payments.booked import on_day
from casework.payments.problems import PaymentNotFound
from kit.db import WriteSession
from kit.feed.envelope import event, new_id

_TOLD = (PAYMENT_REPAID, PAYMENT_REFUNDED, OVERPAYMENT_RECEIVED)


class _Part(NamedTuple):
    """Grosze of an entry that go back on a day, and the fact that had told it."""

    of: Overpayment
    entry: Booked
    amount: int
    day: date
    sequence: int
    data: dict[str, Any]


async def given_back(
    *, db: WriteSession, catalogue: Catalogue, of: Overpayment, posted: Sequence[Posted], act: Posted
) -> None:
    """Books the give-back: first of what was never told, then of the entries of a withdrawn debt, the oldest first."""
    standing = await store.booked(db, of.id)
    kinds, days = {one.id: one.kind for one in posted}, {one.id: one.day for one in posted}
    loose = sum(
        one.amount
        for one in standing
        if one.klass == "surplus" and (kinds[one.movement] == "repayment" or one.gives_back is None)
    )
    left = act.amount
    if quiet := min(left, max(loose, 0)):
        await store.book(db, of.id, act.id, Booked(new_id(), act.id, None, "surplus", -quiet))
        left -= quiet
    for entry in standing:
        if entry.told_type not in _TOLD or days[entry.movement] > act.day:
            continue
        gone = -sum(one.amount for one in standing if one.gives_back == entry.id)
        if amount := min(left, entry.amount - gone):
            await _back(db, catalogue, act, await _part(db, of, entry, amount, act.day))
            left -= amount
    if left:
        raise LookupError("money that no entry of the account holds")


async def _part(db: WriteSession, of: Overpayment, entry: Booked, amount: int, day: date) -> _Part:
    found = await told.told(db, entry)
    if found is None:
        raise LookupError("an entry whose fact is not in the log")
    return _Part(of, entry, amount, day, *found)


async def _back(db: WriteSession, catalogue: Catalogue, act: Posted, part: _Part) -> None:
    if part.entry.told_type == OVERPAYMENT_RECEIVED:
        made = _of_revenue(db, catalogue, part)
    else:
        made = await _of_payment(db, catalogue, part, act.recorded_by)
    version, subject, data = made
    db.emit(event(service=db.service, gmina=db.gmina, type=OVERPAYMENT_GIVEN_BACK, subject=subject, data=data))
    entry = part.entry
    back = Booked(
        new_id(), act.id, entry.item, entry.klass, -part.amount, OVERPAYMENT_GIVEN_BACK, subject, version, entry.id
    )  # fmt: skip
    await store.book(db, part.of.id, act.id, back)


async def _of_payment(db: WriteSession, catalogue: Catalogue, part: _Part, by: str) -> tuple[int, Any, dict[str, Any]]:
    """Principal of a payment: its own record shows that it went back, and its budget lines of that day move."""
    entry, day, of = part.entry, part.day, part.of
    found = None if entry.told_subject is None else await payments.load(db, entry.told_subject, lock=True)
    if found is None:
        raise PaymentNotFound
    paid, back = found
    came = [
        int(line["amount"]) - left
        for line, left in zip(paid.lines, remaining(paid.lines, [one.lines for one in back]), strict=True)
    ]
    lines = with_amounts(paid.lines, divided(part.amount, came))
    repaid = entry.told_type == PAYMENT_REPAID
    mode: ReversalMode = "same_year_repayment" if repaid else "prior_year"
    back_out = with_amounts(lines, [-line["amount"] for line in lines])
    await reversals.note_back(db, catalogue, paid, mode, back_out, day, day.year, by)
    version = await payments.move(db, paid.id, paid.state)
    same_year = repaid and day.year == part.data["budget_year"]
    if repaid:
        moved = [line for line in on_day(catalogue, paid, lines, day) if line["amount"]]
    else:
        rules = catalogue.overpayments.named(of.rules)
        moved = mirrored(revenue_lines(catalogue, rules, of.benefit, "principal", lines, day))
    data = _fact(db, part, ("payment", str(paid.id), version), moved, mode if same_year or not repaid else None)
    if repaid:
        cover = part.data.get("cover") if same_year else "none"
        data |= {"cover": cover} if cover else {}
    if paid.made_here:
        data["list"] = str(paid.list)
    return version, paid.id, data


def _of_revenue(db: WriteSession, catalogue: Catalogue, part: _Part) -> tuple[int, Any, dict[str, Any]]:
    """Interest, or principal that another system had paid: less is received."""
    of, entry, told_lines = part.of, part.entry, part.data["lines"]
    rules, klass = catalogue.overpayments.named(of.rules), "interest" if entry.klass == "interest" else "principal"
    version = of.version + 1
    current = {
        (line["paragraf"], line["p4"], line["source"]): line
        for line in revenue_lines(catalogue, rules, of.benefit, klass, _spent(catalogue, of, part.day), part.day)  # type: ignore[arg-type]
    }
    parts = with_amounts(told_lines, divided(part.amount, weights_for(told_lines, part.amount)))
    lines = [
        {**current.get((one["paragraf"], one["p4"], one["source"]), one), "amount": -one["amount"]}
        for one in parts
        if one["amount"]
    ]
    subject = new_id()
    return version, subject, _fact(db, part, ("overpayment", str(of.id), version), lines, "prior_year")


def _spent(catalogue: Catalogue, of: Overpayment, day: date) -> list[Line]:
    """A grosz on each line that the benefit is paid from on the day: where revenue of it stands today."""
    return [
        {
            "dzial": one.dzial,
            "rozdzial": one.rozdzial,
            "task": one.task,
            "task_kind": one.task_kind,
            "source": one.source,
            "amount": 1,
        }
        for one in catalogue.get(of.benefit).lines
        if one.in_force(day) and one.side == "expenditure"
    ]


def _fact(
    db: WriteSession, part: _Part, document: tuple[str, str, int], lines: Sequence[Line], mode: ReversalMode | None
) -> dict[str, Any]:
    was, day = part.data, part.day
    return money_fact(
        unit=was["unit"], document=document, measure=was["measure"], benefit=was["benefit"], variant=was.get("variant"),
        mechanism=was.get("mechanism"), entitled=was.get("entitled"), recipient=was.get("recipient"),
        household=was.get("household"), due_period=was.get("due_period"), occurred_on=day, booked_on=day, budget_year=day.year,
        lines=lines, reverses=None if mode is None else (db.service, part.sequence, mode),
        # Nobody is given a further benefit: money moves, and no set.
        sets_amount=0 if mode is None else None,
    )  # fmt: skip
