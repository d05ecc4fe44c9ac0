"""The case as the rules read it: frozen, amounts in grosze, months as ordinals of kit.periods."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from kit.money import grosze
from kit.periods import month_of
from services.alimony_fund import facts as f


@dataclass(frozen=True, slots=True)
class Source:
    """One source of income; days of loss and gain as months, `following` the net amount of the month after the gain."""

    member: str
    yearly: int
    months: int | None
    lost: int | None
    gained: int | None
    following: int
    still_received: bool
    same_employer: bool
    from_the_fund: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """One entitled person; `alimony` is the exact monthly sum of the shares in all titles, in grosze."""

    person: str
    born: date
    in_care: bool
    alimony: Fraction
    facts: f.Claim


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that the benefits of this service read."""

    received_on: date
    received: int
    channel: str
    period_from: int | None
    members: tuple[f.Member, ...]
    legal_guardian: bool
    sources: tuple[Source, ...]
    alimony_paid: int
    claims: tuple[Claim, ...]
    own: dict[str, Any] = field(default_factory=dict)


def prepare(facts: f.Facts) -> Case:
    """The case of validated facts."""
    members = {member.id: member for member in facts.household.members}
    return Case(
        received_on=facts.application.received_on,
        received=month_of(facts.application.received_on),
        channel=facts.application.channel,
        period_from=facts.application.period_from,
        members=facts.household.members,
        legal_guardian=facts.household.legal_guardian,
        sources=tuple(map(_source, facts.income.items)),
        alimony_paid=grosze(facts.income.alimony_paid_yearly),
        claims=tuple(
            Claim(
                claim.person,
                members[claim.person].born_on,
                members[claim.person].in_care,
                sum((Fraction(grosze(title.amount), title.persons_named) for title in claim.titles), Fraction(0)),
                claim,
            )
            for claim in facts.claims
        ),
        own={name: getattr(facts, name) for name in type(facts).model_fields if name not in f.Facts.model_fields},
    )


def _source(item: f.IncomeItem) -> Source:
    return Source(
        member=item.member,
        yearly=grosze(item.yearly_net),
        months=item.months,
        lost=month_of(item.lost_on) if item.lost_on is not None else None,
        gained=month_of(item.gained_on) if item.gained_on is not None else None,
        following=grosze(item.following_month_net),
        still_received=item.still_received,
        same_employer=item.same_employer,
        from_the_fund=item.from_the_fund,
    )
