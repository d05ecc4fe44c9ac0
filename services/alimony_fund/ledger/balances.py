"""What every debtor owes on a day, in one statement: booked principal and interest, and interest that runs since the last settlement.

Interest of a claim is its principal times the weighed days of the law between two days. The rates go along as a handful of rows with the
sum of weighed days before each, so the database looks one of them up for a claim and subtracts; the rounding is that of `Rates.interest`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import lcm
from typing import Any
from uuid import UUID

from psycopg.rows import class_row

from casework.overpayments.interest import NoRate, Rates
from kit.db import WriteSession, raw

_OWED = """
WITH rate AS (
    SELECT * FROM unnest(%(first)s::date[], %(last)s::date[], %(weight)s::bigint[], %(before)s::bigint[]) AS r(first, last, weight, before)
), written AS (
    SELECT d.debtor, d.number, d.day, d.settles
      FROM debt_document d
     WHERE d.gmina = %(gmina)s AND d.day <= %(on)s AND d.debtor = ANY (%(debtors)s::uuid[])
), settled AS (
    SELECT w.debtor, max(w.day) AS day FROM written w
     WHERE w.settles
       AND NOT EXISTS (SELECT FROM debt_document c WHERE c.gmina = %(gmina)s AND c.debtor = w.debtor AND c.counters = w.number)
     GROUP BY w.debtor
), sums AS (
    -- What was taken back stands beside its counter-document of the same day: together they are nothing.
    SELECT e.debtor, e.claim,
           coalesce(sum(e.amount) FILTER (WHERE e.account = 'principal'), 0)::bigint AS principal,
           coalesce(sum(e.amount) FILTER (WHERE e.account = 'interest'), 0)::bigint AS booked,
           coalesce(-sum(e.amount) FILTER (WHERE e.account = 'surplus'), 0)::bigint AS surplus
      FROM debt_entry e JOIN written w ON w.debtor = e.debtor AND w.number = e.document
     WHERE e.gmina = %(gmina)s AND e.account IN ('principal', 'interest', 'surplus')
     GROUP BY e.debtor, e.claim
), claim AS (
    SELECT s.debtor, c.klass, s.principal, s.booked, s.surplus,
           -- greatest() passes over what is unknown: a zaliczka, which bears no interest, would get the day behind a settlement.
           CASE WHEN c.bears_from IS NOT NULL
                THEN greatest(c.bears_from, CASE WHEN t.day >= c.paid_on THEN t.day + 1 END) END AS since
      FROM sums s
      LEFT JOIN debt_claim c ON c.gmina = %(gmina)s AND c.id = s.claim
      LEFT JOIN settled t ON t.debtor = s.debtor
), owed AS (
    SELECT c.debtor, c.klass, c.principal, c.booked, c.surplus,
           CASE WHEN c.since <= %(on)s AND c.principal > 0
                THEN (2 * c.principal * (%(whole)s::bigint - (r.before + r.weight * (c.since - r.first))) + %(divisor)s::bigint)
                     / (2 * %(divisor)s::bigint)
                ELSE 0 END AS running
      FROM claim c LEFT JOIN rate r ON c.since BETWEEN r.first AND r.last
)
"""
_BALANCES = f"""
{_OWED}
SELECT o.debtor,
       coalesce(sum(o.principal) FILTER (WHERE o.klass = 'fund'), 0)::bigint AS principal,
       coalesce(sum(o.booked + o.running), 0)::bigint AS interest,
       coalesce(sum(o.principal) FILTER (WHERE o.klass = 'advance'), 0)::bigint AS advance,
       sum(o.surplus)::bigint AS surplus
  FROM owed o GROUP BY o.debtor
"""
_CLASSES = f"""
{_OWED}
SELECT o.klass, sum(o.principal)::bigint AS principal, sum(o.booked)::bigint AS booked, sum(o.running)::bigint AS running,
       count(DISTINCT o.debtor) FILTER (WHERE o.principal + o.booked + o.running > 0) AS accounts
  FROM owed o WHERE o.klass IS NOT NULL GROUP BY o.klass
"""


@dataclass(frozen=True, slots=True)
class Balance:
    """What a debtor owes on a day, grosze: principal and interest of the fund, the old zaliczka, and what came in over the debt."""

    debtor: UUID
    principal: int
    interest: int
    advance: int
    surplus: int

    @property
    def total(self) -> int:
        return self.principal + self.interest + self.advance


@dataclass(frozen=True, slots=True)
class OfClass:
    """What all debtors together owe of a class on a day, grosze; accounts: how many of them owe anything."""

    klass: str
    principal: int
    booked: int
    running: int
    accounts: int

    @property
    def interest(self) -> int:
        return self.booked + self.running


@dataclass(frozen=True, slots=True)
class Weighed:
    """Rates as whole numbers: days of each stretch count `weight`, and a weighed day of one grosz is 1 / `divisor` of a grosz."""

    first: tuple[date, ...]
    last: tuple[date, ...]
    weight: tuple[int, ...]
    before: tuple[int, ...]
    divisor: int

    def until(self, on: date) -> int:
        """The weighed days up to and with the day; none before the first rate, when no payout of the fund bore interest. Raises NoRate."""
        if on < self.first[0]:
            return 0
        for first, last, weight, before in zip(self.first, self.last, self.weight, self.before, strict=True):
            if first <= on <= last:
                return before + weight * ((on - first).days + 1)
        raise NoRate(on)


def weighed(rates: Rates) -> Weighed:
    """The rates for a statement."""
    scale = lcm(*(one.yearly.denominator for one in rates.rates))
    weights = [int(one.yearly * scale) for one in rates.rates]
    before, sums = 0, []
    for one, weight in zip(rates.rates, weights, strict=True):
        sums.append(before)
        if one.last is not None:
            before += weight * ((one.last - one.first).days + 1)
    return Weighed(
        tuple(one.first for one in rates.rates),
        tuple(one.last or date.max for one in rates.rates),
        tuple(weights),
        tuple(sums),
        scale * rates.days_of_year,
    )


async def balances(db: WriteSession, rates: Rates, debtors: Sequence[UUID], on: date) -> dict[UUID, Balance]:
    """What these debtors owe at the end of the day; who has no account is left out. Raises NoRate."""
    async with (await raw(db)).cursor(row_factory=class_row(Balance)) as cursor:
        await cursor.execute(_BALANCES, _told(db, rates, debtors, on))
        return {one.debtor: one for one in await cursor.fetchall()}


async def of_classes(db: WriteSession, rates: Rates, debtors: Sequence[UUID], on: date) -> dict[str, OfClass]:
    """What these debtors owe together at the end of the day, by class. Raises NoRate."""
    async with (await raw(db)).cursor(row_factory=class_row(OfClass)) as cursor:
        await cursor.execute(_CLASSES, _told(db, rates, debtors, on))
        return {one.klass: one for one in await cursor.fetchall()}


def _told(db: WriteSession, rates: Rates, debtors: Sequence[UUID], on: date) -> dict[str, Any]:
    law = weighed(rates)
    return {
        "gmina": db.gmina, "on": on, "debtors": list(debtors), "first": list(law.first), "last": list(law.last),
        "weight": list(law.weight), "before": list(law.before), "whole": law.until(on), "divisor": law.divisor,
    }  # fmt: skip
