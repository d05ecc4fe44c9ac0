"""What a later act does in months and grosze, against what is paid: before it is issued, and as it was carried out."""

from datetime import date
from uuid import UUID

from casework.awards import effects_store
from casework.awards.algebra import Schedule
from casework.awards.commitments import bound_anew
from casework.awards.effects import Difference, Hold, Planned, differences
from casework.benefits.catalogue import Catalogue
from casework.booking import money_lines
from casework.decisions import acts_store, store
from casework.decisions.act_schemas import (
    AwardEffectOut,
    BindingOut,
    ChangedOut,
    DifferenceOut,
    EffectsOut,
    HeldOut,
    MonthsOut,
)
from casework.decisions.service import DecisionNotFound
from kit.db import ReadSession, WriteSession, raw
from kit.money import zloty
from kit.periods import month_text


async def show(*, db: ReadSession, catalogue: Catalogue, decision: UUID, today: date) -> EffectsOut:
    """The effects of the act; a first decision has none. Raises DecisionNotFound, CannotBeBooked."""
    row = await store.load(db, decision)
    if row is None:
        raise DecisionNotFound
    act = await acts_store.load(db, decision)
    plans = [] if act is None else [Planned.from_json(stored) for stored in act.plan]
    found = await told_differences(db, plans)
    every = [one for differing in found.values() for one in differing]
    carried_out = row.issued_on is not None
    return EffectsOut(
        decision=decision,
        carried_out=carried_out,
        awards=[_award(plan, found[plan.before.award]) for plan in plans],
        arrears=zloty(sum(one.amount for one in every if one.amount > 0)),
        undue=zloty(-sum(one.amount for one in every if one.amount < 0)),
        commitments=[] if carried_out else await _commitments(db, catalogue, plans, today),
    )


async def told_differences(db: ReadSession | WriteSession, plans: list[Planned]) -> dict[UUID, tuple[Difference, ...]]:
    """For each award the months that lists paid otherwise than the plan leaves them due; only months that the plan changes."""
    paid = await effects_store.paid(await raw(db), db.gmina, [plan.before.award for plan in plans])
    found: dict[UUID, tuple[Difference, ...]] = {}
    for plan in plans:
        touched = {
            month: amount
            for month, amount in paid.get(plan.before.award, {}).items()
            if any(one.first <= month and (one.last is None or month <= one.last) for one in plan.changes)
        }
        found[plan.before.award] = differences(plan.amounts, touched)
    return found


async def _commitments(db: ReadSession, catalogue: Catalogue, plans: list[Planned], today: date) -> list[BindingOut]:
    bound = await effects_store.bound(await raw(db), db.gmina, [plan.before.award for plan in plans])
    sums: dict[tuple[int, str, str, str, str, str, str], int] = {}
    for plan in plans:
        if not plan.changes:
            continue
        award = plan.before.award
        _, moved = bound_anew(bound.get(award, ()), plan.amounts, plan.changes[0].first, today)
        for one in moved:
            for line in money_lines(catalogue.get(plan.before.right.benefit), one.amount, today):
                place = (
                    one.budget_year, one.measure, line["dzial"], line["rozdzial"], line["paragraf"] + line["p4"], line["task"],
                    line["source"],
                )  # fmt: skip
                sums[place] = sums.get(place, 0) + line["amount"]
    names = ("budget_year", "measure", "dzial", "rozdzial", "paragraf", "task", "source")
    return [
        BindingOut.model_validate({**dict(zip(names, place, strict=True)), "amount": zloty(amount)})
        for place, amount in sorted(sums.items())
        if amount
    ]


def _award(plan: Planned, differing: tuple[Difference, ...]) -> AwardEffectOut:
    right = plan.before.right
    return AwardEffectOut(
        award=plan.before.award,
        new=plan.before.version == 0,
        benefit=right.benefit,
        entitled=right.entitled,
        variant=right.variant,
        state_before=plan.before.state,
        state_after=plan.state,
        amounts=_months(plan.amounts),
        held=[_held(one) for one in plan.holds],
        changes=[
            ChangedOut(
                first_month=month_text(one.first),
                last_month=_text(one.last),
                before=_zloty(one.before),
                after=_zloty(one.after),
                difference=zloty(one.difference),
            )
            for one in plan.changes
        ],
        differences=[
            DifferenceOut(
                month=month_text(one.month), paid=zloty(one.paid), due=zloty(one.due), amount=zloty(one.amount)
            )
            for one in differing
        ],
    )


def _months(amounts: Schedule) -> list[MonthsOut]:
    return [
        MonthsOut(first_month=month_text(one.first), last_month=_text(one.last), amount=zloty(one.amount))
        for one in amounts
    ]


def _held(hold: Hold) -> HeldOut:
    return HeldOut(first_month=month_text(hold.first), last_month=_text(hold.last))


def _text(month: int | None) -> str | None:
    return None if month is None else month_text(month)


def _zloty(amount: int | None) -> str | None:
    return None if amount is None else zloty(amount)
