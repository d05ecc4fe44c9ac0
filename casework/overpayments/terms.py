"""The terms of one undue payment from the law of its service and gmina: how its account runs, and until when it may be claimed."""

from collections.abc import Sequence
from datetime import date

from casework.benefits.catalogue import Catalogue
from casework.overpayments.interest import NoRate, rates_of
from casework.overpayments.ledger import Balance, Terms, balance
from casework.overpayments.limitation import Break, decision_last_day, limitation_last_day
from casework.overpayments.problems import NoInterestRate
from casework.overpayments.rules import Rules
from casework.overpayments.store import Enforced, Overpayment, Posted, Relief

_OF_NOBODY = {"repayment", "give_back", "correction"}
"""What counts on the account of a debt that nobody owes."""


def terms_of(catalogue: Catalogue, of: Overpayment, gmina: str) -> Terms:
    """How its account runs."""
    rules = catalogue.overpayments.named(of.rules)
    return Terms(rules.allocation, rates_of(rules, catalogue.law(gmina)))


def account(catalogue: Catalogue, of: Overpayment, posted: Sequence[Posted], gmina: str, on: date) -> Balance:
    """The account at the end of the day. Raises NoInterestRate.

    A withdrawn one is owed by nobody: what was paid on it all the same is a surplus.
    """
    counting = [one for one in posted if of.state != "withdrawn" or one.kind in _OF_NOBODY]
    try:
        return balance((one.movement for one in counting), terms_of(catalogue, of, gmina), on)
    except NoRate as missing:
        raise NoInterestRate(f"Brak stawki odsetek na dzień {missing.on.isoformat()}.") from None


def decision_by(catalogue: Catalogue, of: Overpayment, gmina: str, paid_on: date) -> date | None:
    """The last day on which a decision may be issued on a payment of that day; None: the act sets no such term."""
    rules = catalogue.overpayments.named(of.rules)
    if rules.decision_within is None:
        return None
    return decision_last_day(paid_on, catalogue.law(gmina).on(paid_on).count(rules.decision_within))


def prescribed_after(
    catalogue: Catalogue, of: Overpayment, gmina: str, reliefs: Sequence[Relief], enforced: Sequence[Enforced]
) -> date | None:
    """The last day of the claim; None while the decision is not final, or where the act has no limitation of its own."""
    rules = catalogue.overpayments.named(of.rules)
    if of.final_on is None or rules.limitation is None:
        return None
    years = catalogue.law(gmina).on(of.final_on).count(rules.limitation)
    return limitation_last_day(of.final_on, years, _breaks(rules, reliefs, enforced))


def _breaks(rules: Rules, reliefs: Sequence[Relief], enforced: Sequence[Enforced]) -> list[Break]:
    """Deferral and instalments; under most acts also an enforcement measure that the debtor was told of."""
    if rules.limitation_anew == "last_payment":
        return [Break(one.decided_on, max([one.decided_on, *_days_of_payment(one)])) for one in reliefs]
    told = [one.day for one in enforced if one.act == "measure_notified"]
    return [Break.at_once(day) for day in (*(one.decided_on for one in reliefs), *told)]


def _days_of_payment(relief: Relief) -> list[date]:
    return [date.fromisoformat(str(one["due_on"])) for one in relief.instalments]
