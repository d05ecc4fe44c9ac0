"""Sums of a list as the API shows them, of one that is stored and of one that is only looked at beforehand."""

from collections.abc import Sequence
from typing import Any

from casework.budget.asking import Plan
from casework.budget.comparing import Movement, line_of
from casework.budget.preview import beside_plan
from casework.budget.schemas import BudgetOut
from casework.payments.lists_store import Totals
from casework.payments.preview_schemas import LeftOutNamedOut, LeftOutOut, PreviewOut
from casework.payments.schemas import (
    BenefitTotalOut,
    ListOut,
    ListShort,
    MoneyLineOut,
    StateTotalOut,
    WayTotalOut,
)
from kit.money import zloty

Rows = list[dict[str, Any]]


def with_totals(shown: ListShort, totals: Totals, allowed: Sequence[str]) -> ListOut:
    """The list with its sums; voided payments stand by state only."""
    counted = [one for one in totals.states if one["state"] != "voided"]
    return ListOut(
        **shown.model_dump(),
        payments=sum(one["payments"] for one in counted),
        amount=zloty(sum(one["amount"] for one in counted)),
        deducted=_sum(totals.ways, "deducted"),
        states=[StateTotalOut.model_validate(one) for one in _shown(totals.states)],
        benefits=[BenefitTotalOut.model_validate(one) for one in _shown(totals.benefits)],
        lines=[MoneyLineOut.model_validate(one) for one in _shown(totals.lines)],
        ways=[WayTotalOut.model_validate(one) for one in _shown(totals.ways)],
        allowed=list(allowed),
    )


def previewed(totals: Totals, left_out: tuple[Rows, Rows], budget: BudgetOut) -> PreviewOut:
    """What a list would hold. left_out: by reason and benefit, and by award."""
    sums, named = left_out
    return PreviewOut(
        payments=sum(one["payments"] for one in totals.benefits),
        amount=_sum(totals.benefits, "amount"),
        deducted=_sum(totals.ways, "deducted"),
        benefits=[BenefitTotalOut.model_validate(one) for one in _shown(totals.benefits)],
        ways=[WayTotalOut.model_validate(one) for one in _shown(totals.ways)],
        lines=[MoneyLineOut.model_validate(one) for one in _shown(totals.lines)],
        left_out=[LeftOutOut.model_validate(one) for one in _shown(sums)],
        left_out_named=[LeftOutNamedOut.model_validate(one) for one in _shown(named)],
        budget=budget,
    )


async def beside(plan: Plan, gmina: str, lines: Rows, year: int) -> BudgetOut:
    """A list's budget lines beside their plan: what it pays, and what of that takes more of the plan than is committed already."""
    units = {one[name] for one in lines for name in ("unit", "other_unit")}
    moved = [Movement(line_of(year, one), one["amount"], one["unbound"]) for one in lines]
    return await beside_plan(plan, gmina, moved, units.pop() if len(units) == 1 else None, pays=True)


def _sum(rows: Rows, member: str) -> str:
    return zloty(sum(one[member] for one in rows))


def _shown(rows: Rows) -> Rows:
    return [
        {name: zloty(value) if name in {"amount", "deducted"} else value for name, value in one.items()} for one in rows
    ]
