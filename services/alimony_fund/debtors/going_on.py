"""What goes on towards a debtor still, by the role in which this office began it."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import col, select

from kit.db import WriteSession
from services.alimony_fund.debtors.states import ACTION_REQUEST, PROCEEDING
from services.alimony_fund.debtors.tables import ActionRequestRow, ListingRow, ProceedingRow

_ENDED = frozenset(code for code in PROCEEDING.states if not PROCEEDING.allowed(code))
_REQUEST_ENDED = frozenset(code for code in ACTION_REQUEST.states if not ACTION_REQUEST.allowed(code))


async def anything_goes_on(db: WriteSession, debtor: UUID, roles: Collection[str]) -> bool:
    """Whether a proceeding (as debtor_organ), a request or an entry in a register (as creditor_organ) has not ended."""
    queries = []
    if "debtor_organ" in roles:
        queries.append(
            select(ProceedingRow.id).where(
                ProceedingRow.gmina == db.gmina, ProceedingRow.debtor == debtor, col(ProceedingRow.state).not_in(_ENDED)
            )
        )
    if "creditor_organ" in roles:
        queries.append(
            select(ActionRequestRow.id).where(
                ActionRequestRow.gmina == db.gmina,
                ActionRequestRow.debtor == debtor,
                col(ActionRequestRow.state).not_in(_REQUEST_ENDED),
            )
        )
        queries.append(
            select(ListingRow.id).where(
                ListingRow.gmina == db.gmina, ListingRow.debtor == debtor, col(ListingRow.withdrawn_on).is_(None)
            )
        )
    for query in queries:
        if (await db.exec(query)).first() is not None:
            return True
    return False
