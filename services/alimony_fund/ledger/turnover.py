"""A year of the books by class: what came to be owed, was repaid and written off, and the interest of the year (u.p.o.u.a. art. 27-30).

Interest of the year is told and not booked: an entry of 31 December would round it once more than the settlement that divides it, and
a rate that becomes known later would find it rounded already. What of it runs on no document stands apart, for the entry of the books
of the office; it is the whole interest of the day, so that the years' interest adds up to what was accrued.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import get_args
from uuid import UUID

from psycopg.rows import class_row

from casework.overpayments.interest import NoRate, Rates
from casework.overpayments.problems import NoInterestRate
from kit.db import WriteSession, raw
from kit.money import ZlotyText, zloty
from kit.schemas import Out
from services.alimony_fund.ledger.balances import OfClass, of_classes
from services.alimony_fund.ledger.terms import Klass

# A counter-document stands on the day of what it takes back and counts as its kind: together they are nothing. Interest that a
# settlement accrued and took off stands on one account, so what it took off is both together.
_MOVED = """
SELECT e.klass,
       coalesce(-sum(e.amount) FILTER (WHERE e.account = 'paid_out'), 0)::bigint AS claimed,
       coalesce(-sum(e.amount) FILTER (WHERE e.account = 'principal' AND of_it.kind = 'receipt'), 0)::bigint AS principal_repaid,
       coalesce(-sum(e.amount) FILTER (WHERE e.account = 'principal' AND of_it.kind = 'write_off'), 0)::bigint AS principal_written_off,
       coalesce(-sum(e.amount) FILTER (WHERE e.account IN ('interest', 'accrued') AND of_it.kind = 'receipt'), 0)::bigint
           AS interest_repaid,
       coalesce(-sum(e.amount) FILTER (WHERE e.account IN ('interest', 'accrued') AND of_it.kind = 'write_off'), 0)::bigint
           AS interest_written_off
  FROM debt_document d
  JOIN debt_document of_it ON of_it.gmina = d.gmina AND of_it.debtor = d.debtor AND of_it.number = coalesce(d.counters, d.number)
  JOIN debt_entry e ON e.gmina = d.gmina AND e.debtor = d.debtor AND e.document = d.number
 WHERE d.gmina = %(gmina)s AND d.day BETWEEN %(since)s AND %(until)s AND d.debtor = ANY (%(debtors)s::uuid[]) AND e.klass IS NOT NULL
 GROUP BY e.klass
"""


class DebtTurnoverOut(Out):
    """A year of a class of debt, all accounts together. Principal: opening + claimed - repaid - written off = closing. Interest: the same,
    with what accrued in the year; at the end of it `interest_running` is booked on no account yet. accounts: how many owe anything then."""

    klass: Klass
    until: date
    principal_opening: ZlotyText
    principal_claimed: ZlotyText
    principal_repaid: ZlotyText
    principal_written_off: ZlotyText
    principal_closing: ZlotyText
    interest_opening: ZlotyText
    interest_accrued: ZlotyText
    interest_repaid: ZlotyText
    interest_written_off: ZlotyText
    interest_closing: ZlotyText
    interest_running: ZlotyText
    accounts: int


@dataclass(frozen=True, slots=True)
class _Moved:
    klass: str
    claimed: int = 0
    principal_repaid: int = 0
    principal_written_off: int = 0
    interest_repaid: int = 0
    interest_written_off: int = 0


async def turnover(
    db: WriteSession, rates: Rates, debtors: Sequence[UUID], since: date, until: date
) -> list[DebtTurnoverOut]:
    """Both classes from the one day to the end of the other. Raises NoInterestRate."""
    try:
        opening = await of_classes(db, rates, debtors, since - timedelta(days=1))
        closing = await of_classes(db, rates, debtors, until)
    except NoRate as missing:
        raise NoInterestRate(f"Brak stawki odsetek na dzień {missing.on.isoformat()}.") from None
    async with (await raw(db)).cursor(row_factory=class_row(_Moved)) as cursor:
        told = {"gmina": db.gmina, "since": since, "until": until, "debtors": list(debtors)}
        await cursor.execute(_MOVED, told)
        moved = {one.klass: one for one in await cursor.fetchall()}
    return [_out(klass, until, opening, closing, moved.get(klass, _Moved(klass))) for klass in get_args(Klass)]


def _out(
    klass: Klass, until: date, opening: dict[str, OfClass], closing: dict[str, OfClass], moved: _Moved
) -> DebtTurnoverOut:
    nothing = OfClass(klass, 0, 0, 0, 0)
    first, last = opening.get(klass, nothing), closing.get(klass, nothing)
    accrued = last.interest - first.interest + moved.interest_repaid + moved.interest_written_off
    return DebtTurnoverOut(
        klass=klass, until=until, principal_opening=zloty(first.principal), principal_claimed=zloty(moved.claimed),
        principal_repaid=zloty(moved.principal_repaid), principal_written_off=zloty(moved.principal_written_off),
        principal_closing=zloty(last.principal), interest_opening=zloty(first.interest), interest_accrued=zloty(accrued),
        interest_repaid=zloty(moved.interest_repaid), interest_written_off=zloty(moved.interest_written_off),
        interest_closing=zloty(last.interest), interest_running=zloty(last.running), accounts=last.accounts,
    )  # fmt: skip
