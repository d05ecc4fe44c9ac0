"""What of a debtor's debts is let off: after years of effective enforcement, by death, or put off into instalments. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kit.law import View
from kit.money import half_up
from kit.periods import add_months

_STEPS = (
    ("fa_remission_third_years", "fa_remission_after_7_years"),
    ("fa_remission_second_years", "fa_remission_after_5_years"),
    ("fa_remission_first_years", "fa_remission_after_3_years"),
)
_MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Enforced:
    """What was awarded for a month and what of it was enforced, grosze."""

    awarded: int
    enforced: int


@dataclass(frozen=True, slots=True)
class Instalment:
    """A part of the debt, grosze, and its last day."""

    due_on: date
    amount: int


def effective_months(months: Sequence[Enforced]) -> int:
    """How many months in a row, up to the last, enforcement gave no less than the award (art. 30 ust. 1); a month below begins anew."""
    count = 0
    for one in reversed(months):
        if one.awarded <= 0 or one.enforced < one.awarded:
            break
        count += 1
    return count


def remittable_share(months: Sequence[Enforced], view: View) -> Fraction:
    """Which share of the claims together the debtor's organ may remit: 30, 50 or 100 % after 3, 5 or 7 years (art. 30 ust. 1)."""
    count = effective_months(months)
    for years, share in _STEPS:
        if count >= view.count(years) * _MONTHS_OF_A_YEAR:
            return view.ratio(share)
    return Fraction(0)


def remittable(debt: int, months: Sequence[Enforced], view: View) -> int:
    """The same of a debt in grosze; the act names no rounding, so half up to a grosz."""
    share = remittable_share(months, view)
    return half_up(debt * share.numerator, share.denominator)


def expires_on_death(claim: str, view: View) -> bool:
    """Whether a claim of this class expires when the debtor dies (art. 28 ust. 3); alimony owed to the entitled person does not."""
    return claim in view.text("fa_expire_on_death").split()


def instalments(debt: int, count: int, first_due_on: date) -> tuple[Instalment, ...]:
    """A debt in monthly parts (art. 30 ust. 2): equal ones, the last takes what is left. Raises ValueError: less than a grosz each."""
    if count < 1 or debt < count:
        raise ValueError("a debt is divided into one part or more, each of a grosz at least")
    part = debt // count
    amounts = [part] * (count - 1) + [debt - part * (count - 1)]
    return tuple(Instalment(add_months(first_due_on, number), amount) for number, amount in enumerate(amounts))
