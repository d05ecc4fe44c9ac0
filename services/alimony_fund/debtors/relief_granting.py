"""What a granted relief says of the debt: how much is remitted by which rule, the plan of payments, and its entry in the ledger."""

from dataclasses import replace
from datetime import date

from casework.applications.desk import Hand
from casework.authority.problems import wrong
from casework.authority.sight import Sight
from casework.benefits.catalogue import Catalogue
from casework.overpayments.interest import NoRate
from casework.overpayments.problems import NoInterestRate
from kit.law import View
from kit.money import grosze
from kit.periods import month_of
from services.alimony_fund.debtors import relief, store
from services.alimony_fund.debtors.problems import StepUnfit
from services.alimony_fund.debtors.relief_schemas import ReliefGrantedIn
from services.alimony_fund.debtors.tables import DebtorRow, ReliefRow
from services.alimony_fund.ledger import service as ledger
from services.alimony_fund.ledger import store as books
from services.alimony_fund.ledger.desk import Desk
from services.alimony_fund.ledger.entries import Reason
from services.alimony_fund.ledger.service import WriteOff
from services.alimony_fund.ledger.standing import Standing
from services.alimony_fund.ledger.terms import Terms

ARTICLES = {
    "remission_after_enforcement": "art. 30 ust. 1 i 3 u.p.o.u.a.",
    "remission": "art. 30 ust. 2 i 3 u.p.o.u.a.",
    "deferral": "art. 30 ust. 2 u.p.o.u.a.",
    "instalments": "art. 30 ust. 2 u.p.o.u.a.",
    "expiry": "art. 28 ust. 3 u.p.o.u.a.",
}
DECISIONS = {
    "remission_after_enforcement": "remission",
    "remission": "remission",
    "deferral": "deferral",
    "instalments": "instalments",
}
"""Of which kind of decisions (kinds.yaml) a relief is one; what expires is none."""
_REASONS: dict[str, Reason] = {
    "remission_after_enforcement": "art_30_1",
    "remission": "art_30_2",
    "expiry": "death",
}
_MAY = {
    "remission_after_enforcement": {"sign"},
    "remission": {"sign", "principal", "interest"},
    "deferral": {"sign", "until"},
    "instalments": {"sign", "count", "first_due_on"},
    "expiry": set[str](),
}
_MUST = {
    "remission_after_enforcement": (),
    "remission": (),
    "deferral": ("until",),
    "instalments": ("count", "first_due_on"),
    "expiry": (),
}
_CLASSES = {"fund": "fundusz", "advance": "zaliczka"}
_MONTHS_OF_A_YEAR = 12


def whole(kind: str, body: ReliefGrantedIn, on: date) -> None:
    """What the kind asks for is stated, and nothing else. Raises ValidationFailed."""
    for name in ("sign", "principal", "interest", "until", "count", "first_due_on"):
        stated = getattr(body, name) is not None
        if stated and name not in _MAY[kind]:
            raise wrong(f"/{name}", "not_of_this_relief", "Ta ulga o tym nie mówi.")
        if not stated and name in _MUST[kind]:
            raise wrong(f"/{name}", "required", "Tego brakuje do rozstrzygnięcia.")
    for name in ("until", "first_due_on"):
        day: date | None = getattr(body, name)
        if day is not None and day <= on:
            raise wrong(f"/{name}", "day_out_of_order", "Termin płatności przypada po dniu decyzji.")


