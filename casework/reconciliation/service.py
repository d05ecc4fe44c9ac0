"""Reconciliation as the API shows it."""

from casework.authority.veil import Veil
from casework.reconciliation import store
from casework.reconciliation.schemas import BenefitSumsOut, CaseOut, ListSumsOut, PaidAfterEndOut, ReconciliationOut
from kit.db import ReadSession, WriteSession
from kit.money import zloty
from kit.periods import first_day, parse_month

_NO_MONEY = frozenset({"payments"})


async def reconcile(
    *, db: ReadSession | WriteSession, veil: Veil, month: str, benefit: str | None
) -> ReconciliationOut:
    """The month from the decisions to the log, with what differs."""
    sums, lists, cases, in_all, ended = await store.compare(db, veil, first_day(parse_month(month)), benefit)
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


def _shown(row: dict[str, object]) -> dict[str, object]:
    return {
        name: zloty(value) if isinstance(value, int) and name not in _NO_MONEY else value for name, value in row.items()
    }
