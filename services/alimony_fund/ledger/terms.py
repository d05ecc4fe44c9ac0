"""What the law says of debts of alimony debtors, by day: interest, order of a repayment, shares (u.p.o.u.a. art. 27-28, 43)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal, cast, get_args

from casework.overpayments.interest import Rate, Rates
from kit.law import Law
from kit.money import half_up

Klass = Literal["fund", "advance"]
"""A debt of benefits of the fund, or of the old zaliczka alimentacyjna."""

Allocation = Literal["interest_first", "proportional"]
Within = Literal["oldest_first", "newest_first"]
Remission = Literal["each_class", "oldest_first"]
"""Which claims a share of all of them is taken off (art. 30 ust. 1)."""
Own = Literal["paid", "stopped"]
"""Whether the entitled person receives benefits on the day of a repayment."""

COSTS = "costs"
"""Costs of enforcement: before every claim of art. 28, which ranks them behind k.p.c. art. 1025 § 1 pkt 1 (art. 28 ust. 1-2 in fine)."""
_LATE, _DAYS = "odsetki_ustawowe_za_opoznienie", "odsetki_day_basis"
_TAX = "odsetki_za_zwloke_podatkowe"
_REMITTED = ("fa_remission_after_3_years", "fa_remission_after_5_years", "fa_remission_after_7_years")
_ORDER: Mapping[Own, str] = {"paid": "fa_order_while_paid", "stopped": "fa_order_after_payment"}


@dataclass(frozen=True, slots=True)
class Shares:
    """Fractions of repaid principal; the State has the rest, and all interest."""

    creditor: Fraction
    debtor: Fraction


@dataclass(frozen=True, slots=True)
class Terms:
    """The law of the ledger, asked for a day. Raises NoParameter for a day that the law does not cover."""

    law: Law

    def rates(self) -> Rates:
        """Statutory interest for delay (k.c. art. 481 § 2; before 2016 art. 359)."""
        return _rates(self.law, _LATE)

    def tax_rates(self) -> Rates:
        """Interest as for tax arrears (u.f.p. art. 255 ust. 3 pkt 2)."""
        return _rates(self.law, _TAX)

    def bears_from(self, paid_on: date) -> date:
        """The first day of interest on a payout (art. 27 ust. 1a)."""
        return paid_on + timedelta(days=self.law.on(paid_on).count("fa_interest_first_day_offset"))

    def allocation(self, on: date) -> Allocation:
        """How a repayment of the day divides between interest and principal (art. 27 ust. 11)."""
        told = self.law.on(on).text("fa_allocation_order")
        if told not in get_args(Allocation):
            raise ValueError(told)
        return cast(Allocation, told)

    def principal_order(self, on: date) -> Within:
        """Which payout is repaid before the others; no article says so, and offices did either."""
        told = self.law.on(on).text("fa_principal_order")
        if told not in get_args(Within):
            raise ValueError(told)
        return cast(Within, told)

    def shares(self, klass: Klass, on: date) -> Shares:
        """Who gets repaid principal of the day (art. 27 ust. 4; of a zaliczka, act of 22.04.2005 art. 12 ust. 2)."""
        law = self.law.on(on)
        if klass == "advance":
            return Shares(law.ratio("zaliczka_split_gmina"), Fraction(0))
        return Shares(law.ratio("fa_split_creditor_gmina"), law.ratio("fa_split_debtor_gmina"))

    def advance_debt(self, paid: int, on: date) -> int:
        """Grosze owed for a zaliczka of `paid` grosze: flat, without interest; half up (act of 22.04.2005 art. 12 ust. 1)."""
        owed = paid * (1 + self.law.on(on).ratio("zaliczka_debt_surcharge"))
        return half_up(owed.numerator, owed.denominator)

    def repaid_when_collected(self, on: date) -> bool:
        """Whether a debt is repaid on the day the bailiff had the money, and not on that of the office's account (art. 27 ust. 1a)."""
        return self.law.on(on).text("fa_repayment_day") == "collected"

    def names_person(self, source: str, on: date) -> bool:
        """Whether money from there may name the person on whose claims it counts (art. 27 ust. 8 pkt 1 and 9; k.c. art. 451 § 1)."""
        return source in self.law.on(on).text("fa_receipt_named_by").split()

    def remittable(self, on: date) -> frozenset[Fraction]:
        """Shares of the claims that the debtor's organ may remit (art. 30 ust. 1)."""
        law = self.law.on(on)
        return frozenset(law.ratio(one) for one in _REMITTED)

    def remission(self, on: date) -> Remission:
        """Which claims bear a remission after years of effective enforcement (art. 30 ust. 1)."""
        told = self.law.on(on).text("fa_remission_order")
        if told not in get_args(Remission):
            raise ValueError(told)
        return cast(Remission, told)

    def order(self, own: Own, on: date) -> tuple[str, ...]:
        """The claims on enforced money, first to last (art. 28 ust. 1-2)."""
        return tuple(self.law.on(on).text(_ORDER[own]).split())


def _rates(law: Law, name: str) -> Rates:
    values = law.parameters[name].values
    days = law.on(values[-1].valid_from).count(_DAYS)
    return Rates(tuple(Rate(one.valid_from, one.valid_to, Fraction(one.value)) for one in values), days)
