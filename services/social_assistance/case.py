"""The case of a household as the rules read it: frozen, amounts in grosze, months as ordinals of kit.periods."""

from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from kit.money import grosze, half_up
from kit.periods import month_of, parse_month
from services.social_assistance import facts as f


@dataclass(frozen=True, slots=True)
class Receipt:
    """One receipt: `net` of a month before deducting costs, `costs`, or hectares; one-off sums with the month paid.

    `foreign`: amount, currency, rate and its day of what came in another currency; it is within `net`.
    """

    member: str
    kind: str
    net: int
    costs: int
    months: int
    hectares: Fraction | None
    paid_in: int | None
    for_months: int | None
    foreign: tuple[str, str, str, date] | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that the benefits of this service read.

    Foster children are left out of the family for the permanent and the periodic allowance only (art. 10 ust. 1): `everyone` counts
    them, and `of_everyone` holds their receipts.
    """

    received_on: date
    received: int
    single: bool
    size: int
    born: dict[str, date]
    receipts: tuple[Receipt, ...]
    incapacity: f.Incapacity | None
    circumstances: f.Circumstances | None = None
    everyone: int = 1
    of_everyone: tuple[Receipt, ...] = ()
    own: dict[str, Any] = field(default_factory=dict)

    def whole(self) -> "Case":
        """The same case with the foster children: for benefits that art. 10 ust. 1 does not name."""
        return replace(self, size=self.everyone, receipts=self.of_everyone)


def prepare(facts: f.Facts) -> Case:
    """The case of validated facts."""
    household = facts.household
    members = [member for member in household.members if not member.foster_child] if household else []
    receipts = tuple(_receipt(item) for item in facts.income.items)
    left_out = {member.id for member in household.members if member.foster_child} if household else set()
    return Case(
        received_on=facts.application.received_on,
        received=month_of(facts.application.received_on),
        single=household is None or household.kind == "single",
        size=max(len(members), 1),
        born={member.id: member.born_on for member in members},
        receipts=tuple(one for one in receipts if one.member not in left_out),
        incapacity=facts.incapacity,
        circumstances=facts.circumstances,
        everyone=len(household.members) if household else 1,
        of_everyone=receipts,
        own={name: getattr(facts, name) for name in type(facts).model_fields if name not in f.Facts.model_fields},
    )


def _receipt(item: f.IncomeItem) -> Receipt:
    net, costs, months = grosze(item.amount), 0, 1
    if item.gross is not None:
        gross = item.gross
        net += grosze(gross.gross) - _sum(gross.income_tax, gross.health_contribution, gross.social_contributions)
        costs = grosze(gross.costs)
    if item.business is not None:
        paper = item.business
        taken = _sum(paper.costs, paper.tax_due, paper.health_contributions, paper.social_contributions_outside_costs)
        net = grosze(paper.revenue) - taken
        months = paper.months_active
    if item.foreign is not None:
        paid = grosze(item.foreign.amount) * Fraction(item.foreign.rate)
        net += half_up(paid.numerator, paid.denominator)
    return Receipt(
        member=item.member,
        kind=item.kind,
        net=net,
        costs=costs,
        months=months,
        hectares=Fraction(item.hectares) if item.hectares is not None else None,
        paid_in=parse_month(item.one_off_paid_in) if item.one_off_paid_in is not None else None,
        for_months=item.for_months,
        foreign=(item.foreign.amount, item.foreign.currency, item.foreign.rate, item.foreign.rate_on)
        if item.foreign is not None
        else None,
    )


def _sum(*texts: str) -> int:
    return sum(map(grosze, texts))
