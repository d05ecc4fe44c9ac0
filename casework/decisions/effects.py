"""What a decision does in months and grosze, against what is paid and what is left of the plan: before it is issued, and as it was done.

Whatever the plan says, a right is decided by law: it warns and refuses nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from casework.authority.veil import Veil
from casework.awards import effects_store
from casework.awards import store as awards_store
from casework.awards.algebra import Schedule
from casework.awards.commitments import bound_anew
from casework.awards.effects import Difference, Hold, Planned, Standing, differences
from casework.awards.going_on import followed
from casework.benefits.catalogue import Catalogue
from casework.booking import money_lines
from casework.budget.asking import Plan
from casework.budget.comparing import Movement, line_of
from casework.budget.preview import beside_plan, let_go
from casework.decisions import acts_store, store
from casework.decisions.act_schemas import (
    AwardEffectOut,
    BindingOut,
    ChangedOut,
    DifferenceOut,
    EffectOut,
    HeldOut,
    MonthEffectOut,
    MonthsOut,
)
from casework.decisions.drafts_beside import drafts_beside
from casework.decisions.effect_months import MonthEffect, month_effects
from casework.decisions.excluded import excluded
from casework.decisions.granted_elsewhere import granted_elsewhere
from casework.decisions.granting import rights_of
from casework.decisions.grants import Grant
from casework.decisions.service import DecisionNotFound
from casework.decisions.tables import DecisionRow
from casework.evidence.basis import SourceOut
from casework.evidence.resting import sources
from kit.db import ReadSession, raw
from kit.feed.envelope import new_id
from kit.money import zloty
from kit.periods import month_of, month_text
from kit.secrets import KeyRing

Moved = tuple[int, str, dict[str, Any]]
"""Budget year, measure, line of a money fact."""


async def show(
    *, db: ReadSession, keys: KeyRing, catalogue: Catalogue, plan: Plan, decision: UUID, today: date, veil: Veil
) -> EffectOut:
    """The effect of the decision, of a first one as of a later act. Raises DecisionNotFound, CannotBeBooked."""
    row = await store.load(db, decision)
    if row is None:
        raise DecisionNotFound
    act = await acts_store.load(db, decision)
    made = await _made(db, row) if act is None else []
    plans = _granted(row, made) if act is None else [Planned.from_json(stored) for stored in act.plan]
    paid = followed(plans, await effects_store.paid(await raw(db), db.gmina, [one.before.award for one in plans]))
    months = month_effects(plans, paid, month_of(today))
    carried_out = row.issued_on is not None
    moved = [] if carried_out else await _commitments(db, catalogue, plans, today)
    told = await sources(db, keys, catalogue, row)
    elsewhere = await granted_elsewhere(db, plans, veil)
    warned = await excluded(db, keys, catalogue, row, plans, veil)
    drafts = await drafts_beside(db, row, veil)
    gmina = db.gmina
    await let_go(db)
    movements = [Movement(line_of(year, line), line["amount"], line["amount"]) for year, _, line in moved]
    return EffectOut(
        decision=decision,
        benefit=row.benefit,
        kind=row.kind,
        state=row.state,
        carried_out=carried_out,
        months=[_month(one) for one in months],
        awards=[
            _award(one, _differences(one, paid.get(one.before.award, {})), named=act is not None or bool(made))
            for one in plans
        ],
        granted_elsewhere=elsewhere,
        excluded_by=warned,
        drafts_beside=drafts,
        arrears=zloty(sum(one.arrears for one in months)),
        undue=zloty(sum(one.undue for one in months)),
        claim=None if act is None or act.amount is None else zloty(act.amount),
        commitments=_bindings(moved),
        budget=await beside_plan(plan, gmina, movements, row.unit),
        sources=[SourceOut.model_validate({"pointer": pointer, "standing": standing}) for pointer, standing in told],
    )


async def _made(db: ReadSession, row: DecisionRow) -> list[Standing]:
    if row.issued_on is None:
        return []
    ids = await awards_store.of_decision(db, row.id)
    return [one.standing for one in await effects_store.standing(await raw(db), db.gmina, ids)]


def _granted(row: DecisionRow, made: Sequence[Standing]) -> list[Planned]:
    """What a first decision makes, as it was decided; before it is issued its awards have no ids that last."""
    left, plans = list(made), []
    for right, amounts in rights_of(map(Grant.from_json, row.grants)):
        found = next((one for one in left if one.right == right), None)
        if found is not None:
            left.remove(found)
        award = new_id() if found is None else found.award
        plans.append(Planned(Standing(award, 0, right, "active", ()), amounts, (), "active"))
    return plans


def _differences(plan: Planned, paid: Mapping[int, int]) -> tuple[Difference, ...]:
    touched = {
        month: amount
        for month, amount in paid.items()
        if any(one.first <= month and (one.last is None or month <= one.last) for one in plan.changes)
    }
    return differences(plan.amounts, touched)


async def _commitments(db: ReadSession, catalogue: Catalogue, plans: list[Planned], today: date) -> list[Moved]:
    connection, awards = await raw(db), [plan.before.award for plan in plans]
    bound = await effects_store.bound(connection, db.gmina, awards)
    besides = followed(plans, await effects_store.besides(connection, db.gmina, awards))
    found: list[Moved] = []
    for plan in plans:
        if not plan.changes:
            continue
        benefit = catalogue.get(plan.before.right.benefit)
        award = plan.before.award
        _, moved = bound_anew(bound.get(award, ()), plan.amounts, plan.changes[0].first, today, besides.get(award, {}))
        for one in moved:
            found += [(one.budget_year, one.measure, line) for line in money_lines(benefit, one.amount, today)]
    return found


def _bindings(moved: list[Moved]) -> list[BindingOut]:
    sums: dict[tuple[int, str, str, str, str, str, str, str], int] = {}
    for year, measure, line in moved:
        place = (
            year, measure, line["dzial"], line["rozdzial"], line["paragraf"] + line["p4"], line["task"], line["task_kind"],
            line["source"],
        )  # fmt: skip
        sums[place] = sums.get(place, 0) + line["amount"]
    names = ("budget_year", "measure", "dzial", "rozdzial", "paragraf", "task", "task_kind", "source")
    return [
        BindingOut.model_validate({**dict(zip(names, place, strict=True)), "amount": zloty(amount)})
        for place, amount in sorted(sums.items())
        if amount
    ]


def _award(plan: Planned, differing: tuple[Difference, ...], *, named: bool) -> AwardEffectOut:
    right = plan.before.right
    return AwardEffectOut(
        award=plan.before.award if named else None,
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


def _month(one: MonthEffect) -> MonthEffectOut:
    return MonthEffectOut(
        month=month_text(one.month),
        before=zloty(one.before),
        after=zloty(one.after),
        difference=zloty(one.after - one.before),
        paid=zloty(one.paid),
        arrears=zloty(one.arrears),
        undue=zloty(one.undue),
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