async def granted(
    hand: Hand, sight: Sight, catalogue: Catalogue, row: ReliefRow, debtor: DebtorRow, body: ReliefGrantedIn, on: date
) -> None:
    """Writes what is remitted or expires into the ledger, or the plan of payments into the relief.

    Raises StepUnfit, MoreThanOwed, NoInterestRate, ValidationFailed.
    """
    law = catalogue.law(hand.db.gmina)
    terms, view = Terms(law), law.on(on)
    standing = await _standing(hand, debtor, terms, on) if debtor.creditor_organ else None
    months: list[relief.Enforced] = []
    if row.kind == "remission_after_enforcement":
        months = await _enforced(hand, debtor, on, view)
        row.months = relief.effective_months(months)
        if not relief.remittable_share(months, view):
            raise StepUnfit("Egzekucja nie była skuteczna tak długo, jak wymaga art. 30 ust. 1.")
        if standing is not None:
            row.principal = relief.remittable(standing.principal, months, view)
            # The article speaks of the claims together: what rounding leaves is interest.
            row.interest = relief.remittable(standing.total, months, view) - row.principal
    elif standing is not None and row.kind == "remission":
        of_the_fund = standing.of("fund")
        row.principal = _stated(body.principal, sum(one.principal for one in of_the_fund))
        row.interest = _stated(body.interest, sum(one.interest for one in of_the_fund))
        if not row.principal + row.interest:
            raise StepUnfit("Nie ma należności, którą można umorzyć.")
    elif standing is not None and row.kind == "expiry":
        for one in standing.claims:
            if one.total and not relief.expires_on_death(_CLASSES[one.claim.klass], view):
                raise StepUnfit("Na rachunku jest należność, która ze śmiercią dłużnika nie wygasa.")
        row.principal, row.interest = standing.principal, standing.interest
    elif standing is not None:
        row.plan = _plan(body, standing)
    # None of an act where nothing is owed.
    if standing is not None and row.kind in _REASONS and (row.principal or row.interest):
        order = WriteOff(on, _REASONS[row.kind], body.sign)
        if row.kind == "remission_after_enforcement":
            order = replace(order, share=relief.remittable_share(months, view))
        elif row.kind == "remission":
            # Art. 30 ust. 2 speaks of benefits of the fund only. What is not stated is all that is open, also when more came since.
            order = replace(order, klass="fund", principal=_grosze(body.principal), interest=_grosze(body.interest))
        row.act = (await ledger.written_off(Desk(hand, sight, terms, catalogue), debtor.id, order)).id


def _grosze(stated: str | None) -> int | None:
    return None if stated is None else grosze(stated)


def _stated(stated: str | None, there: int) -> int:
    return there if stated is None else grosze(stated)


def _plan(body: ReliefGrantedIn, standing: Standing) -> list[dict[str, object]]:
    """Days of payment of all that is owed on the day of the decision. Raises StepUnfit, ValidationFailed."""
    if not standing.total:
        raise StepUnfit("Nie ma należności, której termin można odroczyć albo którą można rozłożyć na raty.")
    if body.until is not None:
        return [{"due_on": body.until.isoformat(), "amount": standing.total}]
    if body.count is None or body.first_due_on is None:
        raise wrong("/count", "required", "Tego brakuje do rozstrzygnięcia.")
    try:
        parts = relief.instalments(standing.total, body.count, body.first_due_on)
    except ValueError:
        raise wrong("/count", "too_many", "Rat jest więcej niż groszy należności.") from None
    return [{"due_on": one.due_on.isoformat(), "amount": one.amount} for one in parts]


async def _standing(hand: Hand, debtor: DebtorRow, terms: Terms, on: date) -> Standing:
    try:
        return (await books.books(hand.db, debtor.id)).standing(terms, on)
    except NoRate as missing:
        raise NoInterestRate(f"Brak stawki odsetek na dzień {missing.on.isoformat()}.") from None


async def _enforced(hand: Hand, debtor: DebtorRow, on: date, view: View) -> list[relief.Enforced]:
    """Current alimony and what was enforced of it in the full months before the day, as far back as the longest term goes.

    What was paid beyond a title's current alimony is arrears and heals neither another title nor another month.
    """
    this = month_of(on)
    first = this - view.count("fa_remission_third_years") * _MONTHS_OF_A_YEAR
    titles = await store.as_rules_know(hand.db, debtor.id, first)
    return [
        relief.Enforced(
            sum(one.due(month) for one in titles),
            sum(min(one.due(month), one.paid.get(month, 0)) for one in titles),
        )
        for month in range(first, this)
    ]
