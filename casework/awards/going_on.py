"""A right that goes on as another one (another variant or mechanism): its months, what was paid of them, and what holds them. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from casework.awards.algebra import Schedule, amount_in, schedule, within, without
from casework.awards.effects import Hold, Planned, Right, Standing, changed, plan_of


def rearranged(
    awards: Sequence[Standing], wanted: Sequence[tuple[Right, Schedule]], first: int, new_id: Any
) -> tuple[Planned, ...]:
    """What an assessment made anew makes of the awards from the month on: each wanted right goes on in its award, an award that nobody
    wants is cut, a right without an award gets one (`new_id` names it). Awards that stay as they are are left out.
    Months that were held stay held wherever the right goes on.
    """
    left = list(wanted)
    plans: list[Planned] = []
    for award in awards:
        found = next((one for one in left if one[0] == award.right), None)
        if found is not None:
            left.remove(found)
        plans.append(changed(award, () if found is None else found[1], first))
    for right, amounts in left:
        if months := within(amounts, first, None):
            plans.append(plan_of(Standing(new_id(), 0, right, "active", ()), months, ()))
    return tuple(plan for plan in _holds_followed(plans) if plan.alters)


def followed(plans: Sequence[Planned], paid: Mapping[UUID, Mapping[int, int]]) -> dict[UUID, dict[int, int]]:
    """What was paid, where it stands once the plans are carried out; grosze by award and month.

    A month that a right has lost to another right of the same person to the same benefit (another variant or mechanism) is paid there, so
    only the difference is due, or was too much.
    """
    found = {award: dict(months) for award, months in paid.items()}
    together = of_one_right(plans)
    for lost in plans:
        for month, amount in paid.get(lost.before.award, {}).items():
            if amount_in(lost.amounts, month) is not None:
                continue
            others = together[lost.before.right.benefit, lost.before.right.entitled]
            into = next((one.before.award for one in others if amount_in(one.amounts, month) is not None), None)
            if into is not None:
                del found[lost.before.award][month]
                months = found.setdefault(into, {})
                months[month] = months.get(month, 0) + amount
    return found


def held_again(
    came_back: Iterable[Planned], left: Mapping[UUID, Schedule], others: Iterable[Standing]
) -> tuple[Planned, ...]:
    """An act that comes back holds what it held also where the right has gone on since.

    came_back: what the act had planned; left: the months of these awards now; others: awards of the chain that were made after the act.
    """
    planned, found = list(came_back), []
    for award in others:
        come = []
        for plan in planned:
            if (award.right.benefit, award.right.entitled) != (plan.before.right.benefit, plan.before.right.entitled):
                continue
            lost = _besides(plan.amounts, left.get(plan.before.award, ()))
            moved = schedule(part for one in lost for part in within(award.amounts, one.first, one.last))
            come += [
                Hold(months[0].first, None if hold.last is None else months[-1].last)
                for hold in plan.holds
                if hold not in plan.before.holds and (months := within(moved, hold.first, hold.last))
            ]
        again = plan_of(award, award.amounts, _joined((*award.holds, *come)))
        if come and again.alters:
            found.append(again)
    return tuple(found)


def of_one_right(plans: Iterable[Planned]) -> dict[tuple[str, UUID], list[Planned]]:
    """The plans by benefit and person: whoever stands together is one right, whatever its variant and mechanism."""
    found: dict[tuple[str, UUID], list[Planned]] = {}
    for plan in plans:
        found.setdefault((plan.before.right.benefit, plan.before.right.entitled), []).append(plan)
    return found


def _holds_followed(plans: Sequence[Planned]) -> list[Planned]:
    together = of_one_right(plans)
    found = []
    for plan in plans:
        others = together[plan.before.right.benefit, plan.before.right.entitled]
        come = [hold for one in others if one is not plan and one.before.holds for hold in _holds_into(one, plan)]
        found.append(plan_of(plan.before, plan.amounts, _joined((*plan.holds, *come))) if come else plan)
    return found


def _holds_into(lost: Planned, into: Planned) -> Iterator[Hold]:
    """The holds of months that one award loses to the other."""
    gone = _besides(lost.before.amounts, lost.amounts)
    gained = _besides(into.amounts, into.before.amounts)
    moved = schedule(part for one in gone for part in within(gained, one.first, one.last))
    for hold in lost.before.holds:
        if months := within(moved, hold.first, hold.last):
            yield Hold(months[0].first, None if hold.last is None else months[-1].last)


def _besides(months: Schedule, others: Schedule) -> Schedule:
    for one in others:
        months = without(months, one.first, one.last)
    return months


def _joined(holds: Sequence[Hold]) -> tuple[Hold, ...]:
    joined: list[Hold] = []
    for one in sorted(holds, key=lambda hold: hold.first):
        before = joined[-1] if joined else None
        if before is None or (before.last is not None and before.last < one.first - 1):
            joined.append(one)
        elif before.last is not None and (one.last is None or one.last > before.last):
            joined[-1] = replace(before, last=one.last)
    return tuple(joined)
