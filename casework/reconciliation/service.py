"""Reconciliation as the API shows it."""

from collections import Counter

from casework.authority.veil import Veil
from casework.benefits.catalogue import Catalogue
from casework.reconciliation import store
from casework.reconciliation.schemas import (
    BenefitSumsOut,
    CaseOut,
    ListSumsOut,
    MonthSumsOut,
    PaidAfterEndOut,
    ReconciledMonthOut,
    ReconciledYearOut,
    ReconciliationOut,
)
from kit.db import ReadSession, WriteSession
from kit.money import zloty
from kit.periods import first_day, month, month_text, parse_month

_NO_MONEY = frozenset({"payments"})


async def reconcile(
    *,
    db: ReadSession | WriteSession,
    catalogue: Catalogue,
    veil: Veil,
    month: str,
    benefit: str | None,
    everything: bool = False,
) -> ReconciliationOut:
    """The month from the decisions to the log, with what differs; everything: all of that, for a file."""
    most = None if everything else store.MOST_CASES
    sums, lists, cases, in_all, ended = await store.compare(
        db, veil, first_day(parse_month(month)), benefit, catalogue.invoiced, most=most
    )
    return ReconciliationOut(
        month=month,
        agrees=not in_all,
        difference=zloty(sum(one["difference"] for one in sums)),
        benefits=[BenefitSumsOut.model_validate(_shown(one)) for one in sums],
        lists=[ListSumsOut.model_validate(_shown(one)) for one in lists],
        cases=[CaseOut.model_validate(_shown(one)) for one in cases],
        cases_in_all=in_all,
        paid_after_end=[PaidAfterEndOut.model_validate(_shown(one)) for one in ended],
    )


async def of_year(
    *, db: ReadSession | WriteSession, catalogue: Catalogue, veil: Veil, year: int, benefit: str | None
) -> ReconciledYearOut:
    """The months of the year one after another, each seen at its own moment, and the benefits' sums over them."""
    months, rows = [], []
    totals: dict[str, Counter[str]] = {}
    for first in range(month(year, 1), month(year, 12) + 1):
        sums, _, _, in_all, _ = await store.compare(db, veil, first_day(first), benefit, catalogue.invoiced, most=0)
        for one in sums:
            rows.append(MonthSumsOut.model_validate({"month": month_text(first), **_shown(one)}))
            kept = totals.setdefault(one["benefit"], Counter())
            kept.update({name: value for name, value in one.items() if name != "benefit"})
        months.append(
            ReconciledMonthOut(
                month=month_text(first),
                agrees=not in_all,
                difference=zloty(sum(one["difference"] for one in sums)),
                cases_in_all=in_all,
            )
        )
    return ReconciledYearOut(
        year=year,
        agrees=all(one.agrees for one in months),
        months=months,
        rows=rows,
        totals=[BenefitSumsOut.model_validate(_shown({"benefit": code, **totals[code]})) for code in sorted(totals)],
    )


def _shown(row: dict[str, object]) -> dict[str, object]:
    return {
        name: zloty(value) if isinstance(value, int) and name not in _NO_MONEY else value for name, value in row.items()
    }
