"""Registering an undue payment: which payments, how much of each, of whom, on what ground of the act."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from casework.authority.problems import OtherUnit
from casework.authority.sight import hidden_persons, sight_of
from casework.benefits.catalogue import Catalogue, UnknownBenefit
from casework.benefits.refusals import UnknownBenefitCode
from casework.overpayments import paid, store
from casework.overpayments import problems as refused
from casework.overpayments.interest import first_interest_day
from casework.overpayments.rules import Ground, Rules
from casework.overpayments.schemas import OverpaymentIn
from casework.overpayments.store import Posted
from casework.overpayments.terms import account
from casework.payments.problems import PaymentNotFound
from casework.persons import one_person
from casework.persons import store as persons
from casework.persons.service import PersonNotFound
from kit.auth import Principal
from kit.db import WriteSession
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.money import grosze
from kit.periods import first_day, parse_month
from kit.problems import FieldError


@dataclass(frozen=True, slots=True)
class _Undue:
    """One payment that was undue: grosze, the day it was paid, and the month it was for (its first day)."""

    amount: int
    paid_on: date
    period: date
    budget_year: int
    payment: UUID | None = None
    right_ended_on: date | None = None


async def register(
    *, db: WriteSession, catalogue: Catalogue, order: OverpaymentIn, who: Principal, today: date
) -> Answer:
    """Enters an undue payment with its establishments, each on the day its payment was paid: from then on it was owed.

    Raises OtherUnit, and the NotFound of a payment or person that the caller does not see.
    """
    by = who.subject
    rows = await _payments(db, order)
    benefit, unit, person = await _whose(db, catalogue, order, rows)
    await _seen(db, who, unit, person, {row["recipient"] for row in rows.values()}, today)
    rules = catalogue.overpayments.of(benefit)
    if rules is None:
        raise refused.NoOverpaymentRules
    ground = _ground(rules, order, today)
    undue = [*_of_payments(order, rows, ground), *_carried_over(order, today)]
    if not undue:
        raise refused.NothingUndue
    law = catalogue.law(db.gmina)
    within = rules.decision_within
    if within is not None and not all(law.on(one.paid_on).has(within) for one in undue):
        raise refused.ActDayImpossible("Wypłata jest wcześniejsza niż przepisy o jej zwrocie.")
    overpayment = new_id()
    posted = [
        _establishment(overpayment, one, rules, ground, by, today) for one in [*undue, *_over_again(undue, ground)]
    ]
    await store.add(
        db, overpayment, person=person, benefit=benefit, unit=unit, rules=rules.code, ground=ground.code,
        instructed=order.instructed, by=by, on=today,
    )  # fmt: skip
    await store.post(db, posted)
    made = await store.load(db, overpayment)
    if made is not None:
        account(catalogue, made, posted, db.gmina, today)  # refuses now what could not be computed later
    return Answer(id=overpayment, version=1, state="registered")


async def _payments(db: WriteSession, order: OverpaymentIn) -> dict[UUID, dict[str, Any]]:
    """The named payments and those of the named months, locked."""
    wanted = {one.payment for one in order.payments}
    for months in order.months:
        first, last = first_day(parse_month(months.first_month)), first_day(parse_month(months.last_month))
        wanted |= set(await paid.settled_of(db, months.award, first, last))
    rows = {row["id"]: row for row in await paid.lines_of(db, wanted)}
    if wanted - set(rows):
        raise PaymentNotFound
    return rows


async def _whose(
    db: WriteSession, catalogue: Catalogue, order: OverpaymentIn, rows: Mapping[UUID, Mapping[str, Any]]
) -> tuple[str, str, UUID]:
    kinds = {(row["benefit"], row["unit"]) for row in rows.values()}
    paid_to = {row["recipient"] for row in rows.values()}
    recipients = paid_to if len(paid_to) < 2 else set((await one_person.stand_ins(db, paid_to)).values())
    if order.carried_over and not rows:
        if order.benefit is None or order.person is None:
            raise refused.NothingUndue(
                "Należność z innego systemu wymaga wskazania świadczenia i osoby.",
                errors=[FieldError(f"/{name}", "required", "Pole jest wymagane.") for name in ("benefit", "person")],
            )
        kinds = {(order.benefit, order.unit)}
    if not kinds:
        raise refused.NothingUndue
    if len(kinds) > 1 or (order.person is None and len(recipients) != 1):
        raise refused.PaymentsDiffer
    ((benefit, unit),) = kinds
    if order.benefit is not None and order.benefit != benefit:
        raise refused.PaymentsDiffer(
            errors=[FieldError("/benefit", "payments_differ", "Wypłaty są innego świadczenia.")]
        )
    try:
        catalogue.get(benefit)
    except UnknownBenefit:
        raise UnknownBenefitCode from None
    person = order.person or next(iter(recipients))
    if await persons.load(db, person) is None:
        raise PersonNotFound
    return benefit, unit, person


async def _seen(
    db: WriteSession, who: Principal, unit: str, person: UUID, recipients: Collection[UUID], today: date
) -> None:
    sight = await sight_of(db, who, today)
    unseen = await hidden_persons(db, sight, {person, *recipients})
    if unseen & set(recipients):
        raise PaymentNotFound
    if unseen:
        raise PersonNotFound
    if not sight.works_on(unit):
        raise OtherUnit


def _ground(rules: Rules, order: OverpaymentIn, today: date) -> Ground:
    ground = rules.ground(order.ground)
    if ground is None or not ground.in_force(today):
        raise refused.UnknownGround(errors=[FieldError("/ground", "unknown_overpayment_ground", "Nieznana podstawa.")])
    if ground.needs_instruction and order.instructed is not True:
        raise refused.NotInstructed(
            legal_basis=[ground.article], errors=[FieldError("/instructed", "no_instruction_given", "Brak pouczenia.")]
        )
    return ground


def _of_payments(order: OverpaymentIn, rows: Mapping[UUID, Mapping[str, Any]], ground: Ground) -> Sequence[_Undue]:
    stated = {one.payment: one for one in order.payments}
    if len(stated) != len(order.payments):
        raise refused.UndueExceedsPaid("Tę samą wypłatę wskazano dwa razy.")
    found = []
    for row in sorted(rows.values(), key=lambda one: (one["period"], str(one["id"]))):
        named = stated.get(row["id"])
        if ground.states_amount and (named is None or named.amount is None):
            raise refused.AmountToState(
                legal_basis=[ground.article], errors=[FieldError("/payments", "amount_to_state", "Brak kwoty.")]
            )
        left = row["amount"] - row["came_back"] - (row["undue"] - row["undue_repaid"])
        amount = left if named is None or named.amount is None else grosze(named.amount)
        if row["state"] != "settled" or row["booked_on"] is None or not 0 < amount <= left:
            raise refused.UndueExceedsPaid
        found.append(
            _Undue(
                amount, row["booked_on"], row["period"], row["budget_year"], row["id"],
                None if named is None else named.right_ended_on,
            )
        )  # fmt: skip
    return found


def _carried_over(order: OverpaymentIn, today: date) -> Sequence[_Undue]:
    for n, one in enumerate(order.carried_over):
        if one.paid_on.year >= today.year:
            # Money of this year lowers the expenditure of a payment, so the payment has to be known here.
            raise refused.ActDayImpossible(
                "Wypłatę z bieżącego roku należy wskazać jako wypłatę.",
                errors=[FieldError(f"/carried_over/{n}/paid_on", "act_day_impossible", "Nie z tego roku.")],
            )
    return [
        _Undue(
            grosze(one.amount), one.paid_on, first_day(parse_month(one.month)), one.paid_on.year,
            right_ended_on=one.right_ended_on,
        )
        for one in order.carried_over
    ]  # fmt: skip


def _over_again(undue: Sequence[_Undue], ground: Ground) -> list[_Undue]:
    """What an act claims over what was paid (housing: the double). It was never paid out, so no payment takes it back when it comes in."""
    return [replace(one, payment=None) for one in undue for _ in range(ground.times - 1)]


def _establishment(overpayment: UUID, one: _Undue, rules: Rules, ground: Ground, by: str, today: date) -> Posted:
    start = rules.start(one.paid_on) if rules.rate and ground.bears_interest(one.paid_on) else None
    return Posted(
        new_id(), overpayment, "establishment", one.paid_on, one.amount, payment=one.payment, period=one.period,
        budget_year=one.budget_year, interest_from=first_interest_day(start, one.paid_on, one.right_ended_on),
        ground=ground.code, recorded_by=by, recorded_on=today,
    )  # fmt: skip
