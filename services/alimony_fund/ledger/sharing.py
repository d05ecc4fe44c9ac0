"""Who gets what a debtor repaid: the gminas' shares of principal, the State's rest and interest (u.p.o.u.a. art. 27 ust. 4)."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kit.money import half_up
from services.alimony_fund.ledger.terms import Klass, Terms


@dataclass(frozen=True, slots=True)
class Split:
    """Grosze of one repayment: creditor's gmina, debtor's gmina where it is another one, State budget."""

    creditor: int = 0
    debtor: int = 0
    state_principal: int = 0
    state_interest: int = 0

    @property
    def state(self) -> int:
        return self.state_principal + self.state_interest

    @property
    def total(self) -> int:
        return self.creditor + self.debtor + self.state

    def plus(self, other: "Split") -> "Split":
        """Both together."""
        return Split(
            self.creditor + other.creditor,
            self.debtor + other.debtor,
            self.state_principal + other.state_principal,
            self.state_interest + other.state_interest,
        )

    @property
    def taken_back(self) -> "Split":
        """The same with the other sign."""
        return Split(-self.creditor, -self.debtor, -self.state_principal, -self.state_interest)


def split(terms: Terms, klass: Klass, principal: int, interest: int, on: date, *, same_gmina: bool) -> Split:
    """Shares of a repayment by the law of its day. same_gmina: the creditor's gmina is the debtor's too and keeps both shares.

    A gmina's share is rounded half up to the grosz, once for a repayment; the State takes what is left (convention). Of nothing nobody has
    a share, also on days when there was no fund yet.
    """
    if not (principal or interest):
        return Split()
    shares = terms.shares(klass, on)
    creditor, debtor = shares.creditor, shares.debtor
    if same_gmina:
        creditor, debtor = creditor + debtor, Fraction(0)
    to_creditor, to_debtor = _of(principal, creditor), _of(principal, debtor)
    return Split(to_creditor, to_debtor, principal - to_creditor - to_debtor, interest)


def _of(amount: int, share: Fraction) -> int:
    return half_up(amount * share.numerator, share.denominator)
