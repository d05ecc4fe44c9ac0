"""The case as the rules read it: frozen, amounts in grosze, months as ordinals of kit.periods."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from kit.money import grosze
from kit.periods import last_day, month_of
from services.alimony_fund import facts as f


@dataclass(frozen=True, slots=True)
class Source:
    """One source of income; days of loss and gain as months, `following` the net amount of the month after the gain.

    `hectares`: it is a farm, whose income is that of its hectares less the `rent` of the year. `exchange`: amounts are in a currency.
    `lump_sum`: `yearly` is looked up in the minister's table of the base year (lump_sum.py).
    """

    index: int
    member: str
    yearly: int
    months: int | None
    lost: int | None
    gained: int | None
    following: int
    still_received: bool
    same_employer: bool
    from_the_fund: bool
    hectares: Fraction | None
    rent: int
    exchange: f.Exchange | None
    lump_sum: f.LumpSum | None

    def in_zloty(self, amount: int) -> Fraction:
        """Exact grosze of an amount of the source."""
        return Fraction(amount) if self.exchange is None else amount * Fraction(self.exchange.rate)


@dataclass(frozen=True, slots=True)
class Stay:
    """Days in foster care or in an institution with full maintenance; None on a side: without an end there."""

    first: date | None
    last: date | None

    def on(self, day: date) -> bool:
        """Whether she was there that day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Member:
    """A person round the entitled ones."""

    id: str
    role: f.Role
    born: date
    care: tuple[Stay, ...]
    kept_past_age: bool
    married_on: date | None
    under_guardian: bool
    obliged_to: frozenset[str]


@dataclass(frozen=True, slots=True)
class Title:
    """The person's exact share of a title in grosze a month, in the months in which it counts."""

    share: Fraction
    first: int | None
    last: int | None

    def in_month(self, at: int) -> bool:
        """Whether the award of the month is this one (art. 29 ust. 1)."""
        return (self.first is None or self.first <= at) and (self.last is None or at <= self.last)


@dataclass(frozen=True, slots=True)
class Claim:
    """One entitled person; `titles` are those of a parent."""

    person: str
    born: date
    care: tuple[Stay, ...]
    titles: tuple[Title, ...]
    facts: f.Claim

    def alimony(self, at: int) -> Fraction:
        """The exact monthly sum of the shares in all titles of the month, in grosze (art. 11)."""
        return sum((title.share for title in self.titles if title.in_month(at)), Fraction(0))

    def disabled(self, day: date, *, continued: bool = False) -> bool:
        """Whether a certificate of the severe degree is valid on the day; the month of its end counts whole (art. 18 ust. 3).

        continued: the certificate goes on from the one before it, whatever its own day.
        """
        facts = self.facts
        found = [(one.starts_on, one.ends_on) for one in facts.other_disability]
        if facts.severe_disability:
            since = None if continued else facts.severe_disability_from
            found.append((since or date.min, facts.severe_disability_until))
        return any(first <= day and (last is None or day <= last_day(month_of(last))) for first, last in found)


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that the benefits of this service read."""

    received_on: date
    received: int
    channel: str
    period_from: int | None
    members: tuple[Member, ...]
    legal_guardian: bool
    sources: tuple[Source, ...]
    alimony_paid: int
    claims: tuple[Claim, ...]
    own: dict[str, Any] = field(default_factory=dict)


def prepare(facts: f.Facts) -> Case:
    """The case of validated facts."""
    claims = {claim.person: claim for claim in facts.claims}
    members = tuple(_member(member, claims.get(member.id)) for member in facts.household.members)
    by_id = {member.id: member for member in members}
    return Case(
        received_on=facts.application.received_on,
        received=month_of(facts.application.received_on),
        channel=facts.application.channel,
        period_from=facts.application.period_from,
        members=members,
        legal_guardian=facts.household.legal_guardian,
        sources=tuple(_source(index, item) for index, item in enumerate(facts.income.items)),
        alimony_paid=grosze(facts.income.alimony_paid_yearly),
        claims=tuple(
            Claim(
                claim.person,
                by_id[claim.person].born,
                by_id[claim.person].care,
                tuple(_title(title) for title in claim.titles if title.from_parent),
                claim,
            )
            for claim in facts.claims
        ),
        own={name: getattr(facts, name) for name in type(facts).model_fields if name not in f.Facts.model_fields},
    )


def _member(member: f.Member, claim: f.Claim | None) -> Member:
    days = [one for one in (member.married_on, claim.married_on if claim is not None else None) if one is not None]
    placed = member.in_care or member.in_care_from is not None or member.in_care_until is not None
    others = (Stay(one.starts_on, one.ends_on) for one in member.other_care)
    return Member(
        id=member.id,
        role=member.role,
        born=member.born_on,
        care=(*((Stay(member.in_care_from, member.in_care_until),) if placed else ()), *others),
        kept_past_age=member.severely_disabled_with_care_benefit or member.receives_fund,
        married_on=min(days, default=None),
        under_guardian=member.under_guardian,
        obliged_to=frozenset(member.obliged_to),
    )


def _title(title: f.Title) -> Title:
    first = month_of(title.valid_from) if title.valid_from is not None else None
    last = None
    if title.valid_to is not None:
        last = month_of(title.valid_to)
        last -= title.valid_to != last_day(last)
    return Title(Fraction(grosze(title.amount), title.persons_named), first, last)


def _source(index: int, item: f.IncomeItem) -> Source:
    return Source(
        index=index,
        member=item.member,
        yearly=grosze(item.yearly_net),
        months=item.months,
        lost=month_of(item.lost_on) if item.lost_on is not None else None,
        gained=month_of(item.gained_on) if item.gained_on is not None else None,
        following=grosze(item.following_month_net),
        still_received=item.still_received,
        same_employer=item.same_employer,
        from_the_fund=item.from_the_fund,
        hectares=Fraction(item.hectares) if item.hectares is not None else None,
        rent=grosze(item.rent_paid_yearly),
        exchange=item.exchange,
        lump_sum=item.lump_sum,
    )
